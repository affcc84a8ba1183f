"""Bars of days for a narrow screen: the words of a bar above it, the bar on the whole width."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.daybars.drawing import (
    BAR,
    MORE,
    NONE,
    RULE,
    STAY_FILL,
    described,
    further,
    most,
    span,
    ticks,
)
from osint_helpers.exhibits.palette import INK, MUTED
from osint_helpers.exhibits.svg import Markup, document, el, group, label, link, num, wrap
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

WIDTH: Final = 320.0
LEFT: Final = 6.0
RIGHT: Final = 312.0
AXIS: Final = 26.0
HEAD: Final = 26.0
LINE: Final = 15.0
SIZE: Final = 12.5


def draw(exhibit_id: str, title: str, spec: Json) -> Markup:
    """Return the drawing: one scale of days for all bars, as in the wide one."""
    scale = (RIGHT - LEFT - MORE) / most(spec)
    low = AXIS
    rows: list[Markup] = []
    for one in spec["groups"]:
        drawn, low = _group(one, low, scale)
        rows += drawn
    body = [*_axis(spec, scale, low), *rows]
    return document(exhibit_id, title, described(spec), *body, width=WIDTH, height=low + 6)


def _axis(spec: Json, scale: float, height: float) -> list[Markup]:
    out: list[Markup] = []
    for day in ticks(spec, scale):
        x = LEFT + day * scale
        if x > RIGHT - 10:
            break
        out.append(el("path", {"d": f"M{num(x)} {AXIS - 7}V{num(height)}", "stroke": RULE}))
        said, anchor = ("0 days", None) if day == 0 else (str(day), "middle")
        out.append(label(x, AXIS - 11, said, size=SIZE, fill=MUTED, anchor=anchor))
    return out


def _group(one: Json, top: float, scale: float) -> tuple[list[Markup], float]:
    head = label(LEFT, top + 18, one["label"], size=13.5, bold=True,
                 fill=STAY_FILL if one["target"] else INK)  # fmt: skip
    line = el("path", {"d": f"M{LEFT} {num(top)}H{RIGHT}", "stroke": RULE})
    out = [line, link(anchor_id(*one["target"]), one["label"], head) if one["target"] else head]
    low = top + HEAD
    for bar in one["bars"]:
        drawn, low = _row(bar, low, scale)
        out.append(drawn)
    if not one["bars"]:
        for text in wrap(NONE, SIZE, RIGHT - LEFT):
            out.append(label(LEFT, low + 11, text, size=SIZE, fill=MUTED, italic=True))
            low += LINE
        low += 6
    return out, low


def _row(bar: Json, top: float, scale: float) -> tuple[Markup, float]:
    lines = wrap(f"{bar['label']}: {bar['text']}", SIZE, RIGHT - LEFT)
    y = top + LINE * len(lines) + 2 + BAR / 2
    low = y + BAR / 2 + 8
    ground = {"x": 0, "y": top, "width": WIDTH, "height": low - top, "fill": "#ffffff",
              "fill-opacity": 0}  # fmt: skip
    drawn, end = span(bar["kind"], bar["low"], bar["high"], x=LEFT, y=y, scale=scale)
    if bar["open"]:
        drawn += further(bar["kind"], end, y)
    words = [label(LEFT, top + 11 + LINE * n, text, size=SIZE) for n, text in enumerate(lines)]
    inside = [el("rect", ground), *words, *drawn]
    if not bar["refs"]:
        return group(*inside), low
    return link(anchor_id(*bar["refs"][0]), f"{bar['label']}: {bar['text']}", *inside), low
