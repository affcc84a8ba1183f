"""A matrix on a page, in print and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.matrix import narrow
from osint_helpers.exhibits.matrix.drawing import draw, sign
from osint_helpers.exhibits.svg import group

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

STYLES: Final = (
    figures.STYLES
    + narrow.STYLES
    + narrow.signs_css()
    + """
.exhibit-matrix > figcaption { break-after: avoid; break-inside: avoid; }
"""
)
HEAD: Final = ("group", "row", "name", "case", "sign", "words", "evidence")


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(f"{exhibit.id}-print", exhibit.title, exhibit.spec, words=True)


def print_html(exhibit: Exhibit) -> str:
    """Return the drawing for paper, on one page with its head."""
    return f'<div class="figure-print">{svg(exhibit)}</div>'


def notebook_html(exhibit: Exhibit) -> str:
    """Return the drawing in its scrolling frame, the legend, and every cell in words."""
    return _html(exhibit, "")


def html(exhibit: Exhibit) -> str:
    """Return the same with a table that takes the place of the drawing on a narrow screen."""
    spec = exhibit.spec
    return _html(exhibit, narrow.table(spec) if narrow.fits(spec) else "")


def _html(exhibit: Exhibit, turned: str) -> str:
    spec = exhibit.spec
    drawing = draw(exhibit.id, exhibit.title, spec, words=False)
    rows = [
        ((row["label"], column["label"], cell["text"]), cell["refs"])
        for row in spec["rows"]
        for column, cell in zip(spec["columns"], row["cells"], strict=True)
        if cell["sign"] != "blank"
    ]
    table = figures.table_html((spec["corner"], "Case", "In words"), rows)
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}", drawing, table, summary="Every cell in words",
        narrow=turned,
    )  # fmt: skip
    entries = [(group(*sign(one["sign"], 23.0, 10.0)), one["text"]) for one in spec["signs"]]
    words = figures.words_html([*spec["words"], spec["provenance"]])
    return f"{figures.legend_html(entries)}{figure}{words}"


def csv(exhibit: Exhibit) -> str:
    """Return one row a cell."""
    spec = exhibit.spec
    rows = [
        [row["group"], row["key"], row["label"], column["key"], cell["sign"], cell["text"],
         " ".join(ref[1] for ref in cell["refs"])]
        for row in spec["rows"]
        for column, cell in zip(spec["columns"], row["cells"], strict=True)
    ]  # fmt: skip
    return rows_csv([HEAD, *rows])
