"""A search bucket by bucket: bounded memory, progress, and a stop loses at most one bucket.

A kernel that looks at one track at a time gives the same rows whether it sees all tracks at once or
those of one file after the other, since no track of a sorted source is in two files. Such kernels
are marked with `by_track`; all others see every file at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from osint_helpers.tracks.engines import parts
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import Input, Source, Steps

if TYPE_CHECKING:
    from osint_helpers.tracks.engines.compiling import Kernel

Progress = Callable[[int, int, str], None]
Once = Callable[[Mapping[str, Input]], Any]
AnyKernel = TypeVar("AnyKernel", bound="Kernel")

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
        Inputs; those of one sorted source of several files are parted, the others go whole.
    """
    many = {name: table for name, table in tables.items() if _parted(_source(table))}
    found = {_source(table).paths for table in many.values()}
    if build not in _TITLES or len(found) != 1:
        return [tables]
    return [
        {**tables, **{name: _only(table, path) for name, table in many.items()}}
        for path in found.pop()
    ]


def run(
    once: Once,
    inputs: Sequence[Mapping[str, Input]],
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
    inputs
        Of each part, as from `split`.
    key
        All that decides the rows beside the inputs: the compiled query.
    what
        Name for progress.
    work
        Folder in which finished parts are kept, and found again by a digest over query and inputs.
    progress
        Called with (parts done, parts in all, what), also before the first.
    """
    tables = []
    for name, part in _named(inputs, key, what, progress):
        if work is None:
            tables.append(once(part))
        else:
            tables.append(parts.table(work / f"{name}.parquet", partial(once, part)))
    return need("pyarrow").concat_tables(tables)


def lay(
    once: Callable[[Mapping[str, Input], Path], object],
    inputs: Sequence[Mapping[str, Input]],
    *,
    key: str,
    what: str,
    work: Path,
    progress: Progress | None,
) -> list[Path]:
    """Return a folder of files for each part of a search; parameters as of `run`.

    Parameters
    ----------
    once
        Runs one part and writes its rows into a folder.
    """
    return [
        parts.folder(work / name, partial(once, part))
        for name, part in _named(inputs, key, what, progress)
    ]


def _named(
    inputs: Sequence[Mapping[str, Input]], key: str, what: str, progress: Progress | None
) -> Iterator[tuple[str, Mapping[str, Input]]]:
    """Yield each part with the name it is kept under, and say how far the search is."""
    count = len(inputs)
    for at, part in enumerate(inputs):
        if progress is not None:
            progress(at, count, what)
        yield parts.digest(f"{key} {at}/{count}", part), part
    if progress is not None:
        progress(count, count, what)


def _source(table: Input) -> Source:
    return table.source if isinstance(table, Steps) else table


def _only(table: Input, path: str) -> Input:
    one = replace(_source(table), paths=(path,))
    return replace(table, source=one) if isinstance(table, Steps) else one


def _parted(source: Source) -> bool:
    return source.sorted and len(source.paths) > 1
