"""Each fix with the one and the two before it on its track: what every kernel starts from."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.tracks.extras import need

BEFORE: Final = ("t_us", "lat", "lon")


def portable(positions: Any) -> Any:  # noqa: ANN401  (ibis tables are untyped)
    """Return the steps of positions as an Ibis expression that every engine runs.

    Parameters
    ----------
    positions
        Ibis table with ``track, t_us, lat, lon`` and any further columns.

    Returns
    -------
    ibis table
        The same columns and ``t_us_1, lat_1, lon_1`` (the fix before), ``t_us_2, lat_2, lon_2``
        (two before); NULL where there is none.
    """
    ibis = need("ibis")
    # one track has each t_us once: the order is total
    window = ibis.window(group_by="track", order_by="t_us")
    lags = {f"{name}_{n}": positions[name].lag(n).over(window) for n in (1, 2) for name in BEFORE}
    return positions.mutate(**lags)


def ordered(source: str, columns: tuple[str, ...]) -> str:
    """Return SQL of DuckDB that reads the same steps in the order of a sorted store.

    A window without an order streams in one pass; the kernel would sort ten million rows again.
    ``out_of_order`` is true where the file breaks its promise, and the engine refuses it.
    """
    same = "lag(track) over () is not distinct from track"
    same_2 = "lag(track, 2) over () is not distinct from track"
    one = [f"case when {same} then lag({c}) over () end as {c}_1" for c in BEFORE]
    two = [f"case when {same_2} then lag({c}, 2) over () end as {c}_2" for c in BEFORE]
    wrong = (
        f"(lag(track) over () > track or ({same} and lag(t_us) over () >= t_us)) as out_of_order"
    )
    return f"select {', '.join([*columns, *one, *two, wrong])} from {source}"  # noqa: S608
