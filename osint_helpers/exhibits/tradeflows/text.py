"""Flows by reporter and year on a page, in print and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.svg import Markup, el, group
from osint_helpers.exhibits.tradeflows.drawing import BAR, draw
from osint_helpers.exhibits.tradeflows.spec import MONTHS

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

Json = dict[str, Any]

HEAD: Final = ("reporter", "name", "year", "value", "currency", "months", "rows")
SHOWN: Final = ("Reporter", "Name", "Year", "Value", "Currency", "Months", "Rows")
NO_ROW: Final = "no row"
STYLES: Final = figures.STYLES


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing."""
    return draw(exhibit.id, exhibit.title, exhibit.spec)


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its frame, every figure as a table, the legend and the sentences."""
    spec = exhibit.spec
    if not spec["recorded"]:
        name = f"Exhibit {exhibit.id}: {exhibit.title}"
        frame = figures.figure_html(
            name, draw(exhibit.id, exhibit.title, spec),
            figures.table_html(SHOWN, []), summary="The columns that will stand here",
        )  # fmt: skip
        return frame + figures.words_html(spec["words"])
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}", draw(exhibit.id, exhibit.title, spec),
        figures.table_html(SHOWN, [(row, []) for row in _rows(spec)]),
        summary="Every figure as a table",
    )  # fmt: skip
    return figure + figures.legend_html(_legend(spec)) + figures.words_html(spec["words"])


def print_html(exhibit: Exhibit) -> str:
    """Return the drawing with its legend and sentences, for print and PDF."""
    drawing = draw(f"{exhibit.id}-print", exhibit.title, exhibit.spec)
    legend = figures.legend_html(_legend(exhibit.spec)) if exhibit.spec["recorded"] else ""
    return (f'<div class="figure-print">{drawing}</div>{legend}'
            f"{figures.words_html(exhibit.spec['words'])}")  # fmt: skip


def csv(exhibit: Exhibit) -> str:
    """Return one row a reporter and year asked for; one without a row says so."""
    spec = exhibit.spec
    stamp = ["stamp"] if spec["stamp"] else []
    rows = [[*row, *([spec["stamp"]] if stamp else [])] for row in _rows(spec)]
    return rows_csv([[*HEAD, *stamp], *rows])


def _rows(spec: Json) -> list[list[str]]:
    out = []
    for row in spec["rows"]:
        held = {cell["year"]: cell for cell in row["cells"]}
        for year in spec["years"]:
            cell = held.get(year)
            said = ([f"{cell['value']:,.0f}", spec["currency"], str(cell["months"]),
                     str(cell["rows"])] if cell else [NO_ROW, "", "", "0"])  # fmt: skip
            out.append([row["reporter"], row["name"], str(year), *said])
    return out


def _legend(spec: Json) -> list[tuple[Markup, str]]:
    cells = [cell for row in spec["rows"] for cell in row["cells"]]
    box = {"x": 4, "y": 6, "width": 38, "height": 8}
    found = [
        (group(el("rect", {**box, "fill": BAR})), f"value of a whole year, {spec['currency']}")
    ]
    if any(cell["months"] < MONTHS for cell in cells):
        hollow = {**box, "fill": "#ffffff", "stroke": BAR, "stroke-width": 1.3}
        found.append((group(el("rect", hollow)), "fewer than twelve months are recorded"))
    line = {"x1": 18, "x2": 28, "y1": 10, "y2": 10, "stroke": "#595959", "stroke-width": 2}
    found.append((group(el("line", line)), "no row, which is not zero"))
    return found
