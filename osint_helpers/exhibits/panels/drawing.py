"""One small map as SVG: the land, lines and shadings of the large maps on a smaller frame."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from osint_helpers.exhibits.palette import COAST, INK, SEA, STATUS_STYLE
from osint_helpers.exhibits.panels.build import TALL, WIDTH
from osint_helpers.exhibits.routemap import strip
from osint_helpers.exhibits.routemap.geometry import Frame, Pixel
from osint_helpers.exhibits.routemap.labels import Box, Wanted, displace, place, text_width, wrap
from osint_helpers.exhibits.routemap.svg import area_drawn, land_drawn, leg_drawn
from osint_helpers.exhibits.routemap.turning import EDGE, NEAR
from osint_helpers.exhibits.svg import Markup, clean, num
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

HEIGHT: Final = round(WIDTH * TALL)
RADIUS: Final = 7.0
SIZE: Final = 11.0
NAME: Final = 84.0  # px after which a name is broken


def panel(spec: Json) -> Markup:
    """Return what lies inside a panel of `WIDTH` by `HEIGHT` pixels."""
    sea = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{SEA if spec["bounds"] else "#fff"}"/>'
    border = (f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" fill="none" '
              f'stroke="{COAST}"/>')  # fmt: skip
    if not spec["bounds"]:
        text = (f'<text x="{WIDTH / 2:g}" y="{HEIGHT / 2:g}" font-size="13" text-anchor="middle">'
                "nothing can be drawn</text>")  # fmt: skip
        return Markup(f"{sea}{text}{border}")
    south, west, north, east = spec["bounds"]
    frame = Frame(south, west, north, east, WIDTH)
    lines = "".join(_leg(leg, frame) for leg in spec["legs"])
    areas = "".join(area_drawn(area, frame) for area in spec["areas"])
    land = land_drawn({"land": spec["land"]}, frame)
    return Markup(f"{sea}{areas}{land}{lines}{_marks(spec, frame)}{border}")


def _leg(leg: Json, frame: Frame) -> str:
    """Return the line of a leg as a link to its row; a line outside the panel gives nothing."""
    drawn = leg_drawn(leg, frame)
    name = escape(clean(f"{leg['label']}: {leg['status']}"), quote=True)
    return f'<a href="#{anchor_id("leg", leg["row"])}" aria-label="{name}">{drawn}</a>'


def _marks(spec: Json, frame: Frame) -> str:
    """Return numbered pins and, where there is room, the names of the stops."""
    at = [frame.xy(stop["lat"], frame.near(stop["lon"])) for stop in spec["stops"]]
    moved = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(at, displace(at, RADIUS), strict=True)]
    pins = [Box(x - RADIUS - 1, y - RADIUS - 1, 2 * RADIUS + 2, 2 * RADIUS + 2) for x, y in moved]
    texts = [wrap(stop["label"], NAME, SIZE) for stop in spec["stops"]]
    wanted = [
        Wanted(x, y, RADIUS + 2, max(text_width(line, SIZE) for line in text) + 4,
               len(text) * (SIZE + 2) + 2)
        for text, (x, y) in zip(texts, moved, strict=True)
    ]  # fmt: skip
    boxes = place(wanted, size=(WIDTH, HEIGHT), taken=pins, lines=[])
    near = [box if box and _beside(box, pin) else None
            for box, pin in zip(boxes, moved, strict=True)]  # fmt: skip
    out = [
        _thread(stop, there, here)
        for stop, there, here in zip(spec["stops"], at, moved, strict=True)
        if there != here
    ]
    out += [
        strip.pin(stop["status"], str(stop["n"]), here, RADIUS)
        for stop, here in zip(spec["stops"], moved, strict=True)
    ]
    out += [_name(text, box) for text, box in zip(texts, near, strict=True) if box is not None]
    return "".join(out)


def _beside(box: Box, pin: Pixel) -> bool:
    """Tell whether a name stands so close to its pin that it needs no line to it."""
    x, y = box.nearest(pin)
    return abs(x - pin[0]) <= RADIUS + 6 and abs(y - pin[1]) <= RADIUS + 6


def _thread(stop: Json, at: Pixel, moved: Pixel) -> str:
    color = STATUS_STYLE[stop["status"]].color
    return (f'<path d="M{num(at[0])} {num(at[1])}L{num(moved[0])} {num(moved[1])}" '
            f'stroke="{color}"/><circle cx="{num(at[0])}" cy="{num(at[1])}" r="2" '
            f'fill="{color}"/>')  # fmt: skip


def _name(lines: list[str], box: Box) -> str:
    out = [(f'<rect x="{num(box.x)}" y="{num(box.y)}" width="{num(box.w)}" height="{num(box.h)}" '
           'rx="2" fill="#fff" fill-opacity="0.78"/>')]  # fmt: skip
    for n, line in enumerate(lines):
        out.append(f'<text x="{num(box.x + box.w / 2)}" y="{num(box.y + SIZE + n * (SIZE + 2))}" '
                   f'font-size="{SIZE:g}" text-anchor="middle" fill="{INK}">'
                   f"{escape(clean(line))}</text>")  # fmt: skip
    return "".join(out)


def sentences(spec: Json) -> list[str]:
    """Return what is said below a panel: stops by number, shaded gaps, what is not drawn."""
    out = []
    if spec["stops"]:
        out.append("; ".join(f"{stop['n']} {stop['label']}" for stop in spec["stops"]))
    if any(_cut(leg["paths"]) for leg in spec["legs"]):
        out.append("a line that leaves at one edge goes on at the other: it crosses 180 degrees")
    out += [f"{_short(area)}: {area['short']}, shaded, no line" for area in spec["areas"]]
    if spec["undrawn"]:
        out.append("not drawn: " + "; ".join(_short(row) for row in spec["undrawn"]))
    return out


def _cut(paths: list[list[list[float]]]) -> bool:
    """Tell whether a line goes on at the other edge: all longitudes of its map hold something."""
    return any(abs(abs(path[0][1]) - EDGE) < NEAR for path in paths[1:])


def _short(row: Json) -> str:
    """Return the label of a leg, its own id once in front."""
    own = row["leg"].partition(".")[2]
    label: str = row["label"]
    return label if label.startswith(f"{own} ") else f"{own} {label}"


def described(spec: Json) -> str:
    """Return a panel in words, for those who do not see it."""
    stops = "; ".join(f"{s['n']}. {s['label']} ({s['status']})" for s in spec["stops"])
    legs = "; ".join(f"{_short(leg)}: {leg['status']}" for leg in spec["legs"])
    said = [f"Stops: {stops}." if stops else "Nothing is drawn.", f"Lines: {legs}." if legs else ""]
    said += [f"{text}." for text in sentences(spec)[1 if spec["stops"] else 0 :]]
    return " ".join(part for part in said if part)
