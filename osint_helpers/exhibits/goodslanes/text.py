"""Goods against lists of the law on a page, in print and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.goodslanes.bars import legend
from osint_helpers.exhibits.goodslanes.drawing import draw

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]

HEAD: Final = ("family", "jurisdiction", "measure", "from", "to", "result", "standing", "codes")
SHOWN: Final = ("Goods", "List of", "Measure", "From", "To", "How it holds them", "Standing",
                "Codes of the instrument that hold them")  # fmt: skip
STYLES: Final = figures.STYLES
NO_END: Final = "no end found"


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing."""
    return draw(exhibit.id, exhibit.title, exhibit.spec)


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its frame, the legend, the sentences, and all of it as a table."""
    spec = exhibit.spec
    rows = [(row, [("measure", row[2])] if row[2] else []) for row in _rows(spec)]
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}",
        draw(exhibit.id, exhibit.title, spec),
        figures.table_html(SHOWN, rows),
        summary="Every list and every day as a table",
    )
    return figure + figures.legend_html(legend(spec)) + figures.words_html(sentences(spec))


def print_html(exhibit: Exhibit) -> str:
    """Return a drawing a panel, each whole on its page, then the legend and the sentences."""
    spec = exhibit.spec
    drawn = [draw(f"{exhibit.id}-print{n or ''}", exhibit.title, spec, [one])
             for n, one in enumerate(spec["goods"])]  # fmt: skip
    paper = "".join(f'<div class="figure-print">{one}</div>' for one in drawn)
    return paper + figures.legend_html(legend(spec)) + figures.words_html(sentences(spec))


def sentences(spec: Json) -> list[str]:
    """Return the sentences below the drawing."""
    shaded = f"Shaded: {spec['period']['text']}." if spec["period"] else ""
    return [*([shaded] if shaded else []), *spec["words"]]


def csv(exhibit: Exhibit) -> str:
    """Return one row a family and list."""
    return rows_csv([HEAD, *_rows(exhibit.spec)])


def _rows(spec: Json) -> list[list[str]]:
    out: list[list[str]] = []
    for one in spec["goods"]:
        for lane in one["lanes"]:
            head = [one["family"], lane["jurisdiction"]]
            out += [
                [*head, row["measure"], row["from"], row["to"] or NO_END, row["result"],
                 "verified" if row["verified"] else "to be checked by counsel",
                 "; ".join(row["codes"])]
                for row in lane["rows"]
            ] or [[*head, "", "", "", "no list found in the table", "", ""]]  # fmt: skip
    return out
