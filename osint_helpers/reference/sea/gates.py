"""Which lines cross a passage that is closed."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import sight
from osint_helpers.reference.sea.geometry import Floats
from osint_helpers.reference.sea.passages import PASSAGES

# The Arctic gates meet at the pole: a line beyond this latitude counts as crossing both.
POLE: Final = 88.0
ARCTIC: Final = frozenset({"northern_sea_route", "northwest"})
_PIECE: Final = 1.5  # degrees: an arc is cut into pieces, each taken as straight


def crosses(name: str, a: Floats, b: Floats) -> NDArray[np.bool_]:
    """Say for each line a-b, straight in degrees, whether it crosses the gate of a passage."""
    out = np.zeros(len(a), bool)
    for p, q in pairwise(PASSAGES[name].gate):
        out |= sight.crosses(a, b, p, q)
    if name in ARCTIC:
        out |= np.maximum(a[:, 0], b[:, 0]) > POLE
    return out


def crossed(names: tuple[str, ...], a: Floats, b: Floats) -> NDArray[np.bool_]:
    """Say for each great circle a-b whether it crosses any of the passages."""
    out = np.zeros(len(a), bool)
    if not names or not len(a):
        return out
    start, end, line = sight.pieces(a, b, _PIECE)
    for name in names:
        near = _near(name, start, end)
        out[line[near[crosses(name, start[near], end[near])]]] = True
    return out


def _near(name: str, a: Floats, b: Floats) -> NDArray[np.int64]:
    """Return the lines that may touch a gate, by latitude alone."""
    lats = [lat for lat, _ in PASSAGES[name].gate]
    low, high = np.minimum(a[:, 0], b[:, 0]), np.maximum(a[:, 0], b[:, 0])
    return np.nonzero((high >= min(lats)) & (low <= max(lats)))[0]
