"""The parties as a static drawing: a band a leg, a card a party, a worded line a link."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import SMALL, WIDTH, certainty_colour
from osint_helpers.exhibits.network.placing import (
    BETWEEN,
    CARD,
    COLUMNS,
    GUTTER,
    LINE,
    PAD,
    Card,
    cards,
    place,
    slot_height,
    starting_card,
)
from osint_helpers.exhibits.palette import ACCENT, COAST, INK, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, document, el, group, label, link, wrap
from osint_helpers.exhibits.table.html import anchor_id

STRIPE: Final = "#f6f7f9"


def draw(exhibit_id: str, title: str, spec: dict[str, Any]) -> Markup:
    """Return the SVG of a network specification."""
    made = cards(spec)
    tops, low = place(spec, made, 34.0)
    body = [_legend()]
    for number, (band, top) in enumerate(zip(spec["bands"], tops, strict=True)):
        after = tops[number + 1] if number + 1 < len(tops) else low
        if number % 2 == 0:
            ground = {"x": 0, "y": top, "width": WIDTH, "height": after - top, "fill": STRIPE}
            body.append(el("rect", ground))
        words = label(10, top + 20, band["label"], size=14, bold=True, fill=ACCENT)
        body.append(link(anchor_id("leg", band["leg"]), f"Leg {band['label']}", words))
    arrivals = _arrivals(spec, made)
    for number, edge in enumerate(spec["edges"]):
        body.append(_edge(edge, made, arrivals[number]))
    body += [_card(card) for card in made.values()]
    notes, low = _further(spec, low)
    described = (
        f"{len(spec['nodes'])} parties by the first leg they touch: "
        + "; ".join(
            f"{band['label']}: "
            + ", ".join(n["name"] for n in spec["nodes"] if n["leg"] == band["leg"])
            for band in spec["bands"]
        )
        + f". {len(spec['edges'])} links between them, each with the claim it stands on."
    )
    return document(exhibit_id, title, described, *body, *notes, width=WIDTH, height=low + 8)


def _legend() -> Markup:
    """Return what the lines mean."""
    drawn: list[Markup] = []
    x = 10.0
    for words, ink, dash in (
        ("record or official statement", STATUS_STYLE["documented"].color, None),
        ("reported or self-reported", STATUS_STYLE["reported"].color, None),
        ("stands on an allegation, inference or denial", STATUS_STYLE["inferred"].color, "5 4"),
    ):
        drawn.append(_line(x, x + 26, 16, ink, dash))
        drawn.append(label(x + 32, 20, words, size=SMALL))
        x += 240
    return group(*drawn)


def _line(x1: float, x2: float, y: float, ink: str, dash: str | None) -> Markup:
    """Return a short straight line."""
    return el("line", {"x1": x1, "x2": x2, "y1": y, "y2": y, "stroke": ink, "stroke-width": 2,
                       "stroke-dasharray": dash})  # fmt: skip


def _card(card: Card) -> Markup:
    """Return one party with its name, role, parts in the legs, and reply."""
    x, y = card.x, card.y
    box = {"x": x, "y": y, "width": CARD, "height": card.height, "rx": 4, "fill": "#ffffff",
           "stroke": COAST, "stroke-width": 1}  # fmt: skip
    drawn = [el("rect", box)]
    at = y + PAD + 11
    for words in card.name:
        drawn.append(label(x + PAD, at, words, bold=True))
        at += LINE
    for words in card.role:
        drawn.append(label(x + PAD, at, words, size=SMALL, fill=MUTED))
        at += LINE
    for lines, part in card.parts:
        inside = [
            _line(x + PAD, x + PAD + 18, at - 4, certainty_colour(part["certainty"]), _dash(part))
        ]
        for words in lines:
            inside.append(label(x + PAD + 24, at, words, size=SMALL))
            at += LINE
        name = f"{card.node['name']} {part['words']}. {part['text']}"
        drawn.append(link(anchor_id("claim", part["claim"]), name, *inside))
    for lines, reply in card.replies:
        drawn.append(_reply(card, lines, reply, at))
        at += LINE * len(lines)
    return group(*drawn)


def _reply(card: Card, lines: list[str], reply: dict[str, str], at: float) -> Markup:
    """Return a reply to the claims about a party, or that none was found."""
    claim = reply["claim"]
    inside = [
        label(card.x + PAD, at + LINE * n, words, size=SMALL, fill=ACCENT if claim else MUTED,
              italic=not claim)
        for n, words in enumerate(lines)
    ]  # fmt: skip
    if not claim:
        return group(*inside)
    name = f"Reply to claims about {card.node['name']}: {reply['words']}"
    return link(anchor_id("claim", claim), name, *inside)


def _dash(part: dict[str, Any]) -> str | None:
    """Return the dash pattern of a link."""
    return "5 4" if part["dashed"] else None


def _slot(edge: dict[str, Any], start: Card) -> tuple[float, list[str]]:
    """Return the height at which a link leaves its card, and its words in lines."""
    y = start.y
    for other, lines in start.slots:
        y += slot_height(lines)
        if other is edge:
            return y, lines
    raise ExhibitError("a link of the figure starts at no card")


def _arrivals(spec: dict[str, Any], made: dict[str, Card]) -> list[float]:
    """Return the height at which each link reaches its other card, spread over its side."""
    reaching: dict[str, list[tuple[float, int]]] = {}
    for number, edge in enumerate(spec["edges"]):
        start = starting_card(edge, made)
        far = edge["to"] if made[edge["from"]] is start else edge["from"]
        reaching.setdefault(far, []).append((_slot(edge, start)[0], number))
    found = [0.0] * len(spec["edges"])
    for far, links in reaching.items():
        card = made[far]
        links.sort()
        step = card.height / (len(links) + 1)
        for place_, (_, number) in enumerate(links, start=1):
            found[number] = card.y + step * place_
    return found


def _edge(edge: dict[str, Any], made: dict[str, Card], arrival: float) -> Markup:
    """Return one link: a line under its words, then a curve to the other party."""
    a, b = made[edge["from"]], made[edge["to"]]
    start = starting_card(edge, made)
    end = a if start is b else b
    ink = certainty_colour(edge["certainty"])
    y1, words = _slot(edge, start)
    x1 = start.x + CARD
    bend = x1 + GUTTER - 24
    text = [
        label(x1 + 6, y1 - 4 - LINE * (len(words) - 1 - n), line, size=SMALL, fill=INK)
        for n, line in enumerate(words)
    ]
    path, tip = _path(start, end, (x1, y1, arrival), bend, made)
    stroke = {"fill": "none", "stroke": ink, "stroke-width": 1.8, "stroke-dasharray": _dash(edge)}
    pointing = tip if end is b else (x1, y1, 1.0)
    name = f"{a.node['name']} {edge['words']} {b.node['name']}. {edge['text']}"
    return link(
        anchor_id("claim", edge["claim"]), name, el("path", {"d": path, **stroke}),
        _arrow(pointing, ink), *text,
    )  # fmt: skip


def _path(
    start: Card, end: Card, at: tuple[float, float, float], bend: float, made: dict[str, Card]
) -> tuple[str, tuple[float, float, float]]:
    """Return the path of a link and where its far end points (x, y, direction)."""
    x1, y1, y2 = at
    if end.column == start.column:  # around, on the right side of the column
        path = f"M{x1:.1f} {y1:.1f}H{bend:.1f}C{bend + 20:.1f} {y1:.1f} {bend + 20:.1f} {y2:.1f} "
        return f"{path}{bend:.1f} {y2:.1f}H{x1:.1f}", (x1, y2, 1.0)
    path = f"M{x1:.1f} {y1:.1f}H{bend:.1f}"
    if end.column > start.column + 1:
        y_free = _gap(start.column + 1, y1, end, made)
        x3 = COLUMNS[start.column + 1]
        path += f"C{bend + 14:.1f} {y1:.1f} {x3 - 14:.1f} {y_free:.1f} {x3:.1f} {y_free:.1f}"
        bend = x3 + CARD + GUTTER - 24
        path += f"H{bend:.1f}"
        y1 = y_free
    x2 = end.x
    path += f"C{bend + 14:.1f} {y1:.1f} {x2 - 14:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return path, (x2, y2, -1.0)


def _gap(column: int, y: float, end: Card, made: dict[str, Card]) -> float:
    """Return the height between two cards of a column that is nearest to ``y``."""
    between = [card.y - BETWEEN / 2 for card in made.values() if card.column == column]
    between += [c.y + c.height + BETWEEN / 2 for c in made.values() if c.column == column]
    return min(between or [y], key=lambda free: (abs(free - y) + abs(free - end.middle), free))


def _arrow(at: tuple[float, float, float], ink: str) -> Markup:
    """Return an arrow head; the direction is that of the side it stands on."""
    x, y, side = at
    points = f"{x:.1f},{y:.1f} {x + side * 8:.1f},{y - 4:.1f} {x + side * 8:.1f},{y + 4:.1f}"
    return el("polygon", {"points": points, "fill": ink})


def _further(spec: dict[str, Any], low: float) -> tuple[list[Markup], float]:
    """Return the parties and relations that are not drawn, as sentences."""
    if not spec["further"]:
        return [], low
    listed = "; ".join(entry["words"] for entry in spec["further"])
    drawn = []
    low += 4
    for words in wrap(f"Not drawn, being outside the legs or without a relation: {listed}.", SMALL,
                      WIDTH - 20):  # fmt: skip
        low += LINE
        drawn.append(label(10, low, words, size=SMALL, fill=MUTED))
    return drawn, low
