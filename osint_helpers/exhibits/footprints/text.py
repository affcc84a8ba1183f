"""The same scenes as words: page, print, table and CSV."""

from __future__ import annotations

from html import escape
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.footprints.drawing import draw, legend
from osint_helpers.exhibits.footprints.wording import HEAD, cells, dates, group_line
from osint_helpers.exhibits.svg import clean
from osint_helpers.exhibits.table.spec import table

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]

STYLES: Final = (
    figures.STYLES
    + """
.footprints-legend, .footprints-groups, .footprints-words {
  font-family: "Source Sans Pro", "DejaVu Sans", sans-serif; }
.exhibit-footprints > figcaption { break-after: avoid; break-inside: avoid; }
.footprints-groups { margin: .5rem 0; padding: 0; list-style: none; font-size: .9rem; }
.footprints-legend { margin: .4rem 0; padding: 0; list-style: none; font-size: .85rem;
  display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
.footprints-legend li { display: flex; align-items: center; gap: .5rem; }
.footprints-legend svg { flex: none; }
.footprints-groups span { white-space: nowrap; }
.footprints-groups li { margin: .35rem 0; overflow-wrap: anywhere; }
.footprints-groups strong { display: block; }
.exhibit .footprints-words:first-of-type { font-size: .9rem; color: #1b1b1b; }
.footprints-words { margin: .2rem 0; font-size: .8rem; color: #595959; overflow-wrap: anywhere; }
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
    """Return the map in its frame, the dates of each group below it, and the table."""
    spec = exhibit.spec
    drawing = draw(exhibit.id, exhibit.title, spec, words=False)
    groups = "".join(f"<li>{_group(spec, one)}</li>" for one in spec["groups"])
    words = "".join(f'<p class="footprints-words">{_text(one)}</p>' for one in spec["words"])
    figure = figures.figure_html(
        f"Exhibit {exhibit.id}: {exhibit.title}", drawing, _table(spec),
        summary="Every scene as a table",
    )  # fmt: skip
    frame, opened, rest = figure.partition('<details class="figure-text">')
    marks = "".join(f"<li>{_swatch(mark)}{_text(text)}</li>" for mark, text in _legend(spec))
    return (
        f'{frame}<ul class="footprints-legend">{marks}</ul>'
        f'<ul class="footprints-groups">{groups}</ul>{opened}{rest}{words}'
    )


def _legend(spec: Json) -> list[tuple[Markup, str]]:
    return legend(spec, 23.0, repeat(10.0))


def _swatch(mark: Markup) -> str:
    return (
        '<svg viewBox="0 0 46 20" width="46" height="20" aria-hidden="true" focusable="false">'
        f"{mark}</svg>"
    )


def _group(spec: Json, one: Json) -> str:
    times = ", ".join(f"<span>{_text(when)}</span>" for when in dates(spec, one))
    return f"<strong>{_text(group_line(spec, one))}</strong>UTC: {times}"


def _text(text: str) -> str:
    return escape(clean(text))


def _table(spec: Json) -> str:
    head = "".join(f'<th scope="col">{_text(word)}</th>' for word in HEAD.values())
    rows = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in cells(one)) + "</tr>"
        for one in spec["scenes"]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def csv(exhibit: Exhibit) -> str:
    """Return one row a scene, in order of time."""
    spec = exhibit.spec
    return rows_csv([
        [*HEAD, "group", "synthetic"],
        *([*cells(one), one["group"], "yes" if spec["stamp"] else "no"] for one in spec["scenes"]),
    ])  # fmt: skip


def table_of(facts: Json) -> Json:
    """Return the table specification of what `picture` of the imagery collectors returns."""
    said = [facts["stamp"], facts["lacking"], facts["covers"], facts["origin"],
            facts["attribution"]]  # fmt: skip
    rows = [cells(one) for one in facts["scenes"]]
    if not rows:
        none = "no scene" if not facts["lacking"] else "no scene among what came"
        rows = [["", none, *[""] * (len(HEAD) - 2)]]
    widths = {"n": "3rem", "when": "8.5rem", "id": "30%"}
    provenance = " ".join(f"{str(one).removesuffix('.')}." for one in said if one)
    stamp = "SYNTHETIC" if facts["stamp"] else ""
    return table(HEAD, rows, widths=widths, provenance=provenance, stamp=stamp)
