"""Bars of days as a static drawing: one scale for all, one group a case."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.daybars.spec import SILENCE
from osint_helpers.exhibits.palette import GAP_FILL, INK, MUTED
from osint_helpers.exhibits.svg import (
    Markup,
    clip,
    document,
    el,
    group,
    label,
    link,
    num,
    text_width,
    wrap,
)
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

WIDTH: Final = 900.0
LEFT: Final = 8.0
NAMES: Final = 240.0
RIGHT: Final = 892.0
ROW: Final = 22.0
HEAD: Final = 26.0
AXIS: Final = 30.0
BAR: Final = 12.0
SIZE: Final = 12.0
STAY_FILL: Final = "#005a8f"
RULE: Final = "#d9d9d9"
OPEN: Final = 46.0  # length of a bar whose days are not published
MORE: Final = 24.0  # length of the open end of a bar that may go on
PAGE: Final = 1000.0  # px of height that on paper leave the words 6 pt high
_TICKS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
NONE: Final = "no stay between two legs and no silence with a published day"
LEGEND: Final = (
    ("silence", 40, 40, "no position received"),
    ("stay", 40, 40, "stay between two legs"),
    ("stay", 18, 40, "solid: at least; hatched: up to, as the printed dates allow"),
    ("stay", None, None, "open: a day is not published, or it may go on"),
)


def draw(
    exhibit_id: str, title: str, spec: Json, groups: list[Json] | None = None, *, words: bool
) -> Markup:
    """Return the drawing of some groups, by default all; with ``words`` what stands below too."""
    shown = spec["groups"] if groups is None else groups
    scale = _scale(spec)
    height = AXIS + sum(tall(one) for one in shown)
    body = _axis(spec, scale, height)
    low = AXIS
    for one in shown:
        body += _group(one, low, scale)
        low += tall(one)
    if words:
        more, low = below(spec, low)
        body += more
    return document(exhibit_id, title, described(spec), *body, width=WIDTH, height=low + 8)


def tall(one: Json) -> float:
    """Return the height of a group; a case without a bar says so in one row."""
    return HEAD + ROW * max(1, len(one["bars"]))


def pages(spec: Json) -> list[list[Json]]:
    """Return the groups in parts that fit on a page each."""
    found: list[list[Json]] = [[]]
    room = PAGE - AXIS
    for one in spec["groups"]:
        if tall(one) > room and found[-1]:
            found.append([])
            room = PAGE - AXIS
        found[-1].append(one)
        room -= tall(one)
    return found


def described(spec: Json) -> str:
    """Return what the drawing shows, for those who do not see it."""
    told = [
        f"{one['label']}: " + ("; ".join(f"{bar['label']}, {bar['text']}" for bar in one["bars"])
                               or "none published")
        for one in spec["groups"]
    ]  # fmt: skip
    return ". ".join(told) + "."


def most(spec: Json) -> int:
    """Return the largest number of days of a bar, at least 1."""
    return max([1, *(bar["high"] or 0 for one in spec["groups"] for bar in one["bars"])])


def _scale(spec: Json) -> float:
    """Return px a day: so many that behind each bar its words find room."""
    room = RIGHT - NAMES - MORE - 12
    bars = [bar for one in spec["groups"] for bar in one["bars"] if bar["high"]]
    wide = [max(room - text_width(bar["text"], SIZE), 60.0) / float(bar["high"]) for bar in bars]
    return min([(room - 60.0) / most(spec), *wide])


def ticks(spec: Json, scale: float) -> range:
    """Return the days of the axis, in steps that leave room for their numbers."""
    step = next((one for one in _TICKS if one * scale >= 56), _TICKS[-1])
    return range(0, most(spec) + step, step)


def _axis(spec: Json, scale: float, height: float) -> list[Markup]:
    out: list[Markup] = []
    for day in ticks(spec, scale):
        x = NAMES + day * scale
        if x > RIGHT - 20:
            break
        out.append(el("path", {"d": f"M{num(x)} {AXIS - 8}V{num(height)}", "stroke": RULE,
                               "stroke-width": 1}))  # fmt: skip
        said = f"{day} days" if day == 0 else str(day)
        out.append(label(x, AXIS - 13, said, size=SIZE, fill=MUTED, anchor="middle"))
    return out


def _group(one: Json, top: float, scale: float) -> list[Markup]:
    head = label(LEFT, top + 17, one["label"], size=13, bold=True,
                 fill=STAY_FILL if one["target"] else INK)  # fmt: skip
    named = link(anchor_id(*one["target"]), one["label"], head) if one["target"] else head
    out: list[Markup] = [
        el("path", {"d": f"M{LEFT} {num(top)}H{RIGHT}", "stroke": RULE, "stroke-width": 1}), named,
    ]  # fmt: skip
    low = top + HEAD
    for bar in one["bars"]:
        out.append(_row(bar, low, scale))
        low += ROW
    if not one["bars"]:
        out.append(label(LEFT + 10, low + 14, NONE, size=SIZE, fill=MUTED, italic=True))
    return out


def _row(bar: Json, top: float, scale: float) -> Markup:
    y = top + ROW / 2
    name = clip(bar["label"], SIZE, NAMES - LEFT - 18)
    ground = {"x": LEFT, "y": top, "width": RIGHT - LEFT, "height": ROW, "fill": "#ffffff",
              "fill-opacity": 0}  # fmt: skip
    drawn, end = span(bar["kind"], bar["low"], bar["high"], x=NAMES, y=y, scale=scale)
    if bar["open"]:
        drawn += further(bar["kind"], end, y)
        end += MORE
    said = clip(bar["text"], SIZE, RIGHT - end - 8)
    inside = [el("rect", ground), label(LEFT + 10, y + 4, name, size=SIZE), *drawn,
              label(end + 8, y + 4, said, size=SIZE)]  # fmt: skip
    if not bar["refs"]:
        return group(*inside)
    return link(anchor_id(*bar["refs"][0]), f"{bar['label']}: {bar['text']}", *inside)


def further(kind: str, x: float, y: float) -> list[Markup]:
    """Return the open end of a bar that is counted to an event and may go on."""
    fill = GAP_FILL if kind == SILENCE else STAY_FILL
    top = y - BAR / 2
    way = f"M{num(x)} {num(top)}H{num(x + MORE)}M{num(x)} {num(top + BAR)}H{num(x + MORE)}"
    line = {"fill": "none", "stroke": fill, "stroke-width": 1.4, "stroke-dasharray": "3 3"}
    return [el("path", {"d": way, **line})]


def span(
    kind: str, low: int | None, high: int | None, *, x: float, y: float, scale: float
) -> tuple[list[Markup], float]:
    """Return a bar and where it ends: solid to `low`, hatched to `high`, open without either."""
    fill = GAP_FILL if kind == SILENCE else STAY_FILL
    top = y - BAR / 2
    if low is None or high is None:
        way = f"M{num(x + OPEN)} {num(top)}H{num(x)}V{num(top + BAR)}H{num(x + OPEN)}"
        line = {"fill": "none", "stroke": fill, "stroke-width": 1.4, "stroke-dasharray": "3 3"}
        return [el("path", {"d": way, **line})], x + OPEN
    out = []
    solid = max(low * scale, 2.0 if low == high else 0.0)  # a day of a long scale is still seen
    if solid:
        out.append(el("rect", {"x": x, "y": top, "width": solid, "height": BAR, "fill": fill}))
    end = x + max(high * scale, solid)
    if high > low:
        box = {"x": x + solid, "y": top, "width": end - x - solid, "height": BAR, "fill": fill,
               "fill-opacity": 0.16, "stroke": fill, "stroke-width": 1}  # fmt: skip
        lines = {"d": _slants(x + solid, end, top), "stroke": fill, "stroke-width": 1,
                 "fill": "none"}  # fmt: skip
        out += [el("rect", box), el("path", lines)]
    return out, end


def _slants(start: float, end: float, top: float) -> str:
    """Return slanted strokes inside a bar, cut at its edges."""
    way, at = "", start - BAR + 4
    while at < end:
        left, right = max(at, start), min(at + BAR, end)
        if right > left:
            way += f"M{num(left)} {num(top + BAR - (left - at))}"
            way += f"L{num(right)} {num(top + BAR - (right - at))}"
        at += 5
    return way or f"M{num(start)} {num(top)}"


def below(spec: Json, top: float) -> tuple[list[Markup], float]:
    """Return the legend and the sentences."""
    out: list[Markup] = []
    x, y = LEFT, top + 20
    for kind, low, high, text in LEGEND:
        wide = 58 + text_width(text, SIZE) + 22
        if x + wide > WIDTH:
            x, y = LEFT, y + 22
        drawn, _ = span(kind, low, high, x=x + 4, y=y - 4, scale=1.0)
        out += [*drawn, label(x + 58, y, text, size=SIZE)]
        x += wide
    y += 24
    for text in [*spec["words"], spec["provenance"]]:
        for line in wrap(text, SIZE, WIDTH - 2 * LEFT):
            out.append(label(LEFT, y, line, size=SIZE, fill=MUTED))
            y += 16
        y += 4
    return out, y
