"""Straightening by line of sight: a line over leaves drawn tight, as a string is pulled."""

from __future__ import annotations

from typing import Final

import numpy as np

from osint_helpers.reference.sea import sight
from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats, geodesic_nm
from osint_helpers.reference.sea.passages import PASSAGES

_ROUNDS: Final = 3


def tight(line: Floats, shut: tuple[str, ...]) -> Floats:
    """Return the line with the corners left out that are not needed, in a few rounds."""
    line = distinct(line)
    for _ in range(_ROUNDS):
        line = _skipped(line, shut)
        line = _dense(line)
    return _skipped(line, shut)


def distinct(line: Floats) -> Floats:
    """Leave out points equal to the one before."""
    keep = np.r_[True, (np.diff(line, axis=0) != 0).any(axis=1)]
    return line[keep]


def _skipped(line: Floats, shut: tuple[str, ...]) -> Floats:
    """From each point go to the farthest one in sight, found by doubling and halving."""
    kept, i, last = [0], 0, len(line) - 1
    while i < last:
        low, step = i + 1, 2
        while i + step <= last and _seen(line, i, i + step, shut):
            low, step = i + step, step * 2
        high = min(i + step, last + 1)
        while high - low > 1:
            middle = (low + high) // 2
            if _seen(line, i, middle, shut):
                low = middle
            else:
                high = middle
        i = low
        kept.append(i)
    return line[kept]


def _seen(line: Floats, i: int, j: int, shut: tuple[str, ...]) -> bool:
    a, b = line[i : i + 1], line[j : j + 1]
    for name in shut:
        gate = PASSAGES[name].gate
        for p, q in zip(gate, gate[1:], strict=False):
            if sight.crosses(a, b, p, q)[0]:
                return False
    return bool(sight.clear_arc(fine(), a, b)[0])


def _dense(line: Floats, nm: float = 30.0) -> Floats:
    """Put points on the line, so that the next round can cut its corners."""
    lengths = geodesic_nm(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    out = [line[:1]]
    for a, b, length in zip(line[:-1], line[1:], lengths, strict=True):
        n = int(np.clip(length // nm, 1, 40))
        t = np.arange(1, n + 1)[:, None] / n
        out.append(sight.on_arc(a, b, t))
    return np.concatenate(out)
