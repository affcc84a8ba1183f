"""The same map as words: page, print, table and CSV."""

from __future__ import annotations

from html import escape
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.svg import clean
from osint_helpers.exhibits.trackmap.drawing import draw, legend
from osint_helpers.exhibits.trackmap.glyphs import WORDS

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]

HEAD: Final = {
    "tag": "Mark", "what": "What it marks", "vessel": "MMSI", "when": "Time, UTC",
    "lat": "Latitude", "lon": "Longitude", "text": "Event in words", "event": "Event id",
}  # fmt: skip
STYLES: Final = (
    figures.STYLES
    + """
.exhibit-trackmap > figcaption, .exhibit-tracklanes > figcaption { break-after: avoid;
  break-inside: avoid; }
"""
)


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(exhibit.id, exhibit.title, exhibit.spec, words=True)


def print_html(exhibit: Exhibit) -> str:
    """Return the drawing with all its words, for print and PDF."""
    # other ids than those of the drawing for the screen, which stands on the same page
    drawing = draw(f"{exhibit.id}-print", exhibit.title, exhibit.spec, words=True)
    return f'<div class="figure-print">{drawing}</div>'


def html(exhibit: Exhibit) -> str:
    """Return the map in its frame, the legend below it, and every mark as a table."""
    spec = exhibit.spec
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        draw(exhibit.id, exhibit.title, spec, words=False),
        table_html(list(HEAD.values()), [_cells(one) for one in spec["marks"]]),
        summary="Every mark as a table",
    )
    return (
        figure
        + figures.legend_html(legend(spec, 23.0, repeat(10.0)))
        + figures.words_html(spec["words"])
    )


def table_html(head: list[str], rows: list[list[str]]) -> str:
    """Return a plain table; everything in it is escaped."""
    columns = "".join(f'<th scope="col">{escape(word)}</th>' for word in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(clean(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"


def _cells(one: Json) -> list[str]:
    return [one["tag"], WORDS[one["sign"]].partition(" (")[0], one["vessel"], one["when"],
            f"{one['lat']:.5f}", f"{one['lon']:.5f}", one["text"], one["event"]]  # fmt: skip


def csv(exhibit: Exhibit) -> str:
    """Return one row a mark; positions are those of the store."""
    spec = exhibit.spec
    stamp = ["stamp"] if spec["stamp"] else []
    rows = [[*_cells(one), *([spec["stamp"]] if stamp else [])] for one in spec["marks"]]
    return rows_csv([[*HEAD, *stamp], *rows])
