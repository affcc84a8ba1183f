"""Pictures of the gallery as SVG: a stamp over what is made up, a card for a table."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from osint_helpers.exhibits import Exhibit

_SIZE: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_WIDE: Final = 900
_ROWS: Final = 9
_CHARS: Final = 40
FONT: Final = "font-family=\"'DejaVu Sans', Verdana, 'Helvetica Neue', Arial, sans-serif\""


def size(svg: str) -> tuple[float, float]:
    """Return width and height of the view box.

    Raises
    ------
    ValueError
        When the text has none that begins at 0 0.
    """
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("the SVG has no view box that begins at 0 0")
    return float(found[1]), float(found[2])


def stamped(svg: str, words: str) -> str:
    """Return the picture with words across it, once."""
    width, height = size(svg)
    x, y = width / 2, height / 2
    mark = (
        f'<text x="{x:g}" y="{y:g}" {FONT} font-size="{width / 9:g}" font-weight="bold" '
        f'text-anchor="middle" fill="#8a1538" fill-opacity="0.28" '
        f'transform="rotate(-24 {x:g} {y:g})">{escape(words)}</text>'
    )
    return svg.rpartition("</svg>")[0] + mark + "</svg>"


def of_table(exhibit: Exhibit) -> str:
    """Return a card of a table: its title, its columns, and its first rows, cut to fit."""
    columns = exhibit.spec["columns"][:3]
    rows = exhibit.spec["rows"]
    step, top = _WIDE / len(columns), 120
    parts = [_text(24, 48, exhibit.title, points=26, most=60, bold=True)]
    for number, column in enumerate(columns):
        parts.append(
            _text(24 + number * step, 92, column["label"], points=17, most=_CHARS // 2, bold=True)
        )
    for line, row in enumerate(rows[:_ROWS]):
        y = top + 34 * line
        parts.append(f'<path d="M20 {y - 22}H{_WIDE - 20}" stroke="#d5d8dd"/>')
        for number in range(len(columns)):
            words = row[number]["text"]
            parts.append(_text(24 + number * step, y, words, points=15, most=int(step / 9.2)))
    left = len(rows) - _ROWS
    height = top + 34 * min(len(rows), _ROWS) + 24
    if left > 0:
        parts.append(_text(24, height - 16, f"and {left} more rows", points=15, most=60))
        height += 16
    label = escape(exhibit.title, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" width="{_WIDE}" '
        f'height="{height}" role="img" aria-label="{label}">'
        f'<rect width="{_WIDE}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, points: int, most: int, bold: bool = False) -> str:
    line, weight = " ".join(words.split()), "bold" if bold else "normal"
    cut = line if len(line) <= most else line[: most - 1].rstrip() + "…"
    return (
        f'<text x="{x:g}" y="{y:g}" {FONT} font-size="{points}" font-weight="{weight}" '
        f'fill="#1d2430">{escape(cut)}</text>'
    )
