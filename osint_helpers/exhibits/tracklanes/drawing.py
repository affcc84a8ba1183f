"""The timeline of events as a static drawing: a lane a vessel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final, NamedTuple

from osint_helpers.exhibits.palette import ACCENT, GAP_FILL, MUTED
from osint_helpers.exhibits.svg import (
    Markup,
    clip,
    document,
    el,
    group,
    label,
    num,
    text_width,
    wrap,
)
from osint_helpers.exhibits.tracklanes.spec import ISO
from osint_helpers.exhibits.trackmap.glyphs import CALL, LOITER, MEET, TRACK
from osint_helpers.exhibits.trackmap.reading import hours_text

Json = dict[str, Any]

WIDTH: Final = 900
LEFT: Final = 116.0
RIGHT: Final = 886.0
HEAD: Final = 44.0
LANE: Final = 40.0
SIZE: Final = 12.5
SMALL: Final = 12.0
STRIPE: Final = "#f6f7f9"
GRID: Final = "#e4e6ea"
BAND: Final = "#6b4600"
_STEPS: Final = (1, 2, 3, 6, 12, 24, 48, 168, 720, 2160, 8760)  # hours
MEANING: Final = {
    "received": "positions received, no pause as long as a gap",
    "gap": "not received",
    "port call": "port call",
    "encounter": "encounter",
    "loitering": "loitering",
    "identity conflict": "identity conflict",
}


class Scale(NamedTuple):
    """Time to px."""

    start: datetime
    seconds: float

    @classmethod
    def of(cls, spec: Json) -> Scale:
        """Return the scale of a specification."""
        start = at(spec["from"])
        return cls(start, (at(spec["to"]) - start).total_seconds())

    def x(self, text: str, otherwise: float) -> float:
        """Return where a time lies, at the edge if it is outside the window."""
        if not text:
            return otherwise
        share = (at(text) - self.start).total_seconds() / self.seconds
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share))


def at(text: str) -> datetime:
    """Return a time of the specification."""
    return datetime.strptime(text, ISO)  # noqa: DTZ007  (always UTC here)


def draw(exhibit_id: str, title: str, spec: Json, *, words: bool) -> Markup:
    """Return the drawing; with ``words`` the legend and all else below it as well."""
    scale = Scale.of(spec)
    body: list[Markup] = []
    low = HEAD + LANE * len(spec["lanes"])
    for n in range(0, len(spec["lanes"]), 2):
        stripe = {"x": 0, "y": HEAD + LANE * n, "width": WIDTH, "height": LANE, "fill": STRIPE}
        body.append(el("rect", stripe))
    body += _grid(scale, low)
    for n, one in enumerate(spec["lanes"]):
        body += _lane(one, scale, HEAD + LANE * n)
    lower, height = _below(spec, low) if words else (group(), low)
    described = "; ".join(
        f"{one['label']}: " + ", ".join(f"{m['tag']} {m['text']}" for m in one["marks"])
        for one in spec["lanes"]
    )
    return document(exhibit_id, title, described, *body, *_stamp(spec), lower, width=WIDTH,
                    height=height + 8)  # fmt: skip


def _stamp(spec: Json) -> list[Markup]:
    if not spec["stamp"]:
        return []
    return [label(8, 16, clip(spec["stamp"], 14, LEFT - 12, bold=True), size=14, bold=True,
                  fill=ACCENT)]  # fmt: skip


def _grid(scale: Scale, low: float) -> list[Markup]:
    """Return the lines of the hours, as many as can be read, the day named where it begins."""
    hours = scale.seconds / 3600
    step = next((n for n in _STEPS if hours / n <= 13), _STEPS[-1])
    first = scale.start.replace(hour=0, minute=0, second=0)
    drawn, day = [], None
    n = 0
    while (moment := first + timedelta(hours=step * n)) <= scale.start + timedelta(hours=hours):
        n += 1
        if moment < scale.start:
            continue
        x = scale.x(moment.strftime(ISO), LEFT)
        drawn.append(el("line", {"x1": x, "x2": x, "y1": HEAD - 6, "y2": low, "stroke": GRID}))
        if step < 24:
            drawn.append(label(x, HEAD - 10, moment.strftime("%H:%M"), size=SMALL, fill=MUTED,
                               anchor="end" if x > RIGHT - 20 else "middle"))  # fmt: skip
        if moment.date() != day and x < RIGHT - 90:
            day = moment.date()
            drawn.append(label(x if step >= 24 else max(x - 16, LEFT - 16), HEAD - 26,
                               f"{day.day} {day:%b %Y}", size=SMALL, bold=True))  # fmt: skip
    return [*drawn, label(8, HEAD - 10, "MMSI, UTC", size=SMALL, fill=MUTED)]


def _lane(one: Json, scale: Scale, top: float) -> list[Markup]:
    """Return a lane: below what was received and what not, above what happened."""
    y = top + LANE - 13
    out = [label(8, y + 5, clip(one["label"], SIZE, LEFT - 14), size=SIZE)]
    for start, end, _ in one["received"]:
        x1, x2 = scale.x(start, LEFT), scale.x(end, RIGHT)
        out.append(el("rect", {"x": x1, "y": y - 5, "width": max(1.5, x2 - x1), "height": 10,
                               "fill": TRACK}))  # fmt: skip
    gaps = [mark for mark in one["marks"] if mark["kind"] == "gap"]
    others = [mark for mark in one["marks"] if mark["kind"] != "gap"]
    free = LEFT
    for mark in gaps:
        out += gap(mark, scale, y)
    for mark in sorted(others, key=lambda m: (m["from"], m["tag"])):
        drawn, free = event(mark, scale, y, free)
        out += drawn
    return out


def gap(mark: Json, scale: Scale, y: float) -> list[Markup]:
    """Return a hatched box without a line through it, and how long it is where there is room."""
    x1, x2 = scale.x(mark["from"], LEFT), scale.x(mark["to"], RIGHT)
    wide = max(2.0, x2 - x1)
    out = [hatched(x1, y - 8, wide, 16)]
    for text in (f"{mark['tag']} not received {hours_text(mark['hours'])}",
                 f"{mark['tag']} {hours_text(mark['hours'])}", mark["tag"]):  # fmt: skip
        room = text_width(text, SMALL) + 8
        if room <= wide - 6:
            middle = x1 + wide / 2
            out += [
                el("rect", {"x": middle - room / 2, "y": y - 7.5, "width": room, "height": 15,
                            "fill": "#ffffff"}),
                label(middle, y + 4.5, text, size=SMALL, fill=BAND, anchor="middle"),
            ]  # fmt: skip
            break
    return out


def hatched(x: float, y: float, wide: float, high: float) -> Markup:
    """Return a box with slanted strokes, cut at its edges."""
    way, at_ = "", x - high + 3
    while at_ < x + wide:
        left, right = max(at_, x), min(at_ + high, x + wide)
        if right > left:
            low, top = y + high - (left - at_), y + high - (right - at_)
            way += f"M{num(left)} {num(low)}L{num(right)} {num(top)}"
        at_ += 6
    box = {"x": x, "y": y, "width": wide, "height": high, "fill": GAP_FILL, "fill-opacity": 0.08,
           "stroke": GAP_FILL, "stroke-width": 1}  # fmt: skip
    return group(el("rect", box), el("path", {"d": way, "stroke": GAP_FILL, "stroke-width": 0.8,
                                              "fill": "none"}))  # fmt: skip


def event(mark: Json, scale: Scale, y: float, free: float) -> tuple[list[Markup], float]:
    """Return the block of an event above the line, and where the next one finds room."""
    x1, x2 = scale.x(mark["from"], LEFT), scale.x(mark["to"], RIGHT)
    colour = {"port call": CALL, "encounter": MEET, "loitering": LOITER}.get(mark["kind"], ACCENT)
    wide = max(3.0, x2 - x1)
    out = [el("rect", {"x": x1, "y": y - 13, "width": wide, "height": 6, "fill": colour})]
    room = text_width(mark["tag"], SMALL, bold=True)
    seat = min(max(x1, free), RIGHT - room)
    if seat - x1 < 40:  # farther away the tag would point at another block
        out.append(label(seat, y - 15, mark["tag"], size=SMALL, fill=colour, bold=True))
        free = seat + room + 5
    return out, free


def legend(spec: Json, x: float, tops: Iterable[float]) -> list[tuple[Markup, str]]:
    """Return the entries of the legend: a mark around ``x``, and its words."""
    held = {mark["kind"] for one in spec["lanes"] for mark in one["marks"]}
    names = [name for name in MEANING if name == "received" or name in held]
    return [(_sample(name, x, y), MEANING[name]) for name, y in zip(names, tops, strict=False)]


def _sample(name: str, x: float, y: float) -> Markup:
    if name == "gap":
        return hatched(x - 18, y - 7, 36, 14)
    colour = {"port call": CALL, "encounter": MEET, "loitering": LOITER, "received": TRACK}
    high = 10 if name == "received" else 6
    return el("rect", {"x": x - 18, "y": y - high / 2, "width": 36, "height": high,
                       "fill": colour.get(name, ACCENT)})  # fmt: skip


def _below(spec: Json, top: float) -> tuple[Markup, float]:
    out: list[Markup] = []
    y = top + 24
    for mark, text in legend(spec, 36, count(top + 19.5, 21)):
        out += [mark, label(70, y, text, size=SIZE)]
        y += 21
    for text in _sentences(spec):
        y += 4
        for line in wrap(text, SMALL, WIDTH - 28):
            out.append(label(14, y, line, size=SMALL, fill=MUTED))
            y += 16
    return group(*out), y


def _sentences(spec: Json) -> Sequence[str]:
    return [*spec["left_out"], *spec["words"]]
