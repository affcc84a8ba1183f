"""The grid of days for a narrow screen: the name of a month above its row, marked days as a list.

A square is smaller than a target may be and is no link here; the list below leads to the claims.
"""

from __future__ import annotations

import calendar
from datetime import date
from html import escape
from typing import Any, Final

from osint_helpers.exhibits.daygrid.drawing import described, listed, marked, months, sample
from osint_helpers.exhibits.figures import refs_html
from osint_helpers.exhibits.palette import MUTED
from osint_helpers.exhibits.svg import Markup, clean, document, label

Json = dict[str, Any]

WIDTH: Final = 320.0
LEFT: Final = 4.0
STEP: Final = 10.1
SIDE: Final = 8.6
TOP: Final = 20.0
ROW: Final = 30.0
SIZE: Final = 12.5
NUMBERS: Final = (1, 5, 10, 15, 20, 25, 30)  # days that find room for their number


def html(exhibit_id: str, title: str, spec: Json) -> str:
    """Return the grid and below it every marked day with its claims."""
    rows = "".join(
        '<li><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        f"{sample(mark['state'], 0.0, 0.0)}</svg><span>{escape(clean(text))} "
        f"{refs_html(('claim', claim) for claim in mark['claims'])}</span></li>"
        for mark, text in listed(spec)
    )
    return f'{draw(exhibit_id, title, spec)}<ul class="figure-legend">{rows}</ul>'


def draw(exhibit_id: str, title: str, spec: Json) -> Markup:
    """Return the grid alone."""
    first, last = date.fromisoformat(spec["from"]), date.fromisoformat(spec["to"])
    stated = dict(marked(spec))
    body = [label(LEFT + STEP * (n - 1) + SIDE / 2, TOP - 6, str(n), size=11.5, fill=MUTED,
                  anchor="middle") for n in NUMBERS]  # fmt: skip
    low = TOP
    for year, month in months(first, last):
        body.append(label(LEFT, low + 12, f"{calendar.month_abbr[month]} {year}", size=SIZE))
        for n in range(1, calendar.monthrange(year, month)[1] + 1):
            day = date(year, month, n)
            mark = stated.get(day)
            state = (mark["state"] if mark else "plain") if first <= day <= last else "outside"
            body.append(sample(state, LEFT + STEP * (n - 1), low + 17, SIDE))
        low += ROW
    return document(exhibit_id, title, described(spec), *body, width=WIDTH, height=low + 4)
