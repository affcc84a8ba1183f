"""The lineage as a static drawing: bands from publications to the bodies that gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.exhibits.figures import SMALL, WIDTH
from osint_helpers.exhibits.layout import barycentre, spread
from osint_helpers.exhibits.lineage.footer import counts, notes
from osint_helpers.exhibits.palette import ACCENT, COAST, INK, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import (
    Markup,
    clip,
    document,
    el,
    group,
    label,
    text_width,
    wrap,
)

LEFT, MIDDLE, RIGHT = 318.0, 490.0, 640.0
TOP = 92.0
BAR = 8.0
PITCH = 27.0  # least distance between two labels
BANDS = 230.0  # px of all bands together, within the bounds of one publication's width
AROUND: Final = 64.0  # px a band between two of the middle column bulges out
ALONE: Final = 3  # most strands without a band that are still drawn as bars
_COLOURS: Final = (
    STATUS_STYLE["documented"].color, STATUS_STYLE["scheduled"].color,
    STATUS_STYLE["reported"].color, STATUS_STYLE["disputed"].color, "#8a5a00",
)  # fmt: skip


@dataclass
class Node:
    """One box of the drawing: where it stands, how high it is, how much of each side is taken."""

    key: str
    column: int
    height: float = 3.0
    centre: float = 0.0
    lines: int = 1
    per: float = 2.2
    used: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})


def draw(exhibit_id: str, title: str, spec: dict[str, Any], part: str = "") -> Markup:
    """Return the SVG of a lineage specification.

    Parameters
    ----------
    part
        ``"bands"`` or ``"counts"`` alone, for pages on which both do not fit; by default both.
    """
    if part == "counts":
        drawn, low = counts(spec, 0)
        words = "; ".join(f"{entry['label']}: {entry['text']}" for entry in spec["counts"])
        return document(f"{exhibit_id}-counts", title, words, *drawn, width=WIDTH, height=low)
    nodes, alone = _place(spec)
    colours = _colours(spec)
    low = max((node.centre + node.height / 2 for node in nodes.values()), default=TOP) + 14
    body = [
        _head(spec),
        group(*_bands(spec, nodes, colours), fill="none"),
        *_joint(spec, nodes),
        *_publications(spec, nodes),
        *_passing(spec, nodes),
        *_strands(spec, nodes, colours),
    ]
    noted, low = notes(spec, alone, low)
    counted, low = counts(spec, low + 10) if not part else ([], low + 8)
    first = spec["counts"][0]
    described = (
        f"{first['label']}: {first['text']}. Bands lead from publications on the left to the "
        "bodies that gathered facts themselves on the right. The full lists stand in the text "
        "below the drawing."
    )
    name = f"{exhibit_id}-{part}" if part else exhibit_id
    return document(name, title, described, *body, *noted, *counted, width=WIDTH, height=low)


def _place(spec: dict[str, Any]) -> tuple[dict[str, Node], list[dict[str, Any]]]:
    """Return the placed nodes, and the strands no band leads to."""
    taken = {edge["to"] for edge in spec["edges"]} | {
        end for pair in spec["joint"] for end in (pair["from"], pair["to"])
    }
    alone = [strand for strand in spec["strands"] if strand["origin"] not in taken]
    if len(alone) <= ALONE:
        alone = []  # so few can be bars without a band, and are seen beside the others
    drawn = [strand for strand in spec["strands"] if strand not in alone]
    columns = [
        [entry["key"] for entry in spec["groups"]],
        [entry["origin"] for entry in spec["middle"]],
        [entry["origin"] for entry in drawn],
    ]
    weights = {(edge["from"], edge["to"]): float(edge["sources"]) for edge in spec["edges"]}
    nodes: dict[str, Node] = {}
    per = min(7.0, max(2.2, BANDS / max(1, len(spec["sources"]))))
    for column, names in enumerate(barycentre(columns, weights)):
        for name in names:
            nodes[name] = Node(name, column, per=per)
    for node in nodes.values():
        leaving = sum(w for (a, _), w in weights.items() if a == node.key)
        coming = sum(w for (_, b), w in weights.items() if b == node.key)
        node.height = max(3.0, per * max(leaving, coming))
    for entry in spec["groups"]:
        nodes[entry["key"]].lines = len(_publication_lines(entry))
    for entry in drawn:
        nodes[entry["origin"]].lines = len(_strand_lines(entry))
    _stack(nodes)
    return nodes, alone


def _publication_lines(entry: dict[str, Any]) -> list[str]:
    """Return the label of a group of publications in lines."""
    return wrap(entry["label"], SMALL, LEFT - 18, lines=2)


def _strand_lines(entry: dict[str, Any]) -> list[str]:
    """Return the name of a body in lines."""
    # beyond it the arcs begin (`_arc_x`)
    return wrap(entry["name"], 12.5, WIDTH - RIGHT - 80, lines=3, bold=True)


def _stack(nodes: dict[str, Node]) -> None:
    """Give every node its centre: outer columns fill the height, the middle stands between."""
    columns = [[node for node in nodes.values() if node.column == n] for n in range(3)]
    needed = [sum(max(node.height, 3.0) + _air(node) for node in column) for column in columns]
    total = max(needed)
    for column, need in ((columns[0], needed[0]), (columns[2], needed[2])):
        extra = (total - need) / max(1, len(column))
        at = TOP
        for node in column:
            step = node.height + _air(node) + extra
            node.centre = at + step / 2
            at += step
    gap = total / (len(columns[1]) + 1)
    wanted = [TOP + gap * (n + 1) for n in range(len(columns[1]))]
    centres = spread(wanted, [node.height for node in columns[1]], PITCH, TOP)
    for node, centre in zip(columns[1], centres, strict=True):
        node.centre = centre


def _air(node: Node) -> float:
    """Return the space a node needs besides its bar, so that labels stay apart."""
    needed = (12.0 if node.column == 0 else 26.0) + 15.0 * node.lines
    return max(6.0, needed - node.height)


def _colours(spec: dict[str, Any]) -> dict[str, str]:
    """Return a colour for the bodies most publications rest on; the others are grey."""
    ranked = sorted(spec["strands"], key=lambda strand: (-strand["resting"], strand["origin"]))
    names = [strand["origin"] for strand in ranked if strand["resting"] > 1]
    return dict(zip(names, _COLOURS, strict=False))


def _bands(spec: dict[str, Any], nodes: dict[str, Node], colours: dict[str, str]) -> list[Markup]:
    """Return the bands, each starting and ending where the one before it stopped."""
    x = {0: (LEFT, LEFT + BAR), 1: (MIDDLE, MIDDLE + BAR), 2: (RIGHT, RIGHT + BAR)}
    edges = sorted(
        spec["edges"], key=lambda e: (nodes[e["from"]].centre, nodes[e["to"]].centre, e["to"])
    )
    starts = {}
    for edge in edges:
        starts[edge["from"], edge["to"]] = _slot(nodes[edge["from"]], "out", edge["sources"])
    drawn = []
    for edge in sorted(
        edges, key=lambda e: (nodes[e["to"]].centre, nodes[e["from"]].centre, e["from"])
    ):
        a, b = nodes[edge["from"]], nodes[edge["to"]]
        start = (x[a.column][1], starts[edge["from"], edge["to"]])
        side = 1 if a.column == b.column else 0  # within the middle: around its right side
        end = (x[b.column][side], _slot(b, "in", edge["sources"]))
        drawn.append(_band(start, end, edge, (colours.get(edge["to"]), a.per)))
    return drawn


def _slot(node: Node, side: str, sources: int) -> float:
    """Return the middle of the next free part of a node's side, and take it."""
    total = node.per * sources
    at = node.centre - node.height / 2 + node.used[side] + total / 2
    node.used[side] += total
    return at


