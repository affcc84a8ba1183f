"""The part of the sailed graph a long way can lie in, found on a coarse graph.

A cluster is what is joined by sailed edges within one block, so an isthmus never lies within
one. Two clusters are joined where an edge of the graph joins them: every way over clusters
holds a way over nodes. A way is then searched only in the clusters that lie on coarse ways
little longer than the shortest.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import graph
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.graph import Ints

BLOCK: Final = 2.4  # degrees: height of a block, and about its width
# How much longer than the shortest coarse way the ways are that are searched. Measured over pairs
# of ports all over the world: the way found is the shortest.
WIDER: Final = 0.02
MORE_NM: Final = 200.0
_FAR: Final = 1e9  # nm: for clusters that are not joined
_LEAST: Final = 1e-9  # nm: rounding must not make a length negative


class Clusters(NamedTuple):
    """Nodes in clusters: the cluster of each node, coarse lengths in nm, the row of each length."""

    of: NDArray[np.int32]
    nm: Any
    row: NDArray[np.int32]


@cache
def clusters(closed: tuple[str, ...]) -> Clusters:
    """Return the clusters under closed passages: about a tenth of a second, kept."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    a, b, nm = graph.sailed(closed).edges()
    anchor = graph.net().anchor
    block = _blocks(anchor)
    same = block[a] == block[b]
    inside = coo_array((np.ones(same.sum(), bool), (a[same], b[same])), shape=(len(anchor),) * 2)
    count, of = connected_components(inside, directed=False)
    of = of.astype(np.int64)
    xyz = earth(*anchor.T)
    middle = _middles(xyz, of, count)
    way = np.nonzero(of[a] != of[b])[0]
    a, b, nm = a[way], b[way], nm[way]
    nm = nm + sum(short_nm(xyz[end], xyz[middle[of[end]]]) for end in (a, b))
    key = np.minimum(of[a], of[b]) * count + np.maximum(of[a], of[b])
    order = np.argsort(key, kind="stable")
    pair, first = np.unique(key[order], return_index=True)
    least = np.minimum.reduceat(nm[order], first)
    one, two = np.divmod(pair, count)
    both = np.r_[least, least], (np.r_[one, two], np.r_[two, one])
    lengths = coo_array(both, shape=(count, count)).tocsr()
    row = np.repeat(np.arange(count, dtype=np.int32), np.diff(lengths.indptr))
    return Clusters(of.astype(np.int32), lengths, row)


def _blocks(anchor: Floats) -> Ints:
    """Return the block of each node: about as wide as high at every latitude."""
    row = np.floor((anchor[:, 0] + 90) / BLOCK)
    narrow = np.maximum(np.cos(np.radians((row + 0.5) * BLOCK - 90)), 0.05)
    columns = np.round(360 / BLOCK * narrow)
    column = np.floor((anchor[:, 1] + 180) / 360 * columns) % columns
    return np.asarray(row * 1000 + column, np.int64)


def _middles(xyz: Floats, of: Ints, count: int) -> Ints:
    """Return the node of each cluster that is nearest to the mean of its nodes."""
    size = np.bincount(of, minlength=count)
    mean = np.stack([np.bincount(of, part, count) for part in xyz.T], 1) / size[:, None]
    order = np.lexsort((((xyz - mean[of]) ** 2).sum(axis=1), of))
    return order[np.r_[0, np.cumsum(size)[:-1]]]


def nodes(closed: tuple[str, ...], starts: Ints, ends: Ints) -> Ints:
    """Return the nodes among which the shortest way is looked for; none where no water leads."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    of, lengths, row = clusters(closed)
    there = dijkstra(lengths, indices=np.unique(of[starts]), min_only=True)
    last = np.unique(of[ends])
    best = float(there[last].min())
    if not np.isfinite(best):
        return np.zeros(0, np.int64)
    # what an edge costs beyond the way to the start it saves: the second search sees only
    # the clusters it keeps
    there = np.minimum(there, _FAR)
    beyond = np.maximum(lengths.data + there[lengths.indices] - there[row], _LEAST)
    matrix = csr_array((beyond, lengths.indices, lengths.indptr), shape=lengths.shape)
    limit = WIDER * best + MORE_NM
    back = dijkstra(matrix, indices=last, limit=limit) + (there[last] - best)[:, None]
    return np.nonzero((back.min(axis=0) <= limit)[of])[0]
