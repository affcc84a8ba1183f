"""A register as entries: one block a row, its main text in full width, the other cells beside.

A table of ten columns makes each column three words wide. A register is read row by row, so
each row becomes a block; nothing is left out, and empty cells take no room.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from osint_helpers.exhibits.table.html import anchor_id, ref_link, stamp_html, text_html

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
    return f'{stamp_html(spec)}{listed}<p class="provenance">{text_html(spec["provenance"])}</p>'


def _entry(columns: list[dict[str, Any]], row: list[dict[str, Any]], ref: list[str] | None) -> str:
    """Return one block: key, first main text, further texts, parts, all other filled cells."""
    start = '<div class="entry" role="listitem"' + (f' id="{anchor_id(*ref)}"' if ref else "") + ">"
    key = f"<b{_mark(row[0])}>{_inner(row[0])}</b>"
    mains, parts, facts = [], [], []
    for column, one in zip(columns[1:], row[1:], strict=True):
        inner = _inner(one)
        if inner and column.get("role") == "main":
            mains.append((_mark(one), inner))
        elif inner and column.get("role") == "part":
            mark = f" mark-{escape(one['mark'])}" if one.get("mark") else ""
            label = f"<i>{escape(column['label'])}</i>"
            parts.append(f'<p class="entry-part{mark}">{label}<br>{inner}</p>')
        elif inner:
            fact = _inner({**one, "text": "; ".join(one["text"].split("\n"))})
            facts.append(f"<i{_mark(one)}>{escape(column['label'])}:</i> {fact}")
    mark, first = mains[0] if mains else ("", "")
    more = "".join(f"<p{mark}>{inner}</p>" for mark, inner in mains[1:])
    listed = f'<p class="entry-facts">{" · ".join(facts)}</p>' if facts else ""
    return f"{start}<p{mark}>{key} {first}</p>{more}{''.join(parts)}{listed}</div>"


def _inner(one: dict[str, Any]) -> str:
    refs = " ".join(ref_link(kind, key) for kind, key in one.get("refs", []))
    return " ".join(part for part in (text_html(one["text"]), refs) if part)


def _mark(one: dict[str, Any]) -> str:
    return f' class="mark-{escape(one["mark"])}"' if one.get("mark") else ""
