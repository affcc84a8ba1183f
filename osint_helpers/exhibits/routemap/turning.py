"""Longitudes of a map that crosses 180 degrees: of one piece, the ocean in the middle.

A line comes cut where it crosses 180 degrees. A map that begins at -180 would show it at its right
edge and go on at its left. Where one of a map's lines or shadings crosses, the map begins in the
widest stretch of longitude that holds nothing of it, and what lies east of 180 degrees is counted
on beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LatLon = tuple[float, float]
Line = list[LatLon]

TURN: Final = 360.0
EDGE: Final = 180.0
NEAR: Final = 1e-6  # degrees: rounding of a longitude


def joined(parts: Iterable[Sequence[LatLon]]) -> list[Line]:
    """Return the parts of a line; those that meet at 180 degrees are one, counted on beyond it."""
    out: list[Line] = []
    for part in parts:
        lat, lon = part[0]
        if out and abs(abs(lon) - EDGE) < NEAR and abs(out[-1][-1][0] - lat) < NEAR:
            turns = (out[-1][-1][1] - lon) / TURN
            if abs(turns - round(turns)) < NEAR:
                out[-1] += [(y, x + TURN * round(turns)) for y, x in part[1:]]
                continue
        out.append(list(part))
    return out


def continuous(ring: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return a closed ring without jumps at 180 degrees; one around a pole is closed along it."""
    out = [list(ring[0])]
    for lat, lon in ring[1:]:
        out.append([lat, round(lon + TURN * round((out[-1][1] - lon) / TURN), 3)])
    if abs(out[-1][1] - out[0][1]) > EDGE:
        pole = math.copysign(90.0, sum(lat for lat, _ in out))
        out += [[pole, out[-1][1]], [pole, out[0][1]], out[0]]
    return out


@dataclass(frozen=True)
class Turn:
    """Where a map begins, if not at -180 degrees.

    Attributes
    ----------
    start
        Degrees east; ``None``: nothing crosses 180 degrees, or all longitudes hold
        something and a cut has to be somewhere.
    """

    start: float | None = None

    def lines(self, parts: Iterable[Sequence[LatLon]]) -> list[Line]:
        """Return a line as the map counts longitudes."""
        if self.start is None:
            return [list(part) for part in parts]
        return [[(y, x + self._more(part)) for y, x in part] for part in joined(parts)]

    def point(self, at: LatLon) -> LatLon:
        """Return a point as the map counts longitudes."""
        return at[0], at[1] + self._more([at])

    def ring(self, ring: Sequence[Sequence[float]]) -> list[list[float]]:
        """Return a ring of :func:`continuous` as the map counts longitudes."""
        more = self._more([(y, x) for y, x in ring])
        return [[y, round(x + more, 3)] for y, x in ring] if more else [list(p) for p in ring]

    def settled(self, west: float) -> Turn:
        """Return the same beginning, whole turns away, for a frame to begin at -180 to 180."""
        if self.start is None:
            return self
        return Turn(self.start - TURN * math.floor((west + EDGE) / TURN))

    def _more(self, points: Sequence[LatLon]) -> float:
        """Return the whole turns that bring the westernmost of some points east of the start."""
        if self.start is None:
            return 0.0
        west = min(lon for _, lon in points)
        return TURN * math.ceil((self.start - west - NEAR) / TURN)


def turn_of(
    lines: Iterable[Sequence[Sequence[LatLon]]],
    rings: Iterable[Sequence[Sequence[float]]],
    points: Iterable[LatLon],
) -> Turn:
    """Return where a map of all this begins.

    Parameters
    ----------
    lines
        The parts of each line.
    rings
        Rings of :func:`continuous`.
    points
        Stops and other points.
    """
    whole = [part for parts in lines for part in joined(parts)]
    whole += [[(lat, lon) for lat, lon in ring] for ring in rings]
    spans = [(min(lon for _, lon in one), max(lon for _, lon in one)) for one in whole]
    if not any(low < -EDGE - NEAR or high > EDGE + NEAR for low, high in spans):
        return Turn()
    spans += [(lon, lon) for _, lon in points]
    return Turn(_widest(spans))


def _widest(spans: Iterable[tuple[float, float]]) -> float | None:
    """Return the eastern end of the widest stretch without a span; ties: the first from 0 on."""
    listed = sorted((low % TURN, low % TURN + high - low) for low, high in spans)
    reach = max(high for _, high in listed) - TURN
    best, start = NEAR, None
    for low, high in listed:
        if low - reach > best:
            best, start = low - reach, low
        reach = max(reach, high)
    return None if start is None else (start + EDGE) % TURN - EDGE
