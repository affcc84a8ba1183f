"""The overview: corners that long ways turn at, and the great circles between them.

Ways between sampled places on every coast are found over the leaves at a weight that keeps off the
coast, and drawn tight under one rule: a straight line may come as near to the coast as the way it
replaces, or as ``OFFING``. Where they turn is a hub. Hubs in sight of each other under the same
rule are joined.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import data, gates, graph, sight
from osint_helpers.reference.sea.geometry import earth, geodesic_nm, short_nm
from osint_helpers.reference.sea.passages import CLOSED, PASSAGES
from scripts.sea.offing import nearest

OFFING: Final = 10.0  # nm kept off the coast where there is room
_SHY: Final = 0.3  # what a mile along the very coast costs more than one in the open
_EVERY: Final = 6.0  # degrees: one sampled place per box of this size
_TARGETS: Final = 3  # ways drawn from each place
_ENDS: Final = 30.0  # nm: turns nearer to either end of a way belong to the port
_FAR: Final = 3500.0  # nm: longest great circle between hubs looked at
_SAME: Final = 1.0002
_BESIDE: Final = np.array([1.5, 4.0, 9.0, 20.0, 45.0, 100.0])  # nm from a corner
VARIANTS: Final = (CLOSED, CLOSED, ("suez", *CLOSED), CLOSED, ("panama", *CLOSED),
                   ("panama", "suez", *CLOSED), (), CLOSED, ("kiel", "corinth", *CLOSED))  # fmt: skip  # noqa: E501
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Hubs(NamedTuple):
    """Points (n, 2), joined pairs (m, 2), their length in nm and the passages they cross (bits).

    ``node`` is the nearest node of the leaves in sight of each hub, ``node_nm`` the way to it.
    """

    points: Floats
    pairs: Ints
    nm: Floats
    crossed: NDArray[np.uint32]
    node: Ints
    node_nm: Floats


def hubs(clear: NDArray[np.uint8]) -> Hubs:
    """Return the overview of the graph that is shipped."""
    points, observed = _clustered(_sampled(clear), clear, np.concatenate(_fairways()))
    return finished(points, observed, _visible(points, clear))


def finished(points: Floats, observed: Ints, visible: Ints) -> Hubs:
    """Measure the pairs and leave out those that a third hub joins as shortly."""
    pairs = np.unique(np.concatenate([observed, visible, _chains()]), axis=0)
    a, b = points[pairs[:, 0]], points[pairs[:, 1]]
    nm = geodesic_nm(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    crossed = np.zeros(len(pairs), np.uint32)
    for bit, name in enumerate(PASSAGES):
        crossed |= gates.crossed((name,), a, b).astype(np.uint32) << np.uint32(bit)
    kept = _needed(len(points), pairs, nm, crossed)
    return Hubs(points, pairs[kept], nm[kept], crossed[kept], *_nodes(points))


def packed(of: Hubs) -> dict[str, NDArray[Any]]:
    """Return the arrays that are shipped, little-endian."""
    return {
        "hubs": np.rint(of.points.T * 10_000).astype("<i4"),
        "hub_node": of.node.astype("<u4"),
        "hub_node_nm": of.node_nm.astype("<f4"),
        "hub_pairs": of.pairs.T.astype("<u2"),
        "hub_nm": of.nm.astype("<f4"),
        "hub_crossed": of.crossed.astype("<u4"),
    }


def _needed(n: int, pairs: Ints, nm: Floats, crossed: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say which pairs no third hub joins within ``_SAME``, crossing no other passage."""
    near: list[dict[int, tuple[float, int]]] = [{} for _ in range(n)]
    for (u, v), length, bits in zip(pairs.tolist(), nm.tolist(), crossed.tolist(), strict=True):
        near[u][v] = near[v][u] = (length, bits)
    out = np.ones(len(pairs), bool)
    for i, (u, v) in enumerate(pairs.tolist()):
        length, bits = near[u][v]
        out[i] = not any(
            near[u][w][0] + near[v][w][0] <= _SAME * length
            and not (near[u][w][1] | near[v][w][1]) & ~bits
            and max(near[u][w][0], near[v][w][0]) < length
            for w in near[u].keys() & near[v].keys()
        )
    return out


