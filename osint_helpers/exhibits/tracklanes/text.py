"""The timeline of events as words: page, print, table and CSV."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.tracklanes.drawing import draw, legend
from osint_helpers.exhibits.trackmap.text import table_html

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]

HEAD: Final = {
    "vessel": "MMSI", "kind": "What", "tag": "Mark", "from": "From, UTC", "to": "To, UTC",
    "text": "In words", "event": "Event id",
}  # fmt: skip


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(exhibit.id, exhibit.title, exhibit.spec, words=True)


def print_html(exhibit: Exhibit) -> str:
    """Return the drawing with all its words, for print and PDF."""
    # other ids than those of the drawing for the screen, which stands on the same page
    drawing = draw(f"{exhibit.id}-print", exhibit.title, exhibit.spec, words=True)
    return f'<div class="figure-print">{drawing}</div>'


def html(exhibit: Exhibit) -> str:
    """Return the timeline in its frame, the legend below it, and everything as a table."""
    spec = exhibit.spec
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        draw(exhibit.id, exhibit.title, spec, words=False),
        table_html(list(HEAD.values()), _rows(spec)),
        summary="Every span as a table",
    )
    below = figures.words_html([*spec["left_out"], *spec["words"]])
    return figure + figures.legend_html(legend(spec, 23.0, repeat(10.0))) + below


def csv(exhibit: Exhibit) -> str:
    """Return one row a span: received, not received, and every event."""
    spec = exhibit.spec
    stamp = ["stamp"] if spec["stamp"] else []
    rows = [[*row, *([spec["stamp"]] if stamp else [])] for row in _rows(spec)]
    return rows_csv([[*HEAD, *stamp], *rows])


def _rows(spec: Json) -> list[list[str]]:
    out = []
    for one in spec["lanes"]:
        held = [[one["label"], "received", "", _time(a), _time(b), f"{n:,} positions", ""]
                for a, b, n in one["received"]]  # fmt: skip
        held += [[one["label"], mark["kind"], mark["tag"], _time(mark["from"]), _time(mark["to"]),
                  mark["text"], mark["event"]] for mark in one["marks"]]  # fmt: skip
        out += sorted(held, key=lambda row: (row[3] or row[4], row[4], row[1], row[6]))
    return out


def _time(text: str) -> str:
    return text.replace("T", " ")
