"""Straightening by line of sight: a line drawn tight, as a string is pulled, in few large steps."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, sight
from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm

Ints = NDArray[np.int64]
# Points ahead that are looked at from each point, all at once; then only the next few.
_AHEAD: Final = np.array([2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64])
# On a way over many points every other jump is enough: corners are left out later, too.
_MANY: Final = 100
_FEWER: Final = np.array([2, 4, 8, 16, 32, 64])
_NEXT: Final = np.arange(2, 5)
# nm from a corner, where it may be cut: in odd rounds and in even ones
_BESIDE: Final = (np.array([60.0, 25.0, 10.0, 4.0, 1.5]), np.array([38.0, 16.0, 6.0, 2.5, 1.0]))
_LEAST: Final = 0.02  # nm: what a line has to save to be looked at
_FEW: Final = 40  # points: a round over so few costs little
_ROUNDS: Final = (3, 6)  # at most, on a way over more points and over few
# The share of the length below which a round is the last, on a way over few points and over many.
_SAVED: Final = (3e-4, 5e-4)


def tight(line: Floats, shut: tuple[str, ...]) -> Floats:
    """Return the line with the corners left out or cut that are not needed.

    Parameters
    ----------
    line
        Points (n, 2), each in sight of the next or joined by a fairway.
    shut
        Passages that no new straight line may cross.
    """
    line = distinct(line)
    few, many = len(line) <= _FEW, len(line) > _MANY
    a, b = _ahead(len(line), _FEWER if many else _AHEAD)
    line = line[_shortest(line, a, b, shut)]
    nm = _nm(line)
    for number in range(_ROUNDS[few]):
        if len(line) < 3:
            break
        line = _cut(line, _BESIDE[number % 2], shut)
        before, nm = nm, _nm(line)
        if nm > before * (1 - _SAVED[many]):
            break
    return line


def _nm(line: Floats) -> float:
    xyz = earth(*line.T)
    return float(short_nm(xyz[:-1], xyz[1:]).sum())


def distinct(line: Floats) -> Floats:
    """Leave out points equal to the one before."""
    keep = np.r_[True, (np.diff(line, axis=0) != 0).any(axis=1)]
    return line[keep]


def _ahead(n: int, steps: Ints) -> tuple[Ints, Ints]:
    """Return the pairs of numbers below n that are so many steps apart."""
    a = np.repeat(np.arange(n), len(steps))
    b = a + np.tile(steps, n)
    kept = b < n
    return a[kept], b[kept]


def _shortest(points: Floats, a: Ints, b: Ints, shut: tuple[str, ...]) -> Ints:
    """Return the shortest way over points in order: each to the next, or along an open line a-b."""
    n = len(points)
    xyz = earth(*points.T)
    leg = short_nm(xyz[:-1], xyz[1:])
    nm, along = short_nm(xyz[a], xyz[b]), np.r_[0.0, np.cumsum(leg)]
    some = np.flatnonzero(along[b] - along[a] - nm > _LEAST)
    a, b, nm = a[some], b[some], nm[some]
    seen = np.flatnonzero(sight.clear_between(fine(), points, a, b))
    if len(seen):
        seen = seen[~gates.crossed(shut, points[a[seen]], points[b[seen]])]
    a, b = np.r_[np.arange(n - 1), a[seen]], np.r_[np.arange(1, n), b[seen]]
    nm = np.r_[leg, nm[seen]]
    order = np.lexsort((b, a))
    best, before = [0.0] + [float("inf")] * (n - 1), [0] * n
    for i, j, length in zip(*(one[order].tolist() for one in (a, b, nm)), strict=True):
        if best[i] + length < best[j] - 1e-9:
            best[j], before[j] = best[i] + length, i
    way = [n - 1]
    while way[-1]:
        way.append(before[way[-1]])
    return np.array(way[::-1])


def _cut(line: Floats, beside: Floats, shut: tuple[str, ...]) -> Floats:
    """Cut corners by straight lines beside them, or leave them out: the shortest way of all."""
    xyz, n = earth(*line.T), len(line)
    leg = short_nm(xyz[:-1], xyz[1:])
    corner = np.repeat(np.arange(1, n - 1), len(beside))
    off = np.tile(beside, n - 2)
    # points beside corners, by leg and share of it: in front of the corner, and behind it
    share = np.stack([1 - off / leg[corner - 1], off / leg[corner]])
    on = np.stack([corner - 1, corner])
    used = np.stack([share[0] > 0, share[1] < 1])
    at = np.concatenate([np.arange(n, dtype=float), (on + share)[used]])
    order = np.argsort(at, kind="stable")
    place = np.empty(len(at), np.int64)
    place[order] = np.arange(len(at))
    number = np.full(used.shape, -1)
    number[used] = place[n:]
    points = np.concatenate([line, _between(line, on[used], share[used])])[order]
    a, b = _pairs(number.reshape(2, n - 2, len(beside)), place[:n])
    way = _shortest(points, a, b, shut)
    # what lies on one leg with the points before and after is no corner
    at = at[order][way]
    kept = np.ones(len(way), bool)
    kept[1:-1] = np.floor(at[:-2]) < np.ceil(at[2:]) - 1
    return points[way[kept]]


def _pairs(number: Ints, corner: Ints) -> tuple[Ints, Ints]:
    """Return the lines to look at: across one corner, across two, from corner to corner."""
    front, behind = number
    k = front.shape[1]
    a, b = _ahead(len(corner), _NEXT)
    starts = [np.repeat(front, k, axis=1).ravel(), front[:-1].ravel(), corner[a]]
    ends = [np.tile(behind, k).ravel(), behind[1:].ravel(), corner[b]]
    a, b = np.concatenate(starts), np.concatenate(ends)
    kept = (a >= 0) & (b >= 0)
    return a[kept], b[kept]


def _between(line: Floats, leg: Ints, share: Floats) -> Floats:
    """Return the points at a share of the great circles of legs."""
    unit = sight._unit(line)
    u, v = unit[leg], unit[leg + 1]
    return np.stack(sight._at(u, v, sight._angle(u, v), share), axis=1)
