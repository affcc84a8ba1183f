"""The shading of a gap: an ellipse on the ground that joins two ports and bounds nothing."""

from __future__ import annotations

from typing import Final

from osint_helpers.exhibits.routemap.geometry import LatLon
from osint_helpers.exhibits.routemap.turning import continuous

# The two distances of a point of the edge add up to this times the ports' own. At 1.3 the shading
# spills over to the other side of the Korean peninsula; 1.15 keeps it in the sea between the ports.
FACTOR: Final = 1.15
STEPS: Final = 72
HALVINGS: Final = 40


def ellipse(a: LatLon, b: LatLon, factor: float = FACTOR) -> list[list[float]]:
    """Return the edge of the area whose distances to two points add up to ``factor`` times theirs.

    Great-circle distances on the WGS 84 ellipsoid. From the middle between the points, 72
    directions are searched for the edge by halving, so the ring is the same on every machine.

    Parameters
    ----------
    a, b
        ``(lat, lon)`` in degrees, not the same point.
    factor
        Above 1.

    Returns
    -------
    list of [lat, lon]
        A closed ring, rounded to 0.001 degree. It has no jump at 180 degrees: longitudes count on
        beyond it.
    """
    import numpy as np
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    bearing, _, apart = geod.inv(a[1], a[0], b[1], b[0])
    lon0, lat0, _ = geod.fwd(a[1], a[0], bearing, apart / 2)
    ways = np.linspace(0.0, 360.0, STEPS, endpoint=False)
    ones = np.ones(STEPS)
    low, high = np.zeros(STEPS), ones * apart * factor
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        lon, lat, _ = geod.fwd(ones * lon0, ones * lat0, ways, middle)
        to_a = geod.inv(lon, lat, ones * a[1], ones * a[0])[2]
        to_b = geod.inv(lon, lat, ones * b[1], ones * b[0])[2]
        within = to_a + to_b <= factor * apart
        low, high = np.where(within, middle, low), np.where(within, high, middle)
    lon, lat, _ = geod.fwd(ones * lon0, ones * lat0, ways, low)
    ring = [[round(float(y), 3), round(float(x), 3)] for x, y in zip(lon, lat, strict=True)]
    return continuous([*ring, ring[0]])
