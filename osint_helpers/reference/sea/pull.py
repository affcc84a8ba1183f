"""Straightening by line of sight: a line drawn tight, as a string is pulled, in few large steps."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import gates, sight
from osint_helpers.reference.sea.data import fine
from osint_helpers.reference.sea.geometry import Floats, earth, geodesic_nm, short_nm

Ints = NDArray[np.int64]
# Points ahead that are looked at from each point, all at once; then only the next few.
_AHEAD: Final = np.array([1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64])
_NEXT: Final = np.arange(1, 5)
_BESIDE: Final = (60.0, 25.0, 10.0, 4.0, 1.5)  # nm from a corner, where it may be cut
_ROUNDS: Final = 2


def tight(line: Floats, shut: tuple[str, ...]) -> Floats:
    """Return the line with the corners left out or cut that are not needed.

    Parameters
    ----------
    line
        Points (n, 2), each in sight of the next or joined by a fairway.
    shut
        Passages that no new straight line may cross.
    """
    line = _skipped(distinct(line), shut, _AHEAD)
    for _ in range(_ROUNDS):
        line = _skipped(_cut(line, shut), shut, _NEXT)
    return line


def distinct(line: Floats) -> Floats:
    """Leave out points equal to the one before."""
    keep = np.r_[True, (np.diff(line, axis=0) != 0).any(axis=1)]
    return line[keep]


def _open(a: Floats, b: Floats, shut: tuple[str, ...]) -> NDArray[np.bool_]:
    """Say which great circles lie over water and cross no closed passage."""
    out = sight.clear_arc(fine(), a, b)
    if out.any():
        out[out] = ~gates.crossed(shut, a[out], b[out])
    return out


def _skipped(line: Floats, shut: tuple[str, ...], ahead: Ints) -> Floats:
    """Return the shortest way over the points in order."""
    n = len(line)
    a = np.repeat(np.arange(n), len(ahead))
    b = a + np.tile(ahead, n)
    kept = b < n
    a, b = a[kept], b[kept]
    ok = b == a + 1
    longer = ~ok
    ok[longer] = _open(line[a[longer]], line[b[longer]], shut)
    a, b = a[ok], b[ok]
    nm = geodesic_nm(line[a, 0], line[a, 1], line[b, 0], line[b, 1])
    best, before = [0.0] + [float("inf")] * (n - 1), [0] * n
    for i, j, length in zip(a.tolist(), b.tolist(), nm.tolist(), strict=True):
        if best[i] + length < best[j] - 1e-9:
            best[j], before[j] = best[i] + length, i
    way = [n - 1]
    while way[-1]:
        way.append(before[way[-1]])
    way.reverse()
    return line[way]


def _cut(line: Floats, shut: tuple[str, ...]) -> Floats:
    """Cut every corner where a straight line beside it saves most."""
    corner = np.arange(1, len(line) - 1)
    if not len(corner):
        return line
    xyz = earth(line[:, 0], line[:, 1])
    leg = short_nm(xyz[:-1], xyz[1:])
    off = np.array(_BESIDE)
    i, x, y = (part.ravel() for part in np.meshgrid(corner, off, off, indexing="ij"))
    # two corners share the leg between them: each may take its half
    kept = (x <= leg[i - 1] / 2) & (y <= leg[i] / 2)
    i, x, y = i[kept], x[kept], y[kept]
    if not len(i):
        return line
    p, q = _towards(line, i, i - 1, x / leg[i - 1]), _towards(line, i, i + 1, y / leg[i])
    saved = x + y - short_nm(earth(*p.T), earth(*q.T))
    good = np.nonzero(saved > 0.02)[0]
    good = good[_open(p[good], q[good], shut)]
    order = good[np.lexsort((good, -saved[good]))]
    first = np.unique(i[order], return_index=True)[1]
    chosen = {int(i[k]): k for k in order[first]}
    out: list[Floats] = []
    for k in range(len(line)):
        if k in chosen:
            out.extend((p[chosen[k]], q[chosen[k]]))
        else:
            out.append(line[k])
    return np.array(out)


def _towards(line: Floats, at: Ints, to: Ints, share: Floats) -> Floats:
    """Return the points at a share of the great circles from corners to their neighbours."""
    u, v = sight._unit(line[at]), sight._unit(line[to])
    angle = sight._angle(u, v)
    return np.stack(sight._at(u, v, angle, share), axis=1)
