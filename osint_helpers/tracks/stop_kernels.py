"""The search behind port calls, as one Ibis expression that DuckDB and Spark both run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from osint_helpers.tracks import cells
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.sphere import NM_M, RADIUS_M, US_PER_H, haversine_m

Tables = Mapping[str, Any]
STILL, MOVING, BREAK, END = 1, 2, 3, 4
_DEGREE_M: Final = RADIUS_M * math.pi / 180


def calls(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the stops near a port, each with its nearest port.

    ``ports`` has a row for every cell a port's radius touches: ``port, port_lat, port_lon,
    cell_lat, cell_lon``.
    """
    return nearest(stops(tables, rule), tables["ports"], rule)


def stops(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the stops of every track.

    Each step (from the fix before to this one) is still, moving, a break, or between the two
    speeds: then it changes nothing. One pass keeps the steps that may change the state, few of all;
    only those go through further windows.
    """
    ibis = need("ibis")
    window = ibis.window(group_by="track", order_by="t_us")
    marks = _marks(tables["steps"], rule)
    marks = marks.mutate(before=marks.code.lag(1).over(window))
    changes = marks.filter(marks.before.isnull() | (marks.code != marks.before) | marks.last)
    after = {f"next_{name}": changes[name].lead(1).over(window) for name in ("code", "t_us", "n")}
    after["next_t_us_1"] = changes.t_us_1.lead(1).over(window)
    changes = changes.mutate(**after)
    begun = changes.filter((changes.code == STILL) & (changes.before != STILL))
    # a stop ends at the fix before the change, or with its track
    alone, on_track = begun.next_code.isnull(), begun.next_code.isin([STILL, END])
    left = ibis.cases((alone, begun.t_us), (on_track, begun.next_t_us), else_=begun.next_t_us_1)
    last_n = ibis.cases((alone, begun.n), (on_track, begun.next_n), else_=begun.next_n - 1)
    found = begun.select(
        track=begun.track,
        arrived_us=begun.t_us_1,
        left_us=left,
        lat=begun.lat_1,
        lon=begun.lon_1,
        fixes=last_n - begun.n + 2,
        open_start=begun.before == BREAK,
        open_end=alone | on_track | (begun.next_code == BREAK),
    )
    return found.filter(found.left_us - found.arrived_us >= round(rule.at_least_h * US_PER_H))


def nearest(stops: Any, ports: Any, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return stops within the radius of a port, with the nearest; of equally near ones the first.

    Distances count in whole millimetres, so that a tie is a tie on every engine.
    """
    ibis = need("ibis")
    cell_lat, cell_lon = cells.numbers(stops.lat, stops.lon, rule.cell_deg)
    here = stops.mutate(s_cell_lat=cell_lat, s_cell_lon=cell_lon)
    same = [here.s_cell_lat == ports.cell_lat, here.s_cell_lon == ports.cell_lon]
    pairs = here.join(ports, same)
    metres = haversine_m(pairs.lat, pairs.lon, pairs.port_lat, pairs.port_lon)
    pairs = pairs.mutate(mm=(metres * 1000).round().cast("int64"))
    pairs = pairs.filter(pairs.mm <= round(rule.port_km * 1_000_000))
    order = ibis.window(group_by=["track", "arrived_us"], order_by=["mm", "port"])
    pairs = pairs.mutate(rank=ibis.row_number().over(order))
    return pairs.filter(pairs["rank"] == 0).select(*stops.columns, "port", "mm")


def _marks(steps: Any, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the steps that may change the state, with their code and whether the track ends.

    The filter runs over every position. It may keep too many, never too few; and each level stands
    in it once, since engines compute what is repeated in a condition again.
    """
    ibis = need("ibis")
    broken, short = round(rule.break_h * US_PER_H), round(rule.least_s * 1_000_000)
    fixes = [[steps[f"{name}{n}"] for name in ("t_us", "lat", "lon")] for n in ("", "_1", "_2")]
    now, then = (_level(fixes[i], fixes[i + 1], rule) for i in (0, 1))
    took, took_1 = (fixes[i][0] - fixes[i + 1][0] for i in (0, 1))
    # still or moving now and not so before: 1, 2, 6, 7 of now * 3 + then, as one comparison. It
    # comes first: DuckDB runs it over whole columns, what follows over selected rows (five times
    # slower)
    kept = steps.filter(
        (((now * 3 + then) % 5 * 2 - 3).abs() <= 1)
        | steps.t_us_2.isnull()
        | steps.t_us_next.isnull()
        | (took >= broken)
        | (took_1 >= broken)
        | (took_1 < short)
    )
    to, start = ([kept[f"{name}{n}"] for name in ("t_us", "lat", "lon")] for n in ("", "_1"))
    took, level = kept.t_us - kept.t_us_1, _level(to, start, rule)
    code = ibis.cases(
        (kept.t_us_1.isnull() | (took >= broken), BREAK),
        (took < short, 0),
        (level < 0.5, STILL),
        (level > 1.5, MOVING),
        else_=0,
    )
    names = ("track", "t_us", "n", "t_us_1", "lat_1", "lon_1")
    marks = kept.select(*names, code=code, last=kept.t_us_next.isnull())
    marks = marks.filter((marks.code != 0) | marks.last)
    return marks.mutate(code=ibis.ifelse(marks.code == 0, END, marks.code))


def _level(to: list[Any], start: list[Any], rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return 0 (still), 1 (between) or 2 (moving) for the step between two (t_us, lat, lon).

    The distance is that on the local plane: for steps shorter than the break at the speeds asked
    about it agrees with the great circle within 0.1 per cent below 85 degrees of latitude.
    """
    ibis = need("ibis")
    (t, lat, lon), (t_1, lat_1, lon_1) = to, start
    took = (t - t_1).cast("float64")
    east = (lon - lon_1).abs()
    east = ibis.least(east, 360.0 - east)
    north = lat - lat_1
    # the square of the cosine of the middle latitude
    cos2 = ((lat + lat_1) * (math.pi / 180)).cos() * 0.5 + 0.5
    square = (north * north + east * east * cos2) / (took * took)
    slow, fast = (knots * NM_M / US_PER_H / _DEGREE_M for knots in (rule.stop_kn, rule.move_kn))
    part = (square - slow * slow) / (fast * fast - slow * slow)
    return ibis.least(ibis.greatest(part, -0.5), 1.5).ceil()
