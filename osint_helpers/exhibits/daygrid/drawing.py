"""The grid of days as a static drawing: a row a month, a square a day."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.daygrid.spec import OUTSIDE, PLAIN, STATES
from osint_helpers.exhibits.palette import ACCENT, GAP_FILL, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, document, el, group, label, link, num, wrap

Json = dict[str, Any]

WIDTH: Final = 900.0
LEFT: Final = 86.0
TOP: Final = 30.0
SIDE: Final = 20.0
STEP: Final = 25.0
ROW: Final = 27.0
SMALL: Final = 12.0
SIZE: Final = 12.5
_SLANTS: Final = (5.0, 12.0, 20.0, 28.0, 35.0)  # px between the strokes of a square
_PALE: Final = "#e4e6ea"
_BLUE: Final = STATUS_STYLE["documented"].color


def draw(exhibit_id: str, title: str, spec: Json, *, words: bool) -> Markup:
    """Return the drawing; with ``words`` the legend and the sentences below it as well."""
    first, last = date.fromisoformat(spec["from"]), date.fromisoformat(spec["to"])
    stated = dict(marked(spec))
    body: list[Markup] = [
        label(LEFT + STEP * (n - 1) + SIDE / 2, TOP - 8, str(n), size=SMALL, fill=MUTED,
              anchor="middle")
        for n in range(1, 32)
    ]  # fmt: skip
    low = TOP
    for year, month in months(first, last):
        body.append(label(4, low + 15, f"{calendar.month_abbr[month]} {year}", size=SIZE))
        for n in range(1, calendar.monthrange(year, month)[1] + 1):
            day = date(year, month, n)
            x = LEFT + STEP * (n - 1)
            body.append(_square(x, low, day, stated.get(day), inside=first <= day <= last))
        low += ROW
    below, height = _below(spec, low + 6, words=words)
    return document(
        exhibit_id, title, described(spec), *body, below, width=WIDTH, height=height + 8
    )


def described(spec: Json) -> str:
    """Return the marked days in words, for those who do not see the grid."""
    return "; ".join(f"day {one['day']}: {one['text']}" for one in spec["marks"])


def months(first: date, last: date) -> Iterator[tuple[int, int]]:
    """Yield year and month from one day to another."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def marked(spec: Json) -> Iterator[tuple[date, Json]]:
    """Yield every marked day; a later mark of the same day takes its place."""
    for mark in spec["marks"]:
        day, end = date.fromisoformat(mark["from"]), date.fromisoformat(mark["to"])
        while day <= end:
            yield day, mark
            day += timedelta(days=1)


def _square(x: float, y: float, day: date, mark: Json | None, *, inside: bool) -> Markup:
    if not inside:
        return sample("outside", x, y)
    drawn = sample(mark["state"] if mark else "plain", x, y)
    if not mark or not mark["claims"]:
        return drawn
    name = f"{DateInterval.of_day(day).text()}, day {mark['day']}: {mark['text']}"
    return link(f"claim-{mark['claims'][0]}", name, drawn)


def sample(state: str, x: float, y: float, side: float = SIDE) -> Markup:
    """Return the square of a state with its upper left corner at a point."""
    box: Json = {"x": x, "y": y, "width": side, "height": side, "fill": "#ffffff"}
    if state == "outside":
        return el("rect", {**box, "stroke": _PALE})
    if state == "received":
        return el("rect", {**box, "fill": _BLUE, "stroke": _BLUE})
    hatch = "".join(
        f"M{num(x + max(0, d - side))} {num(y + min(side, d))}"
        f"L{num(x + min(side, d))} {num(y + max(0, d - side))}"
        for d in (_SLANTS if side == SIDE else (side * 0.5, side, side * 1.5))
    )
    parts = [
        el("rect", {**box, "fill": GAP_FILL, "fill-opacity": 0.1, "stroke": GAP_FILL}),
        el("path", {"d": hatch, "stroke": GAP_FILL, "stroke-width": 0.8, "fill": "none"}),
    ]
    middle_x, middle_y = x + side / 2, y + side / 2
    half = side / 2 - (2.5 if side == SIDE else 0.0)  # a small square has no room for a margin
    if state == "documented":
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        points = " ".join(f"{num(middle_x + dx)},{num(middle_y + dy)}" for dx, dy in corners)
        parts.append(el("polygon", {"points": points, "fill": _BLUE, "stroke": "#ffffff"}))
    if state == "counted":
        parts.append(el("circle", {"cx": middle_x, "cy": middle_y, "r": half - 1,
                                   "fill": ACCENT, "stroke": "#ffffff"}))  # fmt: skip
    return group(*parts)


def legend(spec: Json) -> list[tuple[str, str]]:
    """Return the states that occur, with their words."""
    held = {mark["state"] for mark in spec["marks"]}
    named = [(state, words) for state, words in STATES.items() if state in held]
    return [*named, ("plain", PLAIN), ("outside", OUTSIDE)]


def listed(spec: Json) -> list[tuple[Json, str]]:
    """Return every mark with its line: date, number of the day, what is stated."""
    out = []
    for mark in spec["marks"]:
        when = DateInterval.parse(mark["from"], mark["to"], "day").text()
        about = "about " if mark["state"] == "counted" and spec["soft"] else ""
        out.append((mark, f"Day {mark['day']}, {about}{when}: {mark['text']}"))
    return out


def _below(spec: Json, top: float, *, words: bool) -> tuple[Markup, float]:
    out: list[Markup] = []
    y = top
    for mark, text in listed(spec):
        out.append(sample(mark["state"], 4, y))
        for line in wrap(text, SIZE, WIDTH - 50):
            out.append(label(34, y + 15, line, size=SIZE))
            y += 18
        y += 7
    if not words:
        return group(*out), y
    y += 6
    for state, text in legend(spec):
        out += [sample(state, 4, y), label(34, y + 15, text, size=SMALL, fill=MUTED)]
        y += 25
    for text in spec["words"]:
        for line in wrap(text, SMALL, WIDTH - 14):
            out.append(label(4, y + 14, line, size=SMALL, fill=MUTED))
            y += 16
    return group(*out), y
