"""Each fix with the one and the two before it on its track: what every expression starts from.

Two ways to the same rows. ``portable`` sorts each track in a window and runs on every engine;
``ordered`` reads a sorted source in the order it lies, on DuckDB (measured at ten million rows:
scan 0.16 s, window 0.77 s, stream 0.47 s). ``tests/tracks/test_steps.py`` compares the two. A
kernel with a pass of its own (``engines.streams``) takes neither on a sorted source.
"""

from __future__ import annotations

# ruff: noqa: S608  (SQL of names of this room)
from collections.abc import Callable
from typing import Any, Final

from osint_helpers.tracks.extras import need

# The name by which SQL that adds a state reads the steps.
INNER: Final = "osint_inner"
BEFORE: Final = ("t_us", "lat", "lon")
# The words by which the engine knows that the source broke its promise, and not the query.
OUT_OF_ORDER: Final = "positions out of order: track and t_us do not rise"
NOT_A_POINT: Final = "positions with a coordinate that is missing or not on earth"


def portable(
    positions: Any,  # noqa: ANN401  (ibis is untyped)
    carry: tuple[str, ...] = (),
    state: Callable[[Any], Any] | None = None,
) -> Any:  # noqa: ANN401
    """Return the steps of positions as an Ibis expression that every engine runs.

    Parameters
    ----------
    positions
        Ibis table with ``track, t_us, lat, lon`` and any further columns; one row a (track, t_us).
    carry
        Further columns whose values one and two fixes before are wanted, such as ``receiver``.
    state
        Function of the steps that adds the integer column ``state``.

    Returns
    -------
    ibis table
        The same columns and ``t_us_1, lat_1, lon_1`` (the fix before), ``t_us_2, lat_2, lon_2``
        (two before), likewise those of ``carry``, and ``t_us_next`` (the fix after); NULL where
        there is none. ``n`` rises by one from fix to fix of a track; only differences mean
        anything. With ``state`` also ``state`` and ``state_1``, that of the fix before.
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
    found = positions.mutate(**lags, t_us_next=after, n=ibis.row_number().over(window))
    if state is None:
        return found
    found = state(found)
    return found.mutate(state_1=found["state"].lag(1).over(window))


def ordered(
    source: str, columns: tuple[str, ...], carry: tuple[str, ...] = (), state: str = ""
) -> str:
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
    state
        SQL that reads the steps from ``INNER`` and adds the column ``state``.
    """
    # every row pays for what stands in the middle: the times; the rest follows the filter
    others = [name for name in columns if name != "t_us"]
    further = [(name, n) for n in (1, 2) for name in (*BEFORE[1:], *carry)]
    kept = [f"raw_{name}_{n}" for name, n in further]
    raw = _raw(source, columns, carry)
    middle = f"select {', '.join([*others, 'n', *_times(), *kept])} from ({raw})"
    lags = [
        f"case when t_us_{n} is not null then raw_{name}_{n} end as {name}_{n}"
        for name, n in further
    ]
    times = ("t_us", "t_us_1", "t_us_2", "t_us_next", "n")
    found = f"select {', '.join([*others, *times, *lags])} from ({middle})"
    if not state:
        return found
    return (
        f"with {INNER} as not materialized ({found}) select *, "
        f"case when t_us_1 is not null then lag(state) over () end as state_1 from ({state})"
    )


def _raw(source: str, columns: tuple[str, ...], carry: tuple[str, ...]) -> str:
    """Return SQL of each row with those before and after it in the file, of whatever track."""
    lags = [
        f"lag({name}, {n}) over () as raw_{name}_{n}"
        for n in (1, 2)
        for name in ("track", *BEFORE, *carry)
    ]
    leads = [f"lead({name}) over () as raw_{name}_next" for name in ("track", "t_us")]
    return f"select {', '.join([*columns, *lags, *leads])}, row_number() over () as n from {source}"


def _times() -> list[str]:
    """Return SQL of the times: of the row, where it keeps order and is on earth, and around it."""
    rises = (
        "raw_track_1 is null or raw_track_1 < track or (raw_track_1 = track and raw_t_us_1 < t_us)"
    )
    # a comparison is false for NaN and unknown for NULL: both are refused
    point = " and ".join(
        f"{name} >= {-most}::double and {name} <= {most}::double"
        for name, most in (("lat", 90), ("lon", 180))
    )
    order = f"track is not null and t_us is not null and ({rises})"
    checked = (
        f"case when {order} and {point} then t_us when {order} then error('{NOT_A_POINT}') "
        f"else error('{OUT_OF_ORDER}') end as t_us"
    )
    around = [
        f"case when raw_track_{at} = track then raw_t_us_{at} end as t_us_{at}"
        for at in ("1", "2", "next")
    ]
    return [checked, *around]
