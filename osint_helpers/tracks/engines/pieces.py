"""Pieces of a sorted source as checked numpy arrays, and arrays as an Arrow table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.errors import TracksError
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import IMPORT, Source
from osint_helpers.tracks.steps import NOT_A_POINT, OUT_OF_ORDER

Arrays = dict[str, NDArray[Any]]
Reader = Callable[[], Arrays]
NEEDED: Final = ("track", "t_us", "lat", "lon")
TERRESTRIAL: Final = 1
SATELLITE: Final = 2
# Rows of a piece: its arrays fit into caches, and their memory is used again.
PIECE: Final = 250_000
_DTYPES: Final = {"integer": "int64", "number": "float64", "text": "int32"}


class Texts:
    """Texts as codes: 0 is the missing and the empty one; the classes of receivers are known."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {"": 0, "terrestrial": TERRESTRIAL, "satellite": SATELLITE}
        self._lock = Lock()

    def codes(self, column: Any) -> NDArray[np.int32]:  # noqa: ANN401  (pyarrow is untyped)
        """Return the codes of an Arrow column of texts."""
        if column.null_count == len(column):
            return np.zeros(len(column), np.int32)
        pc = need("pyarrow.compute")
        encoded = pc.dictionary_encode(pc.fill_null(column.cast("string"), "")).combine_chunks()
        with self._lock:
            known = [
                self._codes.setdefault(text, len(self._codes))
                for text in encoded.dictionary.to_pylist()
            ]
        found: NDArray[np.int32] = np.array(known, np.int32)[encoded.indices.to_numpy()]
        return found

    def of(self, codes: NDArray[np.int32]) -> Any:  # noqa: ANN401
        """Return an Arrow array of the texts of codes."""
        pa = need("pyarrow")
        return pa.array(list(self._codes), pa.string()).take(pa.array(codes))


def readers(source: Source, names: Sequence[str], texts: Texts) -> list[list[Reader]]:
    """Return functions that read one piece each, in the order they lie, a list a file.

    What they return is checked: (track, t_us) rises within it, and every row is a point on earth.
    """
    kinds = {name: dict(source.columns)[name] for name in names}
    if source.table is None:
        return [_of_file(path, kinds, texts) for path in source.paths]
    parts = [source.table.slice(at, PIECE) for at in range(0, source.table.num_rows, PIECE)]
    return [[partial(_arrays, part, kinds, texts) for part in parts]]


def whole(paths: Sequence[str]) -> Any:  # noqa: ANN401
    """Return the rows of Parquet files an engine laid as one ``pyarrow.Table``."""
    parquet, held = need("pyarrow.parquet"), []
    for path in paths:
        with _told(path):
            held.append(parquet.read_table(path, partitioning=None))
    return need("pyarrow").concat_tables(held)


def nothing(source: Source, names: Sequence[str]) -> Arrays:
    """Return the arrays of no row."""
    kinds = dict(source.columns)
    out: Arrays = {name: np.zeros(0, _DTYPES[kinds[name]]) for name in names}
    return out | {f"{name}_known": np.zeros(0, bool) for name in names if _optional(name, kinds)}


def table(parts: Sequence[Mapping[str, NDArray[Any]]], texts: Texts) -> Any:  # noqa: ANN401
    """Return arrays of one kind as a ``pyarrow.Table``; what is masked is NULL, codes are texts."""
    pa = need("pyarrow")
    found = {}
    for name in parts[0]:
        plain = np.concatenate([np.ma.getdata(part[name]) for part in parts])
        if plain.dtype == np.int32:
            found[name] = texts.of(plain)
            continue
        masked = any(np.ma.isMaskedArray(part[name]) for part in parts)
        hidden = np.concatenate([np.ma.getmaskarray(part[name]) for part in parts])
        found[name] = pa.array(plain, mask=hidden if masked else None)
    return pa.table(found)


def _of_file(path: str, kinds: dict[str, str], texts: Texts) -> list[Reader]:
    """Return readers of some row groups each."""
    parquet = need("pyarrow.parquet")
    with _told(path):
        metadata = parquet.read_metadata(path)

    def read(groups: list[int]) -> Arrays:
        with _told(path), parquet.ParquetFile(path, metadata=metadata, memory_map=True) as file:
            found = file.read_row_groups(groups, columns=list(kinds), use_threads=False)
        return _arrays(found, kinds, texts)

    out: list[Reader] = []
    groups: list[int] = []
    rows = 0
    for group in range(metadata.num_row_groups):
        groups.append(group)
        rows += metadata.row_group(group).num_rows
        if rows >= PIECE or group + 1 == metadata.num_row_groups:
            out.append(partial(read, groups))
            groups, rows = [], 0
    return out


def _optional(name: str, kinds: Mapping[str, str]) -> bool:
    """Say whether a number may be missing: NaN then, and as a NaN sent ``<name>_known`` is True."""
    return name not in NEEDED and kinds[name] == "number"


def _arrays(found: Any, kinds: Mapping[str, str], texts: Texts) -> Arrays:  # noqa: ANN401
    out: Arrays = {}
    for name, kind in kinds.items():
        column = found[name]
        if _optional(name, kinds):
            out[f"{name}_known"] = column.is_valid().to_numpy()
        if name in NEEDED and column.null_count:
            raise TracksError(OUT_OF_ORDER if kind == "integer" else NOT_A_POINT, advice=IMPORT)
        if kind == "text":
            out[name] = texts.codes(column)
        elif column.null_count == len(column):
            out[name] = np.full(len(column), np.nan)
        else:
            out[name] = column.cast(_DTYPES[kind].replace("float64", "double")).to_numpy()
    _check(out)
    return out


def _check(held: Arrays) -> None:
    track, t_us = held["track"], held["t_us"]
    rises = (track[1:] > track[:-1]) | ((track[1:] == track[:-1]) & (t_us[1:] > t_us[:-1]))
    if not rises.all():
        raise TracksError(OUT_OF_ORDER, advice=IMPORT)
    for name, most in (("lat", 90.0), ("lon", 180.0)):
        # False for NaN too
        if not (np.abs(held[name]) <= most).all():
            raise TracksError(NOT_A_POINT, advice=IMPORT)


@contextmanager
def _told(path: str) -> Iterator[None]:
    pa = need("pyarrow")
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise TracksError(
            f"cannot be read: {str(error).splitlines()[0]}",
            advice="if the file is damaged, import the positions again",
            file=path,
        ) from error
