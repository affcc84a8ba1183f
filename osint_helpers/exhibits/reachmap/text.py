"""The same reach as words: page, print, table and CSV."""

from __future__ import annotations

import math
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.reachmap.drawing import ANSWER_WORDS, draw, drawn, legend
from osint_helpers.exhibits.reachmap.facts import (
    NAMES,
    Facts,
    basis_lines,
    caption,
    port_rows,
)
from osint_helpers.exhibits.svg import clean
from osint_helpers.exhibits.table.spec import Cell, cell, table
from osint_helpers.journey.reach import CAUTION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.exhibits.svg import Markup

Json = dict[str, Any]
STYLES: Final = (
    figures.STYLES
    + """
.exhibit-reach > figcaption { break-after: avoid; break-inside: avoid; }
.reach-words { margin: .3rem 0; font-size: .85rem; overflow-wrap: anywhere;
  font-family: "Source Sans Pro", "DejaVu Sans", sans-serif; }
.reach-keep { break-inside: avoid; }
@media print { .exhibit-reach .figure-text { display: none; }
  .exhibit-reach .figure-print svg { max-height: 160mm; }
  .exhibit-reach .figure-legend, .exhibit-reach .figure-legend li { display: block; }
  .exhibit-reach .figure-legend svg { vertical-align: middle; margin-right: .5rem; } }
"""
)
_READ: Final = (
    "Needed: at least (whatever the line) to at most (a line that exists). Left over: from the "
    "worst to the best case of all assumptions; negative: short. Flips: below the first speed no "
    "line and no assumption lets it call there, from the second a line exists under every other "
    "assumption. Answers at assumed speeds: no and yes in that sense; open: between."
)
_SHORT: Final = {"-": "no", "?": "open", "R": "yes"}


def svg(exhibit: Exhibit) -> Markup:
    """Return the static drawing with all its words."""
    return draw(exhibit.id, exhibit.title, exhibit.spec)


@lru_cache(maxsize=4)  # a page shows it on the screen and on paper
def print_html(exhibit: Exhibit) -> str:
    """Return the drawing and its words for print and PDF: those of the screen, once on a page."""
    name = escape(clean(f"Exhibit {exhibit.id}: {exhibit.title}"), quote=True)
    spec = exhibit.spec
    drawing, sentences = drawn(exhibit.id, exhibit.title, spec)
    return (
        '<div class="reach-keep">'
        '<div class="figure-scroll figure-print" tabindex="0" role="region" '
        f'aria-label="{name} (drawing)">{drawing}</div>'
        f'<p class="reach-words"><strong>{escape(CAUTION)}</strong></p>'
        f"{figures.legend_html(legend(spec, 10.0, 0.0))}</div>"
        f"{figures.words_html(sentences)}"
    )


def html(exhibit: Exhibit) -> str:
    """Return the drawing in its frame, and the answers in words."""
    spec = exhibit.spec
    lists = []
    for answer, words in ANSWER_WORDS.items():
        named = [one["name"] for one in spec["ports"] if one["answer"] == answer]
        if named:
            title = escape(f"{words[:1].upper()}{words[1:]}")
            lists.append(f'<p class="reach-words"><strong>{title}:</strong> '
                         f"{escape(clean(', '.join(named)))}.</p>")  # fmt: skip
    return (
        f"{print_html(exhibit)}"
        '<details class="figure-text"><summary>The answers in words</summary>'
        f"{''.join(lists)}</details>"
    )


def csv(exhibit: Exhibit) -> str:
    """Return one row a port, in the order of the reach."""
    spec = exhibit.spec
    head = [
        "port", "name", "country", "lat", "lon", "answer", "at_least_nm", "at_most_nm",
        "margin_low_nm", "margin_high_nm", "unreachable_below_kn", "reachable_from_kn",
        *(f"at_{kn:g}_kn" for kn in spec["speeds"]), "settled_by", "caution", "synthetic",
    ]  # fmt: skip
    rows = [
        [one["code"], one["name"], one["country"], str(one["lat"]), str(one["lon"]), one["answer"],
         *(_number(one[key]) for key in ("least", "most", "worst", "best", "below", "above")),
         *(NAMES[sign] for sign in one["at"]), one["why"], CAUTION,
         "yes" if spec["stamp"] else "no"]
        for one in spec["ports"]
    ]  # fmt: skip
    return rows_csv([head, *rows])


def _number(value: float | None) -> str:
    return "" if value is None else str(value)


def table_of(facts: Facts, stamp: str) -> Json:
    """Return the table specification: one row a port."""
    columns = {"port": "Port", "miles": "Needed, nm", "margin": "Left over, nm",
               "flips": "Flips, kn", "answers": "Answers, kn"}  # fmt: skip
    rows = port_rows(facts)
    said = [_READ, *basis_lines(facts), facts.note,
            f"Worked out by journey.reach; distances {facts.reach.provenance}."]  # fmt: skip
    provenance = " ".join(f"{one.removesuffix('.')}." for one in said if one)
    return table(
        columns, [_row(one, facts.speeds) for one in rows], provenance=provenance,
        warning=f"{CAUTION[:1].upper()}{CAUTION[1:]}.", stamp=stamp,
    )  # fmt: skip


def _row(one: Json, speeds: Sequence[float]) -> list[Cell]:
    """Return the cells of a port; whole miles are rounded to the side that claims less."""
    least, most = _miles(one["least"], math.floor), _miles(one["most"], math.ceil)
    worst, best = _miles(one["worst"], math.floor), _miles(one["best"], math.ceil)
    below = "at no speed" if one["below"] is None else f"{one['below']:g}"
    above = "not known" if one["above"] is None else f"{one['above']:g}"
    cells = [
        f"{one['name']} ({one['code']})",
        f"{least} to {most or 'no line known'}" if least else one["why"],
        f"{worst or 'not known'} to {best}" if best else "none at any speed",
        below if one["below"] is None else f"{below} / {above}",
        answer_text(one["at"], speeds),
    ]
    return [cell(text) for text in cells]


def answer_text(signs: str, speeds: Sequence[float]) -> str:
    """Return the answers at ascending speeds: ``"no: 2; open: 4; yes: 6 to 12"``."""
    out = []
    for sign, word in _SHORT.items():
        own = [kn for kn, one in zip(speeds, signs, strict=True) if one == sign]
        if own:
            out.append(f"{word}: {own[0]:g}" + (f" to {own[-1]:g}" if len(own) > 1 else ""))
    return "; ".join(out)


def _miles(value: float | None, side: Callable[[float], int]) -> str:
    """Return whole miles with a true minus sign, which no spreadsheet takes for a formula."""
    return "" if value is None else f"{side(value):,}".replace("-", "\N{MINUS SIGN}")


__all__ = ["STYLES", "caption", "csv", "html", "print_html", "svg", "table_of"]
