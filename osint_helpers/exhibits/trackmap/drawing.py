"""The drawing of a map of tracks: coast, density, positions, marks, scale, north, words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Final

from osint_helpers.exhibits.palette import ACCENT, COAST, INK, LAND, MUTED, SEA
from osint_helpers.exhibits.routemap.coast import unpack as unpack_land
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
from osint_helpers.exhibits.trackmap.framing import CELL, LEVELS, unpack
from osint_helpers.exhibits.trackmap.glyphs import TRACK, WORDS, sign, tick

Json = dict[str, Any]

WIDTH: Final = 900
SIZE: Final = 13.0
SMALL: Final = 12.0
MARGIN: Final = 14.0
NEAR: Final = 10.0  # px; marks nearer to each other share a label
MANY: Final = 40  # marks from which none is labelled on the map: the table names all
SHADES: Final = (0.12, 0.22, 0.36, 0.55)
_NM: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_KM: Final = 1.852


def draw(exhibit_id: str, title: str, spec: Json, *, words: bool) -> Markup:
    """Return the drawing, 900 px wide; with ``words`` the legend and all else below it as well."""
    south, west, north, east = spec["bounds"]
    frame = Frame(south, west, north, east, WIDTH)
    lower, height = _below(spec, frame.height) if words else (group(), float(frame.height))
    edge = {"x": 0.5, "y": 0.5, "width": WIDTH - 1, "height": frame.height - 1}
    corner, taken = _corner(frame, spec)
    return document(
        exhibit_id, title, described(spec),
        el("rect", {"width": WIDTH, "height": frame.height, "fill": SEA}),
        _land(spec, frame), _density(spec), *_runs(spec, frame), *_named(spec, frame, taken),
        *corner, el("rect", {**edge, "fill": "none", "stroke": COAST}), lower,
        width=WIDTH, height=height,
    )  # fmt: skip


def described(spec: Json) -> str:
    """Return what the drawing shows, for who cannot see it."""
    marked = [f"{one['tag']} {WORDS[one['sign']]}, {one['when']}" for one in spec["marks"][:MANY]]
    more = len(spec["marks"]) - len(marked)
    return "; ".join([
        f"{spec['received']:,} positions", *marked, *([f"{more} more marks"] if more else []),
        "the table below the drawing names all",
    ])  # fmt: skip


def _land(spec: Json, frame: Frame) -> Markup:
    out = []
    for rings in unpack_land(spec["land"]["polygons"], spec["land"]["digits"]):
        for n, ring in enumerate(rings):
            way = "M" + "L".join(_pair(frame.xy(lat, lon)) for lon, lat in ring) + "z"
            out.append(el("path", {"d": way, "fill": SEA if n else LAND, "stroke": COAST,
                                   "stroke-width": 0.6, "stroke-linejoin": "round"}))  # fmt: skip
    return group(*out)


def _pair(point: Pixel) -> str:
    return f"{num(point[0])} {num(point[1])}"


def _density(spec: Json) -> Markup:
    out = []
    for flat, shade in zip(spec["density"], SHADES, strict=False):
        cells = zip(flat[::2], flat[1::2], strict=True)
        way = "".join(f"M{x * CELL} {y * CELL}h{CELL}v{CELL}h-{CELL}z" for x, y in cells)
        if way:
            out.append(el("path", {"d": way, "fill": TRACK, "fill-opacity": shade}))
    return group(*out)


def _runs(spec: Json, frame: Frame) -> list[Markup]:
    """Return each run as a thin line, and every position on it as a dot."""
    lines, dots = [], []
    for flat in spec["runs"]:
        points = [frame.xy(lat, lon) for lat, lon in unpack(flat)]
        if len(points) > 1:
            lines.append("M" + "L".join(map(_pair, points)))
        # a line of no length with a round end is a dot, and a third of the size of a circle
        dots += [f"M{_pair(point)}h0" for point in points]
    if not dots:
        return []
    shared = {"fill": "none", "stroke": TRACK, "stroke-linecap": "round"}
    thin = {**shared, "stroke-width": 0.9, "stroke-opacity": 0.55, "stroke-linejoin": "round"}
    return [*([el("path", {"d": "".join(lines), **thin})] if lines else []),
            el("path", {"d": "".join(dots), **shared, "stroke-width": 3})]  # fmt: skip


def _named(spec: Json, frame: Frame, taken: list[Box]) -> list[Markup]:
    """Return the marks of the events and the times along the track, with their words."""
    at = [(frame.xy(one["lat"], one["lon"]), one) for one in spec["marks"]]
    at = [(xy, one) for xy, one in at if 0 <= xy[0] <= WIDTH and 0 <= xy[1] <= frame.height]
    size = 1.0 if len(at) <= MANY else 0.6
    marks = [sign(one["sign"], *xy, size=size) for xy, one in at]
    times = [(frame.xy(one["lat"], one["lon"]), one["text"]) for one in spec["ticks"]]
    wanted = [(*mid, text, True) for mid, text in _joined(at)] if len(at) <= MANY else []
    wanted += [(*xy, text, False) for xy, text in _spaced(times)]
    boxes = [*taken, *(Box(xy[0] - 8, xy[1] - 8, 16, 16) for xy, _ in at)]
    ask = [
        Wanted(x, y, 10 if bold else 5, text_width(text, SMALL, bold=bold) + 6, SMALL + 5)
        for x, y, text, bold in wanted
    ]
    dots = [frame.xy(*p) for flat in spec["runs"] for n, p in enumerate(unpack(flat)) if n % 4 == 0]
    seats = place(ask, size=(WIDTH, frame.height), taken=boxes, lines=dots[:4000])
    words: list[Markup] = []
    for (x, y, text, bold), box in zip(wanted, seats, strict=True):
        if box is not None:
            words += _word((x, y), text, box, bold=bold)
    return [*(tick(*xy) for xy, _ in times), *words, *marks]


def _joined(at: Sequence[tuple[Pixel, Json]]) -> list[tuple[Pixel, str]]:
    """Return the words of marks; those at one place share a label."""
    groups: list[tuple[Pixel, dict[str, list[str]]]] = []
    for xy, one in at:
        end = [one["sign"]] if one["sign"] in {"last", "first"} else []
        for middle, said in groups:
            if math.dist(middle, xy) < NEAR:
                said.setdefault(one["tag"], []).extend(end)
                break
        else:
            groups.append((xy, {one["tag"]: end}))
    return [(xy, _few([f"{tag} {ends[0]}" if len(ends) == 1 else tag
                       for tag, ends in said.items()])) for xy, said in groups]  # fmt: skip


def _few(words: Sequence[str]) -> str:
    more = f" +{len(words) - 4}" if len(words) > 4 else ""
    return ", ".join(words[:4]) + more


def _spaced(times: Sequence[tuple[Pixel, str]]) -> list[tuple[Pixel, str]]:
    """Return times far enough from each other to be read; a ship at its berth names one span."""
    groups: list[tuple[Pixel, str, str]] = []
    for xy, text in times:
        if groups and math.dist(groups[-1][0], xy) < 3 * NEAR:
            groups[-1] = (groups[-1][0], groups[-1][1], text)
        else:
            groups.append((xy, text, text))
    return [(xy, a if a == b else f"{a}\N{EN DASH}{b}") for xy, a, b in groups]


def _word(at: Pixel, text: str, box: Box, *, bold: bool) -> list[Markup]:
    ground = {"x": box.x, "y": box.y, "width": box.w, "height": box.h, "rx": 2, "fill": "#ffffff",
              "fill-opacity": 0.85}  # fmt: skip
    end = box.nearest(at)
    thread = [] if math.dist(end, at) < 14 else [
        el("line", {"x1": at[0], "y1": at[1], "x2": end[0], "y2": end[1], "stroke": MUTED,
                    "stroke-width": 0.8})
    ]  # fmt: skip
    said = label(box.x + box.w / 2, box.y + box.h - 5, text, size=SMALL, anchor="middle",
                 bold=bold, fill=INK if bold else MUTED)  # fmt: skip
    return [*thread, el("rect", ground), said]


def _corner(frame: Frame, spec: Json) -> tuple[list[Markup], list[Box]]:
    """Return scale bar, north arrow and stamp, and the room they take."""
    x = WIDTH - 26
    arrow = f"M{x} 12l7 22l-7 -5l-7 5z"
    out = [
        el("rect", {"x": x - 14, "y": 6, "width": 28, "height": 46, "rx": 2, "fill": "#ffffff",
                    "fill-opacity": 0.85}),
        el("path", {"d": arrow, "fill": INK}),
        label(x, 48, "N", size=SMALL, anchor="middle", bold=True),
    ]  # fmt: skip
    bar, box = _scale(frame, [frame.xy(one["lat"], one["lon"]) for one in spec["marks"]])
    taken = [Box(x - 14, 6, 28, 46), box]
    if spec["stamp"]:
        stamp = clip(spec["stamp"], 15, WIDTH - 90, bold=True)
        wide = text_width(stamp, 15, bold=True) + 20
        ground = {"x": 8, "y": 8, "width": wide, "height": 26, "fill": "#ffffff", "stroke": ACCENT}
        out += [el("rect", ground), label(18, 26, stamp, size=15, fill=ACCENT, bold=True)]
        taken.append(Box(8, 8, wide, 26))
    return [*out, *bar], taken


def _scale(frame: Frame, marks: Sequence[Pixel]) -> tuple[list[Markup], Box]:
    """Return a bar in nautical miles that says at which latitude it holds.

    It stands in the lower right corner, in the left one when it covers fewer marks there.
    """
    lat = round((frame.south + frame.north) / 2)
    px = frame.km(1, lat) / _KM
    nm = max((n for n in _NM if n / px <= 170), default=_NM[0])
    long, where = nm / px, f"{abs(lat)}\N{DEGREE SIGN} {'N' if lat >= 0 else 'S'}"
    text = f"{nm:g} nm ({nm * _KM:.3g} km) at {where}"
    wide = max(long, text_width(text, SMALL)) + 14
    y = frame.height - 14
    corners = [Box(x, y - 24, wide, 34) for x in (WIDTH - wide - 8, 8)]
    box = min(corners, key=lambda one: sum(map(one.holds, marks)))
    middle = box.x + wide / 2
    bar = f"M{num(middle - long / 2)} {num(y - 4)}v6h{num(long)}v-6"
    return [
        el("rect", {"x": box.x, "y": box.y, "width": box.w, "height": box.h, "rx": 2,
                    "fill": "#ffffff", "fill-opacity": 0.85}),
        el("path", {"d": bar, "fill": "none", "stroke": INK, "stroke-width": 1.2}),
        label(middle, y - 9, text, size=SMALL, anchor="middle"),
    ], box  # fmt: skip


def legend(spec: Json, x: float, tops: Iterable[float]) -> list[tuple[Markup, str]]:
    """Return the entries of the legend: a mark around ``x``, and its words."""
    marks: list[tuple[str, str]] = []
    if spec["runs"]:
        drawn = f", {spec['drawn']:,} of them drawn apart" * (spec["drawn"] < spec["received"])
        line = "the thin line joins two only when the pause is shorter than a gap"
        marks.append(("run", f"positions received: {spec['received']:,}{drawn}; {line}"))
    if any(spec["density"]):
        steps = ", ".join(f"{n:,}" for n in LEVELS)
        darker = f"darker from {steps} in a square of {CELL} px"
        marks.append(("density", f"positions received here: {spec['received']:,}; {darker}"))
    held = {one["sign"] for one in spec["marks"]}
    marks += [(name, WORDS[name]) for name in WORDS if name in held]
    if spec["ticks"]:
        marks.append(("tick", "position received at the time named (UTC)"))
    return [(_sample(name, x, y), text) for (name, text), y in zip(marks, tops, strict=False)]


def _sample(name: str, x: float, y: float) -> Markup:
    if name == "run":
        dots = "".join(f"M{num(x + dx)} {num(y)}h0" for dx in (-16, -8, 0, 8, 16))
        return group(
            el("line", {"x1": x - 16, "x2": x + 16, "y1": y, "y2": y, "stroke": TRACK,
                        "stroke-width": 0.9}),
            el("path", {"d": dots, "stroke": TRACK, "stroke-width": 3, "stroke-linecap": "round"}),
        )  # fmt: skip
    if name == "density":
        return group(*(el("rect", {"x": x - 20 + n * 10, "y": y - 5, "width": 10, "height": 10,
                                   "fill": TRACK, "fill-opacity": shade})
                       for n, shade in enumerate(SHADES)))  # fmt: skip
    return tick(x, y) if name == "tick" else sign(name, x, y)


def _below(spec: Json, top: float) -> tuple[Markup, float]:
    """Return what stands below the map, and the height of the whole."""
    out: list[Markup] = []
    y = top + 24
    for mark, text in legend(spec, MARGIN + 22, count(top + 19.5, 21)):
        out += [mark, label(MARGIN + 56, y, clip(text, SIZE, WIDTH - 80), size=SIZE)]
        y += 21
    for text in spec["words"]:
        y += 4
        for line in wrap(text, SMALL, WIDTH - 2 * MARGIN):
            out.append(label(MARGIN, y, line, size=SMALL, fill=MUTED))
            y += 16
    return group(*out), y
