"""Ways between neighbouring anchors where no straight line leads: bends added as nodes.

Every fine cell near a coast is given to the anchor nearest over water. Where the cells of two
anchors meet, the shortest way between the two is known; pulled tight, its bends become nodes of
the graph. So the sailed graph is joined wherever the fine cells are.
"""

from __future__ import annotations

import itertools
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.sea.edges import sailable
from scripts.sea.leaves import Leaves
from scripts.sea.raster import BASE, FINE, Bits

COASTAL: Final = 2  # leaves up to this height are searched cell by cell
SPARED: Final = 1.1  # a way over one other anchor that is this little longer will do
Ints = NDArray[np.int64]


class Bends(NamedTuple):
    """New anchors (row, column) and straight edges ``a < b`` between old (0 …) and new ones."""

    anchors: NDArray[np.int32]
    edges: NDArray[np.int32]


class _Field(NamedTuple):
    """Coastal cells: flat index, number of the nearest seed, length to it, the cell before."""

    cell: Ints
    source: Ints
    length: NDArray[np.float64]
    before: Ints
    a: Ints
    b: Ints
    step: NDArray[np.float64]


def bends(leaves: Leaves, anchor: NDArray[np.int32], straight: NDArray[np.int32],
          water: Bits) -> Bends:  # fmt: skip
    """Return the nodes and edges that join what straight lines between anchors leave apart."""
    field = _field(leaves, anchor, water)
    u, v, length, p, q = _meetings(field)
    known = set(map(int, straight[:, 0].astype(np.int64) << 32 | straight[:, 1]))
    pair = np.stack([np.minimum(u, v), np.maximum(u, v)], 1).astype(np.int32)
    new = np.array([int(a) << 32 | int(b) not in known for a, b in pair.tolist()])
    clear = np.zeros(len(pair), bool)
    clear[new] = sailable(pair[new], anchor, water)
    edges = [straight, pair[clear]]
    bent = np.nonzero(new & ~clear)[0]
    bent = bent[_needed(pair[bent], length[bent], np.concatenate(edges), anchor)]
    number: dict[int, int] = {}
    added: list[tuple[int, int]] = []
    columns = water.shape[1]
    for i in bent:
        line = _line(field, int(p[i]), int(q[i]))
        kept = _tight([divmod(int(field.cell[k]), columns) for k in line], water)
        ends = int(u[i]), int(v[i])
        nodes = [ends[0], *(number.setdefault(r * columns + c, len(anchor) + len(number))
                            for r, c in kept[1:-1]), ends[1]]  # fmt: skip
        added.extend((min(a, b), max(a, b)) for a, b in itertools.pairwise(nodes) if a != b)
    edges.append(np.array(added, np.int32).reshape(-1, 2))
    cells = np.array(list(number), np.int64)
    return Bends(np.stack(np.divmod(cells, columns), 1).astype(np.int32),
                 np.unique(np.concatenate(edges), axis=0))  # fmt: skip


