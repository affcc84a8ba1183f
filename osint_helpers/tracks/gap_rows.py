"""Rows of gaps from the edges of tracks: closed and open ones, with lengths and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.tracks import columns as names
from osint_helpers.tracks import gap_kernels as kernels
from osint_helpers.tracks import gap_pass as gap_pass  # registers the pass  # noqa: PLC0414
from osint_helpers.tracks.events import minutes, texts
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import Source, of_arrow
from osint_helpers.tracks.sphere import NM_M, US_PER_H, metres

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.engines import Engine

Arrays = dict[str, NDArray[Any]]
CLOSED, START, END = 0, 1, 2
STATES: Final = ("", "start", "end")
_COUNTED: Final = ("fixes", "terrestrial", "satellite")


def edges(found: Any) -> Arrays:  # noqa: ANN401  (pyarrow is untyped)
    """Return the Arrow rows of ``gap_kernels.edges`` as arrays; ``first`` marks what has no OFF.

    Integers that are missing are 0, numbers NaN; texts stay Arrow columns turned to objects.
    """
    pc = need("pyarrow.compute")
    out: Arrays = {"first": pc.is_null(found["off_us"]).to_numpy()}
    for name in found.column_names:
        column = found[name]
        if need("pyarrow").types.is_integer(column.type):
            column = pc.fill_null(column, 0)
        out[name] = column.to_numpy()
    return out


def rows(edges: Arrays, rule: Any, span: tuple[int, int] | None) -> pd.DataFrame:  # noqa: ANN401
    """Return the closed gaps and those open at either end of the window.

    Columns: ``track, off_us, on_us, off_lat … on_lon, open``, receivers where they are known, and
    the counts before OFF where a pass has made them.
    """
    import pandas as pd

    (start, end), least = span or (0, 0), kernels.microseconds(rule.longer_than_h)
    first, on = edges["first"], edges["on_us"]
    chosen = (
        np.flatnonzero(~first & (on - edges["off_us"] >= least)),
        np.flatnonzero(first & (on - start >= least)),
        np.flatnonzero(edges["last"] & (end - on >= least)),
    )
    at = np.concatenate(chosen)
    state = np.repeat([CLOSED, START, END], [len(part) for part in chosen])
    # what is last received in the window is the OFF of a gap without an ON
    off_us = np.where(state == END, on[at], edges["off_us"][at])
    found: dict[str, Any] = {
        "track": edges["track"][at],
        "off_us": pd.arrays.IntegerArray(off_us, state == START),
        "on_us": pd.arrays.IntegerArray(on[at], state == END),
        "open": texts([STATES[one] for one in state.tolist()]),
    }
    found |= dict(_sided(edges, at, state))
    found |= {
        f"{name}_before": pd.arrays.IntegerArray(
            np.where(state == END, edges[f"on_{name}"][at], edges[f"off_{name}"][at]),
            state == START,
        )
        for name in _COUNTED
        if f"on_{name}" in edges
    }
    return pd.DataFrame(found)


def _sided(edges: Arrays, at: NDArray[np.int64], state: NDArray[np.int64]) -> Iterator[
    tuple[str, Any]
]:  # fmt: skip
    """Yield the columns that a gap has of OFF and of ON; missing at an open end."""
    for name in ("lat", "lon", "receiver"):
        if f"on_{name}" not in edges:
            continue
        missing: Any = None if name == "receiver" else np.nan
        on, off = edges[f"on_{name}"][at], edges[f"off_{name}"][at]
        yield f"off_{name}", np.where(state == END, on, np.where(state == START, missing, off))
        yield f"on_{name}", np.where(state == END, missing, on)


def with_before(rows: pd.DataFrame, source: Source, rule: Any, engine: Engine) -> pd.DataFrame:  # noqa: ANN401
    """Add the counts of positions in the hours before OFF; missing for a gap open at the start."""
    import pandas as pd

    pa = need("pyarrow")
    known = rows[rows["off_us"].notna()]
    rows = rows.assign(fixes_before=pd.array([pd.NA] * len(rows), dtype="Int64"))
    if known.empty:
        return rows
    off = known["off_us"].astype("int64")
    last = off // kernels.microseconds(rule.before_h)
    halves = [
        pd.DataFrame({"gap": known.index, "track": known["track"], "bin": number, "off_us": off})
        for number in (last, last - 1)
    ]
    table = pa.Table.from_pandas(pd.concat(halves).astype("int64"), preserve_index=False)
    tables = {"gaps": of_arrow(table), "positions": source}
    found = engine.run(kernels.before, tables, rule).to_pandas().set_index("gap").astype("Int64")
    found = found.rename(columns={name: f"{name}_before" for name in _COUNTED})
    return rows.assign(**{name: found[name].reindex(rows.index) for name in found})


def told(rows: pd.DataFrame, tracks: NDArray[np.int64], span: tuple[int, int]) -> pd.DataFrame:
    """Return rows with MMSI, length, distance, speed and the sentence.

    Parameters
    ----------
    rows
        As from `rows`.
    tracks
        Of every edge: all tracks there are.
    span
        Start and end of the window, microseconds.
    """
    off = rows["off_us"].fillna(span[0]).to_numpy("int64")
    on = rows["on_us"].fillna(span[1]).to_numpy("int64")
    hours = (on - off) / US_PER_H
    corners = [
        rows[name].to_numpy("float64") for name in ("off_lat", "off_lon", "on_lat", "on_lon")
    ]
    # rounded at 1e-6 nm, 2 mm: what engines and machines can differ by is below that
    distance = (metres(*corners) / NM_M).round(6)
    track = rows["track"].to_numpy("int64")
    said = _sentences(rows["open"].tolist(), off, on, hours)
    return rows.assign(
        mmsi=texts(names.mmsi_texts(track)),
        off_t=rows["off_us"],
        on_t=rows["on_us"],
        hours=hours,
        distance_nm=distance,
        implied_kn=(distance / hours).round(6),
        text=texts(_with_shared(said, track, tracks)),
    )


def _sentences(
    states: list[str], off: NDArray[np.int64], on: NDArray[np.int64], hours: NDArray[np.float64]
) -> list[str]:
    out = []
    for state, start, end, h in zip(states, minutes(off), minutes(on), hours.tolist(), strict=True):
        if state == "start":
            start = f"the start of the window, {start},"  # noqa: PLW2901
        elif state == "end":
            end = f"the end of the window, {end}"  # noqa: PLW2901
        within = " within the window" if state else ""
        out.append(f"not received from {start} to {end} ({h:.1f} h{within})")
    return out


def _with_shared(said: list[str], track: NDArray[np.int64], tracks: NDArray[np.int64]) -> list[str]:
    """Say in the sentence that a gap is of one of several tracks with its MMSI.

    Another of them may have been received all the while, and so the MMSI.
    """
    mmsi, held = np.unique(np.unique(tracks) // 100, return_counts=True)
    shared, many = mmsi[held > 1], held[held > 1]
    for at in np.flatnonzero(np.isin(track // 100, shared)).tolist():
        n = many[np.searchsorted(shared, track[at] // 100)]
        said[at] += f"; one of {n} tracks with this MMSI: another may have been received then"
    return said
