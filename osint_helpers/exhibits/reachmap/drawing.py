"""The drawing of a map of reach: shaded water, coast, end discs, ports, and the words below.

No line joins anything: a path would say where the vessel was.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from osint_helpers.exhibits.footprints.drawing import _scale_bar as scale_bar
from osint_helpers.exhibits.footprints.drawing import _stamp as stamp
from osint_helpers.exhibits.palette import COAST, INK, LAND, MUTED, SEA
from osint_helpers.exhibits.routemap.coast import unpack
from osint_helpers.exhibits.routemap.geometry import Frame, Pixel
from osint_helpers.exhibits.routemap.labels import Box, Wanted, place
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
from osint_helpers.journey.reach import CAUTION

Json = dict[str, Any]
WIDTH: Final = 900
SIZE: Final = 13.0
MARGIN: Final = 14.0
KM_A_NM: Final = 1.852
# Fill, opacity and outline: the outer band has a dashed edge, so that colour is not needed.
BANDS: Final = {"high": ("#00694d", 0.12, "6 4"), "low": ("#00694d", 0.30, "")}
ANSWER_WORDS: Final = {
    "reachable": "within reach under every assumption",
    "undetermined": "depends on the assumptions",
    "unreachable": "out of reach under every assumption",
}
_GLYPHS: Final[dict[str, tuple[str, Json]]] = {
    "reachable": ("M{x} {y}m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
                  {"fill": "#00694d", "stroke": "#ffffff"}),
    "undetermined": ("M{x} {y}m0-6l6 6-6 6-6-6z",
                     {"fill": "#ffffff", "stroke": "#a84300", "stroke-width": 2}),
    "unreachable": ("M{x} {y}m-5-5l10 10m0-10l-10 10",
                    {"fill": "none", "stroke": INK, "stroke-width": 2.2}),
}  # fmt: skip


def draw(exhibit_id: str, title: str, spec: Json) -> Markup:
    """Return the drawing, 900 px wide, with legend and assumptions in it."""
    return _document(exhibit_id, title, spec, words=True)[0]


def drawn(exhibit_id: str, title: str, spec: Json) -> tuple[Markup, list[str]]:
    """Return the bare drawing, and what must be read with it in order; assumptions first."""
    drawing, missing = _document(exhibit_id, title, spec, words=False)
    return drawing, [*_read(missing), *spec["basis"], *spec["words"]]


def _document(exhibit_id: str, title: str, spec: Json, *, words: bool) -> tuple[Markup, list[str]]:
    south, west, north, east = spec["bounds"]
    frame = Frame(south, west, north, east, WIDTH)
    names, missing = _labels(spec, frame)
    lower, height = _below(spec, frame.height, missing) if words else (group(), frame.height)
    box = {"x": 0.5, "y": 0.5, "width": WIDTH - 1, "height": frame.height - 1}
    return document(
        exhibit_id, title, f"{CAUTION}. {' '.join(spec['words'][:1])}",
        el("rect", {"width": WIDTH, "height": frame.height, "fill": SEA}),
        *(_band(spec[name], frame, name) for name in BANDS), _land(spec, frame),
        *(disc(one, frame) for one in spec["ends"]),
        *_glyphs(spec, frame), *names, *scale_bar(frame), *stamp(spec),
        el("rect", {**box, "fill": "none", "stroke": COAST}), lower,
        width=WIDTH, height=height,
    ), missing  # fmt: skip


def _way(rings: Sequence[Sequence[Sequence[float]]], frame: Frame) -> str:
    """Return rings as one path of whole pixels, in steps: a third of the length of points."""
    out = []
    for ring in rings:
        points = [frame.xy(lat, lon) for lon, lat in ring]
        flat = [(round(x), round(y)) for x, y in points]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(flat)]
        steps = [step for step in steps if step != (0, 0)]
        if len(steps) > 1:
            out.append(f"M{flat[0][0]} {flat[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps))
    return "z".join(out) + "z" if out else ""


def _whole(packed: Json, frame: Frame) -> str:
    polygons = unpack(packed["polygons"], packed["digits"])
    return "".join(_way(rings, frame) for rings in polygons)


def _band(packed: Json, frame: Frame, name: str) -> Markup:
    fill, opacity, dash = BANDS[name]
    shape = {"d": _whole(packed, frame), "fill": fill, "fill-opacity": opacity, "stroke": fill,
             "stroke-opacity": 0.6, "stroke-dasharray": dash or None}  # fmt: skip
    return el("path", shape) if shape["d"] else group()


def _land(spec: Json, frame: Frame) -> Markup:
    shape = {"d": _whole(spec["land"], frame), "fill": LAND, "stroke": COAST, "stroke-width": 0.6}
    return el("path", {**shape, "stroke-linejoin": "round"}) if shape["d"] else group()


def radius_px(end: Json, frame: Frame) -> float:
    """Return the radius of an end disc in the picture, at least what can be seen."""
    return max(float(end["radius_nm"]) * KM_A_NM / frame.km(1, end["lat"]), 5.0)


def disc(end: Json, frame: Frame) -> Markup:
    """Return the disc in which a position lies."""
    x, y = frame.xy(end["lat"], end["lon"])
    return _ring(x, y, radius_px(end, frame))


def _ring(x: float, y: float, r: float) -> Markup:
    shape = {"cx": x, "cy": y, "r": r, "fill": INK, "fill-opacity": 0.1, "stroke": INK}
    return el("circle", {**shape, "stroke-width": 1.4, "stroke-dasharray": "3 3"})


def glyph(answer: str, at: Sequence[Pixel]) -> Markup:
    """Return the marks of ports of one answer: full circles, open diamonds, or crosses."""
    steps, style = _GLYPHS[answer]
    moves = "".join(steps.format(x=num(x), y=num(y)) for x, y in at)
    return el("path", {"d": moves, **style})


def _glyphs(spec: Json, frame: Frame) -> list[Markup]:
    """Return one path an answer, those that are surest on top."""
    out = []
    for answer in reversed(list(ANSWER_WORDS)):
        at = [frame.xy(one["lat"], one["lon"]) for one in spec["ports"] if one["answer"] == answer]
        out += [glyph(answer, at)] if at else []
    return out


def tag(port: Json) -> str:
    """Return the name of a port and the two speeds at which its answer flips."""
    below, above = port["below"], port["above"]
    if below is None:
        return f"{port['name']}: no water way"
    first = math.floor(below * 10 + 1e-6) / 10
    second = "?" if above is None else f"{math.ceil(above * 10 - 1e-6) / 10:g}"
    return f"{port['name']} {first:g} / {second}"


def _labels(spec: Json, frame: Frame) -> tuple[list[Markup], list[str]]:
    """Return the labels that find room, and the words of those that do not."""
    marks = [frame.xy(one["lat"], one["lon"]) for one in spec["ports"]]
    taken = [Box(x - 7, y - 7, 14, 14) for x, y in marks]
    taken.append(Box(WIDTH - 230, frame.height - 48, 230, 48))  # the scale bar
    taken += [Box(0, 0, 420, 36)] if spec["stamp"] else []
    words, wants = [], []
    for one, (x, y) in zip(spec["ports"], marks, strict=True):
        words.append(clip(tag(one), SIZE, 240))
        wants.append(Wanted(x, y, 9, text_width(words[-1], SIZE) + 6, SIZE + 5))
    for one in spec["ends"]:
        x, y = frame.xy(one["lat"], one["lon"])
        words.append(clip(one["label"], SIZE, 420, bold=True))
        wants.append(Wanted(x, y, min(radius_px(one, frame), 60) + 4,
                            text_width(words[-1], SIZE, bold=True) + 6, SIZE + 5))  # fmt: skip
    # The ends first: there are at most two of them, and no other text names them.
    turn = [*range(len(marks), len(wants)), *range(len(marks))]
    boxes = place([wants[n] for n in turn], size=(WIDTH, frame.height), taken=taken, lines=[])
    placed = [(n, box) for n, box in zip(turn, boxes, strict=True) if box is not None]
    missing = [words[n] for n, box in zip(turn, boxes, strict=True) if box is None]
    threads = "".join(_thread(box, wants[n]) for n, box in placed)
    grounds = "".join(f"M{round(box.x)} {round(box.y)}h{round(box.w)}v{round(box.h)}h-"
                      f"{round(box.w)}z" for _, box in placed)  # fmt: skip
    out = [el("path", {"d": threads, "stroke": MUTED, "fill": "none"})] if threads else []
    if grounds:
        out.append(el("path", {"d": grounds, "fill": "#ffffff", "fill-opacity": 0.78}))
    texts = [
        el("text", {"x": round(box.x + 3), "y": round(box.y + SIZE + 0.5),
                    "font-weight": "bold" if n >= len(marks) else None}, words[n])
        for n, box in placed
    ]  # fmt: skip
    return [*out, el("g", {"font-size": SIZE, "fill": INK}, *texts)], missing


def _thread(box: Box, want: Wanted) -> str:
    """Return the line from a label to its own mark when the two stand apart."""
    x, y = box.nearest((want.x, want.y))
    if math.dist((x, y), (want.x, want.y)) <= want.clear + 4:
        return ""
    return f"M{round(want.x)} {round(want.y)}L{round(x)} {round(y)}"


def legend(spec: Json, top: float, step: float = 20.0) -> list[tuple[Markup, str]]:
    """Return mark and words of each entry, one every `step` px from `top`."""
    low, high = spec["budgets"]
    lead, far = "water within reach at the low speed", "water within reach at the high speed only"
    entries: list[tuple[str, str]] = [
        ("low", f"{lead} ({low:,} nm in the shortest time), whatever the other assumptions"),
        ("high", f"{far} ({high:,} nm in the longest time), or between the two distances"),
        ("", "plain sea: beyond reach at the high speed"),
    ]
    used = {one["answer"] for one in spec["ports"]}
    entries += [(one, f"port: {words}") for one, words in ANSWER_WORDS.items() if one in used]
    entries.append(("end", "position before or after: anywhere on the water inside the ring"))
    return [(_swatch(name, MARGIN + 15, top + step * n), words)
            for n, (name, words) in enumerate(entries)]  # fmt: skip


def _swatch(name: str, x: float, y: float) -> Markup:
    if name in ANSWER_WORDS:
        return glyph(name, [(x, y)])
    if name == "end":
        return _ring(x, y, 7)
    box = {"x": x - 14, "y": y - 7, "width": 28, "height": 14}
    ground = el("rect", {**box, "fill": SEA, "stroke": COAST})
    if not name:
        return ground
    fill, opacity, dash = BANDS[name]
    shape = {**box, "fill": fill, "fill-opacity": opacity, "stroke": fill,
             "stroke-dasharray": dash or None}  # fmt: skip
    return group(ground, el("rect", shape))


def _read(missing: list[str]) -> list[str]:
    """Return how a label is read, and what has none."""
    flip = (
        "Name a / b: below a knots no line and no assumption lets it call there; from b knots a "
        "line exists under every other assumption; ?: no line is known."
    )
    return [flip, *([f"Without room for a label: {'; '.join(missing)}."] if missing else [])]


def _below(spec: Json, top: float, missing: list[str]) -> tuple[Markup, float]:
    """Return what stands below the map, and the height of the whole."""
    out: list[Markup] = [label(MARGIN, top + 25, CAUTION, size=16, bold=True)]
    entries = legend(spec, top + 46)
    for n, (mark, text) in enumerate(entries):
        words = clip(text, SIZE, WIDTH - 60)
        at = {"x": MARGIN + 38, "y": round(top + 50.5 + 20 * n), "font-size": SIZE}
        out += [mark, el("text", at, words)]
    y = top + 50 + 20 * len(entries)
    for text, colour in (
        *((one, INK) for one in _read(missing)), *((one, INK) for one in spec["basis"]),
        *((one, MUTED) for one in spec["words"]),
    ):  # fmt: skip
        y += 4
        for line_ in wrap(text, 12.5, WIDTH - 2 * MARGIN):
            fill = None if colour == INK else colour
            out.append(el("text", {"x": MARGIN, "y": y, "fill": fill}, line_))
            y += 16
    return group(*out, **{"font-size": 12.5, "fill": INK}), y
