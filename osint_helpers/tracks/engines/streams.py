"""A kernel as one pass over a sorted source, numpy over Arrow: the embedded engine's short way.

The Ibis expression stays the definition. A pass does the same for whole tracks held as arrays, and
``tests/tracks/conformance`` compares the two. Pieces of a source are read and searched side by
side; a track that lies across several is put together first, so memory is that of a few pieces and
of the longest track.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from osint_helpers.errors import TracksError
from osint_helpers.tracks.engines import pieces
from osint_helpers.tracks.positions import IMPORT, Input, Steps
from osint_helpers.tracks.steps import OUT_OF_ORDER

if TYPE_CHECKING:
    from osint_helpers.tracks.engines.compiling import Kernel

Arrays = pieces.Arrays
Pass = Callable[[Arrays, Any], Arrays]
_AHEAD: Final = 2  # pieces in hand a thread

_PASSES: Final[dict[object, tuple[Pass, tuple[str, ...], int]]] = {}


def passed_by(build: Kernel, *optional: str, version: int = 1) -> Callable[[Pass], Pass]:
    """Mark a pass as the short way of a kernel.

    Parameters
    ----------
    build
        Kernel of the steps of one source and its positions, marked ``buckets.by_track``.
    optional
        Columns the pass wants beside ``track, t_us, lat, lon`` where the source has them.
    version
        To be raised with every change of what it returns: parts kept on disk bear it.

    Notes
    -----
    A pass is a function of (arrays by column, rule): whole tracks or none, sorted by (track,
    t_us), checked to rise and to lie on earth. It returns the kernel's columns and may add
    some: int64, float64, bool, or int32 for texts, which are codes of ``pieces.Texts`` both ways. A
    missing number is NaN, and an optional one has a column ``<name>_known`` beside it, False where
    it is NULL; what is NULL in the kernel is masked (``numpy.ma``).
    """

    def mark(one: Pass) -> Pass:
        _PASSES[build] = (one, optional, version)
        return one

    return mark


def found(build: Kernel, tables: Mapping[str, Input]) -> bool:
    """Say whether a kernel has a pass, and these inputs can go through it."""
    steps = [one.source for one in tables.values() if isinstance(one, Steps)]
    given = {one.source if isinstance(one, Steps) else one for one in tables.values()}
    return build in _PASSES and len(steps) == 1 and len(given) == 1 and steps[0].sorted


def key(build: Kernel, rule: object) -> str:
    """Return what stands for the query of a pass."""
    one, optional, version = _PASSES[build]
    return f"{one.__module__}.{one.__qualname__} {version} {optional} {rule!r}"


def run(build: Kernel, tables: Mapping[str, Input], rule: object, threads: int) -> Any:  # noqa: ANN401
    """Return the rows of a kernel by its pass as a ``pyarrow.Table``, in no particular order.

    Raises
    ------
    TracksError
        When the positions are not in the order they promise or not on earth, or a file cannot be
        read.
    """
    (source,) = (table.source for table in tables.values() if isinstance(table, Steps))
    one, optional, _ = _PASSES[build]
    texts, names = pieces.Texts(), [*pieces.NEEDED, *(n for n in optional if n in source.names)]
    parts: list[Arrays] = []
    for readers in pieces.readers(source, names, texts):
        open_ = _Open(lambda tracks: one(tracks, rule))  # no track is in two files
        for read in _side_by_side(readers, lambda held: _searched(held, one, rule), threads):
            parts.extend(open_.take(read))
        parts.extend(open_.close())
    return pieces.table(parts or [one(pieces.nothing(source, names), rule)], texts)


class _Read(NamedTuple):
    """A piece after its search: rows of its first and last track, and what those between gave."""

    head: Arrays
    rows: Arrays | None
    tail: Arrays | None


def _searched(held: Arrays, one: Pass, rule: object) -> _Read:
    """Search the tracks that lie whole in a piece; its first and last may go on beside it."""
    track = held["track"]
    starts = np.flatnonzero(track[1:] != track[:-1]) + 1
    if not len(starts):
        return _Read(held, None, None)
    first, last = int(starts[0]), int(starts[-1])
    inner = {name: values[first:last] for name, values in held.items()}
    # copies: a view would keep the whole piece
    return _Read(
        {name: values[:first].copy() for name, values in held.items()},
        one(inner, rule) if last > first else None,
        {name: values[last:].copy() for name, values in held.items()},
    )


class _Open:
    """The track that may go on in the next piece."""

    def __init__(self, search: Callable[[Arrays], Arrays]) -> None:
        self._search = search
        self._held: list[Arrays] = []

    def take(self, read: _Read) -> Iterator[Arrays]:
        """Take the next piece; yield the rows that are known by it."""
        if self._held:
            last, (track, t_us) = self._held[-1], (read.head["track"][0], read.head["t_us"][0])
            if (last["track"][-1], last["t_us"][-1]) >= (track, t_us):
                raise TracksError(OUT_OF_ORDER, advice=IMPORT)
            if last["track"][-1] != track:
                yield from self.close()
        self._held.append(read.head)
        if read.rows is not None:
            yield read.rows
        if read.tail is not None:
            yield from self.close()
            self._held = [read.tail]

    def close(self) -> Iterator[Arrays]:
        """Yield the rows of the track at hand, which is whole now."""
        held, self._held = self._held, []
        if held:
            names = held[0]
            yield self._search(
                {name: np.concatenate([part[name] for part in held]) for name in names}
            )


def _side_by_side(
    readers: list[Callable[[], Arrays]], search: Callable[[Arrays], _Read], threads: int
) -> Iterator[_Read]:
    """Yield every piece that holds rows, in order; some are read and searched at once."""
    if len(readers) < 2 or threads < 2:
        for reader in readers:
            held = reader()
            if len(held["track"]):
                yield search(held)
        return

    def work(reader: Callable[[], Arrays]) -> _Read | None:
        held = reader()
        return search(held) if len(held["track"]) else None

    with ThreadPoolExecutor(threads) as pool:
        running: deque[Future[_Read | None]] = deque()
        try:
            for reader in readers:
                running.append(pool.submit(work, reader))
                if len(running) >= threads * _AHEAD:
                    yield from filter(None, [running.popleft().result()])
            while running:
                yield from filter(None, [running.popleft().result()])
        finally:
            for future in running:
                future.cancel()
