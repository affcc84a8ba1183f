"""The search behind encounters as Ibis expressions that DuckDB and Spark both run.

`near` finds the pairs of tracks near each other at a moment, `meetings` makes events of them. The
first can run on slices of time one by one: their rows laid together are those of the whole. The two
run one after the other, since an engine that does not keep what it uses twice would do the first
twice; between them lies one row a pair and moment (measured: 50,000 of ten million positions).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.tracks.extras import need
from osint_helpers.tracks.moments import DEGREE, MINUTE_US, UNIT, at_moments, number, unit, whole
from osint_helpers.tracks.sphere import RADIUS_M

Tables = Mapping[str, Any]
# A cell has at least four times the distance of a meeting as its sides, and at least this, metres,
# so that (moment, band, column) fits one integer of 64 bits.
_LEAST_CELL_M: Final = 200.0
_CELL: Final = 4.0
_BANDS: Final = 1 << 17
_COLUMNS: Final = 1 << 18
# Rounding must never hide a neighbour: cells are made so much larger than they need be.
_SLACK: Final = 1.002


@dataclass(frozen=True)
class Slice:
    """A rule of encounters for the moments from ``start_us`` (included) to ``end_us`` (not)."""

    rule: Any
    start_us: int
    end_us: int


def near(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return every pair of slow tracks within the distance at a moment.

    Parameters
    ----------
    tables
        ``steps``. For a `Slice` they must reach ``rule.across_h`` beyond it on both sides.
    rule
        ``EncounterRule`` or `Slice`.

    Returns
    -------
    ibis table
        One row a pair and moment, integers: ``track_a < track_b, moment``, ``mm`` (distance),
        ``mkn`` (mean of the two speeds, thousandths of a knot), ``x, y, z`` (sum of both unit
        vectors, billionths).
    """
    ibis = need("ibis")
    part = rule if isinstance(rule, Slice) else Slice(rule, 0, 0)
    rule = part.rule
    limits = {"start_us": part.start_us, "end_us": part.end_us} if part.end_us else {}
    found = at_moments(
        tables["steps"], every_us=every(rule), across_us=round(rule.across_h * 60 * MINUTE_US),
        sog_under_s=rule.sog_under_s, slower_kn=rule.slower_kn, **limits,
    )  # fmt: skip
    cells = _cells(unit(found), rule.within_m)
    left = _reaching(cells)
    right = cells.select("key", **{f"{name}_b": cells[name] for name in ("track", "kn", *"xyz")})
    pairs = left.join(right, "key")
    chord = _square(pairs, "x") + _square(pairs, "y") + _square(pairs, "z")
    pairs = pairs.mutate(chord=chord)
    most = (2 * math.sin(rule.within_m / 2 / RADIUS_M)) ** 2
    own = (pairs.side > 1) | (pairs.track_a < pairs.track_b)  # a cell with itself gives both orders
    pairs = pairs.filter(pairs.chord <= number(most), own, pairs.track_a != pairs.track_b)
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
    least = math.ceil(rule.hours * 60 * MINUTE_US / every(rule))
    pair = ["track_a", "track_b"]
    rows = pairs.mutate(n=ibis.row_number().over(ibis.window(group_by=pair, order_by="moment")))
    rows = rows.mutate(run=rows.moment - rows.n)
    keyed = [*pair, "run"]
    runs = rows.group_by(keyed).agg(first=rows.moment.min(), final=rows.moment.max())
    runs = runs.filter(runs.final - runs["first"] >= least)
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


def _square(pairs: Any, one: str) -> Any:  # noqa: ANN401
    apart = pairs[f"{one}_a"] - pairs[f"{one}_b"]
    return apart * apart


