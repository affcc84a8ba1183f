"""What a map of scenes shows, also where it crosses the antimeridian, and its coast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from osint_helpers.exhibits.routemap.coast import cut, pack
from osint_helpers.exhibits.routemap.geometry import MAX_LATITUDE, Frame, latitude, mercator

PAD: Final = 0.05
TALL: Final = (0.5, 0.85)  # least and greatest height as a share of the width
LEAST: Final = 1.0  # degrees
WIDE: Final = 30.0  # degrees from which the coarse coast is fine enough
DIGITS: Final = 3


def near(ring: Sequence[Sequence[float]], middle: float) -> list[list[float]]:
    """Return points with their longitudes within 180 degrees of `middle`, whole turns added."""
    lons = [point[0] for point in ring]
    turn = 360 * round((middle - (min(lons) + max(lons)) / 2) / 360)
    return [[round(lon + turn, 4), lat] for lon, lat in ring]


def framed(points: Sequence[Sequence[float]]) -> Frame:
    """Return the frame that holds all points ``[lon, lat]``; longitudes may pass 180 degrees."""
    xs, ys = [lon for lon, _ in points], [mercator(lat) for _, lat in points]
    wide = max(max(xs) - min(xs), LEAST) * (1 + 2 * PAD)
    high = max(max(ys) - min(ys), LEAST * TALL[0]) * (1 + 2 * PAD)
    wide = min(max(wide, high / TALL[1]), 360.0)
    high = max(high, wide * TALL[0])
    x, y, top = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, mercator(MAX_LATITUDE)
    return Frame(
        round(latitude(max(-top, y - high / 2)), 3), round(x - wide / 2, 3),
        round(latitude(min(top, y + high / 2)), 3), round(x + wide / 2, 3),
    )  # fmt: skip


def land_of(frame: Frame) -> dict[str, Any]:
    """Return the coast of a frame, packed, without what is finer than half a pixel."""
    from osint_helpers import reference

    span = frame.east - frame.west
    if span >= 359:
        polygons, turn = reference.land("world").polygons, 0.0
    else:
        west = (frame.west + 180) % 360 - 180
        east = (west + span + 180) % 360 - 180
        scale = "world" if span > WIDE else "region"
        polygons = reference.land(scale, (west, frame.south, east, frame.north)).polygons
        turn = frame.west - west
    moved = [[[[lon + turn, lat] for lon, lat in ring] for ring in rings] for rings in polygons]
    return {"digits": DIGITS, "polygons": cut(moved, frame, DIGITS) if moved else pack([], DIGITS)}
