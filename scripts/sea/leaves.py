"""Leaves: small cells at the coast, up to 1.6 degrees in the open sea, wider towards the poles."""

from __future__ import annotations

from math import cos, radians
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.sea.raster import Bits

STRIP: Final = 16  # base rows of a strip: the largest leaf
POLAR: Final = 66.0  # from here on the least leaf is twice as high


class Leaves(NamedTuple):
    """Rectangles of base cells: first row and column, height and width; ``label`` cell -> leaf or -1."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    height: NDArray[np.int64]
    width: NDArray[np.int64]
    label: NDArray[np.int32]


def widening(latitude: float) -> int:
    """Return the power of two that keeps a leaf within 0.7 to 1.4 times as wide as high."""
    k = 1
    while k < 8 and 1 / max(cos(radians(latitude)), 1e-9) > k * 2**0.5:
        k *= 2
    return k


def leaves(touching: Bits, base: float) -> Leaves:
    """Merge cells that all touch water, strip by strip."""
    rows, columns = touching.shape
    out: list[NDArray[np.int64]] = []
    for first in range(0, rows, STRIP):
        strip = touching[first : first + STRIP]
        if len(strip) < STRIP:  # 1,800 rows are 112.5 strips: the last one, at the pole, is halved
            strip = np.concatenate([strip, np.zeros((STRIP - len(strip), columns), bool)])
        latitude = abs((first + STRIP / 2) * base - 90)
        k = widening(min(latitude, 89.0))
        low = 2 if latitude > POLAR else 1
        out.append(_strip(strip, first, k, low))
    row, column, height, width = np.concatenate(out).T
    label = np.full((rows, columns), -1, np.int32)
    for i, (r, c, h, w) in enumerate(zip(row, column, height, width, strict=True)):
        label[r : r + h, c : c + w] = i
    return Leaves(row, column, height, width, label)


def _strip(strip: Bits, first: int, k: int, low: int) -> NDArray[np.int64]:
    """Return rows ``(row, column, height, width)`` of one strip's leaves."""
    columns = strip.shape[1]
    cells = strip.reshape(STRIP // low, low, columns // (k * low), k * low).any(axis=(1, 3))
    # no leaf crosses the antimeridian: the columns that fill no large leaf make small ones
    cells = np.pad(cells, ((0, 0), (0, -cells.shape[1] % STRIP)))
    done = np.zeros_like(cells)
    found = []
    for size in (16, 8, 4, 2, 1):
        n = size // low
        if n < 1:
            continue
        full = (cells & ~done).reshape(cells.shape[0] // n, n, -1, n).all(axis=(1, 3))
        r, c = np.nonzero(full)
        done |= np.kron(full, np.ones((n, n), bool))
        found.append(np.stack([first + r * size, c * size * k, np.full_like(r, size),
                               np.full_like(r, size * k)], axis=1))  # fmt: skip
    table = np.concatenate(found).astype(np.int64)
    return table[np.lexsort((table[:, 1], table[:, 0]))]
