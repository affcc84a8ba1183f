"""The search behind port calls, as one Ibis expression that DuckDB and Spark both run.

`calls` is that expression. Of a sorted source the embedded engine finds the stops first, in one
pass (``stop_pass``), and `called` of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from osint_helpers.tracks import cells
from osint_helpers.tracks.engines.buckets import by_track
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.moments import number
from osint_helpers.tracks.sphere import NM_M, RADIUS_M, US_PER_H, haversine_m

Tables = Mapping[str, Any]
STILL, MOVING, BREAK, END = 1, 2, 3, 4
_DEGREE_M: Final = RADIUS_M * math.pi / 180


@by_track("port calls")
def calls(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the stops near a port, each with its nearest port.

    ``ports`` has a row for every cell a port's radius touches: ``port, port_lat, port_lon,
    cell_lat, cell_lon``.
    """
    return nearest(stops(tables, rule), tables["ports"], rule)


def called(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the same of stops found before: ``stops`` as from `stops`, and ``ports``."""
    return nearest(tables["stops"], tables["ports"], rule)


@by_track("port calls")
def stops(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the stops of every track.

    Columns: ``track, arrived_us, left_us, lat, lon`` (of the first position), ``fixes``, and
    ``open_start, open_end`` (1 or 0).

    Each step (from the fix before to this one) is still, moving, a break, or between the two
    speeds: then it changes nothing. One pass keeps the steps that may change the state, few of all;
    only those go through further windows.
    """
    ibis = need("ibis")
    window = ibis.window(group_by="track", order_by="t_us")
    marks = _marks(tables["steps"])
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
        open_start=ibis.ifelse(begun.before == BREAK, 1, 0),
        open_end=ibis.ifelse(alone | on_track | (begun.next_code == BREAK), 1, 0),
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


def states(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the steps with their state: STILL, MOVING, BREAK, or 0, which changes nothing.

    The distance is that on the local plane: for steps shorter than the break at the speeds asked
    about it agrees with the great circle within 0.1 per cent below 85 degrees of latitude. What is
    used twice is a column of its own, since engines compute what is repeated again.
    """
    ibis = need("ibis")
    steps = tables["steps"]
    short, broken = round(rule.least_s * 1_000_000), round(rule.break_h * US_PER_H)
    half = number(180.0)
    found = steps.mutate(
        took=steps.t_us - steps.t_us_1,
        north=steps.lat - steps.lat_1,
        # from -180 to 180 degrees
        east=half - (half - (steps.lon - steps.lon_1).abs()).abs(),
        # the cosine of twice the middle latitude
        cos=((steps.lat + steps.lat_1) * number(math.pi / 180)).cos(),
    )
    seconds = found.took.cast("float64")
    shrink = found.cos * number(0.5) + number(0.5)
    found = found.mutate(
        far=found.north * found.north + found.east * found.east * shrink, time=seconds * seconds
    )
    slow, fast = speeds(rule)
    still, moving = (found.far <= found.time * number(slow * slow),
                     found.far > found.time * number(fast * fast))  # fmt: skip
    state = ibis.cases(
        (found.took.isnull() | (found.took >= broken), BREAK),
        (found.took < short, 0),
        else_=still.cast("int64") * STILL + moving.cast("int64") * MOVING,
    )
    return found.mutate(state=state).drop("took", "north", "east", "cos", "far", "time")


def speeds(rule: Any) -> tuple[float, float]:  # noqa: ANN401
    """Return the two speeds of a rule, degrees of a great circle a microsecond."""
    slow, fast = (knots * NM_M / US_PER_H / _DEGREE_M for knots in (rule.stop_kn, rule.move_kn))
    return slow, fast


def _marks(steps: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the steps that may change the state, with their code and whether the track ends."""
    ibis = need("ibis")
    last = steps.t_us_next.isnull()
    changed = steps.state_1.isnull() | (steps.state != steps.state_1)
    kept = steps.filter(last | ((steps.state != 0) & changed))
    names = ("track", "t_us", "n", "t_us_1", "lat_1", "lon_1")
    return kept.select(
        *names, code=ibis.ifelse(kept.state == 0, END, kept.state), last=kept.t_us_next.isnull()
    )
