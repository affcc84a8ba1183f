"""The same lineage as words: HTML tables for readers, CSV for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits.figures import figure_html, table_html
from osint_helpers.exhibits.lineage.drawing import draw

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing."""
    return draw(exhibit.id, exhibit.title, exhibit.spec)


def print_html(exhibit: Exhibit) -> str:
    """Return the bands and the counts as two drawings, so that each fits on a page."""
    parts = ["bands", "counts"] if len(exhibit.spec["counts"]) > 1 else ["bands"]
    return "".join(
        f'<div class="figure-print">{draw(exhibit.id, exhibit.title, exhibit.spec, part)}</div>'
        for part in parts
    )


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its frame and the tables that say the same."""
    spec = exhibit.spec
    names = _names(spec)
    counts = table_html(
        ("Scope", "Articles", "Strands, at least", "Strands, at most"),
        [
            (
                (one["label"], str(one["articles"]), str(one["lower"]), str(one["upper"])),
                [("leg", one["leg"])] if one["leg"] else [],
            )
            for one in spec["counts"]
        ],
    )
    grouped = table_html(
        ("Publications", "Rest on", "Also gathered by", "How many"),
        [
            (
                (
                    entry["label"],
                    ", ".join(names[parent] for parent in entry["parents"]),
                    ", ".join(names.get(strand, strand) for strand in entry["strands"]),
                    str(len(entry["sources"])),
                ),
                [("source", source) for source in entry["sources"]],
            )
            for entry in spec["groups"]
        ],
    )
    strands = table_html(
        ("Body that gathered itself", "Publications that rest on it"),
        [
            ((one["name"], str(one["resting"])), [("source", source) for source in one["own"]])
            for one in spec["strands"]
        ],
    )
    notes = table_html(
        ("Joint or passed on", "Note"),
        [((f"{names[p['from']]} rests on {names[p['to']]}", p["note"]), []) for p in spec["joint"]]
        + [((one["name"], one["note"] or "no gathering of its own"), []) for one in spec["middle"]],
    )
    return figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        svg(exhibit),
        counts + grouped + strands + notes,
        summary="The same as text: counts, publications and the bodies they lead to",
    )


def _names(spec: dict[str, Any]) -> dict[str, str]:
    """Return the printed name of every origin of the drawing."""
    return {entry["origin"]: entry["name"] for entry in (*spec["middle"], *spec["strands"])}


def csv(exhibit: Exhibit) -> str:
    """Return one row a publication: what it rests on and the strand it gathered for."""
    spec = exhibit.spec
    group_of = {source: entry["key"] for entry in spec["groups"] for source in entry["sources"]}
    head = ["source", "publisher", "title", "published", "kind", "parents", "strand", "group"]
    rows = [
        [
            one["source"], one["publisher"], one["title"], one["published"], one["kind"],
            "; ".join(one["parents"]), one["strand"], group_of.get(one["source"], ""),
        ]
        for one in spec["sources"]
    ]  # fmt: skip
    return rows_csv([head, *rows])
