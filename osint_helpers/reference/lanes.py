"""Modelled sea lanes and great circles: lines to draw and lengths to compare, never tracks.

A lane is the shortest way over a schematic network. Its length agrees with published tables on
long legs; on short East Asian legs it is 23 to 45 per cent too long (measured against a
0.1 degree sea raster). No line here is where a ship went.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from osint_helpers._card import Carded
from osint_helpers.errors import NoRouteError, ReferenceDataError
from osint_helpers.reference.gazetteer import Place, place
from osint_helpers.reference.provenance import Provenance, package

Point = tuple[float, float]
End = str | Place | Point
LABEL: Final = "modelled sea lane, not an observed track"
NM_METRES: Final = 1852.0
ARCTIC: Final = "northwest"
# The network's own words for the passages that can be closed.
PASSAGES: Final = (
    "babalmandab", "bering", "bosporus", "chili", "gibraltar", "malacca", "northwest", "ormuz",
    "panama", "south_africa", "suez", "sunda",
)  # fmt: skip
# A line ends at the network node next to the port. Of 3,696 ports 90 per cent lie within 95 to
# 150 km of a node (measured); farther off, the network does not serve the point.
MAX_SNAP_KM: Final = 150.0


@dataclass(frozen=True, repr=False)
class Lane(Carded):
    """A modelled lane between two points.

    Attributes
    ----------
    points
        ``(lat, lon)`` from quay to quay, longitudes within -180 to 180.
    parts
        The same line, cut where it crosses the antimeridian.
    nm
        Length over the network, nautical miles, as the package gives it.
    joined_nm
        ``nm`` and the straight ends between the network and the two points.
    great_circle_nm
        Geodesic length between the two points (WGS 84); usually not sailable.
    snap_km
        Distance of the two points from the network.
    restrictions
        Passages held closed, sorted.
    passages
        Named passages the lane uses, sorted.
    provenance, label
        Package and version; the words every drawing of the line must carry.
    """

    points: list[Point] = field(hash=False)
    parts: list[list[Point]] = field(hash=False)
    nm: float
    joined_nm: float
    great_circle_nm: float
    snap_km: tuple[float, float]
    restrictions: tuple[str, ...]
    passages: tuple[str, ...]
    provenance: Provenance
    label: str = LABEL


def lane(
    a: End, b: End, restrictions: tuple[str, ...] = (ARCTIC,), *, arctic: bool = False
) -> Lane:
    """Return the shortest modelled lane.

    Parameters
    ----------
    a, b
        Place id or other key of :func:`osint_helpers.reference.place`, a ``Place``, or
        ``(lat, lon)``.
    restrictions
        Passages to keep closed, of ``PASSAGES``. The package replaces its default when this
        is given, so that closing Suez alone sends Rotterdam-Dalian through the Arctic; here
        the Arctic stays closed whatever is named.
    arctic
        Open the Arctic passage.

    Raises
    ------
    NoRouteError
        When no lane joins the points, both lie on one node of the network (length 0 says
        nothing), or one lies more than ``MAX_SNAP_KM`` from it.
    ReferenceDataError
        For an unknown place, passage or coordinate.
    """
    closed = _closed(restrictions, arctic=arctic)
    start, end = _point(a), _point(b)
    package_nm, coordinates, used = _network_route(start, end, closed)
    line = [(float(lat), _wrapped(float(lon))) for lon, lat in coordinates]
    line = [point for i, point in enumerate(line) if i == 0 or point != line[i - 1]]
    snap = tuple(great_circle_nm(*ends) * NM_METRES / 1000
                 for ends in ((start, line[0]), (line[-1], end)))  # fmt: skip
    for asked, km in zip((a, b), snap, strict=True):
        if km > MAX_SNAP_KM:
            raise NoRouteError(
                f"{_named(asked)} lies {km:.0f} km from the sea-lane network",
                advice="choose the seaport that serves the place",
            )
    joined = [start, *line, end]
    return Lane(
        points=joined,
        parts=split_at_antimeridian(joined),
        nm=round(package_nm, 1),
        joined_nm=round(package_nm + sum(snap) * 1000 / NM_METRES, 1),
        great_circle_nm=great_circle_nm(start, end),
        snap_km=(round(snap[0], 1), round(snap[1], 1)),
        restrictions=closed,
        passages=used,
        provenance=package("searoute", _closed_text(closed)),
    )


def great_circle(a: End, b: End, step_km: float = 100.0) -> list[Point]:
    """Return the geodesic as ``(lat, lon)`` points, both ends included.

    Parameters
    ----------
    a, b
        As in :func:`lane`.
    step_km
        Greatest distance between two neighbouring points.
    """
    if not step_km > 0:
        raise ReferenceDataError(f"a step of {step_km} km draws nothing", advice="give km > 0")
    (lat1, lon1), (lat2, lon2) = start, end = _point(a), _point(b)
    inner = int(great_circle_nm(start, end) * NM_METRES / 1000 // step_km)
    between = _geod().npts(lon1, lat1, lon2, lat2, inner) if inner else []
    return [start, *((float(lat), _wrapped(float(lon))) for lon, lat in between), end]


def great_circle_nm(a: End, b: End) -> float:
    """Return the geodesic length on WGS 84 in nautical miles, to 0.1."""
    (lat1, lon1), (lat2, lon2) = _point(a), _point(b)
    return round(float(_geod().inv(lon1, lat1, lon2, lat2)[2]) / NM_METRES, 1)


def split_at_antimeridian(points: list[Point]) -> list[list[Point]]:
    """Cut a line where it crosses 180 degrees, so that no part runs across the map.

    The latitude of the crossing is interpolated; both parts get the point, at +180 and -180.
    """
    parts: list[list[Point]] = [points[:1]]
    for (lat1, lon1), (lat2, lon2) in pairwise(points):
        if abs(lon2 - lon1) > 180:
            side = 180.0 if lon1 > 0 else -180.0
            run = lon2 + 2 * side - lon1
            lat = lat1 if run == 0 else lat1 + (lat2 - lat1) * (side - lon1) / run
            if parts[-1][-1] != (lat, side):
                parts[-1].append((lat, side))
            parts.append([(lat, -side)])
        if parts[-1][-1] != (lat2, lon2):
            parts[-1].append((lat2, lon2))
    return [part for part in parts if len(part) > 1 or len(parts) == 1]


class _Found(NamedTuple):
    nm: float
    coordinates: list[Any]
    passages: tuple[str, ...]


def _network_route(start: Point, end: Point, closed: tuple[str, ...]) -> _Found:
    """Ask the package, and turn its warning and its length 0 into an error."""
    import networkx
    import searoute
    from searoute.classes.ports import Ports

    where = f"from {start} to {end}"
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="No path found", category=UserWarning)
        try:
            found = searoute.searoute(
                [start[1], start[0]], [end[1], end[0]], units="naut",
                restrictions=list(closed), return_passages=True,
                P=Ports(),  # its table of ports is not asked, and takes 0.2 s to build
            )  # fmt: skip
        except (UserWarning, networkx.NetworkXNoPath):
            raise NoRouteError(
                f"no sea lane leads {where} with {_closed_text(closed)}",
                advice="open a passage or choose another port",
            ) from None
    nm = float(found.properties["length"])
    if nm <= 0:
        raise NoRouteError(
            f"both ends {where} lie at one node of the network",
            advice="too close for a modelled lane; print the great circle",
        )
    used = tuple(sorted(found.properties["traversed_passages"]))
    return _Found(nm, found.geometry["coordinates"], used)


def _closed(restrictions: tuple[str, ...], *, arctic: bool) -> tuple[str, ...]:
    unknown = sorted(set(restrictions) - set(PASSAGES))
    if unknown:
        raise ReferenceDataError(
            f"restrictions {restrictions!r} are not passages of the network",
            advice=f"a tuple of {', '.join(PASSAGES)}",
        )
    closed = set(restrictions) - {ARCTIC} if arctic else {*restrictions, ARCTIC}
    return tuple(sorted(closed))


def _closed_text(closed: tuple[str, ...]) -> str:
    return f"closed: {', '.join(closed)}" if closed else "no passage closed"


def _point(end: End) -> Point:
    if isinstance(end, str):
        end = place(end)
    if isinstance(end, Place):
        return end.point()
    lat, lon = float(end[0]), float(end[1])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ReferenceDataError(
            f"no point has latitude {lat} and longitude {lon}", advice="give (lat, lon)"
        )
    return lat, lon


def _named(end: End) -> str:
    return end.id if isinstance(end, Place) else str(end)


def _wrapped(lon: float) -> float:
    """Return a longitude within -180 to 180; the package runs past it."""
    return round((lon + 180) % 360 - 180, 6) if abs(lon) > 180 else lon


@cache
def _geod() -> Any:  # noqa: ANN401  (untyped library)
    from pyproj import Geod

    return Geod(ellps="WGS84")
