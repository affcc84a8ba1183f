"""The marks of a drawing of the law: bars and squares, filled or hatched, never colour alone.

Marks of one look are collected into one path for the whole drawing: a report carries hundreds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from osint_helpers.exhibits.palette import ACCENT, GAP_FILL, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, el, num

SURE: Final = STATUS_STYLE["documented"].color
CHECK: Final = STATUS_STYLE["scheduled"].color
BAND: Final = "#f6e7c4"
EDGE: Final = GAP_FILL
BAR: Final = 5.0  # half the height of a bar
POINT: Final = 6.0  # length of the point of a bar without an end
HALF: Final = 5.5  # half the side of a square


@dataclass
class Marks:
    """Paths of marks by look, in the order in which they are painted; words come last."""

    solid: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    hatch: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    none: list[str] = field(default_factory=list)
    turn: list[str] = field(default_factory=list)
    words: list[Markup] = field(default_factory=list)

    def bar(self, x1: float, x2: float, y: float, *, sure: bool, closed: bool) -> None:
        """Add a bar; without an end it has a point."""
        neck = x2 if closed else max(x1, x2 - POINT)
        tip = "" if closed else f"L{num(x2)} {num(y)}"
        way = f"M{num(x1)} {num(y - BAR)}H{num(neck)}{tip}"
        way += (
            f"V{num(y + BAR)}H{num(x1)}Z" if closed else f"L{num(neck)} {num(y + BAR)}H{num(x1)}Z"
        )
        (self.solid if sure else self.outline).append(way)
        if not sure:
            self.hatch.append(slants(x1, neck, y))

    def square(self, x: float, y: float, *, sure: bool, crosses: str = "") -> None:
        """Add the square of a place: filled, struck through, or half filled where it crosses."""
        box = f"M{num(x - HALF)} {num(y - HALF)}h11v11h-11z"
        (self.solid if sure else self.outline).append(box)
        if crosses:
            ends = crosses.startswith("ends")
            self.half.append(f"M{num(x - HALF if ends else x)} {num(y - HALF)}h5.5v11h-5.5z")
        elif not sure:
            self.hatch.append(f"M{num(x - HALF)} {num(y + HALF)}l11 -11")

    def dash(self, x: float, y: float) -> None:
        """Add the sign of a place for which no measure was found."""
        self.none.append(f"M{num(x - 4.5)} {num(y)}h9")

    def diamond(self, x: float, y: float) -> None:
        """Add the sign of a beginning or end within the days of a leg."""
        self.turn.append(f"M{num(x)} {num(y - 7)}l5.5 7l-5.5 7l-5.5 -7z")

    def paint(self) -> list[Markup]:
        """Return one path a look."""
        looks = (
            (self.solid, {"fill": SURE}),
            (self.outline, {"fill": "#ffffff", "stroke": CHECK, "stroke-width": 1.5}),
            (self.hatch, {"fill": "none", "stroke": CHECK, "stroke-width": 1.1}),
            (self.half, {"fill": CHECK}),
            (self.none, {"fill": "none", "stroke": MUTED, "stroke-width": 2}),
            (self.turn, {"fill": ACCENT, "stroke": "#ffffff", "stroke-width": 1}),
        )
        drawn = [el("path", {"d": "".join(ways), **look}) for ways, look in looks if ways]
        return [*drawn, *self.words]


def slants(x1: float, x2: float, y: float) -> str:
    """Return slanted strokes inside a bar, cut at its edges."""
    way, at, high = "", x1 - 2 * BAR + 3, 2 * BAR
    while at < x2:
        left, right = max(at, x1), min(at + high, x2)
        if right > left:
            low, top = y + BAR - (left - at), y + BAR - (right - at)
            way += f"M{num(left)} {num(low)}L{num(right)} {num(top)}"
        at += 6
    return way
