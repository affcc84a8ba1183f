"""Cards of parties in bands of legs: three columns, stacked so that nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.exhibits.figures import SMALL
from osint_helpers.exhibits.layout import barycentre
from osint_helpers.exhibits.svg import wrap

CARD: Final = 206.0
COLUMNS: Final = (10.0, 347.0, 684.0)  # left edges; layer 0 stands at the right
GUTTER: Final = 131.0
LABEL: Final = 98.0  # width for the words of a link, beside the card it starts at
LINE: Final = 15.0
PAD: Final = 7.0
BETWEEN: Final = 14.0
HEAD: Final = 30.0


@dataclass
class Card:
    """One party as placed: its texts in lines, the slots of its links, its box."""

    node: dict[str, Any]
    column: int
    name: list[str]
    role: list[str]
    parts: list[tuple[list[str], dict[str, Any]]]
    replies: list[tuple[list[str], dict[str, str]]]
    slots: list[tuple[dict[str, Any], list[str]]] = field(default_factory=list)
    y: float = 0.0

    @property
    def x(self) -> float:
        """Left edge."""
        return COLUMNS[self.column]

    @property
    def height(self) -> float:
        """Height of the box: of its texts or of its slots, whichever is more."""
        rows = len(self.name) + len(self.role)
        rows += sum(len(words) for words, _ in (*self.parts, *self.replies))
        inside = LINE * rows + 2 * PAD
        return max(inside, sum(slot_height(words) for _, words in self.slots) + 4)

    @property
    def middle(self) -> float:
        """Middle of the box."""
        return self.y + self.height / 2


def slot_height(words: Sequence[str]) -> float:
    """Return the height a link takes beside its card."""
    return LINE * len(words) + 7


def cards(spec: dict[str, Any]) -> dict[str, Card]:
    """Return a card for every party, with its texts wrapped; not yet placed."""
    wide = CARD - 2 * PAD
    made = {
        node["entity"]: Card(
            node,
            len(COLUMNS) - 1 - node["layer"],
            wrap(node["name"], 12.5, wide, bold=True, lines=3),
            wrap(node["role"], SMALL, wide, lines=3) if node["role"] else [],
            [(wrap(line["words"], SMALL, wide - 24, lines=2), line) for line in node["lines"]],
            [(wrap(one["words"], SMALL, wide, lines=3), one) for one in node["replies"]],
        )
        for node in spec["nodes"]
    }
    _spread_loose(spec, made)
    for edge in spec["edges"]:
        start = starting_card(edge, made)
        start.slots.append((edge, wrap(edge["words"], SMALL, LABEL, lines=3)))
    return made


def starting_card(edge: dict[str, Any], made: dict[str, Card]) -> Card:
    """Return the card beside which the words of a link stand: the one further left."""
    a, b = made[edge["from"]], made[edge["to"]]
    return b if b.column < a.column else a


def _spread_loose(spec: dict[str, Any], made: dict[str, Card]) -> None:
    """Move parties without links to other parties to the column with most room in their band."""
    linked = {end for edge in spec["edges"] for end in (edge["from"], edge["to"])}
    for band in spec["bands"]:
        mine = [card for card in made.values() if card.node["leg"] == band["leg"]]
        loose = [card for card in mine if card.node["entity"] not in linked]
        filled = [0.0] * len(COLUMNS)
        for card in mine:
            if card not in loose:
                filled[card.column] += card.height + BETWEEN
        for card in loose:
            column = min(range(len(COLUMNS)), key=lambda n: (filled[n], n))
            card.column = column
            filled[column] += card.height + BETWEEN


def place(spec: dict[str, Any], made: dict[str, Card], top: float) -> tuple[list[float], float]:
    """Give every card its height on the page; return the top of each band and the end."""
    tops = []
    for band in spec["bands"]:
        tops.append(top)
        mine = [card for card in made.values() if card.node["leg"] == band["leg"]]
        names = {card.node["entity"] for card in mine}
        weights = {
            (edge["from"], edge["to"]): 1.0
            for edge in spec["edges"]
            if edge["from"] in names and edge["to"] in names and edge["from"] != edge["to"]
        }
        columns = [
            [card.node["entity"] for card in mine if card.column == n] for n in range(len(COLUMNS))
        ]
        ordered = barycentre(columns, weights)
        heights = [
            sum(made[name].height + BETWEEN for name in column) - BETWEEN for column in ordered
        ]
        tall = max(heights)
        for column, height in zip(ordered, heights, strict=True):
            y = top + HEAD + (tall - height) / 2
            for name in column:
                made[name].y = y
                y += made[name].height + BETWEEN
        top += HEAD + tall + 16
    _order_slots(made)
    return tops, top


def _order_slots(made: dict[str, Card]) -> None:
    """Sort the links of a card by the height of their other end, so that they cross less."""
    for card in made.values():
        card.slots.sort(key=lambda slot: (_other(slot[0], card, made).middle, slot[0]["claim"]))


def _other(edge: dict[str, Any], card: Card, made: dict[str, Card]) -> Card:
    """Return the card at the other end of a link."""
    return made[edge["to"] if edge["from"] == card.node["entity"] else edge["from"]]
