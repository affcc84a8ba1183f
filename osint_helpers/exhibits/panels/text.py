"""A grid of small maps on a page, in print, as one drawing and as CSV."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.palette import MUTED
from osint_helpers.exhibits.panels.build import WIDTH
from osint_helpers.exhibits.panels.drawing import HEIGHT, described, panel, sentences
from osint_helpers.exhibits.panels.spec import COLUMNS, rows
from osint_helpers.exhibits.routemap import strip
from osint_helpers.exhibits.svg import Markup, clean, document, el, label, wrap
from osint_helpers.exhibits.table.html import anchor_id

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

Json = dict[str, Any]

STYLES: Final = (
    figures.STYLES
    + """
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr));
  gap: 1rem 1.2rem; }
.panel { break-inside: avoid; min-width: 0; }
.panel svg { display: block; width: 100%; height: auto; }
.panel a:focus { outline: 2px solid #7a1020; }
.exhibit .panel-title { margin: 0 0 .25rem; font-weight: 700;
  font-family: "Source Sans Pro", "DejaVu Sans", sans-serif; }
.panel-title a { color: #005a8f; }
.exhibit .panel-words { margin: .2rem 0 0; font-size: .78rem; line-height: 1.35; color: #595959;
  font-family: "Source Sans Pro", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
.exhibit-panels > figcaption { break-after: avoid; break-inside: avoid; }
@media print {
  .panels { grid-template-columns: repeat(3, 1fr); gap: 3mm 4mm; }
  .exhibit .panel-words { font-size: 6.5pt; line-height: 1.25; }
}
"""
)
COLUMN: Final = 300.0
ACROSS: Final = 3
LINE: Final = 14.0
SIZE: Final = 11.0


def html(exhibit: Exhibit) -> str:
    """Return the grid, the legend once below it, and the foot line."""
    spec = exhibit.spec
    cells = "".join(_cell(exhibit.id, n, one) for n, one in enumerate(spec["panels"]))
    marked = [(Markup(strip.swatch(e)), e["text"]) for e in spec["legend"] if e["mark"] != "note"]
    legend = figures.legend_html(
        [(Markup(f'<g transform="translate(23 10)">{mark}</g>'), text) for mark, text in marked]
    )
    notes = [e["text"] for e in spec["legend"] if e["mark"] == "note"]
    foot = figures.words_html([*notes, spec["boundary"]])
    return f'<div class="panels">{cells}</div>{legend}{foot}'


def _cell(exhibit_id: str, number: int, one: Json) -> str:
    head = (f'<p class="panel-title"><a href="#{anchor_id("case", one["case"])}">'
            f"{escape(clean(one['label']))}</a></p>")  # fmt: skip
    name = f"{exhibit_id}-{number}"
    drawing = document(name, one["title"], described(one), panel(one), width=WIDTH, height=HEIGHT)
    words = "".join(f'<p class="panel-words">{escape(clean(text))}.</p>' for text in sentences(one))
    return f'<div class="panel">{head}{drawing}{words}</div>'


def svg(exhibit: Exhibit) -> Markup:
    """Return all panels as one drawing, three in a row, with the legend."""
    spec = exhibit.spec
    body: list[Markup] = []
    top = 0.0
    panels = spec["panels"]
    for start in range(0, len(panels), ACROSS):
        lows = []
        for n, one in enumerate(panels[start : start + ACROSS]):
            drawn, low = _placed(one, n * COLUMN + 10, top)
            body += drawn
            lows.append(low)
        top = max(lows) + 16
    drawn, top = _legend(spec, top)
    said = "; ".join(f"{one['label']}: {described(one)}" for one in panels)
    whole = [*body, *drawn]
    return document(f"{exhibit.id}-whole", exhibit.title, said, *whole, width=900, height=top + 6)


def _placed(one: Json, x: float, top: float) -> tuple[list[Markup], float]:
    box = {"x": x, "y": top + 22, "width": WIDTH, "height": HEIGHT,
           "viewBox": f"0 0 {WIDTH} {HEIGHT}"}  # fmt: skip
    out = [label(x, top + 15, one["label"], size=13, bold=True), el("svg", box, panel(one))]
    low = top + 22 + HEIGHT + LINE
    for text in sentences(one):
        for line in wrap(f"{text}.", SIZE, WIDTH):
            out.append(label(x, low, line, size=SIZE, fill=MUTED))
            low += LINE
    return out, low


def _legend(spec: Json, top: float) -> tuple[list[Markup], float]:
    out: list[Markup] = []
    y = top + 14
    for entry in spec["legend"]:
        if entry["mark"] != "note":
            mark = Markup(strip.swatch(entry))
            box = {"x": 10, "y": y - 14, "width": 44, "height": 20, "viewBox": "-22 -10 44 20"}
            out += [el("svg", box, mark), label(62, y, entry["text"], size=12)]
            y += 21
    notes = [entry["text"] for entry in spec["legend"] if entry["mark"] == "note"]
    for text in [*notes, spec["boundary"]]:
        for line in wrap(text, 12, 880):
            out.append(label(10, y, line, size=12, fill=MUTED))
            y += 16
    return out, y


def csv(exhibit: Exhibit) -> str:
    """Return stops, legs, shaded gaps and what is not drawn, case by case."""
    return rows_csv([COLUMNS, *rows(exhibit.spec)])
