"""Which lines cross a passage that is closed."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import sight
from osint_helpers.reference.sea.geometry import Floats
from osint_helpers.reference.sea.passages import PASSAGES, Point

# The Arctic gates meet at the pole: a line beyond this latitude counts as crossing both.
POLE: Final = 88.0
ARCTIC: Final = frozenset({"northern_sea_route", "northwest"})
_POLAR: Final = 75.0
_PIECE: Final = 1.5  # degrees: an arc is cut into pieces, each taken as straight


# The floor joins all leaves that touch water: across an isthmus narrower than two leaves it would
# leak. A bar runs along the middle of the land, 0.2 degree and more from either coast (tested).
BARS: Final = {
    "Malay Peninsula": (
        (13.90, 99.30), (12.60, 99.30), (11.75, 99.35), (10.90, 99.10), (10.45, 98.98),
        (9.90, 98.85), (9.20, 98.85), (8.40, 98.95), (7.60, 99.75), (6.90, 100.30), (6.20, 101.00),
        (4.50, 101.60), (3.00, 102.40), (2.20, 103.10), (1.85, 103.40),
    ),
}  # fmt: skip


def crosses(name: str, a: Floats, b: Floats) -> NDArray[np.bool_]:
    """Say for each line a-b, straight in degrees, whether it crosses the gate of a passage."""
    out = over(PASSAGES[name].gate, a, b)
    if name in ARCTIC:
        out |= np.maximum(a[:, 0], b[:, 0]) > POLE
    return out


def reach(name: str) -> tuple[float, float]:
    """Return the latitudes between which a line has to pass to cross a passage."""
    lats = [lat for lat, _ in PASSAGES[name].gate]
    return min(lats), 90.0 if name in ARCTIC else max(lats)


def over(gate: tuple[Point, ...], a: Floats, b: Floats) -> NDArray[np.bool_]:
    """Say for each line a-b, straight in degrees, whether it crosses a line of points."""
    out, near = np.zeros(len(a), bool), _near(gate, a, b)
    for p, q in pairwise(gate):
        out[near] |= sight.crosses(a[near], b[near], p, q)
    return out


def crossed(names: tuple[str, ...], a: Floats, b: Floats) -> NDArray[np.bool_]:
    """Say for each great circle a-b whether it crosses any of the passages."""
    out = np.zeros(len(a), bool)
    if not len(a):
        return out
    top = float(sight.highest(a, b).max())
    names = tuple(name for name in names if top >= min(lat for lat, _ in PASSAGES[name].gate))
    if not names:
        return out
    start, end, line = sight.pieces(a, b, _PIECE)
    for name in names:
        near = _near(PASSAGES[name].gate, start, end)
        if len(near):
            out[line[near[crosses(name, start[near], end[near])]]] = True
    return out


def used(line: Floats) -> tuple[str, ...]:
    """Return the passages a line of great circles crosses, in the order of sailing."""
    start, end, _ = sight.pieces(line[:-1], line[1:], _PIECE)
    found = []
    for name in _touched(start, end):
        near = _near(PASSAGES[name].gate, start, end)
        hit = near[crosses(name, start[near], end[near])]
        if len(hit):
            found.append((int(hit[0]), name))
    return tuple(name for _, name in sorted(found))


def _touched(a: Floats, b: Floats) -> list[str]:
    """Return the passages that any of the lines a-b may touch: as :func:`_near`, all at once."""
    south, north, middle, reach = _boxes()
    low, high = np.minimum(a[:, 0], b[:, 0]), np.maximum(a[:, 0], b[:, 0])
    aside = np.abs((a[:, 1] - middle[:, None] + 180) % 360 - 180)
    hit = (high >= south[:, None]) & (low <= north[:, None]) & (aside <= reach[:, None])
    return [name for name, line in zip(PASSAGES, hit, strict=True) if line.any()]


@cache
def _boxes() -> tuple[Floats, Floats, Floats, Floats]:
    """Return south, north, middle longitude and reach in longitude of every gate."""
    out = []
    for passage in PASSAGES.values():
        (south, west), (north, east) = np.min(passage.gate, axis=0), np.max(passage.gate, axis=0)
        reach = (east - west) / 2 + 30 if north < _POLAR else 360.0
        out.append((south, north, (west + east) / 2, reach))
    south, north, middle, wide = np.array(out).T
    return south, north, middle, wide


def _near(gate: tuple[Point, ...], a: Floats, b: Floats) -> NDArray[np.int64]:
    """Return the lines that may touch a gate."""
    spots: Floats = np.array(gate)
    (south, west), (north, east) = spots.min(axis=0), spots.max(axis=0)
    near = (np.maximum(a[:, 0], b[:, 0]) >= south) & (np.minimum(a[:, 0], b[:, 0]) <= north)
    if north < _POLAR:  # nearer the pole a piece spans many degrees of longitude
        middle, reach = (west + east) / 2, (east - west) / 2 + 30
        near &= np.abs((a[:, 1] - middle + 180) % 360 - 180) <= reach
    return np.nonzero(near)[0]
