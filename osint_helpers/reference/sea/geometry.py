"""Lengths on WGS 84, in nautical miles, for many points at once."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.errors import ReferenceDataError

Floats = NDArray[np.float64]
NM: Final = 1852.0
_A: Final = 6378137.0
_E2: Final = 0.0066943799901413165
_MEAN: Final = 6371000.0


def earth(lat: Floats, lon: Floats) -> Floats:
    """Return geocentric coordinates in metres, shape (n, 3)."""
    phi, lam = np.radians(lat), np.radians(lon)
    n = _A / np.sqrt(1 - _E2 * np.sin(phi) ** 2)
    return np.stack(
        [n * np.cos(phi) * np.cos(lam), n * np.cos(phi) * np.sin(lam),
         n * (1 - _E2) * np.sin(phi)], axis=-1,
    )  # fmt: skip


def short_nm(a: Floats, b: Floats) -> Floats:
    """Return lengths between geocentric points: the chord bent to the mean radius.

    Within 1 part in 100,000 of the geodesic up to 500 km (tested); for longer lines take
    :func:`geodesic_nm`.
    """
    return bent_nm(np.sqrt(((a - b) ** 2).sum(axis=-1)))


def bent_nm(chord: Floats) -> Floats:
    """Return the lengths in nm over chords in metres."""
    return np.asarray(2 * _MEAN * np.arcsin(np.minimum(chord / (2 * _MEAN), 1.0)) / NM)


def geodesic_nm(lat1: Any, lon1: Any, lat2: Any, lon2: Any) -> Floats:  # noqa: ANN401  (scalars or arrays)
    """Return geodesic lengths on WGS 84 in nautical miles; arguments broadcast."""
    lat1, lon1, lat2, lon2 = np.broadcast_arrays(lat1, lon1, lat2, lon2)
    return np.asarray(_geod().inv(lon1, lat1, lon2, lat2)[2]) / NM


def points_array(points: Any) -> Floats:  # noqa: ANN401  (anything array-like)
    """Return points as an array (n, 2) of ``(lat, lon)``, longitudes within -180 to 180.

    Raises
    ------
    ReferenceDataError
        For another shape, or the first point that is not on earth.
    """
    try:
        out = np.atleast_2d(np.asarray(points, dtype=np.float64))
    except (TypeError, ValueError):
        raise ReferenceDataError("points are no numbers", advice="rows of (lat, lon)") from None
    if out.size == 0:
        return out.reshape(0, 2)
    if out.ndim != 2 or out.shape[1] != 2:
        raise ReferenceDataError(f"points have shape {out.shape}", advice="rows of (lat, lon)")
    bad = ~((np.abs(out[:, 0]) <= 90) & (np.abs(out[:, 1]) <= 180))
    if bad.any():
        first = int(np.argmax(bad))
        lat, lon = out[first]
        raise ReferenceDataError(
            f"no point has latitude {lat} and longitude {lon} (point {first})",
            advice="give (lat, lon) in degrees",
        )
    return out


@cache
def _geod() -> Any:  # noqa: ANN401  (untyped library)
    from pyproj import Geod

    return Geod(ellps="WGS84")
