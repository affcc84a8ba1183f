"""The graph under a set of closed passages: two weights for the same edges.

``sailed`` weighs an edge that a ship can sail along a straight line between the water points of
two leaves. ``floor`` weighs every pair of leaves that touch water, from middle to middle, divided
by what the directions of the grid can cost at worst: no line through the leaves is shorter.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, nearest, sight
from osint_helpers.reference.sea.data import arrays, fine, manifest
from osint_helpers.reference.sea.geometry import Floats, bent_nm, earth, short_nm
from osint_helpers.reference.sea.passages import PASSAGES, Point
from osint_helpers.reference.sea.tiers import Tier

Ints = NDArray[np.int64]
_ENDS: Final = 12  # leaves looked at from either end of a fairway
_LONGEST: Final = 15.0  # degrees of latitude no edge spans: three of the largest leaves, and more


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
    stretch = np.ones(len(anchor))
    stretch[: len(row)] = _stretch(width / height * np.cos(np.radians(middle[: len(row), 0])))
    sailed, low = (np.full(len(b), np.inf) for _ in range(2))
    kept = np.flatnonzero(raw["kinds"] & 1)
    sailed[kept] = _lengths(anchor, a[kept], b[kept])
    kept = np.flatnonzero(raw["kinds"] & 2)
    low[kept] = _lengths(middle, a[kept], b[kept]) / np.maximum(stretch[a[kept]], stretch[b[kept]])
    plain = Net(middle, anchor, wet, len(row), stretch, a, b, sailed, low,
                np.full(len(b), -1, np.int16))  # fmt: skip
    return _with_fairways(plain)


def _lengths(spots: Floats, a: Ints, b: Ints) -> Floats:
    """Return the lengths of edges as :func:`short_nm`, coordinate by coordinate: half the time."""
    x, y, z = earth(*spots.T).T.copy()
    square = (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2 + (z[a] - z[b]) ** 2
    return bent_nm(np.sqrt(square))


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
    near = nearest.Nodes(plain.middle[: plain.leaves]), nearest.Nodes(plain.anchor, plain.wet)
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
            edges.extend(_joints(plain, near, start + i, passage.line[i]))
    a, b, sailed, floor, fairway = (np.array(column) for column in zip(*sorted(edges), strict=True))
    extra, total = np.array(points), first + len(points)
    at = np.searchsorted(plain.a * total + plain.b, a * total + b)  # edges stay sorted
    return Net(
        np.concatenate([plain.middle, extra]), np.concatenate([plain.anchor, extra]),
        np.concatenate([plain.wet, np.ones(len(extra), bool)]),
        plain.leaves,
        np.concatenate([plain.stretch, np.ones(len(extra))]),
        np.insert(plain.a, at, a), np.insert(plain.b, at, b),
        np.insert(plain.sailed, at, sailed), np.insert(plain.floor, at, floor),
        np.insert(plain.fairway, at, fairway.astype(np.int16)),
    )  # fmt: skip


def _joints(
    plain: Net, nodes: tuple[nearest.Nodes, nearest.Nodes], node: int, at: Point
) -> list[tuple[int, int, float, float, int]]:
    """Join the end of a fairway to the leaves around it."""
    xyz = earth(*np.array([at]).T)
    out = []
    leaves, metres = (found[0] for found in nodes[0].around(xyz, _ENDS))
    for m, leaf in zip(metres, leaves, strict=True):
        out.append((int(leaf), node, np.inf, float(m / 1852 / plain.stretch[leaf]), -1))
    leaves, metres = (found[0] for found in nodes[1].around(xyz, _ENDS))
    seen = sight.clear(fine(), np.repeat(np.array([at]), _ENDS, 0), plain.anchor[leaves])
    out.extend((int(leaf), node, float(m / 1852), np.inf, -1)
               for m, leaf, ok in zip(metres, leaves, seen, strict=True) if ok)  # fmt: skip
    return out


@cache
def near() -> tuple[nearest.Nodes, nearest.Nodes]:
    """Return the wet anchors, and the middles of leaves: the floor knows no bends."""
    it = net()
    return nearest.Nodes(it.anchor, it.wet), nearest.Nodes(it.middle[: it.leaves])


@cache
def crossing(name: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which edges cross a passage: of the sailed line, and of the floor."""
    it = net()
    own = it.fairway == list(PASSAGES).index(name)
    sailed, low = (_across(gates.reach(name), at, partial(gates.crosses, name))
                   for at in (it.anchor, it.middle))  # fmt: skip
    return own | sailed, own | low


def _across(
    area: tuple[float, float], at: Floats, test: Callable[[Floats, Floats], NDArray[np.bool_]]
) -> NDArray[np.bool_]:
    """Ask ``test`` for the edges that start within some latitudes; no other edge crosses."""
    it = net()
    inside = (at[:, 0] >= area[0] - _LONGEST) & (at[:, 0] <= area[1] + _LONGEST)
    edges, out = np.flatnonzero(inside[it.a]), np.zeros(len(it.a), bool)
    out[edges] = test(at[it.a[edges]], at[it.b[edges]])
    return out


def tier(weight: Floats, *, floor: bool, closed: tuple[str, ...]) -> Tier:
    """Return the edges that have a weight and cross no closed passage."""
    it = net()
    keep = np.isfinite(weight)
    for name in closed:
        keep &= ~crossing(name)[int(floor)]
    if floor:
        for bar in gates.BARS.values():
            lats = [lat for lat, _ in bar]
            keep &= ~_across((min(lats), max(lats)), it.middle, partial(gates.over, bar))
    return Tier(len(it.middle), it.a[keep], it.b[keep], weight[keep])


@cache
def sailed(closed: tuple[str, ...]) -> Tier:
    """Return the tier of lines a ship can sail."""
    return tier(net().sailed, floor=False, closed=closed)


@cache
def lowest(closed: tuple[str, ...]) -> Tier:
    """Return the tier no line can undercut."""
    return tier(net().floor, floor=True, closed=closed)
