"""The coast as bits: which cells have water at their centre, and which touch water at all."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FINE: Final = 0.025  # degrees: 2.8 km north-south
BASE: Final = 0.2  # degrees: least leaf of the graph
Bits = NDArray[np.bool_]


def dissolved() -> Any:  # noqa: ANN401  (untyped library)
    """Return all land as one shape: borders between countries are no coast."""
    import shapely

    from osint_helpers.reference.coast import _layer

    return shapely.union_all(np.array(_layer().shapes))


def water_at_centres(land: Any, step: float = FINE) -> Bits:  # noqa: ANN401
    """Return cells (row 0 at 90 S, column 0 at 180 W) whose centre is water: even-odd rule by row."""  # noqa: E501
    import shapely

    rows, columns = round(180 / step), round(360 / step)
    rings = shapely.get_rings(shapely.get_parts(land))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[:-1] == ring[1:]
    a, b = xy[:-1][same], xy[1:][same]
    # the row whose centre line an edge crosses; half-open, so that a vertex counts once
    ra, rb = (a[:, 1] + 90) / step - 0.5, (b[:, 1] + 90) / step - 0.5
    first = np.ceil(np.minimum(ra, rb)).astype(np.int64)
    count = np.ceil(np.maximum(ra, rb)).astype(np.int64) - first
    edge = np.repeat(np.arange(len(a)), count)
    row = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + first[edge]
    y = (row + 0.5) * step - 90
    x = a[edge, 0] + (b[edge, 0] - a[edge, 0]) * (y - a[edge, 1]) / (b[edge, 1] - a[edge, 1])
    column = np.clip(np.ceil((x + 180) / step - 0.5).astype(np.int64), 0, columns)
    toggles = np.zeros((rows, columns + 1), np.uint8)
    np.add.at(toggles, (np.clip(row, 0, rows - 1), column), 1)
    return np.asarray((np.cumsum(toggles, axis=1, dtype=np.uint8)[:, :-1] & 1) == 0)


def touching(land: Any, water: Bits, step: float = BASE) -> tuple[Bits, Bits]:  # noqa: ANN401
    """Return the coarse cells that hold any water or coast, and those that hold no land at all."""
    import shapely

    times = round(step / FINE)
    rows, columns = water.shape[0] // times, water.shape[1] // times
    blocks = water.reshape(rows, times, columns, times)
    some, pure = blocks.any(axis=(1, 3)), blocks.all(axis=(1, 3))
    line = shapely.segmentize(shapely.boundary(land), step / 8)
    xy = shapely.get_coordinates(line)
    row = np.clip(((xy[:, 1] + 90) / step).astype(np.int64), 0, rows - 1)
    column = np.clip(((xy[:, 0] + 180) / step).astype(np.int64), 0, columns - 1)
    some[row, column] = True
    pure[row, column] = False
    return some, pure


def seas(water: Bits, least: int = 50_000) -> Bits:
    """Leave out ponds and lakes: what is joined over fewer fine cells than the Caspian's 68,000.

    Left are the ocean with all its arms, the Black Sea (a fairway joins it) and the Caspian.
    """
    from scipy.ndimage import label

    number, _ = label(water, np.ones((3, 3)))
    # joined across the antimeridian, too
    large = np.bincount(number.ravel()) >= least
    large[0] = False
    west, east = number[:, 0], number[:, -1]
    both = (west > 0) & (east > 0)
    large[west[both]] |= large[east[both]]
    large[east[both]] |= large[west[both]]
    return np.asarray(large[number])
