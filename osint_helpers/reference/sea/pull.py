"""Straightening by line of sight: a line over leaves drawn tight, as a string is pulled."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, sight
from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats, geodesic_nm

_ROUNDS: Final = 2
_AHEAD: Final = 16  # points looked at from one point in one go
_BESIDE: Final = np.array([1.5, 4.0, 9.0, 20.0, 45.0, 100.0])  # nm from a corner


def tight(line: Floats, shut: tuple[str, ...]) -> Floats:
    """Return the line with the corners left out that are not needed, in a few rounds."""
    line = _skipped(distinct(line), shut)
    for _ in range(_ROUNDS):
        line = _skipped(_dense(line), shut)
    return line


def distinct(line: Floats) -> Floats:
    """Leave out points equal to the one before."""
    keep = np.r_[True, (np.diff(line, axis=0) != 0).any(axis=1)]
    return line[keep]


def _skipped(line: Floats, shut: tuple[str, ...]) -> Floats:
    """From each point go to the farthest one in sight, as far as the points ahead show."""
    kept, i, last = [0], 0, len(line) - 1
    while i < last:
        best, ahead = i + 1, _AHEAD
        while True:
            to = np.arange(i + 2, min(i + ahead, last) + 1) if ahead == _AHEAD else np.unique(
                np.linspace(best + 1, min(i + ahead, last), _AHEAD).astype(int))  # fmt: skip
            seen = to[_seen(line, i, to, shut)] if len(to) else to
            if not len(seen):
                break
            best = int(seen[-1])
            if best < i + ahead or best == last:
                break
            ahead *= 2
        i = best
        kept.append(i)
    return line[kept]


def _seen(line: Floats, i: int, to: NDArray[np.int64], shut: tuple[str, ...]) -> NDArray[np.bool_]:
    """Say which points are in sight of one, over water and no closed passage."""
    a, b = np.repeat(line[i : i + 1], len(to), 0), line[to]
    open_way = ~gates.crossed(shut, a, b)
    open_way[open_way] = sight.clear_arc(fine(), a[open_way], b[open_way])
    return open_way


def _dense(line: Floats) -> Floats:
    """Put points beside every corner and in the middle, so that the next round can cut it."""
    lengths = geodesic_nm(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    out = [line[:1]]
    for a, b, length in zip(line[:-1], line[1:], lengths, strict=True):
        off = _BESIDE[length / 2.1 > _BESIDE] / max(length, 1e-9)
        share = np.concatenate([off, [0.5] if length > 3 else [], 1 - off[::-1], [1.0]])
        out.append(sight.on_arc(a, b, share[:, None]))
    return np.concatenate(out)
