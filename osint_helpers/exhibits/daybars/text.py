"""Bars of days on a page, in print and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.daybars import narrow
from osint_helpers.exhibits.daybars.drawing import LEGEND, draw, pages, span
from osint_helpers.exhibits.svg import group

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

STYLES: Final = (
    figures.STYLES
    + """
.exhibit-daybars > figcaption { break-after: avoid; break-inside: avoid; }
"""
)
HEAD: Final = ("case", "kind", "what", "days_at_least", "days_at_most", "about", "open_end",
               "words", "evidence")  # fmt: skip


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(f"{exhibit.id}-whole", exhibit.title, exhibit.spec, words=True)


def print_html(exhibit: Exhibit) -> str:
    """Return drawings that fit on a page each; legend and sentences stand under the last."""
    parts = pages(exhibit.spec)
    drawn = [
        draw(f"{exhibit.id}-print{n or ''}", exhibit.title, exhibit.spec, part,
             words=n == len(parts) - 1)
        for n, part in enumerate(parts)
    ]  # fmt: skip
    return "".join(f'<div class="figure-print">{one}</div>' for one in drawn)


def notebook_html(exhibit: Exhibit) -> str:
    """Return the drawing in its scrolling frame, the legend, and every bar in words."""
    return _html(exhibit, "")


def html(exhibit: Exhibit) -> str:
    """Return the same with a drawing that takes its place on a narrow screen."""
    return _html(exhibit, narrow.draw(f"{exhibit.id}-narrow", exhibit.title, exhibit.spec))


def _html(exhibit: Exhibit, turned: str) -> str:
    spec = exhibit.spec
    rows = [
        ((one["label"], bar["label"], bar["text"]), bar["refs"])
        for one in spec["groups"] for bar in one["bars"]
    ]  # fmt: skip
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        draw(exhibit.id, exhibit.title, spec, words=False),
        figures.table_html(("Case", "What", "Days"), rows),
        summary="Every bar in words",
        narrow=turned,
    )
    entries = [(group(*span(kind, low, high, x=2.0, y=10.0, scale=1.0)[0]), text)
               for kind, low, high, text in LEGEND]  # fmt: skip
    words = figures.words_html([*spec["words"], spec["provenance"]])
    return f"{figures.legend_html(entries)}{figure}{words}"


def csv(exhibit: Exhibit) -> str:
    """Return one row a bar; bounds are empty where a day is not published."""
    rows = [
        [one["key"], bar["kind"], bar["label"], _number(bar["low"]), _number(bar["high"]),
         "about" if bar["soft"] else "", "may go on" if bar["open"] else "",
         bar["text"], " ".join(ref[1] for ref in bar["refs"])]
        for one in exhibit.spec["groups"] for bar in one["bars"]
    ]  # fmt: skip
    return rows_csv([HEAD, *rows])


def _number(days: int | None) -> str:
    return "" if days is None else str(days)
