"""The graph under a set of closed passages: two weights for the same edges.

``sailed`` weighs an edge that a ship can sail along a straight line between the water points of
two leaves. ``floor`` weighs every pair of leaves that touch water, from middle to middle, divided
by what the directions of the grid can cost at worst: no line through the leaves is shorter.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, sight
from osint_helpers.reference.sea.data import arrays, fine, manifest
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.passages import PASSAGES, Point

Ints = NDArray[np.int64]
_ENDS: Final = 12  # leaves looked at from either end of a fairway
_ROOM: Final = 32  # edges kept free for a start that is no node


class Net(NamedTuple):
    """Nodes (the ``leaves`` first, then bends of channels, then fairway points) and edges.

    ``middle`` and ``anchor`` are (n, 2) of ``(lat, lon)``; ``wet`` says which nodes have water at
    the anchor; weights are nm, inf where a tier has no such edge; an edge of a fairway has the
    number of its passage in ``fairway``, others -1.
    """

    middle: Floats
    anchor: Floats
    wet: NDArray[np.bool_]
    leaves: int
    stretch: Floats
    a: Ints
    b: Ints
    sailed: Floats
    floor: Floats
    fairway: NDArray[np.int16]


@cache
def net() -> Net:
    """Return nodes and edges with every passage open."""
    raw, grid = arrays("graph.xz"), manifest()["grid"]
    base, step = float(grid["base_degrees"]), float(grid["fine_degrees"])
    row, column, height, width = raw["leaves"].astype(np.float64)
    middle = np.stack([(row + height / 2) * base - 90, (column + width / 2) * base - 180], 1)
    cells = raw["anchors"].astype(np.float64)
    wet = cells[0] >= 0
    anchor = np.stack([(cells[0] + 0.5) * step - 90, (cells[1] + 0.5) * step - 180], 1)
    middle = np.concatenate([middle, anchor[len(middle) :]])
    anchor = np.where(wet[:, None], anchor, middle)
    starts = raw["starts"].astype(np.int64)
    a, b = np.repeat(np.arange(len(anchor)), np.diff(starts)), raw["ends"].astype(np.int64)
    kinds = raw["kinds"]
    across, within = earth(*anchor.T), earth(*middle.T)
    sailed = np.where(kinds & 1, short_nm(across[a], across[b]), np.inf)
    stretch = np.ones(len(anchor))
    stretch[: len(row)] = _stretch(width / height * np.cos(np.radians(middle[: len(row), 0])))
    low = short_nm(within[a], within[b]) / np.maximum(stretch[a], stretch[b])
    plain = Net(middle, anchor, wet, len(row), stretch, a, b, sailed,
                np.where(kinds & 2, low, np.inf), np.full(len(b), -1, np.int16))  # fmt: skip
    return _with_fairways(plain)


def _stretch(aspect: Floats) -> Floats:
    """Return what 24 directions cost at worst: half the widest angle between two, as a secant."""
    moves = ((0, 1), (1, 3), (1, 2), (1, 1), (2, 1), (3, 1), (1, 0))
    angles = np.stack([np.arctan2(y, x * aspect) for y, x in moves])
    return np.asarray(1 / np.cos(np.diff(angles, axis=0).max(axis=0) / 2))


def _with_fairways(plain: Net) -> Net:
    """Join the lines of the passages to the leaves at either end."""
    points: list[Point] = []
    edges: list[tuple[int, int, float, float, int]] = []
    first = len(plain.middle)
    tree = trees(plain)
    for number, passage in enumerate(PASSAGES.values()):
        if not passage.line:
            continue
        start = first + len(points)
        points.extend(passage.line)
        xyz = earth(*np.array(passage.line).T)
        for i, (p, q) in enumerate(pairwise(xyz)):
            nm = float(short_nm(p, q))
            edges.append((start + i, start + i + 1, nm, nm, number))
        for i in (0, len(passage.line) - 1):
            edges.extend(_joints(plain, tree, start + i, passage.line[i]))
    a, b, sailed, floor, fairway = (np.array(column) for column in zip(*edges, strict=True))
    extra = np.array(points)
    return Net(
        np.concatenate([plain.middle, extra]), np.concatenate([plain.anchor, extra]),
        np.concatenate([plain.wet, np.ones(len(extra), bool)]),
        plain.leaves,
        np.concatenate([plain.stretch, np.ones(len(extra))]),
        np.concatenate([plain.a, a]), np.concatenate([plain.b, b]),
        np.concatenate([plain.sailed, sailed]), np.concatenate([plain.floor, floor]),
        np.concatenate([plain.fairway, fairway.astype(np.int16)]),
    )  # fmt: skip


def _joints(
    plain: Net, tree: tuple[Any, Any, Ints], node: int, at: Point
) -> list[tuple[int, int, float, float, int]]:
    """Join the end of a fairway to the leaves around it."""
    xyz = earth(*np.array([at]).T)
    out = []
    metres, near = tree[1].query(xyz[0], k=_ENDS)
    for m, leaf in zip(metres, near, strict=True):
        out.append((int(leaf), node, np.inf, m / 1852 / plain.stretch[leaf], -1))
    metres, near = tree[0].query(xyz[0], k=_ENDS)
    leaves = tree[2][near]
    seen = sight.clear(fine(), np.repeat(np.array([at]), _ENDS, 0), plain.anchor[leaves])
    out.extend((int(leaf), node, m / 1852, np.inf, -1)
               for m, leaf, ok in zip(metres, leaves, seen, strict=True) if ok)  # fmt: skip
    return out


def trees(of: Net) -> tuple[Any, Any, Ints]:
    """Return search trees over the wet anchors and over the middles, and the anchors' nodes."""
    from scipy.spatial import cKDTree

    wet = np.nonzero(of.wet)[0]
    # bends are no leaves: the floor does not know them
    return cKDTree(earth(*of.anchor[wet].T)), cKDTree(earth(*of.middle[: of.leaves].T)), wet


