"""A store as a card in a notebook: how much, from what, what was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._card import MUTED, box, e, table

if TYPE_CHECKING:
    from osint_helpers.tracks.store import Store

_INPUTS: Final = 8


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
    inner = (
        f'<p style="margin:0 0 4px"><b>{e(head)}</b></p>'
        f'<p style="{MUTED};margin:0 0 6px">from {e(", ".join(names))}<br>'
        f"store {store.id[:16]}</p>"
    )
    return box(inner + _table(store))


def _table(store: Store) -> str:
    heads = (("row", "left"), ("rows", "right"), ("share", "right"), ("", "left"), ("what", "left"))
    rows = [
        (
            str(row.reason),
            f"{row.rows:,}",
            f"{row.share:.3%}",
            "removed" if row.removed else "",
            str(row.about),
        )
        for row in store.quality().itertuples()
    ]
    return table(heads, rows, "quality of the rows")


def _time(moment: object) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
