"""A public record as an exhibit: its rows as far as the licence lets them be shown, its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.card import NOT_GIVEN, label_of, text_of
from osint_helpers.collect.licences import CLASSES
from osint_helpers.evidence.plain import plain
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.collect.collected import Collected, Meta
    from osint_helpers.collect.columns import Column

SYNTHETIC: Final = "SYNTHETIC"
_LONGEST: Final = 300  # characters of one cell
_LONGEST_NOTE: Final = 10_000  # characters of what stands under a table


def collected(
    result: Collected,
    exhibit_id: str,
    *,
    title: str,
    caption: str = "",
    columns: Sequence[str] = (),
    limit: int = 20,
) -> Exhibit:
    """Return the first rows of a result, with its source, hash, completeness and licence.

    Parameters
    ----------
    result
        What a collector returned.
    columns
        Names of the columns to print; all of them by default.
    limit
        Rows at most; the licence class may allow fewer. How many there are is always said.

    Raises
    ------
    ExhibitError
        When a column is not in the result.
    """
    chosen = _columns(result, columns)
    allowed = CLASSES[result.meta.licence].rows
    most = limit if allowed is None else min(limit, allowed)
    names = [one.name for one in chosen]
    rows = common.rows_of(result.frame[names].head(most))
    return common.build(
        exhibit_id,
        _title(title, result.meta),
        caption,
        {_key(one.name): label_of(one) for one in chosen},
        [[_cell(row[one.name], one) for one in chosen] for row in rows],
        provenance=_provenance(result, len(rows), most < min(limit, len(result.frame))),
        stamp=SYNTHETIC if result.meta.synthetic else "",
        warning=_warning(result.meta),
        licence={
            "class": result.meta.licence,
            "source": plain(result.meta.source),
            "attribution": plain(result.meta.attribution),
        },
    )


def about(
    result: Collected, exhibit_id: str, *, title: str = "What the columns are", caption: str = ""
) -> Exhibit:
    """Return the columns of a result: name, type, unit, meaning; and what it cannot show."""
    meta = result.meta
    limits = " ".join(f"({n}) {text}" for n, text in enumerate(meta.limits, start=1))
    return common.build(
        exhibit_id,
        _title(title, meta),
        caption,
        {"column": "Column", "type": "Type", "unit": "Unit", "about": "What it holds"},
        [[one.name, one.kind, one.unit, one.about] for one in result.columns],
        provenance=plain(
            f"Reading {meta.schema_version} of {meta.source}. What it cannot show: {limits}",
            _LONGEST_NOTE,
        ),
        stamp=SYNTHETIC if meta.synthetic else "",
    )


def _title(title: str, meta: Meta) -> str:
    return f"{title} ({SYNTHETIC})" if meta.synthetic and SYNTHETIC not in title else title


def _columns(result: Collected, names: Sequence[str]) -> list[Column]:
    from osint_helpers.errors import ExhibitError

    known = {one.name: one for one in result.columns}
    strange = [name for name in names if name not in known]
    if strange:
        raise ExhibitError(
            f"{result.meta.collector} has no column {strange[0]!r}",
            advice=f"it has {', '.join(known)}",
        )
    return [known[name] for name in names] if names else list(result.columns)


def _key(name: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "_" for c in name.lower())
    return kept if kept[:1].isalpha() else f"c_{kept}"


def _cell(value: Any, column: Column) -> Cell | str:  # noqa: ANN401
    text = text_of(value, column)
    return plain(text, _LONGEST) if text else cell(NOT_GIVEN, mark="not-published")


def _provenance(result: Collected, printed: int, capped: bool) -> str:
    meta = result.meta
    total = len(result.frame)
    shown = f"{printed:,} of {total:,} rows printed"
    if capped:
        shown += f", because the licence class is {meta.licence}"
    state = "complete" if meta.complete else "not complete, see above"
    kept = ", ".join(
        f"{one.capture} (SHA-256 {one.sha256})" if one.sha256 else f"{one.capture} (no body)"
        for one in _first_parts(meta)
    )
    more = len(meta.captures) - 3
    kept += f" and {more} more" if more > 0 else ""
    origin = "Captured" if meta.captures else "Read"
    lead = f"{SYNTHETIC}: made up for this purpose, no public record. " if meta.synthetic else ""
    said = [
        f"{lead}{origin}: {meta.source} ({meta.publisher}), asked {meta.retrieved_at or 'never'}",
        kept,
        f"{shown}; {state}",
        f"Licence class {meta.licence}: {meta.attribution}",
    ]
    return plain(". ".join(one.rstrip(".") for one in said if one) + ".", _LONGEST_NOTE)


def _warning(meta: Meta) -> str:
    if meta.complete:
        return ""
    reason = plain(meta.reason, 900)
    return f"NOT COMPLETE: {reason}. Nothing can be said to be absent from this table."


def _first_parts(meta: Meta) -> list[Any]:
    seen: dict[str, Any] = {}
    for one in meta.parts:
        if one.capture:
            seen.setdefault(one.capture, one)
    return list(seen.values())[:3]
