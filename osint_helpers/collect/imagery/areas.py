"""Where scenes are looked for: a box around a place, or a box as given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.errors import CollectError

EARTH_KM: Final = 6371.0088  # mean radius (IUGG); a box needs no ellipsoid
MOST_KM: Final = 2000.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Area:
    """What is searched.

    Attributes
    ----------
    place
        Id of the place (UN/LOCODE for ports); ``""`` for a box as given.
    point
        ``(lat, lon)`` of the place in degrees; None for a box as given.
    radius_km
        Half the width of the box in km; None for a box as given.
    boxes
        ``(west, south, east, north)`` in degrees; two where the antimeridian is crossed.
    """

    place: str
    point: tuple[float, float] | None
    radius_km: float | None
    boxes: tuple[Box, ...]

    def question(self) -> dict[str, Any]:
        """Return the area as plain JSON, for the parameters of a result."""
        return {
            "place": self.place,
            "point": None if self.point is None else list(self.point),
            "radius_km": self.radius_km,
            "boxes": [list(box) for box in self.boxes],
        }


def area(place: str, bbox: Sequence[float] | None, radius_km: float) -> Area:
    """Return the area of a question.

    Parameters
    ----------
    place
        UN/LOCODE, other code or name, as `reference.place` takes it; ``""`` when a box is given.
    bbox
        ``(west, south, east, north)`` in degrees; west greater than east crosses the antimeridian.
    radius_km
        Half the width of the box around a place.

    Raises
    ------
    CollectError
        When neither or both are given, or the box is none.
    ReferenceDataError
        When the place is not known, not one, or has no coordinate.
    """
    if bool(place.strip()) == (bbox is not None):
        raise CollectError(
            "scenes are looked for at a place or in a box", advice="say place=… or bbox=…, one"
        )
    if bbox is not None:
        return Area("", None, None, split(_checked(bbox)))
    from osint_helpers import reference

    found = reference.place(place)
    lat, lon = found.point()
    return Area(found.id, (lat, lon), float(radius_km), around(lat, lon, radius_km))


def around(lat: float, lon: float, radius_km: float) -> tuple[Box, ...]:
    """Return the box that holds every point within a distance of a place.

    The longitudes are those where a circle on the sphere touches a meridian (Bronshtein and
    Semendyayev, spherical triangle): ``asin(sin r / cos lat)``. A circle over a pole takes all
    longitudes, and the box ends at the pole.

    Raises
    ------
    CollectError
        For a radius that is not between 0 and 2000 km.
    """
    if not 0 < radius_km <= MOST_KM:
        raise CollectError(
            f"a radius of {radius_km:g} km is not between 0 and {MOST_KM:g} km",
            advice="radius_km is half the width of the box", column="radius_km",
        )  # fmt: skip
    angle = radius_km / EARTH_KM
    up = math.degrees(angle)
    if abs(lat) + up >= 90:
        south = -90.0 if lat < 0 else round(lat - up, 6)
        return ((-180.0, south, 180.0, 90.0 if lat >= 0 else round(lat + up, 6)),)
    aside = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(lat))))
    west, east = lon - aside, lon + aside
    return split((_wrapped(west), lat - up, _wrapped(east), lat + up))


def split(box: Box) -> tuple[Box, ...]:
    """Return one box, or two that meet at the antimeridian; degrees with six decimals (0.1 m).

    Servers differ on a box whose west is greater than its east; two boxes are read by all alike.
    """
    west, south, east, north = (round(value, 6) for value in box)
    if west <= east:
        return ((west, south, east, north),)
    halves = ((west, south, 180.0, north), (-180.0, south, east, north))
    return tuple(half for half in halves if half[0] < half[2]) or ((west, south, 180.0, north),)


def _wrapped(lon: float) -> float:
    return lon + 360 if lon < -180 else lon - 360 if lon > 180 else lon


def _checked(bbox: Sequence[float]) -> Box:
    try:
        west, south, east, north = (float(value) for value in bbox)
    except (TypeError, ValueError):
        raise CollectError(
            "a box is four numbers", advice="(west, south, east, north) in degrees", column="bbox"
        ) from None
    on_earth = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90
    if not on_earth or west == east:
        raise CollectError(
            f"the box {(west, south, east, north)} is not one on earth",
            advice="(west, south, east, north) in degrees; west > east crosses the antimeridian",
            column="bbox",
        )
    return west, south, east, north
