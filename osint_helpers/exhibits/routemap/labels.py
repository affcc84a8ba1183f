"""Where pins and labels go on a picture, so that none covers another. Pure and deterministic.

``displace`` is written with additions, products and square roots only: the script of the report
(``assets/osint_map.js``) holds the same steps and IEEE 754 gives the same offsets in both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

Point = tuple[float, float]

ROUNDS: Final = 400
AIR: Final = 0.5  # px pushed beyond touching, so that rounding cannot bring two pins together
# Where a pin goes that lies exactly on another: eight directions, sines of 45 degrees written out.
SPREAD: Final[tuple[Point, ...]] = (
    (1.0, 0.0),
    (0.0, 1.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.70710678, 0.70710678),
    (-0.70710678, 0.70710678),
    (-0.70710678, -0.70710678),
    (0.70710678, -0.70710678),
)


def displace(points: Sequence[Point], radius: float) -> list[Point]:
    """Return how far each pin must move so that no two pins overlap.

    Pairs whose squares of two radii overlap are pushed apart along the line between them, the
    pair list in order, until nothing moves (at most 400 rounds). Squares, not circles: the size
    of a target is measured on its box (WCAG 2.2, 2.5.8).

    Parameters
    ----------
    points
        True points in pixels.
    radius
        Radius of a pin in pixels.

    Returns
    -------
    list of (dx, dy)
        In pixels, one a point, rounded to 0.1.
    """
    at = [[float(x), float(y)] for x, y in points]
    for _ in range(ROUNDS):
        moved = False
        for j in range(1, len(at)):
            for i in range(j):
                moved = _push(at, i, j, 2 * radius) or moved
        if not moved:
            break
    return [(_tenth(p[0] - x), _tenth(p[1] - y)) for p, (x, y) in zip(at, points, strict=True)]


def _push(at: list[list[float]], i: int, j: int, gap: float) -> bool:
    dx, dy = at[j][0] - at[i][0], at[j][1] - at[i][1]
    far = max(abs(dx), abs(dy))  # pins are targets as wide as they are high: squares
    if far >= gap:
        return False
    if far < 0.001:
        (dx, dy), far = SPREAD[(i + j) % 8], 1.0
        push = (gap + AIR) / 2
    else:
        push = (gap + AIR - far) / 2
    ux, uy = dx / far * push, dy / far * push
    at[i][0] -= ux
    at[i][1] -= uy
    at[j][0] += ux
    at[j][1] += uy
    return True


def _tenth(value: float) -> float:
    """Round half up to 0.1, as ``Math.floor(v * 10 + 0.5) / 10`` does."""
    return math.floor(value * 10 + 0.5) / 10


# Advance widths in em, taken wide (DejaVu Sans is the widest face of the font list), so that a
# label box is never narrower than the text in it.
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/ -")
_WIDE: Final = frozenset("mwMWQO@%—")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return an upper estimate of the width of ``text`` in pixels at a font size in pixels."""
    em = 0.0
    for char in text:
        if east_asian_width(char) in "WF":
            em += 1.0
        elif char in _NARROW:
            em += 0.38
        elif char in _WIDE:
            em += 0.95
        elif char.isupper():
            em += 0.7
        else:
            em += 0.615
    return em * size * (1.1 if bold else 1.0)


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break ``text`` into lines of at most ``width`` pixels; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        part = word
        while text_width(part, size) > width and len(part) > 1:
            cut = max(1, int(len(part) * width / text_width(part, size)) - 1)
            lines += [line] if line else []
            lines.append(part[:cut])
            line, part = "", part[cut:]
        joined = f"{line} {part}" if line else part
        if line and text_width(joined, size) > width:
            lines.append(line)
            joined = part
        line = joined
    return [*lines, line] if line else lines or [""]


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles share area."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies inside."""
        return self.x < point[0] < self.x + self.w and self.y < point[1] < self.y + self.h

    def nearest(self, point: Point) -> Point:
        """Return the point of the rectangle nearest to ``point``."""
        return (
            min(max(point[0], self.x), self.x + self.w),
            min(max(point[1], self.y), self.y + self.h),
        )


@dataclass(frozen=True)
class Wanted:
    """A label to place: its anchor, the room the anchor's own mark takes, and its size."""

    x: float
    y: float
    clear: float
    w: float
    h: float


# Right, left, above, below, then the corners: the order printed maps use for port names.
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_RINGS: Final = (0.0, 12.0, 26.0, 44.0, 66.0, 92.0, 122.0)


def _candidates(want: Wanted) -> list[tuple[float, Box]]:
    out = []
    if want.clear == 0:  # words of an area: on its middle first
        out.append((-1.0, Box(want.x - want.w / 2, want.y - want.h / 2, want.w, want.h)))
    for ring, more in enumerate(_RINGS):
        for order, (sx, sy) in enumerate(_SIDES):
            away = want.clear + more
            if sx and sy:
                away *= 0.75
            x = want.x + sx * away - (want.w if sx < 0 else 0 if sx else want.w / 2)
            y = want.y + sy * away - (want.h if sy < 0 else 0 if sy else want.h / 2)
            out.append((ring * 4 + order * 0.1, Box(x, y, want.w, want.h)))
    return out


def place(
    wanted: Sequence[Wanted],
    *,
    size: Point,
    taken: Sequence[Box],
    lines: Sequence[Point],
) -> list[Box | None]:
    """Choose a place for each label, in order.

    Candidates are tried in a fixed order: eight sides, then the same further out. A candidate
    that leaves the picture or meets a pin or an earlier label is out; of the others the one
    with the lowest cost wins: its distance, the lines it covers, and the labels and pins that the
    line back to its own mark would cross.

    Parameters
    ----------
    wanted
        The labels.
    size
        Width and height of the picture.
    taken
        Rectangles nothing may cover.
    lines
        Points along drawn lines, a few pixels apart; covering them is allowed but avoided.

    Returns
    -------
    list of Box or None
        ``None`` where no candidate is free.
    """
    full = list(taken)
    drawn = list(lines)
    out: list[Box | None] = []
    for want in wanted:
        best: tuple[float, Box] | None = None
        for distance, box in _candidates(want):
            if not _free(box, size, full):
                continue
            thread = _thread(want, box)
            crossed = sum(1 for p in thread if any(b.holds(p) for b in full))
            cost = distance + 0.6 * _covered(box, drawn) + 2.0 * crossed
            if best is None or cost < best[0]:
                best = (cost, box)
        out.append(best[1] if best else None)
        if best is not None:
            full.append(best[1])
            drawn += _thread(want, best[1])
    return out


def _covered(box: Box, points: Sequence[Point]) -> int:
    """Return how many of many points lie inside: `Box.holds` without a call for each."""
    left, right, top, bottom = box.x, box.x + box.w, box.y, box.y + box.h
    return sum([left < x < right and top < y < bottom for x, y in points])


def _free(box: Box, size: Point, full: Sequence[Box]) -> bool:
    inside = box.x >= 3 and box.y >= 3
    inside = inside and box.x + box.w <= size[0] - 3 and box.y + box.h <= size[1] - 3
    return inside and not any(box.meets(other) for other in full)


def _thread(want: Wanted, box: Box) -> list[Point]:
    """Return points, 4 px apart, of the line that joins a label to its mark, outside the mark."""
    x, y = box.nearest((want.x, want.y))
    far = math.dist((x, y), (want.x, want.y))
    out = []
    at = want.clear + 4
    while at < far:
        share = at / far
        out.append((want.x + (x - want.x) * share, want.y + (y - want.y) * share))
        at += 4
    return out
