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
_SAMPLES: Final = 3000  # looked at in a step: few pieces are cut into more parts, in fewer steps
_CUTS: Final = 16  # parts at most
_REST: Final = 3000  # samples left that are looked at all at once
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


def wet(  # noqa: PLR0917  (one call, of sight)
    water: Water, ends: Floats, a: Ints, b: Ints, angle: Floats, samples: Ints
) -> Bools:
    """Say for each arc whether it meets water only.

    Parameters
    ----------
    water
        The fine cells.
    ends
        Unit vectors (3, m) of points.
    a, b
        The points (n,) at which each arc starts and ends.
    angle
        Its length in radians.
    samples
        Into how many equal parts it is cut: every end of a part must be water.
    """
    # the ends as they are: those of fairways lie on the edge of a cell
    room, cell, good = _looked(water, ends)
    ok, part = good[a] & good[b], angle / samples
    u, v = ends.take(a, axis=1), ends.take(b, axis=1)
    arcs = np.concatenate([u, (v - np.cos(angle) * u) / np.maximum(np.sin(angle), 1e-12)])
    # a piece: its line, its first and last sample (looked at, or known), the cells of the two
    line, step = np.arange(len(a), dtype=np.int32), np.maximum(part, 1e-12)
    low, left = _free(room[a], step, cell[a])
    free, right = _free(room[b], step, cell[b])
    high = samples.astype(np.int32) - free
    while True:
        # what lies between is open, unless the two lie in one cell or in cells side by side
        apart = np.abs(left - right)
        split = (apart > 1) & (apart != _ROW) | (left + right < 0)
        kept = np.flatnonzero(ok[line] & split & (high - low > 1))
        m = len(kept)
        if not m:
            return ok
        line, low, high, left, right = (one.take(kept) for one in (line, low, high, left, right))
        count = high - low - 1
        if int(count.sum()) <= _REST:
            where = np.repeat(line, count)
            at = np.arange(len(where)) + np.repeat(low + 1 - np.cumsum(count) + count, count)
            ok[where[~_watery(water, _on(arcs, part, where, at))]] = False
            return ok
        cuts = min(max(_SAMPLES // m, 2), _CUTS)
        at = low + (high - low) * np.arange(1, cuts, dtype=np.int32)[:, None] // cuts
        room, cell, good = _looked(water, _on(arcs, part, line, at))
        ok[line[~good.all(axis=0)]] = False
        free, cell = _free(room, np.maximum(part.take(line), 1e-12), cell)
        line = np.broadcast_to(line, (cuts, m)).ravel()
        low, left = np.vstack([low, at + free]).ravel(), np.vstack([left, cell]).ravel()
        high, right = np.vstack([at - free, high]).ravel(), np.vstack([cell, right]).ravel()


def _free(room: Floats, step: Floats, cell: Whole) -> tuple[Whole, Whole]:
    """Return how many samples beside each are surely water, and its cell.

    ``step`` is the radians from a sample to the next. Where samples beside one are known to be
    water, its cell counts as unknown.
    """
    free = np.minimum(room / step, _ALL).astype(np.int32)
    return free, np.where(free > 0, _UNKNOWN, cell)


def _on(arcs: Floats, part: Floats, line: Whole, at: Any) -> Floats:  # noqa: ANN401
    """Return samples of lines as unit vectors (3, ...)."""
    turn, x = at * part.take(line), arcs.take(line, axis=1)
    x = x.reshape(6, *(1,) * (turn.ndim - 1), -1)
    return np.asarray(np.cos(turn) * x[:3] + np.sin(turn) * x[3:])


def _looked(water: Water, xyz: Floats) -> tuple[Floats, Whole, Bools]:
    """Return of unit vectors (3, ...) the radians around that are water, the cell, if it is wet."""
    row, column, flat = _cells(water, xyz)
    rings = blocks()
    # a circle of radius h spans as much longitude as has the sine sin(h) / cos(latitude)
    reach = _sines().take(rings.ravel().take(row // BLOCK * rings.shape[1] + column // BLOCK))
    return reach * flat, row * _ROW + column, _wet(water, row, column)


def _watery(water: Water, xyz: Floats) -> Bools:
    """Say of unit vectors (3, n) whether their cells are water."""
    row, column, _ = _cells(water, xyz)
    return _wet(water, row, column)


def _cells(water: Water, xyz: Floats) -> tuple[Whole, Whole, Floats]:
    """Return rows and columns of unit vectors (3, ...), and the cosine of their latitude."""
    x, y, z = xyz
    flat = np.sqrt(x * x + y * y)
    row = ((np.degrees(np.arctan2(z, flat)) + 90) / water.step).astype(np.int32)
    row = np.minimum(row, water.rows - 1)
    column = ((np.degrees(np.arctan2(y, x)) + 180) / water.step).astype(np.int32)
    column[column == water.columns] = 0
    return row, column, flat


def _wet(water: Water, row: Whole, column: Whole) -> Bools:
    byte = water.bits.ravel().take(row * water.bits.shape[1] + (column >> 3))
    return np.asarray((byte << (column & 7) & 128) > 0)


@cache
def _sines() -> Floats:
    """Return the sine of each clearance, a little less for rounding."""
    return np.asarray(np.sin(np.radians(np.arange(256) * BLOCK * fine().step)) * _SAFE)
