"""The marks of the timeline and what they mean."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.figures import SMALL, WIDTH, certainty_colour
from osint_helpers.exhibits.palette import ACCENT, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, el, label, text_width
from osint_helpers.exhibits.timeline.placing import HALF, PLOT_LEFT, SIZE

DISPUTE: Final = STATUS_STYLE["disputed"].color


def colour(mark: dict[str, Any]) -> str:
    """Return the colour of a mark: contradicted, on record or official, said, or inferred."""
    if mark["disputed"]:
        return DISPUTE
    return certainty_colour(mark["certainty"])


def glyph(
    mark: dict[str, Any], span: tuple[float, float], y: float, *, hollow: bool
) -> list[Markup]:
    """Return a diamond for a day, a bar as wide as a span, a bar with fading ends for about."""
    ink = ACCENT if mark["certainty"] == "state" else colour(mark)
    fill = "#ffffff" if hollow else ink
    left, right = span
    if mark["shape"] == "day":
        x = (left + right) / 2
        points = f"{x:.1f},{y - HALF} {x + HALF:.1f},{y} {x:.1f},{y + HALF} {x - HALF:.1f},{y}"
        return [el("polygon", {"points": points, "fill": fill, "stroke": ink, "stroke-width": 1.6})]
    if mark["shape"] == "bar":
        return [
            el("rect", {"x": left, "y": y - 4.5, "width": right - left, "height": 9, "rx": 2,
                        "fill": fill, "fill-opacity": 1 if hollow else 0.75, "stroke": ink,
                        "stroke-width": 1.2, "stroke-dasharray": "3 2" if hollow else None})
        ]  # fmt: skip
    fade = min(24.0, (right - left) / 2)
    steps = [
        el("rect", {"x": x, "y": y - 4.5, "width": fade / 4, "height": 9, "fill": ink,
                    "fill-opacity": opacity})
        for n, opacity in enumerate((0.12, 0.3, 0.48, 0.66))
        for x in (left + n * fade / 4, right - (n + 1) * fade / 4)
    ]  # fmt: skip
    middle = el("rect", {"x": left + fade, "y": y - 4.5, "width": right - left - 2 * fade,
                         "height": 9, "fill": ink, "fill-opacity": 0.75})  # fmt: skip
    return [*steps, middle]


def legend(top: float) -> tuple[list[Markup], float]:
    """Return what the marks mean, and where that ends."""
    styles = STATUS_STYLE
    samples: list[tuple[str, dict[str, Any] | str]] = [
        ("one day", {"shape": "day", "certainty": "reported"}),
        ("planned, estimated, not observed", {"shape": "day", "certainty": "reported", "h": 1}),
        ("a span: as wide as what is printed", {"shape": "bar", "certainty": "reported"}),
        ("about: soft ends", {"shape": "soft", "certainty": "reported"}),
        ("record or official statement", styles["documented"].color),
        ("reported", styles["reported"].color),
        ("inferred, alleged, denied", styles["inferred"].color),
        ("sources contradict: every version shown", DISPUTE),
    ]
    drawn = [label(10, top + 12, "How to read", bold=True, size=SIZE)]
    x, y = PLOT_LEFT - 60, top + 8
    for words, sample in samples:
        wide = text_width(words, SMALL)
        if x + 34 + wide > WIDTH - 8:
            x, y = PLOT_LEFT - 60, y + 20
        if isinstance(sample, str):
            drawn.append(
                el("rect", {"x": x, "y": y - 5, "width": 20, "height": 10, "fill": sample})
            )
        else:
            drawn += _sample(sample, x, y)
        drawn.append(label(x + 26, y + 4, words, size=SMALL))
        x += 26 + wide + 20
    return drawn, y + 16


def _sample(sample: dict[str, Any], x: float, y: float) -> list[Markup]:
    """Return a sample mark of the legend at a fixed place."""
    mark = {**sample, "disputed": False}
    if mark["shape"] == "day":
        return glyph(mark, (x + 4, x + 16), y, hollow="h" in sample)
    return glyph(mark, (x, x + 20), y, hollow=False)
