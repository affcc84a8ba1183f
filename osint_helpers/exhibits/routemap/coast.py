"""Land for one map: the shared world layer, or regional coast cut to the view. Packed integers.

A ring is packed as whole numbers: the first point, then the steps, each in units of
``10 ** -digits`` degrees, longitude before latitude, written in digits of 5 bits as one text. It
is a seventh of the size of plain JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from osint_helpers.exhibits.routemap.geometry import Frame, clip_area, parts_of

Ring = Sequence[Sequence[float]]
WORLD_DIGITS: Final = 2
LEAST: Final = 8  # numbers of a ring: four points
SIGNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # digits 0 to 63
NEARLY_ALL: Final = 359.0  # degrees from west to east, from which a map needs all land
SEAM: Final = 1e-6  # degrees


def pack(polygons: Iterable[Sequence[Ring]], digits: int) -> list[list[str]]:
    """Return polygons (lists of rings of ``[lon, lat]``) as packed rings."""
    unit = 10**digits
    out = []
    for rings in polygons:
        packed = []
        for ring in rings:
            flat: list[int] = []
            x = y = 0
            for lon, lat in ring:
                nx, ny = round(lon * unit), round(lat * unit)
                if flat and (nx, ny) == (x, y):
                    continue
                flat += [nx - x, ny - y]
                x, y = nx, ny
            if len(flat) >= LEAST:
                packed.append("".join(map(_written, flat)))
        if packed:
            out.append(packed)
    return out


def _written(number: int) -> str:
    """Return a whole number in digits of 5 bits, the lowest first; all but the last have bit 6."""
    left = number * 2 if number >= 0 else -number * 2 - 1
    out = ""
    while left >= 32:
        out += SIGNS[32 + left % 32]
        left //= 32
    return out + SIGNS[left]


def numbers(ring: str) -> list[int]:
    """Return the whole numbers of a packed ring.

    Raises
    ------
    ValueError
        When a sign is none of :data:`SIGNS`, or the last number has no end.
    """
    out, held, place = [], 0, 1
    for sign in ring:
        digit = SIGNS.index(sign)
        held += digit % 32 * place
        place *= 32
        if digit < 32:
            out.append(-(held + 1) // 2 if held % 2 else held // 2)
            held, place = 0, 1
    if place > 1:
        raise ValueError("the last number has no end")
    return out


def unpack(
    packed: Sequence[Sequence[str | list[int]]], digits: int
) -> list[list[list[list[float]]]]:
    """Return the polygons of :func:`pack`, as rings of ``[lon, lat]``."""
    unit = 10**digits
    out = []
    for rings in packed:
        polygon = []
        for written in rings:
            # notebooks of an earlier edition hold the numbers themselves
            flat = numbers(written) if isinstance(written, str) else written
            x = y = 0
            ring = []
            for n in range(0, len(flat), 2):
                x, y = x + flat[n], y + flat[n + 1]
                ring.append([x / unit, y / unit])
            polygon.append(ring)
        out.append(polygon)
    return out


@cache
def world() -> list[list[str]]:
    """Return the world layer, packed."""
    from osint_helpers import reference

    return pack(reference.land("world").polygons, WORLD_DIGITS)


def cut(polygons: Iterable[Sequence[Ring]], frame: Frame, digits: int) -> list[list[str]]:
    """Return polygons cut to a frame, without what is finer than half a pixel of its width."""
    from shapely import LinearRing

    out = []
    fine = 0.5 / frame.scale
    for rings in polygons:
        shifted = [[(x - frame.west, y - frame.south) for x, y in ring] for ring in rings]
        for part in clip_area(shifted, frame.east - frame.west, frame.north - frame.south):
            slim = [LinearRing(ring).simplify(fine).coords for ring in part]
            out.append([[(x + frame.west, y + frame.south) for x, y in ring] for ring in slim])
    return pack(out, digits)


def around(frame: Frame, scale: str) -> list[list[Ring]]:
    """Return the land that a frame needs, also one that goes on beyond 180 degrees.

    Parameters
    ----------
    frame
        The frame; the polygons may reach beyond it.
    scale
        ``"world"`` or ``"region"``, as of ``reference.land``.
    """
    from osint_helpers import reference

    west, east = frame.west, frame.east
    if east <= 180.0:
        bounds = None if scale == "world" else (west, frame.south, east, frame.north)
        return _listed(reference.land(scale, bounds).polygons)
    if east - west < NEARLY_ALL:
        bounds = (west, frame.south, east - 360.0, frame.north)
        return _whole(_listed(reference.land(scale, bounds).polygons))
    polygons = _listed(reference.land(scale, (-180.0, frame.south, 180.0, frame.north)).polygons)
    beyond = [[[[lon + 360.0, lat] for lon, lat in ring] for ring in rings] for rings in polygons]
    return _whole([*polygons, *beyond])


def _listed(polygons: Iterable[Sequence[Ring]]) -> list[list[Ring]]:
    return [list(rings) for rings in polygons]


def _whole(polygons: Sequence[Sequence[Ring]]) -> list[list[Ring]]:
    """Return polygons without the seam of those that were cut at 180 degrees."""
    from shapely import Polygon, make_valid, union_all

    cut_there = [rings for rings in polygons if any(abs(lon - 180.0) < SEAM for lon, _ in rings[0])]
    # thinned coasts may touch themselves
    joined = union_all([make_valid(Polygon(rings[0], rings[1:])) for rings in cut_there])
    rest = [list(rings) for rings in polygons if rings not in cut_there]
    return rest + [
        [[list(p) for p in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts_of(joined)
        if part.geom_type == "Polygon"
    ]


def drawn(land: dict[str, Any]) -> list[list[list[list[float]]]]:
    """Return the polygons of the ``land`` part of a specification."""
    if land["key"] == "world":
        return unpack(world(), WORLD_DIGITS)
    return unpack(land["polygons"], land["digits"])
