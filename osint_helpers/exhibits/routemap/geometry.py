"""Web Mercator frames, thinning and clipping."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

LatLon = tuple[float, float]
Pixel = tuple[float, float]

MAX_LATITUDE: Final = 85.0  # Web Mercator ends at 85.05 degrees
EARTH_KM: Final = 6378.137  # radius of the Web Mercator sphere


def mercator(lat: float) -> float:
    """Return the Web Mercator ordinate of a latitude, in degrees of longitude at the equator."""
    clamped = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(clamped) / 2)))


def latitude(ordinate: float) -> float:
    """Return the latitude of a Web Mercator ordinate; inverse of :func:`mercator`."""
    return math.degrees(2 * math.atan(math.exp(math.radians(ordinate))) - math.pi / 2)


@dataclass(frozen=True)
class Frame:
    """What a picture shows: bounds in degrees and a width in pixels. Web Mercator.

    A frame over 180 degrees has an east above 180; see :mod:`.turning`.
    """

    south: float
    west: float
    north: float
    east: float
    width: int = 900

    @property
    def scale(self) -> float:
        """Pixels a degree of longitude."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> int:
        """Height in whole pixels."""
        return round((mercator(self.north) - mercator(self.south)) * self.scale)

    @property
    def bounds(self) -> list[float]:
        """``[south, west, north, east]``."""
        return [self.south, self.west, self.north, self.east]

    def xy(self, lat: float, lon: float) -> Pixel:
        """Return the pixel of a point, origin at the upper left."""
        return (
            (lon - self.west) * self.scale,
            (mercator(self.north) - mercator(lat)) * self.scale,
        )

    def near(self, lon: float) -> float:
        """Return a longitude of -180 to 180 as the frame counts it."""
        return lon + 360.0 if lon < self.west and lon + 360.0 <= self.east else lon

    def km(self, pixels: float, lat: float) -> float:
        """Return the length on the ground of a horizontal stretch of pixels at a latitude."""
        return math.radians(pixels / self.scale) * EARTH_KM * math.cos(math.radians(lat))

    def grown(self, across: float, up: float) -> Frame:
        """Return a frame grown on each side by a share of its width and of its height."""
        low, high = mercator(self.south), mercator(self.north)
        dx, dy = (self.east - self.west) * across, (high - low) * up
        west, east = max(-180.0, self.west - dx), min(180.0, self.east + dx)
        if self.east > 180.0:
            dx = min(dx, (360.0 - self.east + self.west) / 2)
            west, east = self.west - dx, self.east + dx
        return Frame(
            round(max(-MAX_LATITUDE, latitude(low - dy)), 2),
            round(west, 2),
            round(min(MAX_LATITUDE, latitude(high + dy)), 2),
            round(east, 2),
            self.width,
        )


def frame_around(
    points: Iterable[LatLon], *, pad: float, tall: tuple[float, float], least: float = 3.0
) -> Frame:
    """Return the frame that holds all points.

    Parameters
    ----------
    points
        ``(lat, lon)`` in degrees; at least one. Longitudes above 180 give a frame that goes on
        beyond 180 degrees.
    pad
        Share of the span added on each side.
    tall
        Smallest and largest height as a share of the width; the shorter side grows.
    least
        Smallest span in degrees.
    """
    listed = list(points)
    ys = [mercator(lat) for lat, _ in listed]
    xs = [lon for _, lon in listed]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    w = max(max(xs) - min(xs), least) * (1 + 2 * pad)
    h = max(max(ys) - min(ys), least * tall[0]) * (1 + 2 * pad)
    w = max(w, h / tall[1])
    h = max(h, w * tall[0])
    w = min(w, 360.0)
    beyond = max(xs) > 180.0
    west = cx - w / 2 if beyond else max(-180.0, min(cx - w / 2, 180.0 - w))
    top = mercator(MAX_LATITUDE)
    return Frame(
        round(latitude(max(-top, cy - h / 2)), 2),
        round(west, 2),
        round(latitude(min(top, cy + h / 2)), 2),
        round(west + w, 2),
    )


def thin(path: Sequence[LatLon], tolerance: float) -> list[list[float]]:
    """Return a path without the points the view cannot show (Douglas-Peucker), rounded.

    Parameters
    ----------
    path
        ``(lat, lon)`` in degrees.
    tolerance
        Largest departure from the path in degrees.
    """
    from shapely import LineString

    line = LineString([(lon, lat) for lat, lon in path]).simplify(tolerance)
    return [[round(lat, 3), round(lon, 3)] for lon, lat in line.coords]


def clip_line(points: Sequence[Pixel], width: float, height: float) -> list[list[Pixel]]:
    """Return the parts of a line inside the picture."""
    from shapely import LineString, box

    if len(points) < 2:
        return []
    cut = LineString(points).intersection(box(0, 0, width, height))
    return [list(g.coords) for g in parts_of(cut) if g.geom_type == "LineString"]


def clip_area(
    rings: Sequence[Sequence[Pixel]], width: float, height: float
) -> list[list[list[Pixel]]]:
    """Return what the picture shows of a polygon, as polygons (an outer ring, then its holes)."""
    from shapely import Polygon, box, make_valid

    poly = Polygon(rings[0], rings[1:])
    cut = (poly if poly.is_valid else make_valid(poly)).intersection(box(0, 0, width, height))
    return [
        [list(ring.coords) for ring in (part.exterior, *part.interiors)]
        for part in parts_of(cut)
        if part.geom_type == "Polygon"
    ]


def parts_of(shape: Any) -> list[Any]:  # noqa: ANN401  (shapely has no types)
    """Return the single shapes of one that may be a collection, also of collections."""
    if shape.is_empty:
        return []
    parts = []
    for piece in getattr(shape, "geoms", [shape]):
        parts += parts_of(piece) if hasattr(piece, "geoms") else [piece]
    return parts
