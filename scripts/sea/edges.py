"""Edges between leaves, and which of them a ship could sail along a straight line."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scripts.sea.leaves import Leaves
from scripts.sea.raster import BASE, FINE, Bits

# Directions: the 8 neighbours, the 8 knight's moves and the 8 moves of three and one.
MOVES: Final = tuple(
    (y, x)
    for y in range(-3, 4)
    for x in range(-3, 4)
    if max(abs(y), abs(x)) == 1 or {abs(y), abs(x)} in ({1, 2}, {1, 3})
)


def anchors(leaves: Leaves, water: Bits) -> NDArray[np.int32]:
    """Return the fine cell (row, column) nearest to the middle of each leaf that is water; -1 if none."""  # noqa: E501
    times = round(BASE / FINE)
    out = np.full((len(leaves.row), 2), -1, np.int32)
    for i, (r, c, h, w) in enumerate(
        zip(leaves.row * times, leaves.column * times, leaves.height * times,
            leaves.width * times, strict=True)
    ):  # fmt: skip
        middle = r + h // 2, c + w // 2
        if water[min(middle[0], water.shape[0] - 1), middle[1]]:
            out[i] = min(middle[0], water.shape[0] - 1), middle[1]
            continue
        y, x = np.nonzero(water[r : r + h, c : c + w])
        if len(y):
            # widths count in the leaf's own proportion; ties go to the south, then the west
            off = ((y + 0.5 - h / 2) / h) ** 2 + ((x + 0.5 - w / 2) / w) ** 2
            best = int(np.argmin(off))
            out[i] = r + y[best], c + x[best]
    return out


def pairs(leaves: Leaves) -> NDArray[np.int32]:
    """Return the joined leaves ``(i < j)``, sorted: a look-up one, two and three sizes away.

    A longer move needs leaves on the way, on either side of the line: it follows any straight line
    a ship could hold, and jumps over no land.
    """
    found = []
    own = np.arange(len(leaves.row))
    for y, x in MOVES:
        there = _at(leaves, float(y), float(x))
        keep = (there >= 0) & (there != own)
        far = max(abs(y), abs(x))
        for step in range(1, far):
            dy, dx = y * step / far, x * step / far
            sides = {(np.floor(dy), np.floor(dx)), (np.ceil(dy), np.ceil(dx))}
            passable = np.zeros(len(own), bool)
            for side in sorted(sides):
                passable |= _at(leaves, *side) >= 0
            keep &= passable
        found.append(np.stack([np.minimum(own, there), np.maximum(own, there)], 1)[keep])
    return np.unique(np.concatenate(found), axis=0).astype(np.int32)


def _at(leaves: Leaves, y: float, x: float) -> NDArray[np.int32]:
    """Return the leaf that lies ``y`` heights and ``x`` widths from the middle of each leaf, or -1."""  # noqa: E501
    rows, columns = leaves.label.shape
    row = np.floor(leaves.row + leaves.height * (y + 0.5)).astype(np.int64)
    column = np.floor(leaves.column + leaves.width * (x + 0.5)).astype(np.int64)
    over = row >= rows  # beyond the north pole lies the other side
    row = np.where(over, 2 * rows - 1 - row, row)
    column = np.where(over, column + columns // 2, column) % columns
    return np.where(row >= 0, leaves.label[np.maximum(row, 0), column], -1)


def sailable(pairs: NDArray[np.int32], anchor: NDArray[np.int32], water: Bits) -> NDArray[np.bool_]:
    """Say for each pair whether the straight line between the anchors keeps to water cells."""
    a, b = anchor[pairs[:, 0]].astype(np.int64), anchor[pairs[:, 1]].astype(np.int64)
    columns = water.shape[1]
    dy = b[:, 0] - a[:, 0]
    dx = (b[:, 1] - a[:, 1] + columns // 2) % columns - columns // 2
    ok = (a[:, 0] >= 0) & (b[:, 0] >= 0)
    steps = 2 * np.maximum(np.abs(dy), np.abs(dx)) + 1
    for share in range(int(steps[ok].max(initial=0)) + 1):
        live = np.nonzero(ok & (share <= steps))[0]
        t = share / steps[live]
        y = np.rint(a[live, 0] + t * dy[live]).astype(np.int64)
        x = np.rint(a[live, 1] + t * dx[live]).astype(np.int64) % columns
        ok[live] = water[y, x]
    return np.asarray(ok)
