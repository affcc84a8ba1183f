"""Footprints: GeoJSON as it came, made into shapes that hold also at the antimeridian."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from osint_helpers.errors import SchemaChanged

Ring = list[tuple[float, float]]
_KINDS: Final = {"Polygon": 1, "MultiPolygon": 2}


def rings(geometry: object, *, where: str) -> list[list[Ring]]:
    """Return the polygons of a GeoJSON geometry as rings of ``(lon, lat)``, checked.

    Raises
    ------
    SchemaChanged
        When it is neither Polygon nor MultiPolygon, or a point is not on earth.
    """
    if not isinstance(geometry, Mapping) or geometry.get("type") not in _KINDS:
        kind = geometry.get("type") if isinstance(geometry, Mapping) else type(geometry).__name__
        raise _bad(f"is {kind!r:.40} in {where}, not Polygon or MultiPolygon")
    found = geometry.get("coordinates")
    polygons = [found] if geometry["type"] == "Polygon" else found
    if not isinstance(polygons, list) or not polygons:
        raise _bad(f"has no coordinates in {where}")
    return [[_ring(ring, where) for ring in _listed(polygon, where)] for polygon in polygons]


def _listed(polygon: object, where: str) -> list[object]:
    if not isinstance(polygon, list) or not polygon:
        raise _bad(f"has a polygon without rings in {where}")
    return polygon


def _ring(ring: object, where: str) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise _bad(f"has a ring of fewer than four points in {where}")
    return [_point(point, where) for point in ring]


def _point(point: object, where: str) -> tuple[float, float]:
    numbers = point[:2] if isinstance(point, list) else []
    plain = [one for one in numbers if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(plain) != 2 or not _on_earth(plain[0], plain[1]):
        raise _bad(f"has a point {point!r:.60} in {where}, which is not on earth")
    return float(plain[0]), float(plain[1])


def _on_earth(lon: float, lat: float) -> bool:
    # Some servers write longitudes on beyond 180 degrees where a footprint crosses it.
    return abs(lat) <= 90 and abs(lon) <= 360


def _bad(what: str) -> SchemaChanged:
    return SchemaChanged(
        what, column="geometry", advice="the capture keeps it as it came: report it"
    )


def shape_of(geometry: object, *, where: str = "a footprint") -> Any:  # noqa: ANN401
    """Return a footprint as a shapely geometry within -180 to 180 degrees.

    A ring that jumps by more than 180 degrees crosses the antimeridian; it is cut there, as
    RFC 7946 (3.1.9) asks of those who write GeoJSON.

    Returns
    -------
    shapely geometry or None
        None for no geometry, and for a ring around a pole, of which degrees say no inside.
    """
    if geometry is None:
        return None
    import shapely

    parts = []
    for outer, *holes in rings(geometry, where=where):
        unrolled = _unrolled(outer)
        if unrolled is None:
            return None
        middle = sum(x for x, _ in unrolled) / len(unrolled)
        inner = [_beside(ring, middle) for hole in holes if (ring := _unrolled(hole)) is not None]
        parts.append(shapely.make_valid(shapely.Polygon(unrolled, inner)))
    return _within(shapely.union_all(parts))


def _unrolled(ring: Ring) -> Ring | None:
    """Return a ring without jumps in longitude; None when it runs around a pole.

    A step of 360 degrees is first read as a jump (180 to -180 on the antimeridian); where nothing
    is left of the ring then, it is the edge of a picture of the whole earth.
    """
    for whole in (False, True):
        out = [ring[0]]
        for (before, _), (lon, lat) in pairwise(ring):
            step = lon - before
            kept = abs(step) == 180 or (whole and abs(step) == 360)
            out.append((out[-1][0] + step + (0 if kept else _jump(step)), lat))
        closed = abs(out[-1][0] - out[0][0]) < 180
        if not closed:
            return None
        if len({lon for lon, _ in out}) > 1:
            return out
    return None


def _jump(step: float) -> float:
    return -360 * math.floor((step + 180) / 360)


def _beside(ring: Ring, middle: float) -> Ring:
    shift = 360 * round((middle - ring[0][0]) / 360)
    return [(lon + shift, lat) for lon, lat in ring]


def _within(shape: Any) -> Any:  # noqa: ANN401
    import shapely

    west, _, east, _ = shape.bounds
    parts = []
    for turn in range(math.floor((west + 180) / 360), math.ceil((east - 180) / 360) + 1):
        cut = shape.intersection(shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90))
        if not cut.is_empty:
            parts.append(shapely.transform(cut, lambda xy, by=(-360 * turn, 0): xy + by))
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def covers(geometry: object, point: Sequence[float]) -> bool | None:
    """Say whether a footprint contains a point (its edge counts); None where that is not known.

    Parameters
    ----------
    geometry
        GeoJSON; edges are straight in degrees (RFC 7946, 3.1.1).
    point
        ``(lat, lon)``.
    """
    shape = shape_of(geometry)
    if shape is None:
        return None
    import shapely

    lat, lon = point
    turns = (lon, -lon) if abs(lon) == 180 else (lon,)
    return any(bool(shape.covers(shapely.Point(one, lat))) for one in turns)


def meets(geometry: object, boxes: Sequence[Sequence[float]]) -> bool | None:
    """Say whether a footprint shares area or edge with one of the boxes; None: not known."""
    shape = shape_of(geometry)
    if shape is None:
        return None
    import shapely

    return any(bool(shape.intersects(shapely.box(*box))) for box in boxes)
