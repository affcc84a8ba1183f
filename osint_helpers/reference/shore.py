"""How far places lie from the coast of Natural Earth 1:10m."""

from __future__ import annotations

from functools import cache
from math import radians
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.reference.coast import _layer

if TYPE_CHECKING:
    import numpy as np

_RADIUS_NM: Final = 6371.0088 / 1.852
# Vertices are at most this far apart, degrees: 1.1 km, about what the coast is generalised to.
_EVERY_DEGREE: Final = 0.01


def shore_nm(lat: Any, lon: Any, within_nm: float) -> np.ndarray[Any, Any]:  # noqa: ANN401
    """Return the distance of places to the nearest coast.

    Parameters
    ----------
    lat, lon
        Arrays, WGS 84 degrees.
    within_nm
        Farther than this there is no answer, nautical miles.

    Returns
    -------
    numpy array
        Nautical miles on the sphere, rounded to 0.1 (the coast is no better than that); 0 on land,
        lakes and rivers included; NaN beyond ``within_nm``.
    """
    import numpy as np
    import shapely

    lat, lon = np.asarray(lat, dtype="float64"), np.asarray(lon, dtype="float64")
    if not len(lat):
        return np.zeros(0)
    most = 2 * np.sin(min(within_nm / _RADIUS_NM, np.pi) / 2)
    chord, _ = _tree().query(_vectors(np, lat, lon), distance_upper_bound=most)
    far = 2 * np.arcsin(np.minimum(chord / 2, 1.0)) * _RADIUS_NM
    far = np.where(np.isfinite(chord), far.round(1), np.nan)
    on_land, _ = _layer().tree.query(shapely.points(lon, lat), predicate="intersects")
    far[np.unique(on_land)] = 0.0
    found: np.ndarray[Any, Any] = far
    return found


@cache
def _tree() -> Any:  # noqa: ANN401  (scipy is untyped)
    """Return a tree of the coast's points as unit vectors; borders on land do no harm."""
    import numpy as np
    import shapely
    from scipy.spatial import cKDTree

    lines = shapely.segmentize(np.array(_layer().shapes, dtype=object), _EVERY_DEGREE)
    places = np.unique(shapely.get_coordinates(lines), axis=0)
    return cKDTree(_vectors(np, places[:, 1], places[:, 0]))


def _vectors(np: Any, lat: Any, lon: Any) -> Any:  # noqa: ANN401  (numpy arrays)
    north, east = lat * radians(1), lon * radians(1)
    return np.column_stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    )
