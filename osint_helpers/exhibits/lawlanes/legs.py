"""The upper part: the legs in order, their days on one scale, and which places were not asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from osint_helpers.exhibits.lawlanes.marks import BAND, EDGE
from osint_helpers.exhibits.lawlanes.scale import Scale
from osint_helpers.exhibits.palette import ACCENT, INK, MUTED
from osint_helpers.exhibits.svg import Markup, clip, el, label, link, text_width, wrap
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

SIZE: Final = 12.5
SMALL: Final = 12.0
LINE: Final = 15.0
LEFT: Final = 8.0
TEXT: Final = 428.0  # width of the words of a leg
GRID: Final = "#d9dce1"
EDGES: Final = (448.0, 892.0)  # of everything at the right
NOT_ASKED: Final = "not asked"  # a leg is asked for on its days: one without any is not
HOLLOW: Final[Json] = {"fill": "#ffffff", "stroke": INK, "stroke-dasharray": "2 2"}
EVENTS: Final = {"origin": "departure", "destination": "arrival"}


def upper(spec: Json, scale: Scale | None, top: float) -> tuple[list[Markup], float]:
    """Return the rows of the legs under their axis, and where they end."""
    y = top + 34
    rows = [(leg, _words(leg), _height(leg)) for leg in spec["legs"]]
    low = y + sum(high for _, _, high in rows)
    out: list[Markup] = [label(LEFT, y - 8, "The legs, in order", size=SIZE, bold=True)]
    if scale is not None:
        out += [*_axis(scale, y, low), *_turns(spec, scale, y, low)]
    for leg, lines, high in rows:
        out += _row(leg, lines, scale, y, linked=spec["linked"])
        y += high
        out.append(el("line", {"x1": LEFT, "x2": 892, "y1": y, "y2": y, "stroke": GRID}))
    return out, low + _turn_height(spec)


def upper_height(spec: Json) -> float:
    """Return how high the rows of the legs are with their axis."""
    return 34 + sum(_height(leg) for leg in spec["legs"]) + _turn_height(spec)


def _turn_height(spec: Json) -> float:
    return LINE * sum(len(lines) for _, lines in _turn_lines(spec))


def turning(spec: Json) -> list[tuple[str, str]]:
    """Return (day, words) of every day of a leg on which a measure begins or ends, in order."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in (one for lane in spec["lanes"] for one in lane["measures"]):
        for word, day in (("begins", one["from"]), ("ends", one["to"])):
            if turns(one, word):
                found.setdefault(day, {}).setdefault(word, []).append(one["measure"])
    return [
        (day, f"{day}: " + "; ".join(
            f"{', '.join(names)} {word if len(names) == 1 else word[:-1]}"
            for word, names in sorted(words.items(), reverse=True)
        ))
        for day, words in sorted(found.items())
    ]  # fmt: skip


def turns(measure: Json, word: str) -> bool:
    """Tell whether a measure ``begins`` or ``ends`` within the days of a leg."""
    day = measure["from"] if word == "begins" else measure["to"]
    return bool(day) and any(f"{word} on {day}" in cell[2] for cell in measure["cells"])


def _turn_lines(spec: Json) -> list[tuple[str, list[str]]]:
    return [(day, wrap(text, SMALL, EDGES[1] - LEFT, bold=True)) for day, text in turning(spec)]


def _height(leg: Json) -> float:
    return 21 + LINE * len(_words(leg))


def _words(leg: Json) -> list[tuple[str, bool]]:
    """Return the lines below the name of a leg: its days, then (True) why what was not asked."""
    days = [
        f"{EVENTS[ask['role']]} {ask['when']}" + (f" ({ask['note']})" if ask["note"] else "")
        for ask in leg["asks"]
        if ask["when"] and ask["role"] in EVENTS
    ]
    why: dict[str, list[str]] = {}
    for ask in leg["asks"]:
        if ask["problem"]:
            why.setdefault(_short(ask["problem"]), []).append(ask["role"])
    said = [f"{', '.join(dict.fromkeys(roles))} not asked: {problem}"
            for problem, roles in why.items()]  # fmt: skip
    told = wrap(", ".join(dict.fromkeys(days)), SMALL, TEXT, lines=2)
    lost = [line for text in said for line in wrap(text, SMALL, TEXT, lines=2)]
    return [*((line, False) for line in told), *((line, True) for line in lost)]