def _cells(found: Any, within_m: float) -> Any:  # noqa: ANN401
    """Return moments with their cell, and what tells which neighbours they reach.

    Bands of equal height from pole to pole; in each a whole number of columns, as wide in metres as
    the band is high where the band and its neighbours are narrowest. Where fewer than three would
    fit, around the poles, one column goes all the way round.
    """
    ibis = need("ibis")
    side = max(_CELL * within_m, _LEAST_CELL_M) * _SLACK
    count = math.floor(math.pi * RADIUS_M / side)
    height, sine = 180.0 / count, math.sin(side / _CELL / 2 / RADIUS_M)
    north = found.z.asin() / number(DEGREE) + number(90.0)
    rows = found.mutate(
        up=north / number(height),
        round_=found.y.atan2(found.x) / number(2 * math.pi) + number(0.5),
    )
    rows = rows.mutate(band=ibis.least(rows.up.floor(), count - 1).cast("int64"))
    rows = rows.mutate(low=rows.band.cast("float64"))
    for n in (0, 1):
        low = rows.low + number(n)
        edge = [low - number(1.0), low + number(2.0)]
        tops = [(one * number(height) - number(90.0)).abs() for one in edge]
        width = ibis.least(ibis.greatest(*tops), number(90.0)) * number(DEGREE)
        rows = rows.mutate(**{f"cos_{n}": width.cos()})
    for n in (0, 1):
        # asin(q) <= _SLACK * q for q <= 0.1; nearer to the pole there is one column
        fit = rows[f"cos_{n}"] * number(math.pi / (_CELL * _SLACK * sine))
        fit = ibis.ifelse(rows[f"cos_{n}"] < number(10 * sine), number(1.0), fit).floor()
        rows = rows.mutate(**{f"m_{n}": ibis.ifelse(fit < 3, 1, fit).cast("int64")})
        across = rows.round_ * rows[f"m_{n}"].cast("float64")
        column = ibis.least(across.floor().cast("int64"), rows[f"m_{n}"] - 1)
        rows = rows.mutate(**{f"across_{n}": across, f"c_{n}": column})
    start = (rows.moment * _BANDS + rows.band) * _COLUMNS
    return rows.mutate(start=start, key=start + rows.c_0)


def _reaching(cells: Any) -> Any:  # noqa: ANN401
    """Return each moment once for its own cell and once for every neighbour that could hold a pair.

    Neighbours to the east and in the band to the north only: the other four see this cell as such.
    """
    ibis = need("ibis")
    east_0 = cells.across_0 - cells.c_0.cast("float64")
    east_1 = cells.across_1 - cells.c_1.cast("float64")
    above = cells.up - cells.low >= number(1.0 - 1.0 / _CELL)
    round_0, round_1 = cells.m_0 > 1, above & (cells.m_1 > 1)
    # one bit a cell: own, east; north-west, north, north-east
    reached = (
        (round_0 & (east_0 >= number(1.0 - 1.0 / _CELL)), 2),
        (round_1 & (east_1 <= number(1.0 / _CELL)), 4),
        (above, 8),
        (round_1 & (east_1 >= number(1.0 - 1.0 / _CELL)), 16),
    )
    bits = ibis.literal(1, "int64")
    for wanted, bit in reached:
        bits += ibis.ifelse(wanted, bit, 0)
    rows = cells.mutate(
        bits=bits,
        east=cells.start + (cells.c_0 + 1) % cells.m_0,
        north=cells.start + _COLUMNS,
    )
    rows = rows.mutate(side=ibis.array([1, 2, 4, 8, 16]).unnest())
    rows = rows.filter((rows.bits & rows.side) > 0)
    turn = ibis.cases((rows.side == 4, -1), (rows.side == 16, 1), else_=0)
    other = rows.north + (rows.c_1 + rows.m_1 + turn) % rows.m_1
    key = ibis.cases((rows.side == 1, rows.key), (rows.side == 2, rows.east), else_=other)
    kept = {f"{name}_a": rows[name] for name in ("track", "kn", *"xyz")}
    return rows.select("moment", "side", key=key, **kept)
