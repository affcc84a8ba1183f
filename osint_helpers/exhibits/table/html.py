"""A table as HTML: a scroll region with headers of columns and rows, anchors and references."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

_UNSAFE = re.compile(r"[^0-9A-Za-z_.-]")
_STAMP = (
    "display:inline-block;margin:.4rem 0;padding:.1rem .6rem;border:3px solid #7a1020;"
    "color:#7a1020;background:#fff;font-family:var(--sans,sans-serif);font-weight:700;"
    "letter-spacing:.12em"
)
_WARNING = (
    "margin:.4rem 0;padding:.3rem .7rem;border-left:4px solid #7a1020;color:#1b1b1b;"
    "background:#fdf1f1;font-family:var(--sans,sans-serif);font-size:.875rem;overflow-wrap:anywhere"
)
# characters above which a cell is read as a sentence: its column is kept wide enough for one
SENTENCE = 48
_LABEL = re.compile(r'(?<=[hd"]) data-label="[^"]*"(?=>)')
_NO_CSS = re.compile(r"[\x00-\x1f\"'\\<>{}&]")
_URL = re.compile(r"https?://[^\s<>\"']+")


def anchor_id(kind: str, key: str) -> str:
    """Return the element id of a claim, source, exhibit, capture or the like: ``claim-l1_arr``.

    Any character outside ``0-9 A-Z a-z _ . -`` becomes its code point, so that two different
    keys never share an anchor.
    """
    return f"{kind}-" + _UNSAFE.sub(lambda found: f":{ord(found[0]):x}:", key)


def ref_link(kind: str, key: str) -> str:
    """Return one reference as a link to its anchor in the report; thousands of them: kept short."""
    return f'<a href="#{anchor_id(kind, key)}">{escape(key)}</a>'


def text_html(text: str) -> str:
    """Return escaped text; line breaks stay, http and https addresses become links in full."""
    parts, at = [], 0
    for found in _URL.finditer(text):
        address = found[0].rstrip(".,;:)]")
        parts.append(escape(text[at : found.start()]))
        parts.append(
            f'<a class="url" href="{escape(address)}" rel="noreferrer noopener">'
            f"{escape(address)}</a>"
        )
        at = found.start() + len(address)
    parts.append(escape(text[at:]))
    return "".join(parts).replace("\n", "<br>")


def html(exhibit: Exhibit) -> str:
    """Return the table of an exhibit; everything from the case is escaped."""
    spec = exhibit.spec
    if spec.get("layout") == "entries":
        from osint_helpers.exhibits.table import entries

        return entries.html(exhibit)
    label = escape(f"Exhibit {exhibit.id}: {exhibit.title}")
    head = "".join(
        _header(column, long=any(len(row[n]["text"]) > SENTENCE for row in spec["rows"]))
        for n, column in enumerate(spec["columns"])
    )
    row_ids = spec["row_ids"] or [None] * len(spec["rows"])
    labels = [column["label"] for column in spec["columns"]]
    body = "".join(
        _row(row, ref, labels) for row, ref in zip(spec["rows"], row_ids, strict=True)
    ) or (f'<tr><td colspan="{len(labels)}">No row: nothing is recorded here.</td></tr>')
    return stamp_html(spec) + (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="exhibit-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f'</div><p class="provenance">{text_html(spec["provenance"])}</p>'
    )


def notebook_html(exhibit: Exhibit) -> str:
    """Return the same for Jupyter: what a column is called is said once, by `column_rules`."""
    return _LABEL.sub("", html(exhibit))


def column_rules(exhibit: Exhibit) -> str:
    """Return CSS that names the cells of each column where a narrow screen makes rows to cards."""
    if exhibit.spec.get("layout") == "entries" or not exhibit.spec["rows"]:
        return ""
    rules = "".join(
        f'[id="exhibit-{_css(exhibit.id)}"] tbody tr > :nth-child({n})::before '
        f'{{ content: "{_css(column["label"])}"; }}\n'
        for n, column in enumerate(exhibit.spec["columns"], start=1)
    )
    return f"@media screen and (max-width: 40rem) {{\n{rules}}}\n"


def _css(text: str) -> str:
    """Return text for between the quotes of a string of CSS, itself between ``style`` tags."""
    return _NO_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", text)


def stamp_html(spec: dict[str, Any]) -> str:
    """Return stamp and warning of a table, in words, so that no printer and no eye loses them."""
    parts = [
        f'<p class="{name}" style="{style}">{escape(spec[name])}</p>'
        for name, style in (("stamp", _STAMP), ("warning", _WARNING))
        if name in spec
    ]
    return "".join(parts)


def _header(column: dict[str, Any], *, long: bool) -> str:
    width = f' style="width:{escape(column["width"])}"' if "width" in column else ""
    held = ' class="long"' if long else ""
    return f'<th scope="col"{held}{width}>{escape(column["label"])}</th>'


def _row(row: list[dict[str, Any]], ref: list[str] | None, labels: list[str]) -> str:
    start = f'<tr id="{anchor_id(*ref)}">' if ref else "<tr>"
    cells = [
        _cell(one, label, header=bool(ref) and n == 0)
        for n, (one, label) in enumerate(zip(row, labels, strict=True))
    ]
    return f"{start}{''.join(cells)}</tr>"


def _cell(one: dict[str, Any], label: str, *, header: bool) -> str:
    """Return one cell; an anchored row has its id as row header."""
    refs = " ".join(ref_link(kind, key) for kind, key in one.get("refs", []))
    inner = " ".join(part for part in (text_html(one["text"]), refs) if part)
    names = [f"mark-{one['mark']}"] if one.get("mark") else []
    names += [] if inner else ["empty"]
    marks = f' class="{escape(" ".join(names))}"' if names else ""
    data = f' data-label="{escape(label)}"'
    if header:
        return f'<th scope="row"{marks}{data}>{inner}</th>'
    return f"<td{marks}{data}>{inner}</td>"
