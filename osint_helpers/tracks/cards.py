"""A store as a card in a notebook: how much, from what, what was removed."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from osint_helpers.tracks.store import Store

_INPUTS: Final = 8
# colours as in collect.card, with a background for a notebook with a dark theme
_INK, _MUTED, _EDGE, _LINE = "#1b1b1b", "#595959", "#005a8f", "#d5d8dd"
_CELL: Final = f"padding:3px 9px;vertical-align:top;color:{_INK};border-bottom:1px solid {_LINE};"


def card(store: Store) -> str:
    """Return the card as HTML; names of files are escaped."""
    held, window = store.manifest, store.window
    span = "no positions" if window is None else f"{_time(window[0])} to {_time(window[1])} UTC"
    head = (
        f"{held['rows']:,} positions, {held['vessels']:,} MMSIs, {held['tracks']:,} tracks, {span}"
    )
    names = [f"{one['name']} ({one['rows']:,} rows)" for one in held["inputs"][:_INPUTS]]
    more = len(held["inputs"]) - _INPUTS
    names += [f"and {more} more"] if more > 0 else []
    return (
        f'<div style="color:{_INK};background:#ffffff;padding:8px 12px;'
        f'border-left:4px solid {_EDGE}"><p style="margin:0 0 4px"><b>{_e(head)}</b></p>'
        f'<p style="margin:0 0 6px;color:{_MUTED}">from {_e(", ".join(names))}<br>'
        f"store {store.id[:16]}</p>{_table(store)}</div>"
    )


def _table(store: Store) -> str:
    cells = "".join(
        f'<tr><td style="{_CELL}text-align:left">{_e(row.reason)}</td>'
        f'<td style="{_CELL}text-align:right">{row.rows:,}</td>'
        f'<td style="{_CELL}text-align:right">{row.share:.3%}</td>'
        f'<td style="{_CELL}text-align:left">{"removed" if row.removed else ""}</td>'
        f'<td style="{_CELL}text-align:left;min-width:17em">{_e(row.about)}</td></tr>'
        for row in store.quality().itertuples()
    )
    heads = ("row", "left"), ("rows", "right"), ("share", "right"), ("", "left"), ("what", "left")
    head = "".join(f'<th style="{_CELL}text-align:{side}">{name}</th>' for name, side in heads)
    return (
        '<div style="overflow-x:auto" tabindex="0" role="region" aria-label="quality of the rows">'
        f'<table style="border-collapse:collapse"><tr>{head}</tr>{cells}</table></div>'
    )


def _time(moment: object) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _e(text: object) -> str:
    return html.escape(str(text))
