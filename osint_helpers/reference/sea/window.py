"""Lengths over the fine cells around one point: bays and channels the leaves do not see."""

from __future__ import annotations

from math import ceil, cos, radians
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.graph import Ints, net

_MOVES: Final = tuple(
    (y, x) for y in (0, 1, 2) for x in range(-2, 3)
    if (y > 0 or x > 0) and {abs(y), abs(x)} in ({0, 1}, {1}, {1, 2})
)  # fmt: skip


class Window(NamedTuple):
    """Fine cells from ``row``, ``column`` on (columns run on past the antimeridian)."""

    row: int
    column: int
    open: NDArray[np.bool_]

    def number(self, lat: Floats, lon: Floats) -> Ints:
        """Return the flat index of points, -1 outside."""
        cells = fine()
        row, column = cells.cell(lat, lon)
        y, x = row - self.row, (column - self.column) % cells.columns
        inside = (y >= 0) & (y < self.open.shape[0]) & (x < self.open.shape[1])
        return np.where(inside, y * self.open.shape[1] + x, -1)

    def points(self, index: Ints) -> Floats:
        """Return ``(lat, lon)`` of the middles of cells."""
        cells = fine()
        y, x = np.divmod(index, self.open.shape[1])
        lon = ((x + self.column) % cells.columns + 0.5) * cells.step - 180
        return np.stack([(y + self.row + 0.5) * cells.step - 90, lon], axis=-1)


def around(south: float, north: float, west: float, east: float) -> Window:
    """Return the cells within bounds in degrees; east may run past 180."""
    cells = fine()
    row = max(int((south + 90) / cells.step), 0)
    last = min(ceil((north + 90) / cells.step), cells.rows)
    column = int((west + 180) // cells.step)
    width = min(ceil((east - west) / cells.step), cells.columns)
    y, x = np.mgrid[row:last, column : column + width]
    return Window(row, column % cells.columns, cells.at(y, x))


def solve(of: Window, start: int, *, tree: bool = False) -> Any:  # noqa: ANN401  (array, or two)
    """Return the length in nm from one cell to every cell, over 16 neighbours."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    a, b, nm = _edges(of)
    n = of.open.size
    matrix = coo_array((nm, (a, b)), shape=(n, n)).tocsr()
    return dijkstra(matrix, directed=False, indices=start, return_predecessors=tree)


def _edges(of: Window) -> tuple[Ints, Ints, Floats]:
    rows, columns = of.open.shape
    number = np.arange(of.open.size).reshape(of.open.shape)
    lat: Floats = np.asarray((of.row + np.arange(rows) + 0.5) * fine().step - 90, dtype=np.float64)
    starts, ends, lengths = [], [], []
    for y, x in _MOVES:
        height, left, right = rows - y, max(0, -x), columns - max(0, x)
        if height <= 0 or right <= left:
            continue

        def part(dy: int, dx: int, h: int = height, lo: int = left, hi: int = right) -> Any:  # noqa: ANN401
            return slice(dy, dy + h), slice(lo + dx, hi + dx)

        ok = of.open[part(0, 0)] & of.open[part(y, x)]
        if max(abs(y), abs(x)) == 2:  # a knight's move passes two cells: both are water
            half = (y // 2, x // 2 if x % 2 == 0 else int(x / 2))
            ok = ok & of.open[part(*half)] & of.open[part(y - half[0], x - half[1])]
        one, two = np.zeros(height), np.full(height, x * fine().step)
        nm = short_nm(earth(lat[:height], one), earth(lat[y : y + height], two))
        starts.append(number[part(0, 0)][ok])
        ends.append(number[part(y, x)][ok])
        lengths.append(np.broadcast_to(nm[:, None], ok.shape)[ok])
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(lengths)


def to_anchors(point: Floats, nodes: Ints, degrees: float = 0.6) -> tuple[Ints, Floats]:
    """Return the nodes and the length in nm to each of them over the cells around a point."""
    lat, lon = float(point[0]), float(point[1])
    wide = degrees / max(cos(radians(lat)), 0.05)
    box = around(lat - degrees, lat + degrees, lon - wide, lon + wide)
    start = int(box.number(point[:1], point[1:])[0])
    anchors = net().anchor[nodes]
    where = box.number(anchors[:, 0], anchors[:, 1])
    if start < 0 or not box.open.ravel()[start]:
        return nodes, np.full(len(nodes), np.inf)
    nm = solve(box, start)
    return nodes, np.where(where >= 0, nm[np.maximum(where, 0)], np.inf)
