"""Inputs of an import: frames, Parquet and CSV, each with its digest and columns."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks import csvs, mapping
from osint_helpers.tracks.extras import need

if TYPE_CHECKING:
    import pandas as pd

ROW: Final = "osint_row"
MALFORMED: Final = "osint_malformed"
_TABLES: Final = (".csv", ".csv.gz", ".csv.zst", ".csv.bz2", ".tsv", ".txt")
_READABLE: Final = (*_TABLES, ".parquet", ".parq", ".geoparquet")
_CHUNK: Final = 1 << 22
_NO_HEADER: Final = csvs.Header((), ",")


@dataclass(frozen=True)
class Input:
    """One frame or file.

    Attributes
    ----------
    name
        File name without folders, or ``frame``; a number is added when it repeats.
    kind
        ``frame``, ``parquet`` or ``csv``.
    bytes, sha256
        Of the file; of a frame: of the Arrow IPC stream of the columns used.
    lines
        Rows, or of a CSV lines below the header: enough to choose the number of buckets.
    columns
        Ours to theirs.
    changed_ns
        When the file was last changed, before its digest was taken.
    """

    name: str
    kind: str
    bytes: int
    sha256: str
    lines: int
    columns: Mapping[str, str]
    path: Path = Path()
    changed_ns: int = 0
    table: Any = field(default=None, compare=False)
    header: csvs.Header = _NO_HEADER

    def plain(self) -> dict[str, Any]:
        """Return what the manifest says of it."""
        return {"name": self.name, "kind": self.kind, "bytes": self.bytes,
                "sha256": self.sha256, "columns": dict(self.columns)}  # fmt: skip


def inputs(
    sources: Any,  # noqa: ANN401  (a frame, a path, or several)
    columns: Mapping[str, str] | None,
    progress: Callable[[int, int, str], object],
) -> list[Input]:
    """Return the inputs of an import, in the order given, with their digests.

    Raises
    ------
    TracksError
        When there is none, one cannot be read, or a needed column is missing.
    """
    given = list(_each(sources))
    if not given:
        raise TracksError("nothing to import", advice="give a frame, a file or several")
    made: list[Input] = []
    taken: dict[str, int] = {}
    for at, one in enumerate(given):
        progress(at, len(given), "reading the inputs")
        plain = one.name if isinstance(one, Path) else "frame"
        taken[plain] = taken.get(plain, 0) + 1
        name = plain if taken[plain] == 1 else f"{plain} ({taken[plain]})"
        made.append(_file(one, name, columns) if isinstance(one, Path)
                    else _frame(one, name, columns))  # fmt: skip
    progress(len(given), len(given), "reading the inputs")
    return made


def _each(sources: Any) -> Iterable[Any]:  # noqa: ANN401
    import pandas as pd

    # frames of other libraries are iterable too: by column, which is no list of inputs
    if isinstance(sources, str | Path | pd.DataFrame) or hasattr(sources, "columns"):
        sources = [sources]
    if not isinstance(sources, Iterable):
        sources = [sources]
    for one in sources:
        if isinstance(one, pd.DataFrame):
            yield one
        elif not isinstance(one, str | Path):
            raise TracksError(
                f"{type(one).__name__} is no input",
                advice="give pandas frames, paths of CSV and Parquet files, or a list of these",
            )
        elif Path(one).is_dir():
            yield from _folder(Path(one))
        else:
            yield Path(one)


def _folder(path: Path) -> list[Path]:
    found = sorted(one for one in path.iterdir() if one.name.lower().endswith(_READABLE))
    if not found:
        raise TracksError(f"holds no {', '.join(_READABLE)}", file=path, advice="name the files")
    return found


def _file(path: Path, name: str, columns: Mapping[str, str] | None) -> Input:
    if not path.is_file():
        raise TracksError("is no file that is there", file=path, advice="check the path")
    changed = path.stat().st_mtime_ns
    lower = path.name.lower()
    if lower.endswith(_TABLES):
        return _csv(path, name, columns, changed)
    if not lower.endswith(_READABLE):
        raise TracksError(
            "is neither CSV nor Parquet by its ending",
            file=path,
            advice=f"endings read: {', '.join(_READABLE)}; other sources: osint_helpers.collect",
        )
    parquet = need("pyarrow.parquet")
    try:
        with parquet.ParquetFile(path) as opened:
            found, rows = list(opened.schema_arrow.names), opened.metadata.num_rows
    except (OSError, ValueError, need("pyarrow").ArrowException) as error:
        raise TracksError(
            "is no whole Parquet file", file=path, advice="copy or download it again"
        ) from error
    size, digest = _digest(path)
    return Input(name, "parquet", size, digest, rows, _chosen(found, columns, name), path, changed)


def _csv(path: Path, name: str, columns: Mapping[str, str] | None, changed: int) -> Input:
    header = csvs.header(path)
    chosen = _chosen(list(header.names), columns, name)
    size, digest = _digest(path)
    lines = csvs.lines(path)
    return Input(name, "csv", size, digest, lines, chosen, path, changed, header=header)


def check_same(one: Input) -> None:
    """Look whether a file is still the one whose digest was taken.

    Raises
    ------
    TracksError
        When it was removed or changed meanwhile.
    """
    if one.kind == "frame":
        return
    try:
        held = one.path.stat()
    except OSError as error:
        raise TracksError("was removed while it was imported", file=one.path,
                          advice="put it back and import again") from error  # fmt: skip
    if (held.st_size, held.st_mtime_ns) != (one.bytes, one.changed_ns):
        raise TracksError("was changed while it was imported", file=one.path,
                          advice="import again when nothing writes to it")  # fmt: skip


def _frame(frame: pd.DataFrame, name: str, columns: Mapping[str, str] | None) -> Input:
    pa = need("pyarrow")
    names = [str(one) for one in frame.columns]
    chosen = _chosen(names, columns, name)
    used = sorted(set(chosen.values()))
    picked = frame.set_axis(names, axis=1)[used]
    try:
        table = pa.Table.from_pandas(picked, preserve_index=False)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        # a column of several kinds of value: each is read as the text it prints as
        mixed = {one: "str" for one in used if picked[one].dtype == object}
        try:
            table = pa.Table.from_pandas(picked.astype(mixed), preserve_index=False)
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise TracksError(
                f"has values that cannot be read: {error}", file=name,
                advice="write numbers, texts or time stamps",
            ) from error  # fmt: skip
    table = table.replace_schema_metadata(None)
    hashed = _Hashed()
    with pa.ipc.new_stream(pa.PythonFile(hashed, "w"), table.schema) as writer:
        writer.write_table(table.combine_chunks(), max_chunksize=1 << 20)
    return Input(name, "frame", hashed.size, hashed.sha256.hexdigest(), len(frame), chosen,
                 table=table)  # fmt: skip


def _chosen(found: list[str], columns: Mapping[str, str] | None, name: str) -> dict[str, str]:
    chosen = mapping.chosen(found, columns, name)
    twice = sorted({one for one in chosen.values() if found.count(one) > 1})
    if twice:
        raise TracksError(f"has more than one column {', '.join(twice)}", file=name,
                          advice="rename one of them")  # fmt: skip
    return chosen


class _Hashed:
    """A file that keeps nothing but the digest of what is written."""

    closed = False

    def __init__(self) -> None:
        self.sha256, self.size = hashlib.sha256(), 0

    def write(self, data: Any) -> int:  # noqa: ANN401
        self.sha256.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def writable(self) -> bool:
        return True


def _digest(path: Path) -> tuple[int, str]:
    made, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                made.update(chunk)
                size += len(chunk)
    except OSError as error:
        raise TracksError("cannot be read", file=path, advice=str(error.strerror)) from error
    return size, made.hexdigest()


def escaped(path: Path) -> str:
    """Return a path as an SQL literal in which DuckDB expands nothing."""
    plain = str(path)
    return mapping.literal("".join(f"[{c}]" if c in "*?[" else c for c in plain))
