"""The frame around an exhibit: number, title, caption and digest inside one figure box."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from osint_helpers.exhibits import slim
from osint_helpers.exhibits.kinds import kind as kind_of
from osint_helpers.exhibits.palette import ACCENT, INK, MUTED

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

# A frame is taken whole and kept: the hash of its script stands in its own security policy.
_DRAWN: Final = re.compile(r"<iframe\b.*?</iframe>|<svg\b.*?</svg>", re.S)
_ASIDE: Final = re.compile(r"<iframe (\d+)>")
STYLES: Final = f"""
.exhibit {{ margin: 1.5rem 0; color: {INK}; background: #fff; max-width: 100%; min-width: 0; }}
.exhibit > figcaption {{ text-align: left; border-top: 2px solid {ACCENT}; padding: .4rem 0; }}
.exhibit .exhibit-id {{ color: {ACCENT}; font-weight: 700; }}
.exhibit .exhibit-title {{ font-weight: 700; }}
.exhibit .exhibit-caption {{ display: block; color: {MUTED}; }}
.exhibit .exhibit-digest {{ color: {MUTED}; font-size: .75rem; margin: .3rem 0 0;
  overflow-wrap: anywhere; }}
"""


def anchor(exhibit_id: str) -> str:
    """Return the element id of an exhibit, ``exhibit-C-2``; a citation links to it."""
    return f"exhibit-{exhibit_id}"


def figure(exhibit: Exhibit, body: str) -> str:
    """Return ``body`` (trusted HTML of the exhibit's kind) in the frame of its exhibit."""
    caption = escape(exhibit.caption)
    small = f'<span class="exhibit-caption">{caption}</span>' if caption else ""
    return (
        f'<figure class="exhibit exhibit-{escape(exhibit.kind)}" id="{anchor(exhibit.id)}">'
        f'<figcaption><span class="exhibit-id">Exhibit {escape(exhibit.id)}</span> '
        f'<span class="exhibit-title">{escape(exhibit.title)}</span>{small}</figcaption>'
        f"{body}"
        f'<p class="exhibit-digest">SHA-256 of the specification: <code>{exhibit.digest}</code></p>'
        "</figure>"
    )


def notebook_figure(exhibit: Exhibit) -> str:
    """Return the HTML for Jupyter: the styles of the frame and of the kind, then the figure."""
    found = kind_of(exhibit.kind)
    drawn = found.in_notebook(exhibit)
    frames: list[str] = []

    def put_aside(drawing: re.Match[str]) -> str:
        if drawing[0].startswith("<iframe"):
            frames.append(drawing[0])
            return f"<iframe {len(frames) - 1}>"
        return _lab_links(drawing[0])

    bare = figure(exhibit, _DRAWN.sub(put_aside, drawn))
    styles = slim.css(STYLES + found.styles_in_notebook(exhibit), bare)
    whole = _ASIDE.sub(lambda number: frames[int(number[1])], slim.tags(bare))
    return f"<style>{styles}</style>{whole}"


def _lab_links(drawing: str) -> str:
    """Spell links of a drawing so that JupyterLab leaves them alone.

    It sets ``href`` of every ``<a>`` that has one; that of an SVG link is read-only, and an error
    stands below the exhibit. All browsers follow ``xlink:href`` too.
    """
    return drawing.replace("<a href=", "<a xlink:href=")
