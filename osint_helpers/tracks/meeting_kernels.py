"""The search behind encounters as Ibis expressions that DuckDB and Spark both run.

`slow` brings slow tracks to common moments, one track at a time; `close` finds the pairs of them
near each other, one moment at a time; `meetings` makes events of the pairs. So a large store is
searched bucket by bucket, then slice by slice of time: the rows together are those of the whole.
`near` (the first two) and `meetings` run one after the other, since an engine that does not keep
what it uses twice would do the first twice; pairs are few (measured: 50,000 of ten million
positions). Of a sorted source the embedded engine finds slow tracks in one pass (``meeting_pass``)
and looks for pairs at some moments only (``meeting_pairs``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.tracks.engines.buckets import by_track
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.moments import MINUTE_US, UNIT, at_moments, number, unit, whole
from osint_helpers.tracks.sphere import RADIUS_M

Tables = Mapping[str, Any]
# A cube has at least so many times the distance of a meeting as its sides, and at least this,
# metres, so that its number and that of the moment fit one integer of 64 bits.
_CUBE: Final = 8.0
_LEAST_CUBE_M: Final = 2000.0
_MOMENTS: Final = 1 << 24
# Rounding must never hide a neighbour: cubes are reached a little farther than they need be.
_SLACK: Final = 1.002


@dataclass(frozen=True)
class Sliced:
    """A rule of encounters, and the length of the slices of time its search goes by."""

    rule: Any
    slice_us: int


def near(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return every pair of slow tracks within the distance at a moment, of ``tables["steps"]``."""
    return close({"moments": slow(tables, rule)}, rule)