def _nodes(points: Floats) -> tuple[Ints, Floats]:
    """Return for each hub the nearest node of the leaves in sight, and how far it is (nm)."""
    it, (tree, _, wet) = graph.net(), graph.node_trees()
    fixed = sum(map(len, _fairways()))
    xyz = earth(*points.T)
    near = wet[tree.query(xyz, k=8)[1]]
    seen = sight.clear(data.fine(), np.repeat(points, 8, 0), it.anchor[near.ravel()])
    seen = seen.reshape(-1, 8)
    node = near[np.arange(len(points)), seen.argmax(axis=1)]
    node[:fixed] = len(it.anchor) - fixed + np.arange(fixed)
    nm = short_nm(xyz, earth(*it.anchor[node].T))
    nm[~seen.any(axis=1) & (np.arange(len(nm)) >= fixed)] = np.inf
    return node, nm


def _fairways() -> list[Floats]:
    return [np.array(p.line) for p in PASSAGES.values() if p.line]


def _chains() -> Ints:
    """Return the edges along the fairways, whose points are the first hubs."""
    out, first = [], 0
    for line in _fairways():
        own = np.arange(first, first + len(line))
        out.append(np.stack([own[:-1], own[1:]], 1))
        first += len(line)
    return np.concatenate(out)


def _at(clear: NDArray[np.uint8], points: Floats) -> NDArray[np.uint8]:
    row, column = data.fine().cell(points[:, 0], points[:, 1])
    return clear[row, column]


