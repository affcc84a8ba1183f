"""Prose as HTML and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits.table.html import ref_link, text_html

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

_TAGS: Final = {"p": "p", "li": "li", "h3": "h3"}
_STYLES: Final = """
.exhibit .prose { max-width: 44rem; line-height: 1.55; color: #1b1b1b;
  overflow-wrap: break-word; }
.exhibit .prose h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
.exhibit .prose p, .exhibit .prose ul, .exhibit .prose blockquote { margin: .5rem 0; }
.exhibit .prose blockquote { border-left: 3px solid #8a8f98; padding-left: .8rem; }
.exhibit .prose a { color: #00507f; text-decoration: underline; }
.exhibit .prose a[href^="#"] { font-family: ui-monospace, monospace; font-size: .8em;
  margin-left: .15em; white-space: nowrap; }
"""


def styles() -> str:
    """Return the CSS of the prose kind."""
    return _STYLES


def html(exhibit: Exhibit) -> str:
    """Return the prose of an exhibit; neighbouring list items form one list."""
    parts: list[str] = []
    last = ""
    for block in exhibit.spec["blocks"]:
        kind = block["kind"]
        if last == "li" and kind != "li":
            parts.append("</ul>")
        if kind == "li" and last != "li":
            parts.append("<ul>")
        inner = "".join(_run(run) for run in block["runs"])
        parts.append(
            f"<blockquote><p>{inner}</p></blockquote>"
            if kind == "quote"
            else f"<{_TAGS[kind]}>{inner}</{_TAGS[kind]}>"
        )
        last = kind
    if last == "li":
        parts.append("</ul>")
    return f'<div class="prose">{"".join(parts)}</div>'


def _run(run: dict[str, Any]) -> str:
    inner = text_html(run["text"])
    if run.get("strong"):
        inner = f"<strong>{inner}</strong>"
    refs = "".join(f" {ref_link(kind, key)}" for kind, key in run.get("refs", []))
    return inner + refs


def csv(exhibit: Exhibit) -> str:
    """Return one row a block: kind, text, evidence."""
    rows = [["kind", "text", "evidence"]]
    for block in exhibit.spec["blocks"]:
        refs = dict.fromkeys(
            f"{kind} {key}" for run in block["runs"] for kind, key in run.get("refs", [])
        )
        text = "".join(run["text"] for run in block["runs"])
        rows.append([block["kind"], text, "; ".join(refs)])
    return rows_csv(rows)