@by_track("slow ships")
def slow(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the slow tracks at every moment.

    Parameters
    ----------
    tables
        ``steps``.
    rule
        ``EncounterRule``, or `Sliced`.

    Returns
    -------
    ibis table
        ``track, moment, kn`` and ``x, y, z`` (unit vector); of a `Sliced` rule also ``slice``, the
        number of the moment's slice of time.
    """
    sliced = rule if isinstance(rule, Sliced) else None
    rule = sliced.rule if sliced else rule
    found = unit(at_moments(
        tables["steps"], every_us=every(rule), across_us=round(rule.across_h * 60 * MINUTE_US),
        sog_under_s=rule.sog_under_s, slower_kn=rule.slower_kn,
    ))  # fmt: skip
    found = found.select("track", "moment", "kn", *"xyz")
    if sliced is None:
        return found
    return found.mutate(slice=found.moment * every(rule) // sliced.slice_us)


def close(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return every pair within the distance at a moment, of ``tables["moments"]`` as from `slow`.

    A pair stands in one moment, so slices of time give the rows of the whole between them.

    Returns
    -------
    ibis table
        One row a pair and moment, integers: ``track_a < track_b, moment``, ``mm`` (distance),
        ``mkn`` (mean of the two speeds, thousandths of a knot), ``x, y, z`` (sum of both unit
        vectors, billionths).
    """
    ibis = need("ibis")
    cubes = _cubes(tables["moments"], rule.within_m)
    right = cubes.select(
        "key", **{f"{name}_b": cubes[name] for name in ("track", "moment", "kn", *"xyz")}
    )
    pairs = _reaching(cubes).join(right, "key")
    pairs = pairs.mutate(chord=sum(_square(pairs, one) for one in "xyz"))
    most = (2 * math.sin(rule.within_m / 2 / RADIUS_M)) ** 2
    own = (pairs.way > 0) | (pairs.track_a < pairs.track_b)  # a cube with itself gives both orders
    pairs = pairs.filter(
        pairs.chord <= number(most), own, pairs.track_a != pairs.track_b,
        pairs.moment == pairs.moment_b,  # keys of far moments may be equal
    )  # fmt: skip
    half = ibis.least(pairs.chord.sqrt() / number(2.0), number(1.0))
    return pairs.select(
        track_a=ibis.least(pairs.track_a, pairs.track_b),
        track_b=ibis.greatest(pairs.track_a, pairs.track_b),
        moment=pairs.moment,
        mm=whole(half.asin(), 2 * RADIUS_M * 1000),
        mkn=whole(pairs.kn_a + pairs.kn_b, 500.0),
        **{one: whole(pairs[f"{one}_a"] + pairs[f"{one}_b"], UNIT) for one in "xyz"},
    )


def meetings(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return encounters of the rows of `near` (``tables["pairs"]``).

    Consecutive moments of a pair are a run; runs long enough are kept, and those less than
    ``rule.merge_h`` apart become one encounter (the order of the two as in pipe-encounters).
    """
    ibis = need("ibis")
    pairs = tables["pairs"]
    pair = ["track_a", "track_b"]
    rows = pairs.mutate(n=ibis.row_number().over(ibis.window(group_by=pair, order_by="moment")))
    rows = rows.mutate(run=rows.moment - rows.n)
    keyed = [*pair, "run"]
    runs = rows.group_by(keyed).agg(first=rows.moment.min(), final=rows.moment.max())
    runs = runs.filter(runs.final - runs["first"] >= least(rule))
    before = runs.final.lag(1).over(ibis.window(group_by=pair, order_by="first"))
    apart = (runs["first"] - before) * every(rule) >= round(rule.merge_h * 60 * MINUTE_US)
    runs = runs.mutate(fresh=ibis.ifelse(apart.fill_null(True), 1, 0))
    so_far = ibis.cumulative_window(group_by=pair, order_by="first")
    runs = runs.mutate(meeting=runs.fresh.sum().over(so_far))
    rows = rows.join(runs.select(*keyed, "meeting"), keyed)
    return rows.group_by([*pair, "meeting"]).agg(
        first=rows.moment.min(),
        final=rows.moment.max(),
        bins=rows.count(),
        closest_mm=rows.mm.min(),
        median_mm=rows.mm.median().cast("float64"),
        median_mkn=rows.mkn.median().cast("float64"),
        **{one: rows[one].sum().cast("int64") for one in "xyz"},
    )


def every(rule: Any) -> int:  # noqa: ANN401
    """Return microseconds from one moment to the next."""
    found: int = round(rule.every_min * MINUTE_US)
    return found


def least(rule: Any) -> int:  # noqa: ANN401
    """Return the least number of steps from moment to moment in a run, one at least."""
    found: int = math.ceil(rule.hours * 60 * MINUTE_US / every(rule))
    return found


def _square(pairs: Any, one: str) -> Any:  # noqa: ANN401
    apart = pairs[f"{one}_a"] - pairs[f"{one}_b"]
    return apart * apart


def _cubes(found: Any, within_m: float) -> Any:  # noqa: ANN401
    """Return moments with the cube they lie in, and the way to the neighbours they reach.

    The sphere lies in a grid of cubes along x, y and z, so neither the poles nor the date line nor
    any latitude is special, and no angle is needed. Two places within the distance lie in one cube
    or, where each is near the side that faces the other, in neighbouring ones.
    """
    ibis = need("ibis")
    side = max(_CUBE * within_m, _LEAST_CUBE_M) * _SLACK
    per, reach = RADIUS_M / side, within_m * _SLACK / side
    base = math.floor(2 * per) + 3  # a neighbour more on either side
    scaled = {f"at_{one}": (found[one] + number(1.0)) * number(per) for one in "xyz"}
    rows = found.mutate(**scaled)
    cube = (rows.moment % _MOMENTS) * base**3
    ways = {}
    for one, step in zip("xyz", (base * base, base, 1), strict=True):
        at = rows[f"at_{one}"]
        index = at.floor()  # an integer already
        beyond = at - index.cast("float64")
        cube += (index + 1) * step
        far = ibis.cases(
            (beyond < number(reach), -step), (beyond > number(1.0 - reach), step), else_=0
        )
        ways[f"way_{one}"] = far.cast("int64")
    return rows.select("track", "moment", "kn", *"xyz", key=cube, **ways)


def _reaching(cubes: Any) -> Any:  # noqa: ANN401
    """Return each moment once for its own cube and once for every neighbour that could hold a pair.

    Of two neighbours only the lower one reaches the other, so that a pair is found once: the steps
    along x, y and z are so far apart that the sign of their sum says which is the lower.
    """
    ibis = need("ibis")
    # 1, 2, 4 or 8 cubes: the ways that are not nothing, packed to the front, taken or left
    x, y, z = cubes.way_x, cubes.way_y, cubes.way_z
    first = ibis.cases((x != 0, x), (y != 0, y), else_=z)
    third = ibis.ifelse((x != 0) & (y != 0), z, 0)
    count = ibis.ifelse(x != 0, 2, 1) * ibis.ifelse(y != 0, 2, 1) * ibis.ifelse(z != 0, 2, 1)
    rows = cubes.mutate(first=first, second=x + y + z - first - third, third=third, count=count)
    rows = rows.mutate(way=ibis.range(0, rows["count"]).unnest())
    turn = (
        ibis.ifelse((rows.way & 1) > 0, rows["first"], 0)
        + ibis.ifelse((rows.way & 2) > 0, rows.second, 0)
        + ibis.ifelse((rows.way & 4) > 0, rows.third, 0)
    )
    rows = rows.mutate(turn=turn).filter((turn > 0) | (rows.way == 0))
    kept = {f"{name}_a": rows[name] for name in ("track", "kn", *"xyz")}
    return rows.select("moment", "way", key=rows.key + rows.turn, **kept)