def _places() -> Ints:
    """Return one node by the coast per box, and the ends of the fairways."""
    it = graph.net()
    height = data.arrays("graph.xz")["leaves"][2]
    near = np.nonzero(it.wet[: it.leaves] & (height <= 2) & (np.abs(it.anchor[: it.leaves, 0]) < 72)
                      & (it.anchor[: it.leaves, 0] > -58))[0]  # fmt: skip
    box = np.floor(it.anchor[near] / _EVERY).astype(np.int64)
    _, first, count = np.unique(box, axis=0, return_index=True, return_counts=True)
    order = np.lexsort((near, box[:, 1], box[:, 0]))
    starts = np.cumsum(count) - count
    return near[order[starts + count // 2]]


def _sampled(clear: NDArray[np.uint8]) -> list[tuple[Floats, NDArray[np.bool_]]]:
    """Return ways drawn tight, each with which of its points lie on a fairway."""
    from scipy.sparse.csgraph import dijkstra

    it, places = graph.net(), _places()
    off = np.minimum(_at(clear, it.anchor).astype(float), OFFING) / OFFING
    weight = it.sailed * (1 + _SHY * (1 - (off[it.a] + off[it.b]) / 2))
    tiers = {shut: graph.tier(weight, floor=False, closed=shut)._matrix for shut in set(VARIANTS)}
    first = len(it.anchor) - sum(len(p.line) for p in PASSAGES.values())
    out = []
    for i, start in enumerate(places):
        shut = VARIANTS[i % len(VARIANTS)]
        _, before = dijkstra(tiers[shut], indices=start, return_predecessors=True)
        for k in range(_TARGETS):
            node = int(places[(i * 7 + 1 + k * (len(places) // _TARGETS) + k * k) % len(places)])
            way = [node]
            while before[way[-1]] >= 0:
                way.append(int(before[way[-1]]))
            if len(way) > 3 and way[-1] == start:
                out.append(_tight(np.array(way[::-1]), first, shut, clear))
    return out


def _tight(way: Ints, first: int, shut: tuple[str, ...],
           clear: NDArray[np.uint8]) -> tuple[Floats, NDArray[np.bool_]]:  # fmt: skip
    """Draw a way tight between its fairways."""
    it = graph.net()
    held = way >= first
    stops = np.unique(np.r_[0, np.nonzero(held)[0], len(way) - 1])
    line, fixed = [it.anchor[way[:1]]], [held[:1]]
    for i, j in pairwise(stops):
        part = it.anchor[way[i : j + 1]]
        if j - i > 1:
            for dense in (False, True):
                part = _skipped(_dense(part) if dense else part, shut, clear)
        line.append(part[1:])
        fixed.append(np.r_[np.zeros(len(part) - 2, bool), held[j]])
    return np.concatenate(line), np.concatenate(fixed)


def _dense(line: Floats) -> Floats:
    """Put points beside every corner and in the middle, so that the next round can cut it."""
    lengths = geodesic_nm(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    out = [line[:1]]
    for a, b, length in zip(line[:-1], line[1:], lengths, strict=True):
        off = _BESIDE[length / 2.1 > _BESIDE] / max(length, 1e-9)
        share = np.concatenate([off, [0.5] if length > 3 else [], 1 - off[::-1], [1.0]])
        out.append(sight.on_arc(a, b, share[:, None]))
    return np.concatenate(out)


def _skipped(line: Floats, shut: tuple[str, ...], clear: NDArray[np.uint8]) -> Floats:
    """From each point go to the farthest one in sight under the rule of the offing."""
    near = np.minimum(nearest(clear, line[:-1], line[1:]).astype(float), OFFING)
    kept, i, last = [0], 0, len(line) - 1
    while i < last:
        floor = np.minimum.accumulate(near[i:])
        best, ahead = i + 1, 12
        while True:
            to = np.unique(np.linspace(best + 1, min(i + ahead, last), 12).astype(int))
            to = to[(to > best) & (to <= last)]
            a, b = np.repeat(line[i : i + 1], len(to), 0), line[to]
            ok = ~gates.crossed(shut, a, b)
            ok[ok] = nearest(clear, a[ok], b[ok]) >= floor[to[ok] - 1 - i]
            ok[ok] = sight.clear_arc(data.fine(), a[ok], b[ok])
            if not ok.any():
                break
            best = int(to[ok][-1])
            if best < i + ahead or best == last:
                break
            ahead *= 2
        i = best
        kept.append(i)
    return line[kept]


def _clustered(lines: list[tuple[Floats, NDArray[np.bool_]]], clear: NDArray[np.uint8],
               fixed: Floats) -> tuple[Floats, Ints]:  # fmt: skip
    """Return hubs (the fairways first) and the pairs that ways went between."""
    from scipy.spatial import cKDTree

    legs: list[Any] = []
    for line, _ in lines:
        nm = np.r_[0, np.cumsum(geodesic_nm(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1]))]
        kept = np.nonzero((nm > _ENDS) & (nm < nm[-1] - _ENDS))[0]
        legs.extend((line[i], line[j]) for i, j in pairwise(kept) if j == i + 1)
    ends = np.array(legs)  # (m, 2, 2)
    spots, back, count = np.unique(ends.reshape(-1, 2), axis=0, return_inverse=True,
                                   return_counts=True)  # fmt: skip
    room = np.clip(_at(clear, spots) * 0.8, 2.0, 9.0)
    every = np.concatenate([fixed, spots])
    xyz = sight._unit(every)
    tree, own = cKDTree(xyz), np.full(len(every), -1)
    own[: len(fixed)] = np.arange(len(fixed))
    chosen = list(range(len(fixed)))
    for i in np.lexsort((spots[:, 1], spots[:, 0], -count)) + len(fixed):
        if own[i] >= 0:
            continue
        own[i] = len(chosen)
        chosen.append(int(i))
        for j in tree.query_ball_point(xyz[i], room[i - len(fixed)] / 3440):
            if own[j] < 0:
                own[j] = own[i]
    number = own[len(fixed) + back.reshape(-1, 2)]
    points = np.round(every[chosen], 4)
    on = sight.clear_arc(data.fine(), points[number[:, 0]], points[number[:, 1]])
    extra = {}
    pairs = [tuple(sorted(p)) for p in number[on].tolist()]
    for leg in back.reshape(-1, 2)[~on].tolist():
        ids = []
        for spot in leg:
            at = own[len(fixed) + spot]
            same = (points[at] == np.round(spots[spot], 4)).all()
            ids.append(int(at) if same else extra.setdefault(spot, len(points) + len(extra)))
        pairs.append(tuple(sorted(ids)))
    points = np.round(np.concatenate([points, spots[list(extra)].reshape(-1, 2)]), 4)
    found = np.unique(np.array(pairs), axis=0)
    return points, found[found[:, 0] != found[:, 1]]


def _visible(points: Floats, clear: NDArray[np.uint8]) -> Ints:
    """Return the pairs of hubs in sight of each other under the rule of the offing."""
    xyz = sight._unit(points)
    most = 2 * np.sin(_FAR / 3440 / 2)
    own = np.minimum(_at(clear, points).astype(float), OFFING)
    out = []
    for i in range(len(points)):
        to = i + 1 + np.nonzero(((xyz[i + 1 :] - xyz[i]) ** 2).sum(axis=1) < most**2)[0]
        a, b = np.repeat(points[i : i + 1], len(to), 0), points[to]
        seen = to[sight.clear_arc(data.fine(), a, b)]
        a, b = a[: len(seen)], points[seen]
        ok = nearest(clear, a, b) >= np.minimum(own[i], own[seen]) - 1
        out.append(np.stack([np.full(ok.sum(), i), seen[ok]], 1))
    return np.concatenate(out)
