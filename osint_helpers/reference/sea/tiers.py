"""Searches over undirected edges with lengths, from a start that is no node."""

from __future__ import annotations

from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea.geometry import Floats

Ints = NDArray[np.int64]
_ROOM: Final = 4096  # edges kept free for a start that is no node


class Tier:
    """Undirected edges with lengths, and room for a start that is no node."""

    def __init__(self, n: int, a: Ints, b: Ints, nm: Floats) -> None:
        """Take edges a < b, sorted."""
        rows, other, length = _both_ways(n, a, b, nm)
        # the start is node n: its edges come last, as many as a search has
        self._rows = np.r_[rows, rows[-1]].astype(np.int32)
        self._other = np.r_[other, np.zeros(_ROOM, np.int32)]
        self._nm = np.r_[length, np.zeros(_ROOM)]
        self._lock, self._n, self._end = Lock(), n, len(other)

    def from_point(
        self, nodes: Ints, nm: Floats, limit: float = np.inf, *, tree: bool = False
    ) -> tuple[Floats, NDArray[np.int32] | None]:
        """Return the distance of every node (and its predecessor) from a point joined to nodes."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        end = self._end + len(nodes)
        with self._lock:
            if end > len(self._nm):
                self._other = np.r_[self._other[: self._end], np.zeros(len(nodes), np.int32)]
                self._nm = np.r_[self._nm[: self._end], np.zeros(len(nodes))]
            self._other[self._end : end], self._nm[self._end : end] = nodes, nm
            self._rows[-1] = end
            matrix = csr_array(
                (self._nm[:end], self._other[:end], self._rows), shape=(self._n + 1,) * 2
            )
            found = dijkstra(matrix, indices=self._n, limit=limit, return_predecessors=tree)
        return (found[0][:-1], found[1]) if tree else (found[:-1], None)

    def edges(self) -> tuple[Ints, Ints, Floats]:
        """Return every edge once: two nodes and the length."""
        a = np.repeat(np.arange(self._n), np.diff(self._rows[:-1]))
        b, nm = self._other[: self._end], self._nm[: self._end]
        once = a < b
        return a[once], b[once].astype(np.int64), nm[once]

    def among(self, nodes: Ints, starts: Ints, nm: Floats) -> tuple[Floats, NDArray[np.int32]]:
        """Return as ``from_point`` lengths and predecessors, by way of some nodes only.

        Both are numbered as ``nodes`` (sorted, the starts among them); the start comes last.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        first = self._rows.take(nodes)
        count = self._rows.take(nodes + 1) - first
        before = np.cumsum(count, dtype=np.int32) - count
        edge = np.repeat(first - before, count)
        edge += np.arange(len(edge), dtype=np.int32)
        own = np.full(self._n + 1, -1, np.int32)
        own[nodes] = np.arange(len(nodes), dtype=np.int32)
        other = own.take(self._other.take(edge))
        kept = np.flatnonzero(other >= 0)
        size = np.searchsorted(kept, np.append(before, len(edge)))
        n = len(nodes)
        matrix = csr_array(
            (np.concatenate([self._nm.take(edge.take(kept)), nm]),
             np.concatenate([other.take(kept), own[starts]]),
             np.append(size, len(kept) + len(nm)).astype(np.int32)), shape=(n + 1, n + 1),
        )  # fmt: skip
        found = dijkstra(matrix, indices=n, return_predecessors=True)
        return found[0][:-1], found[1]


def _both_ways(n: int, a: Ints, b: Ints, nm: Floats) -> tuple[Ints, NDArray[np.int32], Floats]:
    """Return sorted edges a < b in both directions, as rows: starts, columns, lengths."""
    from scipy.sparse import csr_array

    starts = np.searchsorted(a, np.arange(n + 1))
    back = csr_array((nm, b.astype(np.int32), starts), shape=(n, n)).T.tocsr()
    fore, aft = np.diff(starts), np.diff(back.indptr)
    # in each row what leads to lower nodes comes first
    low = np.arange(len(nm)) + np.repeat(starts[:-1], aft)
    high = np.arange(len(nm)) + np.repeat(back.indptr[1:], fore)
    other, length = np.empty(2 * len(nm), np.int32), np.empty(2 * len(nm))
    other[low], other[high] = back.indices, b
    length[low], length[high] = back.data, nm
    return starts + back.indptr, other, length