def _band(
    start: tuple[float, float], end: tuple[float, float], edge: dict[str, Any],
    ink: tuple[str | None, float],
) -> Markup:  # fmt: skip
    """Return one band as a thick smooth line; ``ink`` is its colour and width a publication."""
    reach = (end[0] - start[0]) * 0.5
    first, last = start[0] + reach, end[0] - reach
    if not reach:
        first = last = start[0] + AROUND
    path = (
        f"M{start[0]:.1f} {start[1]:.1f}C{first:.1f} {start[1]:.1f} "
        f"{last:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    )
    attributes = {
        "d": path, "stroke": ink[0] or COAST,
        "stroke-width": ink[1] * edge["sources"] - 0.4, "stroke-opacity": 0.5,
        "stroke-dasharray": "3 3" if edge["own"] else None,
    }  # fmt: skip
    return el("path", attributes)


def _head(spec: dict[str, Any]) -> Markup:
    """Return the headline and the words above the columns."""
    first = spec["counts"][0]
    resting = sum(len(entry["sources"]) for entry in spec["groups"])
    rest = "publication that rests" if resting == 1 else "publications that rest"
    return group(
        label(10, 26, f"{first['label']}: {first['text']}", size=17, bold=True, fill=ACCENT),
        label(LEFT, 56, f"{resting} {rest} on others", bold=True, anchor="end"),
        label(LEFT, 72, "(width of a band: number of publications)", size=SMALL, fill=MUTED,
              anchor="end"),
        label(MIDDLE + BAR / 2, 56, "Passed on by", bold=True, anchor="middle")
        if spec["middle"] else "",
        label(RIGHT, 56, "Bodies that gathered themselves", bold=True),
        label(RIGHT, 72, "(strands)", size=SMALL, fill=MUTED),
    )  # fmt: skip


def _bar(node: Node, x: float, fill: str) -> Markup:
    """Return the bar of a node."""
    return el(
        "rect",
        {"x": x, "y": node.centre - node.height / 2, "width": BAR, "height": node.height,
         "fill": fill},
    )  # fmt: skip


def _publications(spec: dict[str, Any], nodes: dict[str, Node]) -> list[Markup]:
    """Return bars and labels of the left column."""
    drawn = []
    for entry in spec["groups"]:
        node = nodes[entry["key"]]
        drawn.append(_bar(node, LEFT, INK))
        y = node.centre + 4 - 7.5 * (node.lines - 1)
        for n, words in enumerate(_publication_lines(entry)):
            drawn.append(label(LEFT - 7, y + 15 * n, words, size=SMALL, anchor="end"))
    return drawn


def _passing(spec: dict[str, Any], nodes: dict[str, Node]) -> list[Markup]:
    """Return bars and labels of those that pass on what they did not gather."""
    drawn = []
    for entry in spec["middle"]:
        node = nodes[entry["origin"]]
        words = clip(entry["name"], SMALL, 110, bold=True)
        top = node.centre - node.height / 2
        half = text_width(words, SMALL, bold=True) / 2 + 3
        drawn.append(
            el("rect", {"x": MIDDLE + BAR / 2 - half, "y": top - 17, "width": 2 * half,
                        "height": 16, "fill": "#ffffff", "fill-opacity": 0.88})
        )  # fmt: skip
        drawn.append(_bar(node, MIDDLE, INK))
        drawn.append(
            label(MIDDLE + BAR / 2, top - 5, words, size=SMALL, anchor="middle", bold=True)
        )
    return drawn


def _strands(spec: dict[str, Any], nodes: dict[str, Node], colours: dict[str, str]) -> list[Markup]:
    """Return bars and labels of the right column."""
    drawn = []
    x = RIGHT + BAR + 7
    for entry in spec["strands"]:
        node = nodes.get(entry["origin"])
        if node is None:
            continue
        fill = colours.get(entry["origin"], MUTED)
        parts = (
            [f"{entry['resting']} rest{'s' if entry['resting'] == 1 else ''} on it"]
            if entry["resting"]
            else []
        )
        parts += [f"{len(entry['own'])} of its own"] if entry["own"] else []
        drawn.append(_bar(node, RIGHT, fill))
        y = node.centre - 2 - 7.5 * (node.lines - 1)
        for n, words in enumerate(_strand_lines(entry)):
            drawn.append(label(x, y + 15 * n, words, fill=fill, bold=True))
        y += 15 * node.lines
        drawn.append(label(x, y, " · ".join(parts), size=SMALL, fill=MUTED))
    return drawn


def _joint(spec: dict[str, Any], nodes: dict[str, Node]) -> list[Markup]:
    """Return dashed arcs between bodies that rest on each other, numbered for the notes."""
    drawn = []
    for number, pair in enumerate(spec["joint"], start=1):
        a, b = nodes[pair["from"]].centre, nodes[pair["to"]].centre
        x, bulge = _arc_x(spec, pair), WIDTH - 22.0
        path = f"M{x:.1f} {a:.1f}C{bulge:.1f} {a:.1f} {bulge:.1f} {b:.1f} {x:.1f} {b:.1f}"
        drawn.append(
            el("path", {"d": path, "fill": "none", "stroke": ACCENT, "stroke-width": 1.6,
                        "stroke-dasharray": "5 4"})
        )  # fmt: skip
        drawn.append(label(WIDTH - 30, (a + b) / 2 + 4, f"[{number}]", size=SMALL, fill=ACCENT))
    return drawn


def _arc_x(spec: dict[str, Any], pair: dict[str, Any]) -> float:
    """Return where an arc starts: just after the longer of the two names."""
    names = [entry for entry in spec["strands"] if entry["origin"] in (pair["from"], pair["to"])]
    wide = [text_width(line, 12.5, bold=True) for entry in names for line in _strand_lines(entry)]
    return min(WIDTH - 60.0, RIGHT + BAR + 16 + max([*wide, 140.0]))
