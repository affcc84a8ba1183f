"""Distances on the sphere, as Ibis expressions and as numpy: one formula, one radius."""

from __future__ import annotations

import math
from typing import Any, Final

from osint_helpers.tracks.extras import need

# IUGG mean radius R1 (Moritz, Geodetic Reference System 1980): the sphere is off the ellipsoid by
# at most 0.56 per cent.
RADIUS_M: Final = 6_371_008.8
NM_M: Final = 1852.0
US_PER_H: Final = 3_600_000_000


def haversine_m(lat_a: Any, lon_a: Any, lat_b: Any, lon_b: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the great-circle distance in metres of two points in degrees, as an Ibis expression.

    The root is cut at 1, since rounding puts it a hair above for antipodes and engines differ on
    the arc sine of that.
    """
    ibis = need("ibis")
    k = math.pi / 180.0
    dlat, dlon = (lat_b - lat_a) * (k / 2), (lon_b - lon_a) * (k / 2)
    a = dlat.sin() * dlat.sin() + (lat_a * k).cos() * (lat_b * k).cos() * dlon.sin() * dlon.sin()
    return ibis.least(a.sqrt(), ibis.literal(1.0)).asin() * (2 * RADIUS_M)


def metres(lat_a: Any, lon_a: Any, lat_b: Any, lon_b: Any) -> Any:  # noqa: ANN401  (numpy arrays)
    """Return the same distance of numpy arrays."""
    import numpy as np

    k = math.pi / 180.0
    dlat, dlon = (lat_b - lat_a) * (k / 2), (lon_b - lon_a) * (k / 2)
    a = np.sin(dlat) ** 2 + np.cos(lat_a * k) * np.cos(lat_b * k) * np.sin(dlon) ** 2
    return np.arcsin(np.minimum(np.sqrt(a), 1.0)) * (2 * RADIUS_M)
