"""Distances from one point to many, each an interval."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.provenance import Provenance
from osint_helpers.reference.sea import discs, gates, graph, sight
from osint_helpers.reference.sea.data import arrays, fine, manifest, provenance
from osint_helpers.reference.sea.geometry import Floats, geodesic_nm, points_array
from osint_helpers.reference.sea.joints import INLAND_KM, MAX_SNAP_KM, Joints, joints
from osint_helpers.reference.sea.passages import CLOSED, PASSAGES, checked

# What the floor gives away at each end: half the diagonal of the least leaf at the equator.
END_SLACK_NM: Final = 4.3
# In a large leaf the way over its middle is a detour: a quarter of its height (measured).
# Where leaves of different size meet, a way over their middles is up to 2.2 % too long (measured
# against the raster of the tests, beyond what the directions cost): 3 % are taken off.
MIXED: Final = 1.03
LEAF_SLACK: Final = 0.25
_SIGHT_NM: Final = 400.0  # nearer points are first looked for along the great circle


@dataclass(frozen=True, repr=False)
class Distances(Carded):
    """Intervals from one point to many.

    Attributes
    ----------
    at_least_nm, at_most_nm
        Arrays (n,): no line under the open passages is shorter; a line of this length can be
        sailed on this coast. inf where no water leads, or beyond ``within_nm``.
    snap_km
        Array (n,): straight distance of each point from the water it is joined to.
    origin_snap_km
        The same of the origin.
    closed
        Passages held closed.
    provenance
        What the graph is built from.
    """

    at_least_nm: Floats = field(hash=False)
    at_most_nm: Floats = field(hash=False)
    snap_km: Floats = field(hash=False)
    origin_snap_km: float
    closed: tuple[str, ...]
    provenance: Provenance


def distances(
    origin: tuple[float, float],
    points: Any,  # noqa: ANN401  (anything array-like)
    *,
    closed: tuple[str, ...] = CLOSED,
    within_nm: float | None = None,
    radius_nm: float = 0.0,
) -> Distances:
    """Return how far points are by sea from one origin, as intervals.

    Parameters
    ----------
    origin
        ``(lat, lon)`` in degrees, known to ``radius_nm``: the interval holds for every place on
        the water within that radius, also behind land. Where no way to each of them is found
        around the disc ``at_most_nm`` is inf: no line is known from every place.
    points
        Rows of ``(lat, lon)``.
    closed
        Passages held closed, of ``PASSAGES``.
    within_nm
        Distances beyond are inf; a smaller bound is faster.

    Raises
    ------
    ReferenceDataError
        For coordinates that are not on earth, an unknown passage, or a bound or radius below 0.
    """
    shut, start, ends = checked(closed), points_array([origin]), points_array(points)
    bound = np.inf if within_nm is None else float(within_nm)
    if not (bound >= 0 and 0 <= radius_nm < np.inf):
        raise ReferenceDataError(
            f"within {within_nm} nm and radius {radius_nm} nm", advice="give numbers from 0 on"
        )
    here, there = joints(start), joints(ends)
    circle = geodesic_nm(start[0, 0], start[0, 1], ends[:, 0], ends[:, 1])
    least = _least(here, there, circle, shut, bound + radius_nm) - radius_nm
    most, spread = _most(here, there, circle, shut, bound), radius_nm
    round_it = discs.disc(
        (float(start[0, 0]), float(start[0, 1])),
        (float(here.water[0, 0]), float(here.water[0, 1])), float(radius_nm), shut,
    )  # fmt: skip
    if round_it is not None:
        least, spread = np.minimum(least, _floor(round_it, there, shut, bound)), round_it.spread_nm
    least, most = np.maximum(least, circle - radius_nm), most + spread
    least = np.clip(np.minimum(least, most), 0.0, None)
    same = (ends == start).all(axis=1)
    least[same], most[same] = 0.0, spread
    far = least > bound
    return Distances(
        np.where(far, np.inf, least), np.where(most > bound, np.inf, most),
        np.round(there.snap_km, 3), round(float(here.snap_km[0]), 3), shut, provenance(),
    )  # fmt: skip


def _least(here: Joints, there: Joints, circle: Floats, shut: tuple[str, ...],
           bound: float) -> Floats:  # fmt: skip
    """Return the floor; the great circle where a point lies inland: a river may lead there."""
    if here.snap_km[0] > INLAND_KM:
        return circle
    reach = MIXED * (bound + 2 * END_SLACK_NM + 2 * LEAF_SLACK * 192 + 1)
    nm, _ = graph.lowest(shut).from_point(here.low_nodes[0], here.low_nm[0], reach)
    slack = 2 * END_SLACK_NM + LEAF_SLACK * (_leaf_nm(here)[0] + _leaf_nm(there))
    found = (nm[there.low_nodes] + there.low_nm).min(axis=1) / MIXED - slack
    return np.where(there.snap_km > INLAND_KM, circle, found)


def _floor(start: discs.Disc, there: Joints, shut: tuple[str, ...], bound: float) -> Floats:
    """Return the floor from anywhere in a disc: from the nearest of the leaves it touches."""
    # One search from all leaves: a larger leaf gives away more, so it starts earlier.
    height = np.concatenate([np.full(len(leaves), one) for one, leaves in start.leaves])
    leaves = np.concatenate([leaves for _, leaves in start.leaves])
    most = float(height.max())
    reach = MIXED * (bound + 2 * END_SLACK_NM + 2 * LEAF_SLACK * 192 + 1)
    late = MIXED * LEAF_SLACK * (most - height)
    nm, _ = graph.lowest(shut).from_point(leaves, late, reach + float(late.max()))
    slack = 2 * END_SLACK_NM + LEAF_SLACK * (most + _leaf_nm(there))
    return np.asarray((nm[there.low_nodes] + there.low_nm).min(axis=1) / MIXED - slack)


def _most(here: Joints, there: Joints, circle: Floats, shut: tuple[str, ...],
          bound: float) -> Floats:  # fmt: skip
    """Return the length of a line that can be sailed, with the way to the water at both ends."""
    if here.snap_km[0] > MAX_SNAP_KM:
        return np.full(len(circle), np.inf)
    ok = np.isfinite(joined(here, shut)[0])
    nm, _ = graph.sailed(shut).from_point(here.nodes[0][ok], here.nm[0][ok], bound)
    found = (nm[there.nodes] + joined(there, shut)).min(axis=1)
    near = np.nonzero((circle < min(_SIGHT_NM, bound)) & (circle > 0))[0]
    if len(near):
        a, b = np.repeat(here.water, len(near), 0), there.water[near]
        seen = sight.clear_arc(fine(), a, b) & ~gates.crossed(shut, a, b)
        direct = geodesic_nm(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
        found[near] = np.where(seen, np.minimum(found[near], direct), found[near])
    found = found + (here.snap_km[0] + there.snap_km) / 1.852
    return np.where(there.snap_km > MAX_SNAP_KM, np.inf, found)


def _leaf_nm(points: Joints) -> Floats:
    """Return the height in nm of the largest leaf next to each point."""
    height = arrays("graph.xz")["leaves"][2].astype(np.float64)
    base = float(manifest()["grid"]["base_degrees"])
    return np.asarray(height[points.low_nodes].max(axis=1) * base * 60)


def joined(points: Joints, shut: tuple[str, ...]) -> Floats:
    """Return the lengths to the nodes, inf where a closed passage lies between."""
    k = points.nodes.shape[1]
    a, b = np.repeat(points.water, k, 0), graph.net().anchor[points.nodes.ravel()]
    out = points.nm.copy()
    for name in shut:
        gate: Floats = np.array(PASSAGES[name].gate)
        low, high = gate.min(axis=0) - 2, gate.max(axis=0) + 2
        near = np.nonzero(((points.water >= low) & (points.water <= high)).all(axis=1).repeat(k))[0]
        out.ravel()[near[gates.crosses(name, a[near], b[near])]] = np.inf
    return out
