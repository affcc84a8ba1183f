"""The strip below the map: legend, words of shaded areas, what is not drawn, the foot line."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from osint_helpers.exhibits.palette import COAST, GAP_FILL, INK, MUTED, SEA, STATUS_STYLE
from osint_helpers.exhibits.routemap.geometry import Pixel
from osint_helpers.exhibits.routemap.labels import wrap
from osint_helpers.exhibits.routemap.words import (
    FILLED,
    LEADER_LEGEND,
    area_line,
    key_line,
    leader_used,
    undrawn_line,
)

Json = dict[str, Any]
Block = tuple[str, list[str]]  # swatch (SVG around 0,0) and the lines of its text

TEXT: Final = 14.5
LEAD: Final = 18.5
SWATCH: Final = 52.0
GUTTER: Final = 28.0


def stroke_of(status: str) -> str:
    """Return the stroke attributes of a leg of one status: colour, width, dash, opacity."""
    style = STATUS_STYLE[status]
    dots = style.dash.split(" ")[0] in {"1", "2"}
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    faint = f' stroke-opacity="{style.opacity:g}"' if style.opacity < 1 else ""
    return (
        f'fill="none" stroke="{style.color}" stroke-width="{style.width:g}"{dash}{faint} '
        f'stroke-linecap="{"round" if dots else "butt"}" stroke-linejoin="round"'
    )


def pin(status: str, number: str, at: Pixel, radius: float) -> str:
    """Return a numbered pin: filled when documented or reported, hollow otherwise."""
    color = STATUS_STYLE[status].color
    filled = status in FILLED
    inside, ink, ring = (color, "#fff", "#fff") if filled else ("#fff", color, color)
    size = radius * (1.25 if len(number) < 2 else 1.05)
    x, y = f"{at[0]:.1f}", f"{at[1]:.1f}"
    text = (
        f'<text x="{x}" y="{at[1] + size * 0.36:.1f}" font-size="{size:.1f}" font-weight="700" '
        f'text-anchor="middle" fill="{ink}">{escape(number)}</text>'
    )
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius:g}" fill="{inside}" stroke="{ring}" '
        f'stroke-width="{1.2 if filled else 2:g}"/>{text if number else ""}'
    )


def swatch(entry: Json) -> str:
    """Return the sample of a legend entry, 40 px wide around its middle."""
    if entry["mark"] == "line":
        return f'<path d="M-20 0H20" {stroke_of(entry["status"])}/>'
    if entry["mark"] == "pin":
        return pin(entry["status"], "", (0, 0), 7)
    if entry["mark"] == "area":
        lines = "".join(f"M{x} 8l{min(16, 20 - x)} {-min(16, 20 - x)}" for x in range(-20, 18, 6))
        return (
            f'<rect x="-20" y="-8" width="40" height="16" fill="{SEA}"/>'
            f'<rect x="-20" y="-8" width="40" height="16" fill="{GAP_FILL}" fill-opacity="0.14"/>'
            f'<path d="{lines}" stroke="{GAP_FILL}" stroke-opacity="0.5" stroke-width="0.9"/>'
        )
    return ""


def leader_swatch() -> str:
    """Return the sample of a pin that moved aside."""
    return (
        f'<path d="M-14 5L8 -3" stroke="{MUTED}"/><circle cx="-14" cy="5" r="2.5" fill="{MUTED}"/>'
        f'<circle cx="10" cy="-3" r="6" fill="#fff" stroke="{MUTED}" stroke-width="1.6"/>'
    )


def _blocks(spec: Json, width: float) -> list[Block]:
    room = width - SWATCH
    out = [(swatch(e), wrap(e["text"], room, TEXT)) for e in spec["legend"]]
    if leader_used(spec):
        out.append((leader_swatch(), wrap(LEADER_LEGEND, room, TEXT)))
    said = [key_line(spec), *map(area_line, spec["areas"]), *map(undrawn_line, spec["undrawn"])]
    out += [("", wrap(text, room, TEXT)) for text in said]
    return out


def _tall(block: Block) -> float:
    return len(block[1]) * LEAD + 6


def _columns(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Split the blocks in order so that the longer column is as short as can be."""
    best = min(
        range(len(blocks) + 1),
        key=lambda k: (max(sum(map(_tall, blocks[:k])), sum(map(_tall, blocks[k:]))), -k),
    )
    return blocks[:best], blocks[best:]


def strip(spec: Json, top: float, width: float) -> tuple[str, int]:
    """Return the strip as SVG and the height of the whole picture in pixels."""
    wide = (width - GUTTER) / 2
    out = []
    lowest = 0.0
    for n, column in enumerate(_columns(_blocks(spec, wide))):
        y = top + 22
        for block in column:
            out.append(_draw(block, n * (wide + GUTTER), y))
            y += _tall(block)
        lowest = max(lowest, y)
    foot = wrap(spec["boundary"], width - 8, 13)
    out.append(f'<path d="M0 {lowest - 4:.1f}H{width:g}" stroke="{COAST}" stroke-width="0.5"/>')
    for n, line in enumerate(foot):
        y = lowest + 13 + n * 16
        out.append(f'<text x="4" y="{y:.1f}" font-size="13" fill="{MUTED}">{escape(line)}</text>')
    return "".join(out), round(lowest + 13 + len(foot) * 16)


def _draw(block: Block, x: float, y: float) -> str:
    mark, lines = block
    out = []
    if mark:
        out.append(f'<g transform="translate({x + 24:.1f} {y - 4.5:.1f})">{mark}</g>')
    for n, line in enumerate(lines):
        out.append(
            f'<text x="{x + SWATCH:.1f}" y="{y + n * LEAD:.1f}" font-size="{TEXT:g}" '
            f'fill="{INK}">{escape(line)}</text>'
        )
    return "".join(out)