def _field(leaves: Leaves, anchor: NDArray[np.int32], water: Bits) -> _Field:
    """Grow from all anchors at once over the coastal cells."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    times, columns = round(BASE / FINE), water.shape[1]
    coastal = np.append(leaves.height <= COASTAL, False)[leaves.label]
    coastal = np.kron(coastal, np.ones((times, times), bool)) & water
    cell = np.flatnonzero(coastal)
    number = np.full(water.size, -1, np.int32)
    number[cell] = np.arange(len(cell))
    row, column = np.divmod(cell, columns)
    starts, ends, steps = [], [], []
    for y, x in ((0, 1), (1, 0), (1, 1), (1, -1)):
        there = (row + y) * columns + (column + x) % columns
        ok = np.nonzero(row + y < water.shape[0])[0]
        other = number[there[ok]]
        ok, other = ok[other >= 0], other[other >= 0]
        lat = np.radians((row[ok] + y / 2 + 0.5) * FINE - 90)
        starts.append(ok)
        ends.append(other)
        steps.append(np.hypot(y, x * np.cos(lat)))
    a, b, step = np.concatenate(starts), np.concatenate(ends), np.concatenate(steps)
    matrix = coo_array((step, (a, b)), shape=(len(cell),) * 2).tocsr()
    wet = np.nonzero(anchor[:, 0] >= 0)[0]
    flat = anchor[wet].astype(np.int64) @ np.array([columns, 1])
    seed, at = wet[number[flat] >= 0], number[flat][number[flat] >= 0]
    owner = np.full(len(cell), -1, np.int64)
    owner[at] = seed
    length, before, source = dijkstra(matrix, directed=False, indices=at, min_only=True,
                                      return_predecessors=True)  # fmt: skip
    known = source >= 0
    return _Field(cell, np.where(known, owner[np.where(known, source, 0)], -1), length,
                  before.astype(np.int64), a, b, step)  # fmt: skip


def _meetings(field: _Field) -> tuple[Ints, Ints, Any, Ints, Ints]:
    """Return for every two seeds whose cells touch the shortest way: seeds, length, the two cells."""  # noqa: E501
    s, t = field.source[field.a], field.source[field.b]
    met = np.nonzero((s != t) & (s >= 0) & (t >= 0))[0]
    flip = s[met] > t[met]
    p = np.where(flip, field.b[met], field.a[met])
    q = np.where(flip, field.a[met], field.b[met])
    length = field.length[p] + field.step[met] + field.length[q]
    u, v = field.source[p], field.source[q]
    order = np.lexsort((q, p, length, v, u))
    u, v, length, p, q = (x[order] for x in (u, v, length, p, q))
    first = np.r_[True, (u[1:] != u[:-1]) | (v[1:] != v[:-1])]
    return u[first], v[first], length[first], p[first], q[first]


def _needed(pair: NDArray[np.int32], length: Any, edges: NDArray[np.int32],  # noqa: ANN401
            anchor: NDArray[np.int32]) -> NDArray[np.bool_]:  # fmt: skip
    """Say which pairs no third anchor joins nearly as shortly (lengths in fine cells)."""
    from scipy.sparse import coo_array

    n = len(anchor)

    def cells(a: Any, b: Any) -> Any:  # noqa: ANN401
        lat = np.radians((anchor[a, 0] + anchor[b, 0] + 1) / 2 * FINE - 90)
        return np.hypot(anchor[a, 0] - anchor[b, 0], (anchor[a, 1] - anchor[b, 1]) * np.cos(lat))

    a, b = edges.astype(np.int64).T
    both = coo_array((np.r_[cells(a, b), cells(a, b)] + 1e-9, (np.r_[a, b], np.r_[b, a])),
                     shape=(n, n)).tocsr()  # fmt: skip
    out = np.ones(len(pair), bool)
    for i, (u, v) in enumerate(pair):
        one = slice(both.indptr[u], both.indptr[u + 1])
        two = slice(both.indptr[v], both.indptr[v + 1])
        _, x, y = np.intersect1d(both.indices[one], both.indices[two], assume_unique=True,
                                 return_indices=True)  # fmt: skip
        if len(x):
            best = (both.data[one][x] + both.data[two][y]).min()
            out[i] = best > SPARED * length[i]
    return out


def _line(field: _Field, p: int, q: int) -> list[int]:
    """Return the cells from the seed of p over p and q to the seed of q."""
    out = [p]
    while field.before[out[-1]] >= 0:
        out.append(int(field.before[out[-1]]))
    out.reverse()
    out.append(q)
    while field.before[out[-1]] >= 0:
        out.append(int(field.before[out[-1]]))
    return out


def _tight(line: list[tuple[int, int]], water: Bits) -> list[tuple[int, int]]:
    """Keep the cells that are needed: from each the farthest one in sight."""
    kept, i = [line[0]], 0
    while i < len(line) - 1:
        j = len(line) - 1
        while j > i + 1 and not sees(line[i], line[j], water):
            j -= 1
        kept.append(line[j])
        i = j
    return kept


def sees(a: tuple[int, int], b: tuple[int, int], water: Bits) -> bool:
    """Say whether the straight line between two cells keeps to water; as in ``edges.sailable``."""
    columns = water.shape[1]
    dy, dx = b[0] - a[0], (b[1] - a[1] + columns // 2) % columns - columns // 2
    steps = 2 * max(abs(dy), abs(dx)) + 1
    return all(
        water[round(a[0] + dy * i / steps), round(a[1] + dx * i / steps) % columns]
        for i in range(steps + 1)
    )
