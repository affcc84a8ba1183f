"""A matrix for a narrow screen: a table of all cases, the name of each row above its signs.

The drawing is 900 px wide, names at the left: on a telephone one case could be seen. Here a row
takes the whole width twice, first its name and then one sign a case, and the upright heads stay
at the top of the screen while the page is scrolled. No script has a part in it.
"""

from __future__ import annotations

from html import escape
from typing import Any, Final
from urllib.parse import quote

from osint_helpers.exhibits.matrix.drawing import sign
from osint_helpers.exhibits.matrix.spec import SIGNS
from osint_helpers.exhibits.svg import clean, el
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

# As many columns of 24 px, the least target of a finger (WCAG 2.2, 2.5.8), as 320 px have room for.
MOST_COLUMNS: Final = 12
STYLES: Final = """
.matrix-table { border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 100%;
  font-size: .85rem; font-family: "Source Sans Pro", "DejaVu Sans", sans-serif; }
.matrix-table caption { text-align: left; color: #595959; padding: .6rem 0 .3rem; }
.matrix-table thead th { position: sticky; top: 0; z-index: 1;
  background: #fff; padding: .2rem 0; vertical-align: bottom; text-align: center;
  border-bottom: 1px solid #1b1b1b; }
.matrix-table thead span { display: inline-block; writing-mode: vertical-rl;
  transform: rotate(180deg); max-height: 8.5rem; min-width: 24px; line-height: 1.15;
  font-weight: 400; text-align: left; }
.matrix-table tbody th { text-align: left; font-weight: 400; padding: .35rem 0 0;
  border-top: 1px solid #d9d9d9; line-height: 1.25; }
.matrix-table tbody th.matrix-group { font-weight: 700; padding-top: .9rem; border-top: 0; }
.matrix-table tbody td { text-align: center; padding: 0 0 .1rem; line-height: 0; }
.matrix-table a { color: #005a8f; }
.matrix-table tbody a { scroll-margin-top: 9.5rem; } /* the heads cover no link with the focus */
.matrix-table tbody th a, .matrix-table td a { display: inline-block; min-width: 24px;
  min-height: 24px; }
.matrix-sign { display: inline-block; width: 24px; height: 24px; background-position: center;
  background-repeat: no-repeat; }
"""


def signs_css() -> str:
    """Return one rule a sign: the sign of the drawing as the ground of a box of 24 px."""
    return "".join(f'.matrix-{name} {{ background-image: url("{_picture(name)}"); }}\n'
                   for name in SIGNS)  # fmt: skip


def _picture(name: str) -> str:
    box = {"xmlns": "http://www.w3.org/2000/svg", "width": 24, "height": 24, "viewBox": "0 0 24 24"}
    return "data:image/svg+xml," + quote(el("svg", box, *sign(name, 12.0, 12.0)), safe=" =:/.,-")


def fits(spec: Json) -> bool:
    """Tell whether all columns fit on a narrow screen beside one another."""
    return len(spec["columns"]) <= MOST_COLUMNS


def table(spec: Json) -> str:
    """Return the table; its caption says what the rows are, as the corner of the drawing does."""
    width = len(spec["columns"])
    heads = "".join(
        f'<th scope="col"><span>{_linked(column["target"], column["label"])}</span></th>'
        for column in spec["columns"]
    )
    body, before = [], ""
    for row in spec["rows"]:
        if row["group"] and row["group"] != before:
            before = row["group"]
            body.append(f'<tbody><tr><th class="matrix-group" scope="rowgroup" colspan="{width}">'
                        f"{escape(clean(before))}</th></tr></tbody>")  # fmt: skip
        body.append(_row(row, [column["label"] for column in spec["columns"]]))
    said = escape(clean(f"{spec['corner']}, and below it one sign a case"))
    return (f'<table class="matrix-table"><caption>{said}</caption><thead><tr>{heads}</tr></thead>'
            f"{''.join(body)}</table>")  # fmt: skip


def _linked(target: list[str], words: str) -> str:
    said = escape(clean(words))
    return f'<a href="#{anchor_id(*target)}">{said}</a>' if target else said


def _row(row: Json, heads: list[str]) -> str:
    cells = "".join(_cell(row, cell, head) for cell, head in zip(row["cells"], heads, strict=True))
    named = _linked(row["target"], row["label"])
    return (f'<tbody><tr><th scope="rowgroup" colspan="{len(heads)}">{named}</th></tr>'
            f"<tr>{cells}</tr></tbody>")  # fmt: skip


def _cell(row: Json, cell: Json, head: str) -> str:
    mark = f"matrix-sign matrix-{cell['sign']}"
    if row["target"] and cell["refs"]:
        said = escape(clean(f"{row['label']}, {head}: {cell['text']}"), quote=True)
        return f'<td><a class="{mark}" href="#{anchor_id(*row["target"])}" aria-label="{said}"></a>'
    said = escape(clean(cell["text"]), quote=True)
    return f'<td><i class="{mark}" role="img" aria-label="{said}"></i>'
