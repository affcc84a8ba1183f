"""Lines that share a way are drawn side by side, so that none hides another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

LatLon = tuple[float, float]
Pixel = tuple[float, float]

APART: Final = 6.0  # px between two lines on one way: the widest stroke twice
SHARE: Final = 0.25  # of the shorter line: fewer points in common are a crossing, no common way


def offsets(lines: Sequence[Sequence[LatLon]]) -> list[float]:
    """Return how far each line is drawn beside its way, in pixels to the right of its direction.

    Lines that begin or end at one place, or run there and back, and share at least a quarter of
    the points of the shorter one form a bundle, in the order given; any other stays on its way.
    The shift is of the drawing only, the same at every scale, and grows smaller on the ground as
    the map is enlarged.
    """
    out = [0.0] * len(lines)
    for bundle in _bundles(lines):
        middle = (len(bundle) - 1) / 2
        for place, number in enumerate(bundle):
            sense = _sense(lines[bundle[0]], lines[number])
            out[number] = (place - middle) * APART * sense + 0.0
    return out


def _bundles(lines: Sequence[Sequence[LatLon]]) -> list[list[int]]:
    held: list[list[int]] = []
    for number, line in enumerate(lines):
        joined = [one for one in held if any(_share(lines[other], line) for other in one)]
        rest = [one for one in held if one not in joined]
        held = [*rest, [*(n for one in joined for n in one), number]]
    return [sorted(one) for one in held if len(one) > 1]


def _points(line: Sequence[LatLon]) -> list[LatLon]:
    return [(round(lat, 4), round(lon, 4)) for lat, lon in line]


def _share(one: Sequence[LatLon], other: Sequence[LatLon]) -> bool:
    if not one or not other or not _one_way(_points(one), _points(other)):
        return False
    common = set(_points(one)) & set(_points(other))
    return len(common) >= max(2, SHARE * min(len(one), len(other)))


def _one_way(one: Sequence[LatLon], other: Sequence[LatLon]) -> bool:
    back = (one[0], one[-1]) == (other[-1], other[0])
    return one[0] == other[0] or one[-1] == other[-1] or back


def _sense(first: Sequence[LatLon], line: Sequence[LatLon]) -> int:
    """Return -1 for a line that runs against the first on what they share, else 1."""
    rank = {point: n for n, point in enumerate(_points(first))}
    seen = [rank[point] for point in _points(line) if point in rank]
    return -1 if len(seen) > 1 and seen[-1] < seen[0] else 1


def aside(points: Sequence[Pixel], px: float) -> list[Pixel]:
    """Return a line of pixels moved ``px`` to the right of its direction."""
    if not px:
        return list(points)
    out = []
    for n, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(0, n - 1)], points[min(len(points) - 1, n + 1)]
        dx, dy = bx - ax, by - ay
        far = math.sqrt(dx * dx + dy * dy) or 1.0
        out.append((x - dy / far * px, y + dx / far * px))
    return out
