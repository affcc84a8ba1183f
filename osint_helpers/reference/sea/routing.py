"""The shortest way by sea between two points: a line to sail, and what no line can undercut."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers._card import Carded
from osint_helpers.errors import NoRouteError
from osint_helpers.reference.lanes import split_at_antimeridian
from osint_helpers.reference.provenance import Provenance
from osint_helpers.reference.sea import corridor, gates, graph, pull, ranges, sight
from osint_helpers.reference.sea.data import provenance
from osint_helpers.reference.sea.geometry import Floats, geodesic_nm, points_array
from osint_helpers.reference.sea.graph import Ints
from osint_helpers.reference.sea.joints import MAX_SNAP_KM, joints
from osint_helpers.reference.sea.passages import CLOSED, Point, checked

Bools = NDArray[np.bool_]
_PIECE: Final = 1.0  # degrees between two points: straight on any map, along the great circle
_NEAR_NM: Final = 400.0  # up to this great circle a search around the start is quicker
LABEL: Final = "modelled way by sea, not an observed track"


@dataclass(frozen=True, repr=False)
class SeaRoute(Carded):
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
    """Return the pulled line over the leaves, or say why there is none."""
    where = joints(ends)
    joined = ranges.joined(where, shut)
    ok = np.isfinite(joined[0])
    nodes = _nodes(where.nodes[0][ok], joined[0][ok], where.nodes[1], joined[1],
                   float(geodesic_nm(*ends[0], *ends[1])), shut)  # fmt: skip
    if nodes is None:
        names = ", ".join(shut) or "none"
        raise NoRouteError(
            f"no water of the graph joins ({ends[0, 0]:g}, {ends[0, 1]:g}) and "
            f"({ends[1, 0]:g}, {ends[1, 1]:g}) with these passages closed: {names}",
            advice="open a passage, or choose a seaport; inland waterways are not in the graph",
        )
    line = np.concatenate([where.water[:1], graph.net().anchor[nodes], where.water[1:]])
    line = pull.tight(line, shut)
    return pull.distinct(np.concatenate([ends[:1], line, ends[1:]]))


def _nodes(  # noqa: PLR0917  (one call, right above)
    starts: Ints, out: Floats, ends: Ints, home: Floats, circle: float, shut: tuple[str, ...]
) -> Ints | None:
    """Return the nodes of the shortest way, in order; ``None`` where no water leads.

    ``out`` and ``home`` are the lengths from the start to its nodes and from those of the end.
    """
    # most short ways are little longer than the great circle: look near first
    limit = 1.5 * circle + 150
    if circle < _NEAR_NM:
        nm, before = graph.sailed(shut).from_point(starts, out, limit, tree=True)
        total = nm[ends] + home
        best = int(np.argmin(total))
        if total[best] <= limit:
            return np.array(_back(before, int(ends[best])))
    kept = np.isfinite(home)
    among = corridor.nodes(shut, starts, ends[kept])
    if not len(among):
        return None
    own, there = _within(starts, among), _within(ends, among) & kept
    nm, before = graph.sailed(shut).among(among, starts[own], out[own])
    at = np.searchsorted(among, ends[there])
    best = int(np.argmin(nm[at] + home[there]))
    return among[_back(before, int(at[best]))]


def _within(some: Ints, nodes: Ints) -> Bools:
    """Say which numbers are among sorted nodes (``numpy.isin`` would sort both)."""
    at = np.minimum(np.searchsorted(nodes, some), len(nodes) - 1)
    return np.asarray(nodes[at] == some)


def _back(before: Any, node: int) -> list[int]:  # noqa: ANN401
    """Return the nodes from the start, which is none itself, to one."""
    out = []
    while 0 <= node < len(before) - 1:
        out.append(node)
        node = int(before[node])
    return out[::-1]
