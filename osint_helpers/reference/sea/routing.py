"""The shortest way by sea between two points: a line to sail, and what no line can undercut."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from osint_helpers.errors import NoRouteError
from osint_helpers.reference.lanes import split_at_antimeridian
from osint_helpers.reference.provenance import Provenance
from osint_helpers.reference.sea import gates, graph, overview, pull, ranges, sight
from osint_helpers.reference.sea.data import provenance
from osint_helpers.reference.sea.geometry import Floats, geodesic_nm, points_array
from osint_helpers.reference.sea.joints import MAX_SNAP_KM, Joints, joints
from osint_helpers.reference.sea.passages import CLOSED, PASSAGES, Point, checked

_PIECE: Final = 1.0  # degrees between two points: straight on any map, along the great circle
# From this great circle on a way is looked for over the overview, which keeps off the coast.
OVERVIEW_NM: Final = 600.0
_KEPT: Final = 4  # hubs at either end that the ways to the ports are drawn tight against
LABEL: Final = "modelled way by sea, not an observed track"


@dataclass(frozen=True)
class SeaRoute:
    """The shortest way found between two points.

    Attributes
    ----------
    points
        ``(lat, lon)`` from point to point, longitudes within -180 to 180.
    parts
        The same line, cut where it crosses the antimeridian.
    nm
        Its length on WGS 84, with the straight ways from the points to the water: ``at_most``.
    great_circle_nm
        Geodesic between the two points; usually not sailable.
    passages
        Named passages the line uses, in the order of sailing.
    closed
        Passages held closed.
    snap_km
        Distance of the two points from the water they are joined to.
    ends
        The two points as given.
    provenance, label
        What the graph is built from; the words every drawing of the line must carry.
    """

    points: list[Point] = field(hash=False)
    parts: list[list[Point]] = field(hash=False)
    nm: float
    great_circle_nm: float
    passages: tuple[str, ...]
    closed: tuple[str, ...]
    snap_km: tuple[float, float]
    provenance: Provenance
    ends: tuple[Point, Point]
    label: str = LABEL

    @cached_property
    def at_least_nm(self) -> float:
        """No line under the open passages is shorter; measured when first asked for."""
        found = ranges.distances(self.ends[0], [self.ends[1]], closed=self.closed,
                                 within_nm=self.nm + 1).at_least_nm  # fmt: skip
        return round(min(float(found[0]), self.nm), 3)


def route(a: Point, b: Point, *, closed: tuple[str, ...] = CLOSED) -> SeaRoute:
    """Return the shortest way by sea.

    Parameters
    ----------
    a, b
        ``(lat, lon)`` in degrees.
    closed
        Passages held closed, of ``PASSAGES``; the Arctic unless opened.

    Raises
    ------
    NoRouteError
        When a point lies farther than ``MAX_SNAP_KM`` from any water of the graph, or no water
        joins the two under the open passages. Never a length of 0 for two different points.
    ReferenceDataError
        For coordinates that are not on earth, or an unknown passage.
    """
    shut, ends = checked(closed), points_array([a, b])
    where = joints(ends)
    _reachable(ends, where.snap_km)
    line = ends if (ends[0] == ends[1]).all() else _line(ends, shut)
    nm = float(geodesic_nm(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1]).sum())
    if (ends[0] != ends[1]).any():
        nm = max(round(nm, 3), 0.001)  # two different points are never 0 apart
    drawn = np.concatenate([sight.pieces(line[:-1], line[1:], _PIECE)[0], line[-1:]])
    points = [(round(float(lat), 5), round(float(lon), 5)) for lat, lon in drawn]
    return SeaRoute(
        points, split_at_antimeridian(points), nm,
        round(float(geodesic_nm(*ends[0], *ends[1])), 3), gates.used(line), shut,
        (round(float(where.snap_km[0]), 1), round(float(where.snap_km[1]), 1)), provenance(),
        ((float(ends[0, 0]), float(ends[0, 1])), (float(ends[1, 0]), float(ends[1, 1]))),
    )  # fmt: skip


def _reachable(ends: Floats, snap: Floats) -> None:
    for (lat, lon), km in zip(ends, snap, strict=True):
        if km > MAX_SNAP_KM:
            raise NoRouteError(
                f"({lat:g}, {lon:g}) lies more than {MAX_SNAP_KM:.0f} km from any water of the graph",  # noqa: E501
                advice="choose the seaport that serves the place",
            )


def _line(ends: Floats, shut: tuple[str, ...]) -> Floats:
    """Return the pulled line, over the leaves or the overview, or say why there is none."""
    where = joints(ends)
    joined = ranges.joined(where, shut)
    circle = float(geodesic_nm(*ends[0], *ends[1]))
    line = _near(where, joined, shut, 1.5 * circle + 150) if circle < OVERVIEW_NM else None
    if line is None:
        line = _far(where, joined, shut)
    if line is None:
        line = _near(where, joined, shut, np.inf)
    if line is None:
        names = ", ".join(shut) or "none"
        raise NoRouteError(
            f"no water of the graph joins ({ends[0, 0]:g}, {ends[0, 1]:g}) and "
            f"({ends[1, 0]:g}, {ends[1, 1]:g}) with these passages closed: {names}",
            advice="open a passage, or choose a seaport; inland waterways are not in the graph",
        )
    return pull.distinct(np.concatenate([ends[:1], line, ends[1:]]))


def _near(where: Joints, joined: Floats, shut: tuple[str, ...], limit: float) -> Floats | None:
    """Return the way over the leaves drawn tight; None when it is longer than the limit."""
    nm, before = _tree(where, joined, shut, 0, limit)
    total = nm[where.nodes[1]] + joined[1]
    best = int(np.argmin(total))
    if not total[best] <= limit or np.isinf(total[best]):
        return None
    nodes = _back(before, int(where.nodes[1][best]))
    line = np.concatenate([where.water[:1], graph.net().anchor[nodes], where.water[1:]])
    return pull.tight(line, shut)


def _far(where: Joints, joined: Floats, shut: tuple[str, ...]) -> Floats | None:
    """Return the way over the hubs, its first and last part drawn tight; None when there is none."""  # noqa: E501
    hubs = overview.hubs()
    for reach in overview.REACH:
        trees = [_tree(where, joined, shut, i, reach) for i in (0, 1)]
        links = [overview.reached(where.water[i], trees[i][0], shut) for i in (0, 1)]
        if all(len(nodes) for nodes, _, _ in links):
            break
    else:
        return None
    (first, first_nm, _), (last, last_nm, _) = links
    nm, before = overview.tier(shut).from_point(first, first_nm, tree=True)
    total = nm[last] + last_nm
    best = int(np.argmin(total))
    if np.isinf(total[best]):
        return None
    chain = _back(before, int(last[best]))
    heads = [
        _head(where.water[i], hub, trees[i][1], links[i])
        for i, hub in ((0, chain[0]), (1, chain[-1]))
    ]
    half = min(_KEPT, max(len(chain) // 2, 1))
    one = pull.tight(np.concatenate([heads[0], hubs.points[chain[:half]]]), shut, len(heads[0]) + 1)
    two = pull.tight(
        np.concatenate([heads[1], hubs.points[chain[::-1][:half]]]), shut, len(heads[1]) + 1
    )
    return np.concatenate([one, hubs.points[chain[half : len(chain) - half]], two[::-1]])


def _tree(where: Joints, joined: Floats, shut: tuple[str, ...], end: int,
          limit: float) -> tuple[Floats, Any]:  # fmt: skip
    """Return lengths over the leaves from an end, and the nodes before."""
    ok = np.isfinite(joined[end])
    return graph.sailed(shut).from_point(where.nodes[end][ok], joined[end][ok], limit, tree=True)


def _head(water: Floats, hub: int, before: Any, link: Any) -> Floats:  # noqa: ANN401
    """Return the way from the water to a hub, without the hub."""
    nodes, _, straight = link
    if straight[np.searchsorted(nodes, hub)]:
        return water[None]
    way = graph.net().anchor[_back(before, int(overview.hubs().node[hub]))]
    return np.concatenate([water[None], way])


def _back(before: Any, node: int) -> list[int]:  # noqa: ANN401
    """Return the nodes from the start, which is none itself, to one."""
    out = []
    while 0 <= node < len(before) - 1:
        out.append(node)
        node = int(before[node])
    return out[::-1]
