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
    """Rectangles of base cells: first row and column, height and width; ``label`` cell -> leaf or -1."""  # noqa: E501

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


def leaves(touching: Bits, pure: Bits, base: float) -> Leaves:
    """Merge cells without any coast, strip by strip; every other cell that touches water is a leaf.

    Leaves are graded: one of four base cells and more keeps a quarter of its size from any coast.
    """
    rows, columns = touching.shape
    high = -(-rows // STRIP) * STRIP
    padded = np.zeros((2, high + 2 * STRIP, columns), bool)  # a strip more at either end
    padded[:, STRIP : STRIP + rows] = touching, pure
    padded[:, STRIP + rows :] = np.stack([touching[-1:], pure[-1:]])
    out: list[NDArray[np.int64]] = []
    for first in range(0, high, STRIP):
        latitude = abs((first + STRIP / 2) * base - 90)
        k = widening(min(latitude, 89.0))
        low = 2 if latitude > POLAR and k < 8 else 1
        out.append(_strip(padded[:, first : first + 3 * STRIP], first, k, low))
    row, column, height, width = np.concatenate(out).T
    height, width = np.minimum(height, rows - row), np.minimum(width, columns - column)
    keep = (height > 0) & (width > 0)
    row, column, height, width = (part[keep] for part in (row, column, height, width))
    label = np.full((rows, columns), -1, np.int32)
    for i, (r, c, h, w) in enumerate(zip(row, column, height, width, strict=True)):
        label[r : r + h, c : c + w] = i
    return Leaves(row, column, height, width, label)


def _strip(strip: Bits, first: int, k: int, low: int) -> NDArray[np.int64]:
    """Return rows ``(row, column, height, width)`` of the leaves of the middle third of a strip."""
    from scipy.ndimage import minimum_filter

    columns = strip.shape[2]
    blocks = strip.reshape(2, 3 * STRIP // low, low, columns // (k * low), k * low)
    # no leaf crosses the antimeridian: the columns that fill no large leaf make small ones
    wide = ((0, 0), (0, -blocks.shape[3] % STRIP))
    cells = np.pad(blocks[0].any(axis=(1, 3)), wide)
    clear = np.pad(blocks[1].all(axis=(1, 3)), wide)
    middle = slice(STRIP // low, 2 * STRIP // low)
    done = np.zeros_like(cells[middle])
    found = []
    for size in (16, 8, 4, 2, 1):
        n = size // low
        if n < 1:
            continue
        margin = n // 2 + 1 if n > 2 else 1
        fit = clear if n > 1 else cells
        far = minimum_filter(fit.view(np.uint8), margin, mode=("nearest", "wrap")).view(bool)
        full = (far[middle] & ~done).reshape(done.shape[0] // n, n, -1, n).all(axis=(1, 3))
        r, c = np.nonzero(full)
        done |= np.kron(full, np.ones((n, n), bool))
        found.append(np.stack([first + r * size, c * size * k, np.full_like(r, size),
                               np.full_like(r, size * k)], axis=1))  # fmt: skip
    table = np.concatenate(found).astype(np.int64)
    return table[np.lexsort((table[:, 1], table[:, 0]))]
