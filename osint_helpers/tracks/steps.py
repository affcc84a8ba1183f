"""Each fix with the one and the two before it on its track: what every kernel starts from.

Two ways to the same rows. ``portable`` sorts each track in a window and runs on every engine;
``ordered`` reads a sorted source in the order it lies, on DuckDB (measured at ten million rows:
scan 0.16 s, window 0.77 s, stream 0.47 s). ``tests/tracks/test_steps.py`` compares the two.
"""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.tracks.extras import need

BEFORE: Final = ("t_us", "lat", "lon")
# The words by which the engine knows that the source broke its promise, and not the query.
OUT_OF_ORDER: Final = "positions out of order: track and t_us do not rise"
NOT_A_POINT: Final = "positions with a coordinate that is missing or not on earth"


def portable(positions: Any, carry: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the steps of positions as an Ibis expression that every engine runs.

    Parameters
    ----------
    positions
        Ibis table with ``track, t_us, lat, lon`` and any further columns; one row a (track, t_us).
    carry
        Further columns whose values one and two fixes before are wanted, such as ``receiver``.

    Returns
    -------
    ibis table
        The same columns and ``t_us_1, lat_1, lon_1`` (the fix before), ``t_us_2, lat_2, lon_2``
        (two before), likewise those of ``carry``, and ``t_us_next`` (the fix after); NULL where
        there is none. ``n`` rises by one from fix to fix of a track; only differences mean
        anything.
    """
    ibis = need("ibis")
    # one track has each t_us once: the order is total
    window = ibis.window(group_by="track", order_by="t_us")
    lags = {
        f"{name}_{n}": positions[name].lag(n).over(window)
        for n in (1, 2)
        for name in (*BEFORE, *carry)
    }
    after = positions["t_us"].lead(1).over(window)
    return positions.mutate(**lags, t_us_next=after, n=ibis.row_number().over(window))


def ordered(source: str, columns: tuple[str, ...], carry: tuple[str, ...] = ()) -> str:
    """Return SQL of DuckDB that reads the same steps in the order of a sorted source.

    A window without an order streams in one pass; ``portable`` would sort ten million rows again.
    The same pass refuses a row that breaks the order of (track, t_us) or is not a point on earth:
    the query fails with ``OUT_OF_ORDER`` or ``NOT_A_POINT``.

    Parameters
    ----------
    source
        SQL that names one sorted table or file.
    columns
        Columns to hand on; ``track, t_us, lat, lon`` among them.
    carry
        As in ``portable``.
    """
    same = ["", *(f"lag(track, {n}) over () is not distinct from track" for n in (1, 2))]
    lags = [
        f"case when {same[n]} then lag({name}, {n}) over () end as {name}_{n}"
        for n in (1, 2)
        for name in (*BEFORE, *carry)
    ]
    wrong = f"lag(track) over () > track or ({same[1]} and lag(t_us) over () >= t_us)"
    # "between" is false for NaN and unknown for NULL: both are refused
    point = "coalesce(lat between -90 and 90 and lon between -180 and 180, false)"
    after = (
        "case when lead(track) over () is not distinct from track then lead(t_us) over () end "
        "as t_us_next, row_number() over () as n"
    )
    checked = (
        f"case when track is null or t_us is null or {wrong} then error('{OUT_OF_ORDER}') "
        f"when not {point} then error('{NOT_A_POINT}') else t_us end as t_us"
    )
    others = [name for name in columns if name != "t_us"]
    return f"select {', '.join([*others, checked, *lags, after])} from {source}"  # noqa: S608
