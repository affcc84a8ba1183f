"""The marks of events: shape and colour both, and shapes that stay readable on one another."""

from __future__ import annotations

from typing import Final

from osint_helpers.exhibits.palette import GAP_FILL, INK
from osint_helpers.exhibits.svg import Markup, el, group, num

TRACK: Final = "#005a8f"
CALL: Final = "#00694d"
MEET: Final = "#8f3f77"
LOITER: Final = "#a84300"
WORDS: Final = {
    "last": "last position before a gap (nothing is drawn to where it ends)",
    "first": "first position after a gap",
    "call": "port call",
    "encounter": "encounter of two vessels",
    "loitering": "loitering",
}


def sign(name: str, x: float, y: float) -> Markup:
    """Return the mark of one kind of event, 14 px at most."""
    thick = {"stroke-width": 2, "fill": "none"}
    if name == "last":
        box = {"x": x - 6, "y": y - 6, "width": 12, "height": 12, "stroke": GAP_FILL, **thick}
        return el("rect", box)
    if name == "first":
        way = f"M{num(x)} {num(y - 8)}l8 8l-8 8l-8 -8z"
        return el("path", {"d": way, "stroke": GAP_FILL, **thick})
    if name == "call":
        return el("circle", {"cx": x, "cy": y, "r": 4, "fill": CALL, "stroke": "#ffffff",
                             "stroke-width": 1})  # fmt: skip
    if name == "encounter":
        cross = f"M{num(x - 6)} {num(y)}h12M{num(x)} {num(y - 6)}v12"
        return group(
            el("path", {"d": cross, "stroke": "#ffffff", "stroke-width": 5}),
            el("path", {"d": cross, "stroke": MEET, "stroke-width": 2.6}),
        )
    way = f"M{num(x)} {num(y - 8)}L{num(x + 8)} {num(y + 6)}L{num(x - 8)} {num(y + 6)}z"
    return el("path", {"d": way, "stroke": LOITER, **thick})


def tick(x: float, y: float) -> Markup:
    """Return the mark of a position that names its time."""
    return el("circle", {"cx": x, "cy": y, "r": 2.6, "fill": "#ffffff", "stroke": INK,
                         "stroke-width": 1.2})  # fmt: skip