@cache
def node_trees() -> tuple[Any, Any, Ints]:
    """Return the search trees over all nodes."""
    return trees(net())


@cache
def crossing(name: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which edges cross a passage: of the sailed line, and of the floor."""
    it = net()
    own = it.fairway == list(PASSAGES).index(name)
    sailed, low = (gates.crosses(name, at[it.a], at[it.b]) for at in (it.anchor, it.middle))
    return own | sailed, own | low


class Tier:
    """Undirected edges with lengths, and room for a start that is no node."""

    def __init__(self, n: int, a: Ints, b: Ints, nm: Floats, *, room: int = _ROOM) -> None:
        from scipy.sparse import coo_array, csr_array

        both = coo_array((np.r_[nm, nm], (np.r_[a, b], np.r_[b, a])), shape=(n + 1, n + 1)).tocsr()
        # the start is node n: its unused edges are loops of length 0
        self._matrix = csr_array(
            (np.r_[both.data, np.zeros(room)],
             np.r_[both.indices, np.full(room, n, both.indices.dtype)].astype(np.int32),
             np.r_[both.indptr[:-1], both.indptr[-1] + room].astype(np.int32)),
            shape=(n + 1, n + 1),
        )  # fmt: skip
        self._lock, self._n, self._room = Lock(), n, room

    def from_point(
        self, nodes: Ints, nm: Floats, limit: float = np.inf, *, tree: bool = False
    ) -> tuple[Floats, NDArray[np.int32] | None]:
        """Return the distance of every node (and its predecessor) from a point joined to ``nodes``."""  # noqa: E501
        from scipy.sparse.csgraph import dijkstra

        order = np.argsort(nm, kind="stable")[: self._room]
        with self._lock:
            tail = slice(len(self._matrix.data) - self._room, len(self._matrix.data))
            self._matrix.indices[tail] = self._n
            self._matrix.data[tail] = 0.0
            self._matrix.indices[tail.start : tail.start + len(order)] = nodes[order]
            self._matrix.data[tail.start : tail.start + len(order)] = nm[order]
            found = dijkstra(self._matrix, indices=self._n, limit=limit, return_predecessors=tree)
        return (found[0][:-1], found[1]) if tree else (found[:-1], None)

    def edges(self) -> tuple[Ints, Ints, Floats]:
        """Return every edge once: two nodes and the length."""
        end, a = int(self._matrix.indptr[self._n]), self._rows()
        b, nm = self._matrix.indices[:end], self._matrix.data[:end]
        once = a < b
        return a[once], b[once].astype(np.int64), nm[once]

    def _rows(self) -> Ints:
        return np.repeat(np.arange(self._n), np.diff(self._matrix.indptr[:-1]))

    def among(
        self, nodes: Ints, starts: Ints, nm: Floats
    ) -> tuple[Floats, NDArray[np.int32]]:
        """Return as ``from_point`` lengths and predecessors, by way of some nodes only.

        Both are numbered as ``nodes`` (sorted, the starts among them); the start comes last.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        first, end = self._matrix.indptr[nodes], self._matrix.indptr[nodes + 1]
        count = (end - first).astype(np.int64)
        before = np.cumsum(count) - count
        edge = np.arange(count.sum()) + np.repeat(first - before, count)
        own = np.full(self._n + 1, -1, np.int32)
        own[nodes] = np.arange(len(nodes))
        other = own[self._matrix.indices[edge]]
        kept = other >= 0
        size = np.cumsum(np.r_[0, kept])[np.r_[before, len(edge)]]
        n = len(nodes)
        matrix = csr_array(
            (np.r_[self._matrix.data[edge[kept]], nm], np.r_[other[kept], own[starts]],
             np.r_[size, size[-1] + len(nm)].astype(np.int32)), shape=(n + 1, n + 1),
        )  # fmt: skip
        found = dijkstra(matrix, indices=n, return_predecessors=True)
        return found[0][:-1], found[1]

    def from_nodes(self, nodes: Ints, limit: float = np.inf) -> Floats:
        """Return the distance of every node from the nearest of ``nodes``."""
        from scipy.sparse.csgraph import dijkstra

        with self._lock:
            self._matrix.indices[len(self._matrix.data) - _ROOM :] = self._n
            found = dijkstra(self._matrix, indices=nodes, limit=limit, min_only=True)
        return np.asarray(found[:-1])


def tier(weight: Floats, *, floor: bool, closed: tuple[str, ...]) -> Tier:
    """Return the edges that have a weight and cross no closed passage."""
    it = net()
    keep = np.isfinite(weight)
    for name in closed:
        keep &= ~crossing(name)[int(floor)]
    if floor:
        for bar in gates.BARS.values():
            keep &= ~gates.over(bar, it.middle[it.a], it.middle[it.b])
    return Tier(len(it.middle), it.a[keep], it.b[keep], weight[keep])


@cache
def sailed(closed: tuple[str, ...]) -> Tier:
    """Return the tier of lines a ship can sail."""
    return tier(net().sailed, floor=False, closed=closed)


@cache
def lowest(closed: tuple[str, ...]) -> Tier:
    """Return the tier no line can undercut."""
    return tier(net().floor, floor=True, closed=closed)
