"""How far every place on the water lies from the next cell that is not, and arcs tested by it.

A sample in the middle of open water answers for its surroundings: an arc is halved only where the
clearance at its middle does not reach its ends. Every sample that is left out lies in cells known
to be water, so the answer is that of all samples.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea.data import Water, fine
from osint_helpers.reference.sea.geometry import Floats

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Whole = NDArray[np.int32]
BLOCK: Final = 4  # fine cells of a block, the unit of clearance: 0.1 degree
_TIMES: Final = 4  # blocks of a large block, for the open sea
_MOST: Final = 31  # large blocks: a byte holds their clearance in blocks
_ROW: Final = 1 << 14  # numbers of cells one row apart
_UNKNOWN: Final = -(1 << 30)
_ALL: Final = 1 << 24  # more than an arc has samples
_FEW: Final = 400  # pieces: below, cutting each into more parts takes fewer steps
_SAFE: Final = 0.9999  # what clearance is taken for, against rounding


@cache
def blocks() -> Bytes:
    """Return how many rings of blocks around each block (row 0 at 90 S) are all water.

    0: the block or one beside it is not. So every point of the block is that many times
    ``BLOCK`` fine cells away, in latitude and in longitude, from any cell that is not water.
    Rings of up to three blocks are exact; beyond it multiples of four, from larger blocks.
    """
    bits = fine().bits
    rows = bits[0::BLOCK] & bits[1::BLOCK] & bits[2::BLOCK] & bits[3::BLOCK]
    full = np.empty((rows.shape[0], 2 * rows.shape[1]), np.uint8)
    full[:, 0::2], full[:, 1::2] = (rows >> 4) == 0xF, (rows & 0xF) == 0xF
    large: Any = full.reshape(
        full.shape[0] // _TIMES, _TIMES, -1, _TIMES).all(axis=(1, 3)).view(np.uint8)  # fmt: skip
    far: Bytes = np.multiply(_rings(large, _MOST), _TIMES, dtype=np.uint8)
    near = _rings(full, _TIMES - 1).reshape(*large.shape[:1], _TIMES, large.shape[1], _TIMES)
    return np.asarray(np.maximum(near, far[:, None, :, None]).reshape(full.shape))


def _rings(full: Bytes, most: int) -> Bytes:
    """Return the number of rings of full cells around each cell, up to ``most``."""
    out = np.zeros_like(full)
    for _ in range(most):
        # minimum over 3 x 3; columns wrap
        rows = full.copy()
        rows[1:] &= full[:-1]
        rows[:-1] &= full[1:]
        full = rows.copy()
        full[:, 1:] &= rows[:, :-1]
        full[:, :-1] &= rows[:, 1:]
        full[:, 0] &= rows[:, -1]
        full[:, -1] &= rows[:, 0]
        out += full
    return out


def wet(water: Water, u: Floats, v: Floats, angle: Floats, samples: Ints) -> Bools:
    """Say for each arc whether it meets water only.

    Parameters
    ----------
    water
        The fine cells.
    u, v
        Unit vectors (n, 3) of its ends.
    angle
        Its length in radians.
    samples
        Into how many equal parts it is cut: every end of a part must be water.
    """
    bent, cosine = np.maximum(np.sin(angle), 1e-12)[:, None], np.cos(angle)[:, None]
    arcs = np.concatenate([u.T, ((v - cosine * u) / bent).T])
    part, n = angle / samples, len(u)
    line, at = np.arange(2 * n, dtype=np.int32) % n, np.zeros(2 * n, np.int32)
    at[n:] = samples
    # the ends as they are: those of fairways lie on the edge of a cell
    free, cell, good = _looked(water, np.concatenate([u, v]).T, part[line])
    ok = good[:n] & good[n:]
    # a piece: its line, its first and last sample (looked at, or known), the cells of the two
    piece = np.stack([line[:n], free[:n], at[n:] - free[n:], cell[:n], cell[n:]])
    while True:
        line, low, high, left, right = piece
        # what lies between is open, unless the two lie in one cell or in cells side by side
        apart = np.abs(left - right)
        split = (apart > 1) & (apart != _ROW) | (left + right < 0)
        piece = piece[:, np.flatnonzero(ok[line] & split & (high - low > 1))]
        m = piece.shape[1]
        if not m:
            return ok
        line, low, high, left, right = piece
        cuts = 4 if m < _FEW else 2
        at = np.concatenate([low + (high - low) * k // cuts for k in range(1, cuts)])
        where = np.tile(line, cuts)
        step = part[where[: len(at)]]
        turn = at * step
        xyz = np.cos(turn) * arcs[:3, where[: len(at)]] + np.sin(turn) * arcs[3:, where[: len(at)]]
        free, cell, good = _looked(water, xyz, step)
        ok[where[: len(at)][~good]] = False
        piece = np.empty((5, m * cuts), np.int32)
        piece[0] = where
        piece[1, :m], piece[1, m:] = low, at + free
        piece[2, :-m], piece[2, -m:] = at - free, high
        piece[3, :m], piece[3, m:] = left, cell
        piece[4, :-m], piece[4, -m:] = cell, right


def _looked(water: Water, xyz: Floats, step: Floats) -> tuple[Whole, Whole, Bools]:
    """Return how many samples beside each are surely water, its cell, and if it is wet.

    Samples are given as unit vectors (3, n) and the radians from each to the next. Where samples
    beside one are known to be water, its cell counts as unknown.
    """
    x, y, z = xyz
    flat = np.sqrt(x * x + y * y)  # cosine of the latitude
    row = ((np.degrees(np.arctan2(z, flat)) + 90) / water.step).astype(np.int32)
    row = np.minimum(row, water.rows - 1)
    column = ((np.degrees(np.arctan2(y, x)) + 180) / water.step).astype(np.int32)
    column[column == water.columns] = 0
    rings = blocks()
    # a circle of radius h spans as much longitude as has the sine sin(h) / cos(latitude)
    reach = _sines().take(rings.ravel().take(row // BLOCK * rings.shape[1] + column // BLOCK))
    free = np.minimum(reach * flat / np.maximum(step, 1e-12), _ALL).astype(np.int32)
    byte = water.bits.ravel().take(row * water.bits.shape[1] + (column >> 3))
    wet = (byte << (column & 7) & 128) > 0
    return free, np.where(free > 0, _UNKNOWN, row * _ROW + column), wet


@cache
def _sines() -> Floats:
    """Return the sine of each clearance, a little less for rounding."""
    return np.asarray(np.sin(np.radians(np.arange(256) * BLOCK * fine().step)) * _SAFE)
