"""A company's own consignments as cards in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, table

if TYPE_CHECKING:
    from osint_helpers.diligence.reading import Consignments
    from osint_helpers.diligence.result import Diligence
    from osint_helpers.diligence.rows import Consignment

_SHOWN: Final = 15
_STAMP: Final = "SYNTHETIC: made up, no public record"


def consignments(one: Consignments) -> Card:
    """Return the card of a file as read: what was read, what was not, the first messages."""
    rows = [(str(m.row), m.column, m.severity, m.what, m.advice) for m in one.notes[:_SHOWN]]
    heads = [("row", "right"), *((name, "left") for name in ("column", "kind", "what", "advice"))]
    more = len(one.notes) - _SHOWN
    return Card(
        "consignments", one.rows[0].file if one.rows else "no row was read",
        tuple((name, f"{number:,}") for name, number in one.counts.items()),
        stamp=_STAMP if any(row.synthetic for row in one.rows) else "",
        notes=(f"and {more:,} more messages" if more > 0 else "",),
        body=table(heads, rows, "messages") if rows else "",
    )  # fmt: skip


def consignment(one: Consignment) -> Card:
    """Return the card of one row: its cells as they stand in the file."""
    unread = [name for name in one.cells if name not in one.values]
    return Card(
        "consignment", f"{one.id} ({one.file}, {one.ref})",
        tuple((name.replace("_", " "), text) for name, text in one.cells.items()),
        stamp=_STAMP if one.synthetic else "",
        notes=(f"kept as text only: {', '.join(unread)}" if unread else "",),
    )  # fmt: skip


def diligence(one: Diligence) -> Card:
    """Return the card of what was asked of every row and what was not; never a sum of flags."""
    read = one.consignments
    return Card(
        "consignments checked", read.rows[0].file if read.rows else "no row was read",
        (("as of", one.as_of.isoformat() if one.as_of else "each row's own day"),
         ("lists", "; ".join(f"{s.list}, {s.list_date}" for s in one.snapshots) or "none given"),
         *((name, f"{number:,}") for name, number in one.counts.items())),
        stamp=_STAMP if any(row.synthetic for row in read.rows) else "",
        notes=("A candidate is no identity; “not found” says what stands in the lists named.",),
    )  # fmt: skip
