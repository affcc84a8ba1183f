"""A search bucket by bucket: bounded memory, progress, and a stop loses at most one bucket.

A kernel that looks at one track at a time gives the same rows whether it sees all tracks at once or
those of one file after the other, since no track of a sorted source is in two files. Such kernels
are marked with `by_track`; all others see every file at once.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from osint_helpers.errors import TracksError
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import Input, Source, Steps

if TYPE_CHECKING:
    from osint_helpers.tracks.engines.compiling import Kernel

Progress = Callable[[int, int, str], None]
Once = Callable[[Mapping[str, Input]], Any]
AnyKernel = TypeVar("AnyKernel", bound="Kernel")

_SCHEMA: Final = "osint-part/1"
_TITLES: Final[dict[object, str]] = {}


def by_track(title: str) -> Callable[[AnyKernel], AnyKernel]:
    """Mark a kernel as one that looks at one track at a time.

    Parameters
    ----------
    title
        What the search is called while it runs, such as ``gaps``.
    """

    def mark(build: AnyKernel) -> AnyKernel:
        _TITLES[build] = title
        return build

    return mark


def title(build: Kernel) -> str:
    """Return what a kernel is called while it runs."""
    return _TITLES.get(build, build.__name__.replace("_", " "))


def split(build: Kernel, tables: Mapping[str, Input]) -> list[Mapping[str, Input]]:
    """Return the inputs of each part of a search, one part where it cannot be parted.

    Parameters
    ----------
    build
        Kernel; only one marked `by_track` is parted.
    tables
        Inputs; the one of several files without a common track is parted, the others go whole.
    """
    many = [name for name, table in tables.items() if _parted(_source(table))]
    if build not in _TITLES or len(many) != 1:
        return [tables]
    table = tables[many[0]]
    source = _source(table)
    files = [replace(source, paths=(path,)) for path in source.paths]
    parts = [replace(table, source=one) if isinstance(table, Steps) else one for one in files]
    return [{**tables, many[0]: part} for part in parts]


def run(
    once: Once,
    parts: list[Mapping[str, Input]],
    *,
    key: str,
    what: str,
    work: Path | None,
    progress: Progress | None,
) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Return the rows of all parts of a search as one ``pyarrow.Table``.

    Parameters
    ----------
    once
        Runs one part.
    parts
        As from `split`.
    key
        All that decides the rows beside the inputs: the compiled query.
    what
        Name for progress and errors.
    work
        Folder in which finished parts are kept, and found again by a digest over query and inputs.
    progress
        Called with (parts done, parts in all, what), also before the first.
    """
    tables = []
    for at, inputs in enumerate(parts):
        if progress is not None:
            progress(at, len(parts), what)
        tables.append(_kept(once, inputs, f"{key} {at}/{len(parts)}", work))
    if progress is not None:
        progress(len(parts), len(parts), what)
    return need("pyarrow").concat_tables(tables)


def _kept(once: Once, inputs: Mapping[str, Input], key: str, work: Path | None) -> Any:  # noqa: ANN401
    if work is None:
        return once(inputs)
    path = work / f"{digest(key, inputs)}.parquet"
    parquet, pa = need("pyarrow.parquet"), need("pyarrow")
    # a part that cannot be read is made again
    with suppress(OSError, pa.ArrowException):
        return parquet.read_table(path)
    table = once(inputs)
    write(path, lambda target: parquet.write_table(table, target, compression="zstd"))
    return table


def digest(key: str, inputs: Mapping[str, Input]) -> str:
    """Return what a part is found again by: SHA-256 over query and content of inputs."""
    whole = hashlib.sha256(f"{_SCHEMA}\n{key}\n".encode())
    for name, table in sorted(inputs.items()):
        source = _source(table)
        carry = table.carry if isinstance(table, Steps) else ()
        whole.update(f"{name} {source.columns} {carry} {source.sorted} {source.digest}\n".encode())
        if source.table is not None:
            whole.update(_bytes(source.table))
    return whole.hexdigest()[:32]


def write(path: Path, writer: Callable[[Path], object]) -> None:
    """Write a file under another name and move it into place; a half file never stays.

    Raises
    ------
    TracksError
        When the disk is full or the folder cannot be written; finished parts are kept.
    """
    target = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
        os.close(handle)
        target = Path(name)
        writer(target)
        target.replace(path)
    except OSError as error:
        full = error.errno == errno.ENOSPC or "No space left" in str(error)
        why = "the disk is full" if full else f"{error.strerror or error}"
        raise TracksError(
            f"a part of the search cannot be kept: {why}",
            advice="free space or name another folder; finished parts are found again",
            file=path.parent,
        ) from error
    finally:
        if target is not None:
            target.unlink(missing_ok=True)


def _bytes(table: Any) -> bytes:  # noqa: ANN401  (pyarrow is untyped)
    pa = need("pyarrow")
    sink = pa.BufferOutputStream()
    whole = table.combine_chunks()
    with need("pyarrow.ipc").new_stream(sink, whole.schema) as stream:
        stream.write_table(whole)
    return bytes(sink.getvalue())


def _source(table: Input) -> Source:
    return table.source if isinstance(table, Steps) else table


def _parted(source: Source) -> bool:
    return source.sorted and len(source.paths) > 1
