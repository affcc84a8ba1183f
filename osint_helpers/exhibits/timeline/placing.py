"""Where marks and labels go: days to px, and sub-rows in which no two labels overlap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from osint_helpers.exhibits.svg import clip, text_width

PLOT_LEFT, PLOT_RIGHT = 166.0, 890.0
SIZE: Final = 12.0
GAP: Final = 5.0  # between a mark and its label
APART: Final = 9.0  # between two labels of one sub-row
NEAR: Final = 14.0  # px within which a mark is the end of the line of its movement
LEAST: Final = 60.0  # a cut label must have this many px
HALF: Final = 6.0  # half the width of a diamond


@dataclass(frozen=True)
class Scale:
    """Days of one panel to px."""

    first: int
    last: int

    @classmethod
    def of(cls, panel: dict[str, Any]) -> Scale:
        """Return the scale of a panel; its last day is shown in full."""
        first, last = (date.fromisoformat(panel[end]).toordinal() for end in ("from", "to"))
        return cls(first, last + 1)

    def x(self, day: str, *, end: bool = False) -> float:
        """Return the px of the start (or end) of a day, held within the panel."""
        number = date.fromisoformat(day).toordinal() + end
        share = (min(max(number, self.first), self.last) - self.first) / (self.last - self.first)
        return PLOT_LEFT + share * (PLOT_RIGHT - PLOT_LEFT)

    def middle(self, mark: dict[str, Any]) -> float:
        """Return the px of the middle of a mark."""
        return (self.x(mark["from"]) + self.x(mark["to"], end=True)) / 2

    def span(self, mark: dict[str, Any]) -> tuple[float, float]:
        """Return left and right of a mark as drawn."""
        middle = self.middle(mark)
        if mark["shape"] == "day":
            return middle - HALF, middle + HALF
        left, right = self.x(mark["from"]), self.x(mark["to"], end=True)
        half = HALF if mark["shape"] == "soft" else 2.0
        return min(left, middle - half), max(right, middle + half)

    def holds(self, mark: dict[str, Any]) -> bool:
        """Say whether any day of a mark lies in the panel."""
        first, last = (date.fromisoformat(mark[end]).toordinal() for end in ("from", "to"))
        return last >= self.first and first < self.last


@dataclass(frozen=True)
class Placed:
    """One entry with its marks of this panel, its sub-row and the box of its label."""

    entry: dict[str, Any]
    marks: list[dict[str, Any]]
    row: int
    label: str
    anchor: str
    label_x: float
    span: tuple[float, float]


def place(row: dict[str, Any], scale: Scale) -> tuple[list[Placed], int]:
    """Return the entries of a row that lie in the panel, placed, and the number of sub-rows.

    Entries are taken in order of time. Each goes to the first sub-row in which its marks and its
    label, on the wanted side or else on the other, overlap nothing; a label that fits on
    neither side of the panel is cut.
    """
    busy: list[list[tuple[float, float]]] = [[]]
    line = _line(row, scale)
    if line:
        busy[0].append((line[0] + HALF + 1, line[1] - HALF - 1))
    done = []
    inside = [(e, [m for m in e["marks"] if scale.holds(m)]) for e in row["entries"]]
    ordered = sorted(
        (pair for pair in inside if pair[1]),
        key=lambda pair: (scale.span(pair[1][0]), pair[0]["label"]),
    )
    for entry, marks in ordered:
        placed = _fit(entry, marks, scale, busy, line)
        busy[placed.row].append(placed.span)
        done.append(placed)
    return done, len(busy)


def _line(row: dict[str, Any], scale: Scale) -> tuple[float, float] | None:
    """Return the px of the ends of a row's line, or nothing."""
    if not row["line"]:
        return None
    ends = {"from": row["line"][0], "to": row["line"][1]}
    return (scale.x(ends["from"]), scale.x(ends["to"], end=True)) if scale.holds(ends) else None


def _fit(
    entry: dict[str, Any],
    marks: list[dict[str, Any]],
    scale: Scale,
    busy: list[list[tuple[float, float]]],
    line: tuple[float, float] | None,
) -> Placed:
    """Return an entry placed in the first sub-row that takes it; may open a new one."""
    spans = [scale.span(mark) for mark in marks]
    left, right = min(s[0] for s in spans), max(s[1] for s in spans)
    # The line of a movement ends in its own marks: there only the label must not lie on it.
    ends = line is not None and not entry["hollow"] and _at_end(line, left, right)
    choices = _choices(entry, left, right)
    number = 0
    while True:
        if number == len(busy):
            busy.append([])
        for words, anchor, x, label_span in choices:
            whole = (min(left, label_span[0]), max(right, label_span[1]))
            if _free(busy[number], label_span if ends and number == 0 else whole):
                return Placed(entry, marks, number, words, anchor, x, whole)
        number += 1


def _at_end(line: tuple[float, float], left: float, right: float) -> bool:
    """Say whether the marks are the start or the end of the line of a movement."""
    return abs(left - line[0]) < NEAR or abs(right - line[1]) < NEAR


def _choices(
    entry: dict[str, Any], left: float, right: float
) -> list[tuple[str, str, float, tuple[float, float]]]:
    """Return where the label may stand: (words, anchor, x, span), best first.

    The wanted side, the other side; if it fits on neither, on the mark itself, and if that is
    too short, cut on the side with more room.
    """
    wide = text_width(entry["label"], SIZE)
    room = {"left": left - GAP - PLOT_LEFT, "right": PLOT_RIGHT - right - GAP}
    sides = ["left", "right"] if entry["side"] == "left" else ["right", "left"]
    fitting = [side for side in sides if room[side] >= wide]
    if not fitting:
        fitting = [max(sides, key=lambda side: room[side])]
    if room[fitting[0]] < wide and (right - left > wide + 30 or room[fitting[0]] < LEAST):
        words = clip(entry["label"], SIZE, PLOT_RIGHT - left - 18)
        x = left + 14
        return [(words, "on", x, (x, x + text_width(words, SIZE)))]
    found = []
    for side in fitting:
        words = clip(entry["label"], SIZE, room[side])
        box = text_width(words, SIZE)
        x = left - GAP if side == "left" else right + GAP
        span = (x - box, x) if side == "left" else (x, x + box)
        found.append((words, "end" if side == "left" else "start", x, span))
    return found


def _free(busy: list[tuple[float, float]], span: tuple[float, float]) -> bool:
    """Say whether a span keeps its distance from all others."""
    return all(span[0] >= b + APART or span[1] + APART <= a for a, b in busy)
