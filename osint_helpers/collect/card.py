"""A result as a card in a notebook: what it is, what is missing, its first rows, its licence."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import INK, LINE, MUTED, STAMP, box
from osint_helpers.evidence.plain import plain

if TYPE_CHECKING:
    from osint_helpers.collect.collected import Collected
    from osint_helpers.collect.columns import Column

ROWS: Final = 20
_MADE_UP: Final = "SYNTHETIC: made up, no public record"
NOT_GIVEN: Final = "not given"
_CELL: Final = 60  # characters of a cell; the whole stands in the frame
_LONGEST: Final = 10_000  # characters of anything else
_MISSING: Final = 10  # parts named one by one
_FLAGS: Final = {True: "yes", False: "no"}
_TD: Final = f"white-space:nowrap;vertical-align:top;padding:3px 9px;{INK};text-align:"
_TH: Final = f"border-bottom:2px solid {LINE};{_TD}"
_LACK: Final = f"{INK};margin:0 0 4px"


def card(result: Collected) -> str:
    """Return the card of a result as HTML; everything from outside is escaped."""
    meta = result.meta
    stamp = f'<p style="{STAMP}">{_MADE_UP}</p>' if meta.synthetic else ""
    more = len(result.frame) - ROWS
    lines = [f"… and {more:,} row{'s' * (more > 1)} more"] if more > 0 else []
    lines += [f"{meta.licence}: {meta.attribution}", *meta.notes]
    return box(
        f"{stamp}{_head(result)}"
        f'<div style="overflow-x:auto" tabindex="0" role="region" '
        f'aria-label="{_e(meta.collector)}, rows">{_table(result)}</div>'
        f'<p style="{MUTED};margin:4px 0 0">{"<br>".join(map(_e, lines))}</p>',
        warn=not meta.complete,
    )


def text_of(value: Any, column: Column) -> str:  # noqa: ANN401
    """Return a value as a reader sees it; ``""`` when it is not given."""
    import pandas as pd

    if column.kind == "list":
        return "; ".join(map(_json, value))
    if column.kind == "json":
        return "" if value is None else _json(value)
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124
        return ""
    if column.kind == "number":
        return f"{value:.15g}"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d %H:%M:%S") + " UTC"
    return _FLAGS.get(value, str(value)) if column.kind == "flag" else str(value)


def label_of(column: Column) -> str:
    """Return the name of a column with its unit."""
    return f"{column.name} ({column.unit})" if column.unit else column.name


def _json(value: object) -> str:
    if isinstance(value, str):
        return value
    # names stay in their script: nobody reads a name as a row of code points
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _head(result: Collected) -> str:
    meta = result.meta
    if meta.complete:
        return f"<p style='{INK};margin:0 0 4px'><strong>{_e(result.summary())}</strong></p>"
    named = [f"{one.name}: {one.why}" for one in meta.missing[:_MISSING]]
    if len(meta.missing) > _MISSING:
        named.append(f"and {len(meta.missing) - _MISSING:,} more parts")
    head = result.summary().partition("NOT COMPLETE")[0]
    if not named:
        return f'<p style="{_LACK}"><strong>{_e(result.summary())}</strong></p>'
    said = "".join(f"<li>{_e(one)}</li>" for one in named)
    cut = meta.reason.removesuffix("; ".join(f"{one.name}: {one.why}" for one in meta.missing))
    also = f": {cut.removesuffix('; ')}" if cut else ""
    return (
        f'<p style="{_LACK}"><strong>{_e(head)}NOT COMPLETE{_e(also)}. '
        "What is missing:</strong></p>"
        f'<ul style="{_LACK}">{said}</ul>'
    )


def _table(result: Collected) -> str:
    known = {one.name: one for one in result.columns}
    names = [str(name) for name in result.frame.columns]
    head = "".join(
        f'<th scope="col" style="{_TH}{_side(known.get(name))}">'
        f"{_e(label_of(known[name]) if name in known else name)}</th>"
        for name in names
    )
    rows = result.frame.head(ROWS).itertuples(index=False, name=None)
    body = "".join(f"<tr>{_row(row, [known.get(name) for name in names])}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Iterable[Any], columns: Iterable[Column | None]) -> str:
    return "".join(_cell(value, one) for value, one in zip(row, columns, strict=True))


def _cell(value: Any, column: Column | None) -> str:  # noqa: ANN401
    text = str(value) if column is None else text_of(value, column)
    shown = _e(plain(text, _CELL))
    given = shown or f'<i style="{MUTED}">{NOT_GIVEN}</i>'
    return f'<td style="{_TD}{_side(column)}">{given}</td>'


def _side(column: Column | None) -> str:
    return "right" if column is not None and column.kind == "number" else "left"


def _e(text: str) -> str:
    return html.escape(plain(text, _LONGEST))
