"""The overview for long ways: hubs that ways turn at, joined by great circles off the coast."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, sight
from osint_helpers.reference.sea.data import arrays, fine
from osint_helpers.reference.sea.geometry import Floats, geodesic_nm
from osint_helpers.reference.sea.graph import Ints, Tier
from osint_helpers.reference.sea.passages import PASSAGES

_ROOM: Final = 256  # hubs a start can be joined to
_NEAREST: Final = 32  # hubs looked at along the great circle,
_SECTORS: Final = 36  # and so many directions,
_EACH: Final = 8  # with so many hubs in each
_FAR: Final = 3500 / 3440  # radians: as far as hubs are joined among themselves
REACH: Final = (250.0, 1000.0, np.inf)  # nm over the leaves to the first hubs


class Hubs(NamedTuple):
    """Hubs (n, 2) of ``(lat, lon)``, and the node of the graph next to each."""

    points: Floats
    unit: Floats
    node: Ints
    node_nm: Floats
    pairs: Ints
    nm: Floats
    crossed: NDArray[np.uint32]


@cache
def hubs() -> Hubs:
    """Return the hubs and their pairs with every passage open."""
    raw = arrays("hubs.xz")
    points = raw["hubs"].T / 10_000
    return Hubs(points, sight._unit(points), raw["hub_node"].astype(np.int64),
                raw["hub_node_nm"].astype(np.float64), raw["hub_pairs"].astype(np.int64),
                raw["hub_nm"].astype(np.float64), raw["hub_crossed"])  # fmt: skip


@cache
def tier(closed: tuple[str, ...]) -> Tier:
    """Return the overview under a set of closed passages."""
    it, mask = hubs(), 0
    for bit, name in enumerate(PASSAGES):
        mask |= (name in closed) << bit
    keep = (it.crossed & np.uint32(mask)) == 0
    a, b = it.pairs[:, keep]
    return Tier(len(it.points), a, b, it.nm[keep], room=_ROOM)


def _candidates(point: Floats) -> Ints:
    """Return the nearest hubs, and the nearest in every direction."""
    u = sight._unit(point[None])[0]
    xyz = hubs().unit
    along = xyz @ u
    lon, lat = np.radians(point[1]), np.radians(point[0])
    east = xyz[:, 1] * np.cos(lon) - xyz[:, 0] * np.sin(lon)
    north = xyz[:, 2] * np.cos(lat) - (xyz[:, 0] * np.cos(lon) + xyz[:, 1] * np.sin(lon)) * np.sin(
        lat
    )
    order = np.argsort(-along, kind="stable")
    order = order[: int(np.searchsorted(-along[order], -np.cos(_FAR)))]
    if not len(order):
        return order
    sector = ((np.arctan2(east[order], north[order]) / (2 * np.pi) % 1) * _SECTORS).astype(int)
    by = np.argsort(sector, kind="stable")
    starts = np.searchsorted(sector[by], np.arange(_SECTORS + 1))
    rank = np.arange(len(by)) - starts[sector[by]]
    return np.asarray(np.unique(np.concatenate([order[:_NEAREST], order[by[rank < _EACH]]])))


def reached(point: Floats, node_nm: Floats, closed: tuple[str, ...]) -> tuple[Ints, Floats, Floats]:
    """Return hubs near a point on water, the length to each, and whether it is a straight line.

    ``node_nm`` is the length from the point to every node, inf beyond the reach.
    """
    it = hubs()
    nm = node_nm[it.node] + it.node_nm
    near = _candidates(point)
    a, b = np.repeat(point[None], len(near), 0), it.points[near]
    seen = near[sight.clear_arc(fine(), a, b) & ~gates.crossed(closed, a, b)]
    straight = np.zeros(len(nm), bool)
    straight[seen] = True
    nm[seen] = geodesic_nm(point[0], point[1], it.points[seen, 0], it.points[seen, 1])
    found = np.nonzero(np.isfinite(nm))[0]
    return found, nm[found], straight[found]