def _short(problem: str) -> str:
    """Return why a place was not asked without the advice in brackets; table and CSV hold it."""
    return problem.rpartition(" (")[0] if problem.endswith(")") else problem


def _row(
    leg: Json, lines: Sequence[tuple[str, bool]], scale: Scale | None, top: float, *, linked: bool
) -> list[Markup]:
    """Return the words of a leg and, at the right, its days."""
    name = label(LEFT, top + 15, clip(leg["label"], SIZE, TEXT, bold=True), size=SIZE, bold=True)
    out = [link(anchor_id("leg", leg["leg"]), f"Leg {leg['label']}", name) if linked else name]
    for n, (text, odd) in enumerate(lines, 1):
        out.append(label(LEFT, top + 15 + LINE * n, text, size=SMALL, fill=MUTED, italic=odd))
    middle = top + _height(leg) / 2
    dated = [ask for ask in leg["asks"] if ask["to"]]
    if scale is not None and dated:
        return [*out, *_days(leg["tag"], dated, scale, middle)]
    x = (EDGES[0] if scale is None else scale.left) + 4
    plate = {"x": x, "y": middle - 8, "width": text_width(NOT_ASKED, SMALL) + 6, "height": 17,
             "fill": "#ffffff"}  # fmt: skip
    return [*out, el("rect", plate),
            label(x + 3, middle + 4, NOT_ASKED, size=SMALL, fill=MUTED, italic=True)]  # fmt: skip


def _days(tag: str, dated: Sequence[Json], scale: Scale, y: float) -> list[Markup]:
    """Return the possible days of departure and arrival as boxes, with a line between them."""
    spans = [scale.span(ask["from"], ask["to"], 4) for ask in dated]
    x1, x2 = min(one for one, _ in spans), max(one for _, one in spans)
    out = [el("line", {"x1": x1, "x2": x2, "y1": y, "y2": y, "stroke": INK, "stroke-width": 2})]
    for ask, (start, end) in zip(dated, spans, strict=True):
        if ask["role"] in EVENTS:
            box: Json = {"x": start, "y": y - 5, "width": end - start, "height": 10}
            out.append(el("rect", box | (HOLLOW if ask["problem"] else {"fill": INK})))
    wide = text_width(tag, SMALL, bold=True)
    if x2 + 5 + wide < scale.right:
        return [*out, label(x2 + 5, y + 4, tag, size=SMALL, bold=True)]
    if x1 - 5 - wide > scale.left:
        return [*out, label(x1 - 5 - wide, y + 4, tag, size=SMALL, bold=True)]
    return out  # the days fill the scale; the name of the leg stands at the left


def _axis(scale: Scale, low: float, end: float) -> list[Markup]:
    """Return the ground of the days and their ticks; the year where it begins."""
    out = [
        el("rect", {"x": scale.left, "y": low, "width": scale.right - scale.left,
                    "height": end - low, "fill": BAND, "fill-opacity": 0.45, "stroke": EDGE,
                    "stroke-dasharray": "3 3"}),
    ]  # fmt: skip
    year, free = 0, 0.0
    ticks = scale.ticks(9)
    months = all(day.day == 1 for day in ticks)
    for day in ticks:
        x = scale.x(day)
        out.append(el("line", {"x1": x, "x2": x, "y1": low - 4, "y2": end, "stroke": GRID}))
        words = f"{day:%b}" if months else f"{day.day} {day:%b}"
        if day.year != year and x >= free:
            words, year = f"{words} {day.year}", day.year
        if x >= free and x + text_width(words, SMALL) <= scale.right:
            out.append(label(x, low - 8, words, size=SMALL, fill=MUTED))
            free = x + text_width(words, SMALL) + 6
    return out


def _turns(spec: Json, scale: Scale, top: float, low: float) -> list[Markup]:
    """Return a line at each day on which a measure begins or ends, with its words below."""
    out: list[Markup] = []
    y = low - 2
    for day, lines in _turn_lines(spec):
        x = scale.x(date.fromisoformat(day))
        out.append(el("line", {"x1": x, "x2": x, "y1": top, "y2": low, "stroke": ACCENT,
                               "stroke-width": 1.5, "stroke-dasharray": "5 3"}))  # fmt: skip
        for text in lines:
            y += LINE
            half = text_width(text, SMALL, bold=True) / 2
            seat = min(max(x, LEFT + half), EDGES[1] - half)
            out.append(label(seat, y, text, size=SMALL, fill=ACCENT, bold=True, anchor="middle"))
    return out
