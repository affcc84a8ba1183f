"""A DataFrame of positions as a sorted source: few columns, checked, in the order of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers.errors import TracksError
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import IMPORT, KINDS, Source, sha256

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def of_frame(frame: pd.DataFrame, *, window: tuple[int, int] | None = None) -> Source:
    """Return a frame of positions as a source sorted by (track, t_us).

    Parameters
    ----------
    frame
        ``track`` or ``mmsi`` (number, or nine digits as text), ``t_us`` (microseconds UTC) or ``t``
        (with time zone), ``lat``, ``lon``; further columns of a store are kept, others ignored.
    window
        First and last moment the frame stands for, microseconds.

    Raises
    ------
    TracksError
        When a column is missing or not of its type, a coordinate is missing or not on earth, or two
        rows have one track and one time. ``row`` counts the rows of the frame from 0.
    """
    import numpy as np

    pa = need("pyarrow")
    twice = [name for name in ("mmsi", *KINDS, "t") if list(frame.columns).count(name) > 1]
    if twice:
        raise TracksError(
            f"the frame has {twice[0]} more than once",
            advice="name each column once",
            column=twice[0],
        )
    track, t_us = _track(frame), _time(frame)
    lat, lon = _coordinate(frame, "lat", 90.0), _coordinate(frame, "lon", 180.0)
    order = _order(np, track, t_us)
    _no_doubles(np, track[order], t_us[order], order)
    arrays: dict[str, Any] = {
        "track": track[order],
        "t_us": t_us[order],
        "lat": lat[order],
        "lon": lon[order],
    }
    kinds = {"track": "integer", "t_us": "integer", "lat": "number", "lon": "number"}
    for name, kind in KINDS.items():
        if name in frame and name not in arrays and name != "mmsi":
            arrays[name] = _further(frame, name, kind)[order]
            kinds[name] = kind
    types = {"integer": pa.int64(), "number": pa.float64(), "text": pa.string()}
    table = pa.table(
        {n: pa.array(v, type=types[kinds[n]], from_pandas=True) for n, v in arrays.items()}
    )
    return Source(tuple(kinds.items()), _digest(arrays), table=table, sorted=True, window=window)


def empty(digest: str, window: tuple[int, int] | None = None) -> Source:
    """Return a source without a row."""
    pa = need("pyarrow")
    kinds = (("track", "integer"), ("t_us", "integer"), ("lat", "number"), ("lon", "number"))
    table = pa.table(
        {n: pa.array([], pa.int64() if k == "integer" else pa.float64()) for n, k in kinds}
    )
    return Source(kinds, digest, table=table, sorted=True, window=window)


def _track(frame: pd.DataFrame) -> np.ndarray[Any, Any]:
    if "track" in frame:
        return _integers(frame["track"], "track")
    if "mmsi" not in frame:
        raise TracksError("the frame has no column track and no column mmsi", column="track")
    return _integers(frame["mmsi"], "mmsi", 999_999_999) * 100


def _integers(values: pd.Series[Any], name: str, most: int = 2**62) -> np.ndarray[Any, Any]:
    import pandas as pd

    numbers = pd.to_numeric(values, errors="coerce")
    # integers stay integers, also those of Arrow, which knows no remainder
    whole = pd.api.types.is_integer_dtype(numbers) and not numbers.isna().any()
    plain = numbers.to_numpy("int64" if whole else "float64")
    bad = ~((plain >= 0) & (plain <= most) & (plain % 1 == 0))
    if bad.any():
        row = int(bad.argmax())
        raise TracksError(
            f"{_shown(values, row)} is no whole number from 0 to {most}",
            advice=IMPORT,
            row=row,
            column=name,
        )
    found: np.ndarray[Any, Any] = plain.astype("int64")
    return found


def _shown(values: pd.Series[Any], row: int) -> str:
    """Return a value as it is written: 7, not np.int64(7)."""
    value = values.iloc[row]
    return repr(value.item() if hasattr(value, "item") else value)


def _time(frame: pd.DataFrame) -> np.ndarray[Any, Any]:
    import pandas as pd

    if "t_us" in frame:
        return _integers(frame["t_us"], "t_us")
    if "t" not in frame:
        raise TracksError("the frame has no column t_us and no column t", column="t_us")
    times = frame["t"]
    if isinstance(times.dtype, pd.ArrowDtype) and getattr(times.dtype.pyarrow_dtype, "tz", None):
        times = times.astype("datetime64[us, UTC]")
    if not isinstance(times.dtype, pd.DatetimeTZDtype):
        if len(frame) == 0:
            return pd.Series([], dtype="int64").to_numpy()
        raise TracksError(
            "the times have no time zone",
            advice="say which: frame['t'].dt.tz_localize('UTC') if they are UTC",
            column="t",
        )
    if times.isna().any():
        row = int(times.isna().to_numpy().argmax())
        raise TracksError("a time is missing", advice=IMPORT, row=row, column="t")
    found: np.ndarray[Any, Any] = (
        times.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy("datetime64[us]").astype("int64")
    )
    return found


def _coordinate(frame: pd.DataFrame, name: str, most: float) -> np.ndarray[Any, Any]:
    import pandas as pd

    if name not in frame:
        raise TracksError(f"the frame has no column {name}", column=name)
    values: np.ndarray[Any, Any] = pd.to_numeric(frame[name], errors="coerce").to_numpy("float64")
    bad = ~(abs(values) <= most)
    if bad.any():
        row = int(bad.argmax())
        raise TracksError(
            f"{_shown(frame[name], row)} is no coordinate on earth",
            advice=IMPORT,
            row=row,
            column=name,
        )
    return values


def _further(frame: pd.DataFrame, name: str, kind: str) -> np.ndarray[Any, Any]:
    """Return a column that kernels may use: a missing text is ``None``, a missing number NaN."""
    import pandas as pd

    values: np.ndarray[Any, Any]
    if kind == "text":
        texts = frame[name].astype("object")
        values = texts.where(texts.notna(), None).to_numpy()
        return values
    values = pd.to_numeric(frame[name], errors="coerce").to_numpy("float64", na_value=float("nan"))
    return values


def _order(np: Any, track: Any, t_us: Any) -> Any:  # noqa: ANN401  (numpy arrays)
    rises = (track[1:] > track[:-1]) | ((track[1:] == track[:-1]) & (t_us[1:] > t_us[:-1]))
    return np.arange(len(track)) if rises.all() else np.lexsort((t_us, track))


def _no_doubles(np: Any, track: Any, t_us: Any, order: Any) -> None:  # noqa: ANN401  (numpy arrays)
    same = (track[1:] == track[:-1]) & (t_us[1:] == t_us[:-1])
    if same.any():
        at = int(np.argmax(same)) + 1
        raise TracksError(
            f"two positions of track {track[at]} have the same time; {int(same.sum())} such rows",
            advice=IMPORT,
            row=int(order[at]),
            column="t",
        )


def _digest(arrays: dict[str, Any]) -> str:
    """Return the SHA-256 of the sorted columns: the same for the same positions in any order."""
    import pandas as pd

    parts: list[Any] = []
    for name, values in arrays.items():
        parts.append(name.encode())
        if values.dtype == object:
            codes, uniques = pd.factorize(values, sort=True)
            parts.append("\x1f".join(map(str, uniques)).encode())
            parts.append(codes.astype("int64").tobytes())
        else:
            parts.append(values.tobytes())
    return sha256(parts)
