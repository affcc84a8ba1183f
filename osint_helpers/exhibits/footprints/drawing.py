"""The drawing of a map of scenes: coast, outlines, letters, the place, and below it the words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count, pairwise
from typing import Any, Final

from osint_helpers.exhibits.footprints.wording import dates, group_line, looks, style_line
from osint_helpers.exhibits.palette import ACCENT, COAST, INK, LAND, MUTED, SEA, LineStyle
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

Json = dict[str, Any]

WIDTH: Final = 900
SIZE: Final = 13.5
MARGIN: Final = 14.0
# Colour and dash both, so that neither is needed alone; colours as in the palette of legs.
_RADAR: Final = LineStyle("#005a8f", "", 1.6, 0.9, "radar")
_OPTICAL: Final = LineStyle("#a84300", "9 5", 1.6, 0.9, "optical")
_OTHERS: Final = (
    LineStyle("#00694d", "3 4", 1.8, 0.9, ""),
    LineStyle("#8f3f77", "12 4 2 4", 1.8, 0.9, ""),
    LineStyle("#5f5f5f", "1 4", 2.0, 0.9, ""),
)
_BARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_BOX: Final = {"fill": "none", "stroke": INK, "stroke-width": 1.2, "stroke-dasharray": "2 3"}


def styles(spec: Json) -> dict[str, LineStyle]:
    """Return the line of each collection: the first radar and the first optical one have theirs."""
    out: dict[str, LineStyle] = {}
    others = 0
    for one in spec["groups"]:
        if one["collection"] in out:
            continue
        own = _RADAR if one["radar"] else _OPTICAL
        if own in out.values():
            own, others = _OTHERS[others % len(_OTHERS)], others + 1
        out[one["collection"]] = own
    return out


def draw(exhibit_id: str, title: str, spec: Json, *, words: bool) -> Markup:
    """Return the drawing, 900 px wide; with `words` the legend and all else below it as well."""
    south, west, north, east = spec["bounds"]
    frame = Frame(south, west, north, east, WIDTH)
    found = styles(spec)
    lower, height = _below(spec, frame.height) if words else (group(), frame.height)
    box = {"x": 0.5, "y": 0.5, "width": WIDTH - 1, "height": frame.height - 1}
    return document(
        exhibit_id, title, " ".join([group_line(spec, one) for one in spec["groups"]]),
        el("rect", {"width": WIDTH, "height": frame.height, "fill": SEA}),
        _land(spec, frame), _boxes(spec, frame), *_outlines(spec, frame, found),
        *_marks(spec, frame, found), *_scale_bar(frame), *_stamp(spec),
        el("rect", {**box, "fill": "none", "stroke": COAST}), lower,
        width=WIDTH, height=height,
    )  # fmt: skip


def _path(points: Sequence[Pixel]) -> str:
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + "z"


def _land(spec: Json, frame: Frame) -> Markup:
    out = []
    for rings in unpack(spec["land"]["polygons"], spec["land"]["digits"]):
        for n, ring in enumerate(rings):
            way = _path([frame.xy(lat, lon) for lon, lat in ring])
            fill = {"d": way, "fill": SEA if n else LAND, "stroke": COAST, "stroke-width": 0.6}
            out.append(el("path", {**fill, "stroke-linejoin": "round"}))
    return group(*out)


def _boxes(spec: Json, frame: Frame) -> Markup:
    rings = [[frame.xy(lat, lon) for lon, lat in ring] for ring in spec["boxes"]]
    return group(*(el("path", {"d": _path(ring), **_BOX}) for ring in rings))


def _pixels(scene: Json, frame: Frame) -> list[list[Pixel]]:
    return [[frame.xy(lat, lon) for lon, lat in ring] for ring in scene["rings"]]


def _outlines(spec: Json, frame: Frame, found: dict[str, LineStyle]) -> list[Markup]:
    first = {one["scenes"][0] for one in spec["groups"]}
    out = []
    for scene in spec["scenes"]:
        style = found.get(scene["collection"])
        if style is None:  # no scene of this collection has an outline
            continue
        for ring in _pixels(scene, frame):
            fill = style.color if scene["n"] in first else "none"
            out.append(el("path", {
                "d": _path(ring), "fill": fill, "fill-opacity": 0.06, "stroke": style.color,
                "stroke-width": style.width, "stroke-dasharray": style.dash or None,
                "stroke-opacity": style.opacity, "stroke-linejoin": "round",
            }))  # fmt: skip
    return out


def _marks(spec: Json, frame: Frame, found: dict[str, LineStyle]) -> list[Markup]:
    """Return the place with its name, and on the outline of each group its letter."""
    out: list[Markup] = []
    taken = [Box(0, 0, 420, 36)] if spec["stamp"] else []
    taken.append(Box(WIDTH - 230, frame.height - 48, 230, 48))  # the scale bar
    by_number = {one["n"]: one for one in spec["scenes"]}
    lines = {one["letter"]: _dense(_pixels(by_number[one["scenes"][0]], frame))
             for one in spec["groups"]}  # fmt: skip
    if spec["place"] is not None:
        at = frame.xy(spec["place"]["lat"], spec["place"]["lon"])
        name = clip(spec["place"]["label"], SIZE, 300, bold=True)
        wide = text_width(name, SIZE, bold=True) + 10
        taken.append(Box(at[0] - 9, at[1] - 9, 18, 18))
        want = Wanted(at[0], at[1], 10, wide, SIZE + 8)
        every = [point for one in lines.values() for point in one]
        box = place([want], size=(WIDTH, frame.height), taken=taken, lines=every)[0]
        if box is not None:
            taken.append(box)
            out += _tag(box, name, INK, bold=True, border=False)
        out.append(pin(at))
    for one in spec["groups"]:
        text = clip(badge(spec, one), SIZE, 120, bold=True)
        box = _seat(one["letter"], lines, taken, text_width(text, SIZE, bold=True) + 10, frame)
        if box is not None:
            taken.append(box)
            out += _tag(box, text, found[one["collection"]].color, bold=True, border=True)
    return out


def badge(spec: Json, one: Json) -> str:
    """Return the letter of a group and how many acquisitions it has."""
    return f"{one['letter']} · {len(looks(spec, one))}"


def pin(at: Pixel) -> Markup:
    """Return the mark of the place."""
    x, y = at
    return group(
        el("circle", {"cx": x, "cy": y, "r": 7, "fill": "#ffffff", "stroke": INK,
                      "stroke-width": 1.6}),
        el("circle", {"cx": x, "cy": y, "r": 3, "fill": INK}),
    )  # fmt: skip


def _dense(rings: Iterable[Sequence[Pixel]], step: float = 12.0) -> list[Pixel]:
    out: list[Pixel] = []
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            n = max(1, int(math.dist((x0, y0), (x1, y1)) / step))
            out += [(x0 + (x1 - x0) * k / n, y0 + (y1 - y0) * k / n) for k in range(n)]
    return out


def _seat(
    letter: str, lines: dict[str, list[Pixel]], taken: list[Box], wide: float, frame: Frame
) -> Box | None:
    """Return where on its own outline a letter stands: free, and farthest from other outlines."""
    others = [point for key, one in lines.items() if key != letter for point in one]
    best: tuple[float, Box] | None = None
    for x, y in lines[letter]:
        high = SIZE + 8
        box = Box(x - wide / 2, y - high / 2, wide, high)
        inside = box.x >= 3 and box.y >= 3
        inside = inside and box.x + wide <= WIDTH - 3 and box.y + high <= frame.height - 3
        if not inside or any(box.meets(one) for one in taken):
            continue
        far = min((math.dist((x, y), one) for one in others), default=100.0)
        score = min(far, 100.0)
        if best is None or score > best[0] + 0.01:
            best = (score, box)
    return None if best is None else best[1]


def _tag(box: Box, text: str, color: str, *, bold: bool, border: bool) -> list[Markup]:
    shape = {"x": box.x, "y": box.y, "width": box.w, "height": box.h, "rx": 3, "fill": "#ffffff",
             "fill-opacity": 1 if border else 0.85,
             "stroke": color if border else None}  # fmt: skip
    words = label(box.x + box.w / 2, box.y + box.h / 2 + SIZE * 0.36, text, size=SIZE, fill=color,
                  anchor="middle", bold=bold)  # fmt: skip
    return [el("rect", shape), words]


def _stamp(spec: Json) -> list[Markup]:
    if not spec["stamp"]:
        return []
    stamp = clip(spec["stamp"], 15, WIDTH - 40, bold=True)
    wide = text_width(stamp, 15, bold=True) + 20
    return [el("rect", {"x": 8, "y": 8, "width": wide, "height": 26, "fill": ACCENT}),
            label(18, 26, stamp, size=15, fill="#ffffff", bold=True)]  # fmt: skip


def _scale_bar(frame: Frame) -> list[Markup]:
    """Return a bar that says at which latitude it holds; none where it would mislead."""
    if frame.east - frame.west > 30:
        return []
    lat = round((frame.south + frame.north) / 2)
    km = max((k for k in _BARS if k / frame.km(1, lat) <= 170), default=_BARS[0])
    long = km / frame.km(1, lat)
    words = f"{km} km at {abs(lat)}° {'N' if lat >= 0 else 'S'}"
    x, y = WIDTH - long - 18, frame.height - 14
    wide = max(long, text_width(words, 13)) + 14
    middle = WIDTH - 11 - wide / 2
    return [
        el("rect", {"x": WIDTH - wide - 11, "y": y - 24, "width": wide, "height": 32, "rx": 2,
                    "fill": "#ffffff", "fill-opacity": 0.85}),
        el("path", {"d": f"M{num(middle - long / 2)} {num(y - 4)}v5h{num(long)}v-5",
                    "fill": "none", "stroke": INK}),
        label(middle, y - 9, words, size=13, anchor="middle"),
    ] if x > 0 else []  # fmt: skip


def legend(spec: Json, x: float, tops: Iterable[float]) -> list[tuple[Markup, str]]:
    """Return the entries of the legend: a mark 44 px wide around `x`, and its words."""
    marks: list[tuple[Any, str]] = [
        (partial(_sample, style), style_line(spec, name)) for name, style in styles(spec).items()
    ]
    if spec["place"] is not None:
        marks.append((pin, spec["place"]["label"]))
    if spec["boxes"]:
        marks.append((_box_sample, "box that was searched"))
    return [(mark((x, y)), text) for (mark, text), y in zip(marks, tops, strict=False)]


def _sample(style: LineStyle, at: Pixel) -> Markup:
    line = {"x1": at[0] - 22, "x2": at[0] + 22, "y1": at[1], "y2": at[1], "stroke": style.color,
            "stroke-width": 2.4, "stroke-dasharray": style.dash or None}  # fmt: skip
    return el("line", line)


def _box_sample(at: Pixel) -> Markup:
    shape = {"x": at[0] - 14, "y": at[1] - 7, "width": 28, "height": 14}
    return el("rect", {**shape, **_BOX})


def _lines(tokens: Sequence[str], wide: float) -> list[str]:
    """Return tokens in lines, none broken, parted by commas after the first."""
    lines = [tokens[0]]
    for n, token in enumerate(tokens[1:], 2):
        text = token + ("," if n < len(tokens) else "")
        if text_width(f"{lines[-1]} {text}", SIZE) > wide:
            lines.append(clip(text, SIZE, wide))
        else:
            lines[-1] += f" {text}"
    return lines


def _below(spec: Json, top: float) -> tuple[Markup, float]:
    """Return what stands below the map, and the height of the whole."""
    out: list[Markup] = []
    y = top + 24
    for mark, text in legend(spec, MARGIN + 22, count(top + 19.5, 21)):
        out += [mark, label(MARGIN + 56, y, clip(text, SIZE, WIDTH - 100), size=SIZE)]
        y += 21
    for one in spec["groups"]:
        y += 6
        for line_ in wrap(group_line(spec, one), SIZE, WIDTH - 2 * MARGIN, bold=True):
            out.append(label(MARGIN, y, line_, size=SIZE, bold=True))
            y += 19
        for line_ in _lines(["UTC:", *dates(spec, one)], WIDTH - 2 * MARGIN - 20):
            out.append(label(MARGIN + 20, y, line_, size=SIZE))
            y += 18
    for text in spec["words"]:
        y += 5
        for line_ in wrap(text, 12.5, WIDTH - 2 * MARGIN):
            out.append(label(MARGIN, y, line_, size=12.5, fill=MUTED))
            y += 16
    return group(*out), y
