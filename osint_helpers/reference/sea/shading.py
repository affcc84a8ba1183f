"""Sea cells to draw on."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats

Bounds = tuple[float, float, float, float]
_MOST: int = 4_000_000


def water(bounds: Bounds, step: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return the middles of a raster and which of its cells have water there.

    Parameters
    ----------
    bounds
        ``(west, south, east, north)`` in degrees; west greater than east spans the antimeridian.
    step
        Size of a cell in degrees.

    Returns
    -------
    lats, lons, mask
        Arrays (rows,), (columns,) and (rows, columns); rows from south to north; longitudes
        within -180 to 180.

    Raises
    ------
    ReferenceDataError
        For impossible bounds or step, or more than 4 million cells.
    """
    west, south, east, north = (float(value) for value in bounds)
    if not (-90 <= south < north <= 90 and abs(west) <= 180 and abs(east) <= 180 and west != east):
        raise ReferenceDataError(
            f"bounds {tuple(bounds)} are not on earth", advice="(west, south, east, north)"
        )
    if not 0 < step <= 90:
        raise ReferenceDataError(f"a step of {step} degrees", advice="give 0 < step <= 90")
    rows = ceil((north - south) / step - 1e-9)
    columns = ceil(((east - west) % 360 or 360) / step - 1e-9)
    if rows * columns > _MOST:
        raise ReferenceDataError(f"{rows} x {columns} cells", advice="a larger step or less area")
    lats: Floats = np.asarray(
        np.minimum(south + (np.arange(rows) + 0.5) * step, 90.0), dtype=np.float64
    )
    lons: Floats = np.asarray(
        (west + (np.arange(columns) + 0.5) * step + 180) % 360 - 180, dtype=np.float64
    )
    row, column = fine().cell(lats[:, None], lons[None, :])
    return lats, lons, fine().at(row, np.broadcast_to(column, (rows, columns)))
