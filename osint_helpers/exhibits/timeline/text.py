"""The same timeline as words: an HTML table for readers, CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits.figures import figure_html, table_html
from osint_helpers.exhibits.timeline.drawing import draw

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing."""
    return draw(exhibit.id, exhibit.title, exhibit.spec)


def print_html(exhibit: Exhibit) -> str:
    """Return one drawing a panel, so that each fits on a page."""
    return "".join(
        f'<div class="figure-print">{draw(exhibit.id, exhibit.title, exhibit.spec, [number])}</div>'
        for number in range(len(exhibit.spec["panels"]))
    )


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its frame and the tables that say the same."""
    spec = exhibit.spec
    marks = table_html(
        ("When", "Row", "Event", "Certainty", "Statement"),
        [
            (
                (mark["when"], row["label"], _event(entry, mark), mark["certainty"], mark["text"]),
                [("claim", claim) for claim in mark["claims"]],
            )
            for row, entry, mark in _in_time(spec)
        ],
    )
    spans = table_html(
        ("Span without reception", "Whose"),
        [
            ((band["label"], band["name"]), [("claim", claim) for claim in band["claims"]])
            for band in spec["bands"]
        ],
    )
    months = table_html(
        ("Month of publication", "Publications", "of these dated to the day"),
        [
            (
                (month["month"], str(month["count"]), str(month["by_day"])),
                [("source", source) for source in month["sources"]],
            )
            for month in spec["publications"]
        ],
    )
    states = table_html(
        ("State of knowledge", "What was published"),
        [((state["when"], state["what"]), []) for state in spec["states"]],
    )
    return figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        svg(exhibit),
        marks + spans + months + states,
        summary="The same as text: every mark with its date, certainty and claim",
    )


def _in_time(
    spec: dict[str, Any],
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Yield (row, entry, mark) in order of time."""
    found = [
        (row, entry, mark)
        for lane in spec["lanes"]
        for row in lane["rows"]
        for entry in row["entries"]
        for mark in entry["marks"]
    ]
    yield from sorted(found, key=lambda one: (one[2]["from"], one[2]["to"]))


def _event(entry: dict[str, Any], mark: dict[str, Any]) -> str:
    """Return the predicate in words, with what is not an event and what is contradicted."""
    parts = [entry["predicate"].replace("_", " ")]
    parts += ["not observed"] if entry["hollow"] else []
    parts += ["contradicted"] if mark["disputed"] else []
    return ", ".join(parts)


def csv(exhibit: Exhibit) -> str:
    """Return one row a mark, in order of time."""
    head = ["from", "to", "when", "shape", "row", "event", "certainty", "statement", "claims"]
    rows = [
        [
            mark["from"], mark["to"], mark["when"], mark["shape"], row["label"],
            _event(entry, mark), mark["certainty"], mark["text"], "; ".join(mark["claims"]),
        ]
        for row, entry, mark in _in_time(exhibit.spec)
    ]  # fmt: skip
    return rows_csv([head, *rows])
