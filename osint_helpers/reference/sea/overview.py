"""The overview for long ways: hubs that ways turn at, joined by great circles off the coast."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, sight
from osint_helpers.reference.sea.data import arrays, fine
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.graph import Ints, Tier
from osint_helpers.reference.sea.passages import PASSAGES

_ROOM: Final = 256  # hubs a start can be joined to
_NEAREST: Final = 24  # hubs looked at along the great circle
REACH: Final = (250.0, 1000.0, np.inf)  # nm over the leaves to the first hubs


class Hubs(NamedTuple):
    """Hubs (n, 2) of ``(lat, lon)``, and the node of the graph next to each."""

    points: Floats
    xyz: Floats
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
    return Hubs(points, earth(*points.T), raw["hub_node"].astype(np.int64),
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


@cache
def _near() -> Any:  # noqa: ANN401  (untyped library)
    from scipy.spatial import cKDTree

    return cKDTree(hubs().xyz)


def reached(point: Floats, node_nm: Floats, closed: tuple[str, ...]) -> tuple[Ints, Floats, Floats]:
    """Return hubs near a point on water, the length to each, and whether it is a straight line.

    ``node_nm`` is the length from the point to every node, inf beyond the reach.
    """
    it = hubs()
    nm = node_nm[it.node] + it.node_nm
    _, near = _near().query(earth(*point[:, None])[0], k=_NEAREST)
    a, b = np.repeat(point[None], _NEAREST, 0), it.points[near]
    seen = near[sight.clear_arc(fine(), a, b) & ~gates.crossed(closed, a, b)]
    straight = np.zeros(len(nm), bool)
    straight[seen] = True
    nm[seen] = short_nm(earth(*point[:, None]), it.xyz[seen])
    found = np.nonzero(np.isfinite(nm))[0]
    return found, nm[found], straight[found]
