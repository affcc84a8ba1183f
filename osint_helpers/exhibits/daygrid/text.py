"""The grid of days as words: page, print, table and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.dates import DateInterval
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.daygrid import narrow
from osint_helpers.exhibits.daygrid.drawing import draw, legend, sample
from osint_helpers.exhibits.daygrid.spec import STATES

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]

HEAD: Final = ("day", "from", "to", "state", "statement", "evidence")


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(exhibit.id, exhibit.title, exhibit.spec, words=True)


def print_html(exhibit: Exhibit) -> str:
    """Return the drawing with all its words, for print and PDF."""
    # other ids than those of the drawing for the screen, which stands on the same page
    drawing = draw(f"{exhibit.id}-print", exhibit.title, exhibit.spec, words=True)
    return f'<div class="figure-print">{drawing}</div>'


def notebook_html(exhibit: Exhibit) -> str:
    """Return the grid in its frame, the legend below it, and the marked days as a table."""
    return _html(exhibit, "")


def html(exhibit: Exhibit) -> str:
    """Return the same with a grid that takes its place on a narrow screen."""
    return _html(exhibit, narrow.html(f"{exhibit.id}-narrow", exhibit.title, exhibit.spec))


def _html(exhibit: Exhibit, turned: str) -> str:
    spec = exhibit.spec
    rows = [
        ([f"day {one['day']}", DateInterval.parse(one["from"], one["to"], "day").text(),
          STATES[one["state"]], one["text"]], [("claim", claim) for claim in one["claims"]])
        for one in spec["marks"]
    ]  # fmt: skip
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        draw(exhibit.id, exhibit.title, spec, words=False),
        figures.table_html(("Day", "Date", "State", "What is stated"), rows),
        summary="The marked days as a table",
        narrow=turned,
    )
    entries = [(sample(state, 13.0, 0.0), words) for state, words in legend(spec)]
    return figure + figures.legend_html(entries) + figures.words_html(spec["words"])


def csv(exhibit: Exhibit) -> str:
    """Return one row a marked day."""
    rows = [
        [str(one["day"]), one["from"], one["to"], one["state"], one["text"],
         "; ".join(one["claims"])]
        for one in exhibit.spec["marks"]
    ]  # fmt: skip
    return rows_csv([HEAD, *rows])
