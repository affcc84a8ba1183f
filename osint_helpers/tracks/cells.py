"""Cells of a grid in degrees: what lets "near" be an equi-join that every engine runs.

The few (ports, gaps) list every cell their radius touches; the many (positions, stops) have one
cell each. So the kernel needs no neighbours, and high latitudes and the date line are settled here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from osint_helpers.tracks.sphere import RADIUS_M

if TYPE_CHECKING:
    import pandas as pd

# Rounding of a cap's edges: 1e-9 degree is a tenth of a millimetre.
_MARGIN = 1e-9


def numbers(lat: Any, lon: Any, step: float) -> tuple[Any, Any]:  # noqa: ANN401  (ibis is untyped)
    """Return the cell (south to north, west to east) of points as Ibis expressions of integers."""
    return (lat / step).floor().cast("int64"), (lon / step).floor().cast("int64")


def cover(lat: Any, lon: Any, radius_m: float, step: float) -> pd.DataFrame:  # noqa: ANN401  (arrays)
    """Return every cell that holds a point within a radius of each of some places.

    Parameters
    ----------
    lat, lon
        Arrays, degrees.
    radius_m
        Radius on the sphere, metres.
    step
        Side of a cell, degrees.

    Returns
    -------
    DataFrame
        ``place`` (position in the arrays), ``cell_lat``, ``cell_lon``; a cell at most once a place.
    """
    import pandas as pd

    rows = {
        (place, south, west)
        for place, (north, east) in enumerate(zip(lat, lon, strict=True))
        for south, west in _cap(float(north), float(east), radius_m, step)
    }
    frame = pd.DataFrame(sorted(rows), columns=["place", "cell_lat", "cell_lon"])
    return frame.astype("int64")


def _cap(lat: float, lon: float, radius_m: float, step: float) -> list[tuple[int, int]]:
    angle = radius_m / RADIUS_M
    high = math.degrees(angle) + _MARGIN
    south, north = max(lat - high, -90.0), min(lat + high, 90.0)
    spans = [(-180.0, 180.0)]
    # sin(half the width) = sin(radius) / cos(latitude), unless the cap holds a pole
    ratio = math.sin(min(angle, math.pi / 2)) / max(math.cos(math.radians(lat)), 1e-12)
    if abs(lat) + high < 90.0 and ratio < 1.0:
        half = math.degrees(math.asin(ratio)) + _MARGIN
        spans = _spans(lon - half, lon + half)
    rows = range(math.floor(south / step), math.floor(north / step) + 1)
    return [
        (row, column)
        for row in rows
        for low, top in spans
        for column in range(math.floor(low / step), math.floor(top / step) + 1)
    ]


def _spans(west: float, east: float) -> list[tuple[float, float]]:
    """Return longitudes west to east as spans within -180 to 180; both ends are one meridian."""
    spans = [(max(west, -180.0), min(east, 180.0))]
    if west <= -180.0:
        spans.append((west + 360.0, 180.0))
    if east >= 180.0:
        spans.append((-180.0, east - 360.0))
    return spans
