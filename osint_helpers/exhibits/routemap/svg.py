"""The static picture of a map: Web Mercator, plain SVG without ids, real text, same bytes always.

Everything is cut to the frame by computation (no clip paths, so no ids), hatching is drawn as
lines (no patterns), and every text goes through ``html.escape``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Final

from osint_helpers.exhibits.palette import COAST, GAP_FILL, INK, LAND, SEA, STATUS_STYLE
from osint_helpers.exhibits.routemap import strip
from osint_helpers.exhibits.routemap.beside import aside
from osint_helpers.exhibits.routemap.coast import drawn
from osint_helpers.exhibits.routemap.geometry import Frame, Pixel, clip_area, clip_line
from osint_helpers.exhibits.routemap.labels import Box, Wanted, displace, place, text_width, wrap
from osint_helpers.exhibits.routemap.words import LINE_WORDS, area_line, named
from osint_helpers.exhibits.svg import FONT_FAMILY

Json = dict[str, Any]

WIDTH: Final = 900
RADIUS: Final = {"world": 9.0, "region": 11.0}
TEXT: Final = 14.5
_ZERO: Final = re.compile(r"(?<![0-9.])0\.")
TURNS: Final = (-360.0, 0.0, 360.0)  # a ring beyond 180 degrees may stand at the other edge too
HATCH: Final = 7.0  # px between hatch lines
TAG_AT: Final = (0.5, 0.75, 0.25, 0.9, 0.1)  # of the length of a line, in this order
SHORT: Final = 90  # px: a shorter line gets no number beside it


def svg(spec: Json) -> str:
    """Return the picture of a valid map specification: 900 px wide, legend below the map."""
    frame = frame_of(spec)
    lower, height = strip.strip(spec, frame.height, WIDTH)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(spec["title"])}" '
        f'font-family="{FONT_FAMILY}" fill="{INK}">'
    )
    border = (
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{frame.height - 1}" fill="none" '
        f'stroke="{COAST}"/>'
    )
    parts = [
        head,
        f"<title>{escape(spec['title'])}</title><desc>{escape(description(spec))}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<rect width="{WIDTH}" height="{frame.height}" fill="{SEA}"/>',
        *(area_drawn(area, frame) for area in spec["areas"]),
        land_drawn(spec, frame),
        *(leg_drawn(leg, frame) for leg in spec["legs"]),
        *_marks(spec, frame),
        _scale_bar(spec, frame),
        border,
        lower,
        "</svg>",
    ]
    return "".join(parts)


def frame_of(spec: Json) -> Frame:
    """Return the frame of a specification at the width of the picture."""
    south, west, north, east = spec["bounds"]
    return Frame(south, west, north, east, WIDTH)


def description(spec: Json) -> str:
    """Return the map in words: its stops and legs in order, for those who do not see it."""
    stops = [
        f"{s['n']}. {s['name']} ({s['status']}{', ' + s['when'] if s['when'] else ''})"
        for s in spec["stops"]
    ]
    legs = [f"{named(g)}: {g['status']}, {LINE_WORDS[g['kind']]}" for g in spec["legs"]]
    areas = [f"no line for {area_line(a).removesuffix('.')}" for a in spec["areas"]]
    said = f"Stops: {'; '.join(stops)}."
    return " ".join([said, *(f"{name}." for name in [*legs, *areas])])


def _num(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _pairs(points: Iterable[Pixel]) -> str:
    return " ".join(f"{_num(x)},{_num(y)}" for x, y in points)


def _outline(ring: Sequence[Pixel]) -> str:
    """Return one ring as a relative path on a grid of 0.1 px (half the bytes of absolute ones)."""
    x, y = round(ring[0][0] * 10), round(ring[0][1] * 10)
    out = [f"M{_num(x / 10)} {_num(y / 10)}l"]
    for px, py in ring[1:]:
        nx, ny = round(px * 10), round(py * 10)
        if (nx, ny) != (x, y):
            out.append(f"{_num((nx - x) / 10)} {_num((ny - y) / 10)} ")
            x, y = nx, ny
    return _tight("".join(out).rstrip()) + "z" if len(out) > 3 else ""


def _tight(path: str) -> str:
    """Return a path without the blanks and zeros that the grammar of SVG does not need."""
    return _ZERO.sub(".", path).replace(" -", "-")


def land_drawn(spec: Json, frame: Frame) -> str:
    """Return the land of a specification, cut to a frame of any width."""
    path = []
    for rings in drawn(spec["land"]):
        there = [[frame.xy(lat, lon) for lon, lat in ring] for ring in rings]
        xs, ys = [p[0] for p in there[0]], [p[1] for p in there[0]]
        if max(xs) < 0 or min(xs) > frame.width or max(ys) < 0 or min(ys) > frame.height:
            continue
        path += [_outline(r) for part in clip_area(there, frame.width, frame.height) for r in part]
    return (
        f'<path d="{"".join(path)}" fill="{LAND}" fill-rule="evenodd" stroke="{COAST}" '
        'stroke-width="0.6" stroke-linejoin="round"/>'
    )


def area_drawn(area: Json, frame: Frame) -> str:
    """Return the shading of a gap, cut to a frame of any width."""
    rings = [[frame.xy(lat, lon + turn) for lat, lon in area["ring"]] for turn in TURNS]
    shape = "".join(
        _outline(r)
        for ring in rings
        for part in clip_area([ring], frame.width, frame.height)
        for r in part
    )
    lines = [
        f"M{_pairs(part).replace(' ', 'L')}" for ring in rings for part in _hatching(ring, frame)
    ]
    return (
        f'<path d="{shape}" fill="{GAP_FILL}" fill-opacity="0.14" fill-rule="evenodd"/>'
        f'<path d="{"".join(lines)}" fill="none" stroke="{GAP_FILL}" stroke-opacity="0.38" '
        'stroke-width="0.9"/>'
    )


def _hatching(ring: Sequence[Pixel], frame: Frame) -> list[list[Pixel]]:
    """Return slanted lines across a polygon, cut to it and to the picture."""
    from shapely import LineString, Polygon, box, make_valid

    whole = Polygon(ring)
    whole = whole if whole.is_valid else make_valid(whole)
    shape = whole.intersection(box(0, 0, frame.width, frame.height))
    if shape.is_empty:
        return []
    left, top, right, low = shape.bounds
    out = []
    start = left - (low - top)
    for n in range(int((right - start) / HATCH) + 1):
        x = start + n * HATCH
        cut = shape.intersection(LineString([(x, low), (x + low - top, top)]))
        pieces = getattr(cut, "geoms", [cut])
        out += [list(p.coords) for p in pieces if p.geom_type == "LineString" and not p.is_empty]
    return out


def _leg_pixels(leg: Json, frame: Frame) -> list[list[Pixel]]:
    out = []
    for path in leg["paths"]:
        there = aside([frame.xy(lat, lon) for lat, lon in path], leg.get("beside", 0.0))
        out += clip_line(there, frame.width, frame.height)
    return out


def leg_drawn(leg: Json, frame: Frame) -> str:
    """Return the line of a leg in the style of its status, cut to a frame of any width."""
    return "".join(
        f'<polyline points="{_pairs(part)}" {strip.stroke_of(leg["status"])}/>'
        for part in _leg_pixels(leg, frame)
    )


def _along(parts: Iterable[Sequence[Pixel]], step: float = 4.0) -> list[Pixel]:
    """Return points along lines, ``step`` pixels apart."""
    out = []
    for part in parts:
        for (x0, y0), (x1, y1) in pairwise(part):
            n = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / step))
            out += [(x0 + (x1 - x0) * k / n, y0 + (y1 - y0) * k / n) for k in range(n + 1)]
    return out


def _in_frame(spec: Json, frame: Frame) -> list[tuple[Json, Pixel]]:
    seen = []
    for stop in spec["stops"]:
        x, y = frame.xy(stop["lat"], frame.near(stop["lon"]))
        if 0 <= x <= WIDTH and 0 <= y <= frame.height:
            seen.append((stop, (x, y)))
    return seen


def _marks(spec: Json, frame: Frame) -> list[str]:
    """Return pins, their leaders, the names beside them, leg numbers and words of areas."""
    radius = RADIUS[spec["view"]]
    seen = _in_frame(spec, frame)
    moves = displace([at for _, at in seen], radius + 1)
    pins = [
        (stop, at, (at[0] + dx, at[1] + dy))
        for (stop, at), (dx, dy) in zip(seen, moves, strict=True)
    ]
    room = radius + 2
    taken = [Box(x - room, y - room, 2 * room, 2 * room) for _, _, (x, y) in pins]
    drawn_lines = {leg["leg"]: _leg_pixels(leg, frame) for leg in spec["legs"]}
    lines = [p for parts in drawn_lines.values() for p in _along(parts)]
    lines += _along([[at, moved] for _, at, moved in pins if at != moved])
    names = _names(pins, radius, taken, lines, frame)
    taken += [box for *_, box in names]
    stops = {stop["n"]: stop for stop in spec["stops"]}
    tags = _tags(spec["legs"], drawn_lines, stops, frame, taken=taken, lines=lines)
    taken += [box for *_, box in tags]
    words = _area_words(spec["areas"], frame, taken, lines)
    return [
        *(_label(lines_, box, GAP_FILL) for lines_, box in words),
        *(_leader(moved, box, radius) for moved, _, box in names),
        *(_label([text], box, STATUS_STYLE[leg["status"]].color) for leg, text, box in tags),
        *(_thread(stop, at, moved) for stop, at, moved in pins if at != moved),
        *(strip.pin(stop["status"], str(stop["n"]), moved, radius) for stop, _, moved in pins),
        *(_label(lines_, box, INK) for _, lines_, box in names),
    ]


def _names(
    pins: Sequence[tuple[Json, Pixel, Pixel]],
    radius: float,
    taken: Sequence[Box],
    lines: Sequence[Pixel],
    frame: Frame,
) -> list[tuple[Pixel, list[str], Box]]:
    texts = [wrap(stop["label"], 160, TEXT) for stop, _, _ in pins]
    wanted = [
        Wanted(x, y, radius + 4, _wide(text), len(text) * (TEXT + 2) + 3)
        for text, (_, _, (x, y)) in zip(texts, pins, strict=True)
    ]
    boxes = place(wanted, size=(WIDTH, frame.height), taken=taken, lines=lines)
    rows = zip(pins, texts, boxes, strict=True)
    return [(moved, text, box) for (_, _, moved), text, box in rows if box is not None]


def _tags(
    legs: Sequence[Json],
    drawn_lines: dict[str, list[list[Pixel]]],
    stops: dict[int, Json],
    frame: Frame,
    *,
    taken: Sequence[Box],
    lines: Sequence[Pixel],
) -> list[tuple[Json, str, Box]]:
    """Place the number of each leg beside its line: at the middle, else where there is room."""
    out: list[tuple[Json, str, Box]] = []
    full = list(taken)
    for leg in legs:
        points = _along(drawn_lines[leg["leg"]])
        if len(points) * 4 < SHORT:
            continue
        text = _tag_text(leg, stops, frame)
        for share in TAG_AT:
            x, y = points[int(len(points) * share)]
            want = Wanted(x, y, 5, text_width(text, TEXT) + 8, TEXT + 3)
            box = place([want], size=(WIDTH, frame.height), taken=full, lines=lines)[0]
            covers = box is not None and any(box.holds(p) for p in lines)
            if box is not None and not covers and _near(box, (x, y), 16) is not None:
                out.append((leg, text, box))
                full.append(box)
                break
    return out


def _near(box: Box, point: Pixel, reach: float) -> Pixel | None:
    """Return the point of a box nearest to a point, if it is within reach."""
    x, y = box.nearest(point)
    return (x, y) if abs(x - point[0]) <= reach and abs(y - point[1]) <= reach else None


def _tag_text(leg: Json, stops: dict[int, Json], frame: Frame) -> str:
    """Return the number of a leg and, where an end lies outside the picture, that end."""
    out = []
    for word, number in zip(("from", "to"), leg["between"], strict=True):
        stop = stops[number]
        x, y = frame.xy(stop["lat"], frame.near(stop["lon"]))
        if not (0 <= x <= WIDTH and 0 <= y <= frame.height):
            out.append(f"{word} {stop['label']}")
    return " ".join([leg["leg"], *out])


def _area_words(
    areas: Sequence[Json], frame: Frame, taken: Sequence[Box], lines: Sequence[Pixel]
) -> list[tuple[list[str], Box]]:
    out = []
    full = list(taken)
    for area in areas:
        text = wrap(f"{area['leg']}: {area['short']}", 210, TEXT)
        ring = [frame.xy(lat, lon) for lat, lon in area["ring"]]
        x = sum(p[0] for p in ring[:-1]) / (len(ring) - 1)
        y = sum(p[1] for p in ring[:-1]) / (len(ring) - 1)
        want = Wanted(x, y, 0, _wide(text), len(text) * (TEXT + 2) + 3)
        box = place([want], size=(WIDTH, frame.height), taken=full, lines=lines)[0]
        if box is not None and _near(box, (x, y), 0) is not None:
            out.append((text, box))
            full.append(box)
    return out


def _wide(lines: Sequence[str]) -> float:
    return max(text_width(line, TEXT) for line in lines) + 8


def _label(lines: Sequence[str], box: Box, color: str) -> str:
    x, y, w, h = (_num(value) for value in (box.x, box.y, box.w, box.h))
    out = [
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="2" fill="#fff" fill-opacity="0.78"/>'
    ]
    for n, line in enumerate(lines):
        base = box.y + TEXT * 0.97 + n * (TEXT + 2)
        out.append(
            f'<text x="{_num(box.x + box.w / 2)}" y="{_num(base)}" font-size="{TEXT:g}" '
            f'text-anchor="middle" fill="{color}">{escape(line)}</text>'
        )
    return "".join(out)


def _leader(pin: Pixel, box: Box, radius: float) -> str:
    """Return the line from a pin to a name that stands away from it."""
    x, y = box.nearest(pin)
    if abs(x - pin[0]) <= radius + 6 and abs(y - pin[1]) <= radius + 6:
        return ""
    way = f"M{_num(pin[0])} {_num(pin[1])}L{_num(x)} {_num(y)}"
    return f'<path d="{way}" stroke="{INK}" stroke-width="0.7"/>'


def _thread(stop: Json, at: Pixel, moved: Pixel) -> str:
    """Return the dot at the true place and the line to the pin that moved aside."""
    color = STATUS_STYLE[stop["status"]].color
    return (
        f'<path d="M{_num(at[0])} {_num(at[1])}L{_num(moved[0])} {_num(moved[1])}" '
        f'stroke="{color}" stroke-width="1"/>'
        f'<circle cx="{_num(at[0])}" cy="{_num(at[1])}" r="2.5" fill="{color}"/>'
    )


_BARS: Final = (5, 10, 20, 50, 100, 200, 500, 1000)


def _scale_bar(spec: Json, frame: Frame) -> str:
    """Return a bar for views where one length is true enough at a stated latitude.

    Web Mercator stretches with latitude; over a region the stretch differs little and the bar
    says where it holds. On a world view it would mislead, so there is none.
    """
    if spec["view"] != "region":
        return ""
    lat = round((frame.south + frame.north) / 2)
    km = max((k for k in _BARS if k / frame.km(1, lat) <= 170), default=_BARS[0])
    long = km / frame.km(1, lat)
    x, y = WIDTH - long - 18, frame.height - 16
    words = f"{km} km at {abs(lat)}° {'N' if lat >= 0 else 'S'}"
    wide = max(long, text_width(words, 13)) + 12
    return (
        f'<rect x="{_num(WIDTH - wide - 12)}" y="{_num(y - 20)}" width="{_num(wide)}" height="28" '
        'rx="2" fill="#fff" fill-opacity="0.78"/>'
        f'<path d="M{_num(x)} {_num(y - 3)}v5h{_num(long)}v-5" fill="none" stroke="{INK}"/>'
        f'<text x="{_num(x + long / 2)}" y="{_num(y - 7)}" font-size="13" text-anchor="middle">'
        f"{escape(words)}</text>"
    )
