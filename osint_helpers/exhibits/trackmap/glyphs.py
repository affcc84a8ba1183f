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


def sign(name: str, x: float, y: float, *, size: float = 1.0) -> Markup:
    """Return the mark of one kind of event, at most 16 px times ``size``."""
    thick = {"stroke-width": 1 + size, "fill": "none"}
    a, b = 6 * size, 8 * size
    if name == "last":
        box = {"x": x - a, "y": y - a, "width": 2 * a, "height": 2 * a, "stroke": GAP_FILL}
        return el("rect", {**box, **thick})
    if name == "first":
        way = f"M{num(x)} {num(y - b)}l{num(b)} {num(b)}l-{num(b)} {num(b)}l-{num(b)} -{num(b)}z"
        return el("path", {"d": way, "stroke": GAP_FILL, **thick})
    if name == "call":
        return el("circle", {"cx": x, "cy": y, "r": 4 * size, "fill": CALL, "stroke": "#ffffff",
                             "stroke-width": 1})  # fmt: skip
    if name == "encounter":
        cross = f"M{num(x - a)} {num(y)}h{num(2 * a)}M{num(x)} {num(y - a)}v{num(2 * a)}"
        return group(
            el("path", {"d": cross, "stroke": "#ffffff", "stroke-width": 5 * size}),
            el("path", {"d": cross, "stroke": MEET, "stroke-width": 2.6 * size}),
        )
    way = f"M{num(x)} {num(y - b)}L{num(x + b)} {num(y + a)}L{num(x - b)} {num(y + a)}z"
    return el("path", {"d": way, "stroke": LOITER, **thick})


def tick(x: float, y: float) -> Markup:
    """Return the mark of a position that names its time."""
    return el("circle", {"cx": x, "cy": y, "r": 2.6, "fill": "#ffffff", "stroke": INK,
                         "stroke-width": 1.2})  # fmt: skip
