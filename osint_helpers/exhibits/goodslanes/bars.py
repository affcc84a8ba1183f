"""Bars of a drawing of goods against lists: how a list holds them by form, how well by filling."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from osint_helpers.exhibits.lawlanes.marks import slants
from osint_helpers.exhibits.palette import MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, el, num

Json = dict[str, Any]


class Look(NamedTuple):
    """Colour, half the height of the bar, and what it means."""

    colour: str
    half: float
    words: str


LOOKS: Final = {
    "named": Look(STATUS_STYLE["documented"].color, 5.0,
                  "the list names the family, or points to one that does"),
    "every": Look(STATUS_STYLE["reported"].color, 5.0, "every good is covered"),
    "nolist": Look("#5f5f5f", 2.5, "luxury goods, without a list"),
    "code": Look(STATUS_STYLE["scheduled"].color, 2.5,
                 "held by a code of the instrument alone"),
    "open": Look(MUTED, 0.0, "points to a list the table does not hold for these days"),
}  # fmt: skip
POINT: Final = 6.0


class Bars:
    """Paths of bars by look, painted together: a report carries hundreds."""

    def __init__(self) -> None:
        self._ways: dict[tuple[str, bool], list[str]] = {}
        self._hatch: dict[str, list[str]] = {}
        self._dots: list[str] = []

    def add(self, row: Json, x1: float, x2: float, y: float) -> None:
        """Add the bar of a measure; without an end it has a point."""
        look = LOOKS[row["how"]]
        if not look.half:
            self._dots.append(f"M{num(x1)} {num(y)}H{num(x2)}")
            return
        high, neck = look.half, x2 if row["to"] else max(x1, x2 - POINT)
        tip = "" if row["to"] else f"L{num(x2)} {num(y)}L{num(neck)} {num(y + high)}"
        way = f"M{num(x1)} {num(y - high)}H{num(neck)}{tip}V{num(y + high)}H{num(x1)}Z"
        self._ways.setdefault((row["how"], bool(row["verified"])), []).append(way)
        if not row["verified"] and high >= 5:
            self._hatch.setdefault(row["how"], []).append(slants(x1, neck, y))

    def paint(self) -> list[Markup]:
        """Return one path a look."""
        out: list[Markup] = []
        for (how, sure), ways in sorted(self._ways.items()):
            colour = LOOKS[how].colour
            look = {"fill": colour} if sure else {
                "fill": "#ffffff", "stroke": colour, "stroke-width": 1.5}  # fmt: skip
            out.append(el("path", {"d": "".join(ways), **look}))
        for how, ways in sorted(self._hatch.items()):
            stroke = {"fill": "none", "stroke": LOOKS[how].colour, "stroke-width": 1.1}
            out.append(el("path", {"d": "".join(ways), **stroke}))
        if self._dots:
            dotted = {"fill": "none", "stroke": MUTED, "stroke-width": 2.5,
                      "stroke-dasharray": "2 4"}  # fmt: skip
            out.append(el("path", {"d": "".join(self._dots), **dotted}))
        return out


def legend(spec: Json) -> list[tuple[Markup, str]]:
    """Return the entries that occur: a mark around (23, 10), and words."""
    from osint_helpers.exhibits.svg import group

    rows = [row for one in spec["goods"] for lane in one["lanes"] for row in lane["rows"]]
    used = {row["how"] for row in rows}
    found: list[tuple[Markup, str]] = []

    def entry(words: str, **row: Any) -> None:  # noqa: ANN401
        bars = Bars()
        bars.add({"how": "named", "to": "x", "verified": True, **row}, 4, 42, 10)
        found.append((group(*bars.paint()), words))

    for how, look in LOOKS.items():
        if how in used:
            entry(look.words, how=how)
    if any(not row["verified"] for row in rows):
        entry("outlined, hatched: to be checked by counsel", verified=False)
    if any(not row["to"] for row in rows):
        entry("point: no end found, which is not \N{LEFT SINGLE QUOTATION MARK}still in force"
              "\N{RIGHT SINGLE QUOTATION MARK}", to="")  # fmt: skip
    return found
