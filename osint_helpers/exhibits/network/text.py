"""The same parties and links as words: HTML tables for readers, CSV for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits.figures import figure_html, table_html
from osint_helpers.exhibits.network.drawing import draw
from osint_helpers.exhibits.network.pages import pages

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing."""
    return draw(exhibit.id, exhibit.title, exhibit.spec)


def print_html(exhibit: Exhibit) -> str:
    """Return the bands in drawings that fit on a page each."""
    return "".join(
        f'<div class="figure-print">{draw(f"{exhibit.id}-{n}", exhibit.title, part)}</div>'
        for n, part in enumerate(pages(exhibit.spec), start=1)
    )


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its frame and the tables that say the same."""
    spec = exhibit.spec
    labels = {band["leg"]: band["label"] for band in spec["bands"]}
    parties = table_html(
        ("Party", "Role", "First leg", "Replies to the claims about it"),
        [
            (
                (
                    node["name"],
                    node["role"] or node["name"],
                    labels[node["leg"]],
                    "; ".join(reply["words"] for reply in node["replies"]),
                ),
                [("claim", reply["claim"]) for reply in node["replies"] if reply["claim"]],
            )
            for node in spec["nodes"]
        ],
    )
    links = table_html(
        ("Party", "Relation", "To", "Certainty", "Statement"),
        [(cells[:5], [("claim", cells[5])]) for cells in _links(spec)],
    )
    further = table_html(
        ("Not drawn: outside the legs, or without a relation",),
        [
            ((entry["words"],), [("claim", entry["claim"])] if entry["claim"] else [])
            for entry in spec["further"]
        ],
    )
    return figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        svg(exhibit),
        parties + links + further,
        summary="The same as text: parties, links and the claims they stand on",
    )


def _links(spec: dict[str, Any]) -> list[list[str]]:
    """Return one row a link: party, relation, other end, certainty, statement, claim."""
    names = {node["entity"]: node["name"] for node in spec["nodes"]}
    rows = [
        [node["name"], line["words"], "", line["certainty"], line["text"], line["claim"]]
        for node in spec["nodes"]
        for line in node["lines"]
    ]
    rows += [
        [names[e["from"]], e["words"], names[e["to"]], e["certainty"], e["text"], e["claim"]]
        for e in spec["edges"]
    ]
    return rows


def csv(exhibit: Exhibit) -> str:
    """Return one row a link; what is not drawn follows with the relation in the first cell."""
    head = ["party", "relation", "to", "certainty", "statement", "claim"]
    further = [[e["words"], "", "", "", "not drawn", e["claim"]] for e in exhibit.spec["further"]]
    return rows_csv([head, *_links(exhibit.spec), *further])
