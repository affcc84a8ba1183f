"""How a point that is no node joins the graph: the nearest water, then the leaves in sight."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from osint_helpers.reference.sea import sight, window
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
    water = nearest_water(points)
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

    A point with no water cell within about 110 km stays where it is.
    """
    cells = fine()
    row, column = cells.cell(points[:, 0], points[:, 1])
    out = points.copy()
    dry = np.nonzero(~cells.at(row, column))[0]
    squeeze = np.maximum(np.cos(np.radians(points[:, 0])), 0.05)
    for ring in _RINGS:
        if not len(dry):
            break
        wide = np.ceil(ring / squeeze[dry].min()).astype(int) if ring <= 6 else ring
        y, x = np.mgrid[-ring : ring + 1, -wide : wide + 1].reshape(2, -1)
        left = []
        for part in np.array_split(dry, len(dry) * len(y) // 2_000_000 + 1):
            r, c = row[part, None] + y, column[part, None] + x
            lat = (r + 0.5) * cells.step - 90
            lon = (c + 0.5) * cells.step - 180
            off = (lat - points[part, 0, None]) ** 2
            aside = (lon - points[part, 1, None] + 180) % 360 - 180
            off = off + (aside * squeeze[part, None]) ** 2
            off = np.where(cells.at(r, c) & (np.abs(lat) < 90), off, np.inf)
            best = off.argmin(axis=1)
            own = np.arange(len(part))
            hit = np.isfinite(off[own, best])
            out[part[hit], 0] = lat[own, best][hit]
            out[part[hit], 1] = (lon[own, best][hit] + 180) % 360 - 180
            left.append(part[~hit])
        dry = np.concatenate(left)
    return out
