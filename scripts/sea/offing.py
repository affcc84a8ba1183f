"""Distance of every fine cell from the coast, and how near to it a line comes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import sight
from scripts.sea.raster import FINE, Bits

MOST: Final = 30.0  # nm: more is not told apart
_BAND: Final = 200  # fine rows measured at one scale of longitude: 5 degrees
_SAMPLE: Final = 0.05  # degrees between two samples of a line: 3 nm
_AT_ONCE: Final = 2_000_000
Floats = NDArray[np.float64]


def clearance(water: Bits) -> NDArray[np.uint8]:
    """Return the distance of each fine cell from land in nm, rounded down, 30 at most; land is 0."""  # noqa: E501
    from scipy.ndimage import distance_transform_edt

    rows, columns = water.shape
    high = FINE * 60
    over = int(MOST / high) + 2
    out = np.zeros(water.shape, np.uint8)
    for first in range(0, rows, _BAND):
        low, last = max(first - over, 0), min(first + _BAND + over, rows)
        lat = max(abs((first + r) * FINE - 90) for r in (0, _BAND))
        wide = high * max(np.cos(np.radians(lat)), 0.02)
        aside = min(int(MOST / wide) + 2, columns // 2)
        part = np.pad(water[low:last], ((0, 0), (aside, aside)), mode="wrap")
        nm = distance_transform_edt(part, sampling=(high, wide))[first - low :, aside:-aside]
        own = min(_BAND, rows - first)
        out[first : first + own] = np.minimum(nm[:own], MOST).astype(np.uint8)
    return out


def nearest(clear: NDArray[np.uint8], a: Floats, b: Floats) -> NDArray[np.uint8]:
    """Return how near each great circle a-b comes to the coast, nm: the least of samples 3 nm apart."""  # noqa: E501
    u, v = sight._unit(a), sight._unit(b)
    angle = np.arctan2(np.linalg.norm(np.cross(u, v), axis=1), (u * v).sum(axis=1))
    count = np.ceil(np.degrees(angle) / _SAMPLE).astype(np.int64) + 1
    out = np.zeros(len(a), np.uint8)
    bounds = np.nonzero(np.diff(np.cumsum(count) // _AT_ONCE))[0] + 1
    for part in np.split(np.arange(len(a)), bounds):
        if len(part):
            out[part] = _least(clear, u[part], v[part], angle[part], count[part])
    return out


def _least(clear: NDArray[np.uint8], u: Floats, v: Floats, angle: Floats,
           count: NDArray[np.int64]) -> Any:  # noqa: ANN401  # fmt: skip
    line = np.repeat(np.arange(len(u)), count)
    starts = np.cumsum(count) - count
    share = (np.arange(len(line)) - starts[line]) / np.maximum(count[line] - 1, 1)
    lat, lon = sight._at(u[line], v[line], angle[line], share)
    row = np.clip(((lat + 90) / FINE).astype(np.int64), 0, clear.shape[0] - 1)
    column = ((lon + 180) / FINE).astype(np.int64) % clear.shape[1]
    return np.minimum.reduceat(clear[row, column], starts)
