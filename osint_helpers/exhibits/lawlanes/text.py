"""The drawing of the law on a page, in print and as CSV."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.lawlanes.drawing import draw, key, pages, sentences
from osint_helpers.exhibits.lawlanes.legend import legend
from osint_helpers.exhibits.svg import clean, group

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]

HEAD: Final = (
    "leg", "role", "place", "country", "asked_from", "asked_to", "jurisdiction", "membership",
    "measure", "measure_from", "measure_to", "standing", "crosses", "problem",
)  # fmt: skip
STYLES: Final = (
    figures.STYLES
    + """
.exhibit-lawlanes > figcaption { break-after: avoid; break-inside: avoid; }
@media print {
  .exhibit-lawlanes.exhibit .figure-words { font-size: 7pt; line-height: 1.3; }
}
"""
)
_STANDING: Final = {"verified": "in force, verified", "check": "to be checked by counsel"}


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(exhibit.id, exhibit.title, exhibit.spec, words=True)


def print_html(exhibit: Exhibit) -> str:
    """Return drawings that fit on a page each, then the legend and the sentences."""
    # other ids than those of the drawing for the screen, which stands on the same page
    drawn = [
        draw(f"{exhibit.id}-print{n or ''}", exhibit.title, exhibit.spec, rows, legs=n == 0,
             words=False)
        for n, rows in enumerate(pages(exhibit.spec))
    ]  # fmt: skip
    drawn.append(key(f"{exhibit.id}-key", exhibit.spec))
    paper = "".join(f'<div class="figure-print">{one}</div>' for one in drawn)
    return paper + figures.words_html(sentences(exhibit.spec))


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its scrolling frame, the legend and the sentences below it."""
    spec = exhibit.spec
    name = escape(clean(f"Exhibit {exhibit.id}: {exhibit.title}"), quote=True)
    entries = [(group(*sign(23.0, 10.0)), text) for sign, text in legend(spec)]
    return (
        f'<div class="figure-scroll" tabindex="0" role="region" aria-label="{name} (drawing)">'
        f"{draw(exhibit.id, exhibit.title, spec, words=False)}</div>"
        f"{figures.legend_html(entries)}{figures.words_html(sentences(spec))}"
    )


def csv(exhibit: Exhibit) -> str:
    """Return one row a place and measure; a place not asked has one with the reason."""
    spec = exhibit.spec
    stamp = [spec["stamp"]] if spec["stamp"] else []
    rows = [[*row, *stamp] for row in _rows(spec)]
    return rows_csv([[*HEAD, *(["stamp"] if stamp else [])], *rows])


def _rows(spec: Json) -> list[list[str]]:
    out: list[list[str]] = []
    asks = [(leg["leg"], ask) for leg in spec["legs"] for ask in leg["asks"]]
    for number, (leg, ask) in enumerate(asks):
        head = [leg, ask["role"], ask["place"], ask["country"], ask["from"], ask["to"]]
        if ask["problem"]:
            out.append([*head, *[""] * 5, "not asked", "", ask["problem"]])
        for lane in spec["lanes"]:
            whose = [lane["jurisdiction"],
                     "undetermined" if number in lane["undetermined"] else "applies"]  # fmt: skip
            if number in lane["none"]:
                none = "no measure found in the table"
                out.append([*head, *whose, "", "", "", none, "", ""])
            out += [
                [*head, *whose, one["measure"], one["from"], one["to"], _STANDING[held], turn, ""]
                for one in lane["measures"]
                for at, held, turn in one["cells"]
                if at == number
            ]
    return out
