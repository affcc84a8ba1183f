"""A register as entries: one block a row, its main text in full width, the other cells beside.

A table of ten columns makes each column three words wide. A register is read row by row, so
each row becomes a block; nothing is left out, and empty cells take no room.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from osint_helpers.exhibits.table.html import anchor_id, ref_link, text_html

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit


def html(exhibit: Exhibit) -> str:
    """Return the rows of an exhibit as a list of entries; everything is escaped."""
    spec = exhibit.spec
    label = escape(f"Exhibit {exhibit.id}: {exhibit.title}")
    row_ids = spec["row_ids"] or [None] * len(spec["rows"])
    body = "".join(
        _entry(spec["columns"], row, ref) for row, ref in zip(spec["rows"], row_ids, strict=True)
    )
    listed = f'<div class="entries" role="list" aria-label="{label}">{body}</div>'
    if not body:
        listed = '<p class="entries">No row: nothing is recorded here.</p>'
    return f'{listed}<p class="provenance">{text_html(spec["provenance"])}</p>'


def _entry(columns: list[dict[str, Any]], row: list[dict[str, Any]], ref: list[str] | None) -> str:
    start = '<div class="entry" role="listitem"' + (f' id="{anchor_id(*ref)}"' if ref else "") + ">"
    key, main, facts = "", "", []
    for n, (column, one) in enumerate(zip(columns, row, strict=True)):
        inner = _inner(one)
        if n == 0:
            key = f'<p class="entry-key{_mark(one)}">{inner}</p>'
        elif column.get("role") == "main":
            main += f'<p class="entry-main{_mark(one)}">{inner}</p>' if inner else ""
        elif inner:
            mark = f' class="{_mark(one).strip()}"' if _mark(one) else ""
            facts.append(f"<span{mark}><i>{escape(column['label'])}:</i> {inner}</span>")
    listed = f'<p class="entry-facts">{" ".join(facts)}</p>' if facts else ""
    return f'{start}{key}<div class="entry-body">{main}{listed}</div></div>'


def _inner(one: dict[str, Any]) -> str:
    refs = " ".join(ref_link(kind, key) for kind, key in one.get("refs", []))
    return " ".join(part for part in (text_html(one["text"]), refs) if part)


def _mark(one: dict[str, Any]) -> str:
    return f" mark-{escape(one['mark'])}" if one.get("mark") else ""
