"""How a point that is no node joins the graph: the nearest water, then the leaves in sight."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from osint_helpers.reference.sea import known, sight, window
from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.graph import Ints, near, net

NEAREST: Final = 8
# Quays lie off the generalised coast and rivers are land on it. Up to here the straight line to
# the nearest water is added to ``at_most``; beyond it there is no line.
MAX_SNAP_KM: Final = 100.0
# Beyond this the mouth of the river may be far from the nearest water: the floor is the great circle.  # noqa: E501
INLAND_KM: Final = 25.0
_RINGS: Final = (2, 6, 16, 40)  # fine cells: the last is 111 km north-south


class Joints(NamedTuple):
    """Points joined to both tiers, arrays (n, k); ``nm`` is inf where a node is out of sight.

    ``water`` is where the point meets the water, ``snap_km`` how far that is.
    """

    water: Floats
    snap_km: Floats
    nodes: Ints
    nm: Floats
    low_nodes: Ints
    low_nm: Floats


def joints(points: Floats) -> Joints:
    """Join points (n, 2); the answer for one array is kept, as both ends of a gap ask the same."""
    return _joints(points.tobytes(), len(points))


@lru_cache(maxsize=64)
def _joints(raw: bytes, n: int) -> Joints:
    points = np.frombuffer(raw, np.float64).reshape(n, 2)
    row = known.rows(points)
    new = np.flatnonzero(row < 0)
    if len(new) == n:
        return computed(points)
    found = known.joined(row[row >= 0])
    if not len(new):
        return Joints(*found)
    out = []
    for old, made in zip(found, computed(points[new]), strict=True):
        both = np.empty((n, *old.shape[1:]), old.dtype)
        both[row >= 0], both[new] = old, made
        out.append(both)
    return Joints(*out)


def computed(points: Floats) -> Joints:
    """Join points to what is nearest and in sight."""
    n, water = len(points), nearest_water(points)
    found, (anchors, middles) = net(), near()
    nodes, _ = anchors.around(earth(*water.T), NEAREST)
    flat = np.repeat(water, NEAREST, 0), found.anchor[nodes.ravel()]
    seen = sight.clear(fine(), *flat).reshape(n, NEAREST)
    nm = np.where(seen, short_nm(earth(*flat[0].T), earth(*flat[1].T)).reshape(n, NEAREST), np.inf)
    for i in np.nonzero(~seen.any(axis=1))[0]:
        _, far = window.to_anchors(water[i], nodes[i])
        if np.isfinite(far).any():
            nm[i] = far
        else:  # no water joins the place to a leaf: straight over land, counted as distance to water  # noqa: E501
            water[i] = found.anchor[nodes[i, 0]]
            nm[i] = np.where(np.arange(NEAREST) == 0, 0.0, np.inf)
    low_nodes, metres = middles.around(earth(*points.T), NEAREST)
    low_nm = metres / 1852 / found.stretch[low_nodes]
    snap = short_nm(earth(*points.T), earth(*water.T)) * 1.852
    return Joints(water, snap, nodes, nm, low_nodes, low_nm)


def nearest_water(points: Floats) -> Floats:
    """Return the points that lie on water as they are, others moved to the nearest water cell.

    Each point for itself: the answer does not depend on what else is asked. A point with no
    water cell within about 110 km stays where it is.
    """
    cells = fine()
    row, column = cells.cell(points[:, 0], points[:, 1])
    out = points.copy()
    dry = np.nonzero(~cells.at(row, column))[0]
    squeeze = np.maximum(np.cos(np.radians(points[:, 0])), 0.05)
    for ring in _RINGS:
        wide = np.ceil(ring / squeeze[dry]).astype(int)
        # beyond the ring a nearer cell may lie outside the box looked at
        most = ring * cells.step
        left = []
        for width in np.unique(wide):
            some = dry[wide == width]
            y, x = np.mgrid[-ring : ring + 1, -width : width + 1].reshape(2, -1)
            for part in np.array_split(some, len(some) * len(y) // 2_000_000 + 1):
                spots, off = _boxes(points[part], row[part, None] + y, column[part, None] + x)
                best, own = off.argmin(axis=1), np.arange(len(part))
                hit = off[own, best] <= most**2
                out[part[hit]] = spots[own, best][hit]
                left.append(part[~hit])
        dry = np.sort(np.concatenate([np.zeros(0, np.int64), *left]))
    return out


def _boxes(points: Floats, row: Ints, column: Ints) -> tuple[Floats, Floats]:
    """Return the middles of cells and their squared distance from points, inf for land."""
    cells = fine()
    lat = (row + 0.5) * cells.step - 90
    lon = (column + 0.5) * cells.step - 180
    aside = (lon - points[:, 1, None] + 180) % 360 - 180
    squeeze = np.maximum(np.cos(np.radians(points[:, 0, None])), 0.05)
    off = (lat - points[:, 0, None]) ** 2 + (aside * squeeze) ** 2
    off = np.where(cells.at(row, column) & (np.abs(lat) < 90), off, np.inf)
    return np.stack([lat, (lon + 180) % 360 - 180], axis=-1), off
