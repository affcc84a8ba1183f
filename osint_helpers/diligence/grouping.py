"""Each row beside the rows of its file that are about the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from osint_helpers.diligence.rows import Consignment
from osint_helpers.diligence.screened import Asked
from osint_helpers.law.flags.places import folded

# The measures and rules of this project are about one state; whose missions count.
LISTED_STATES: Final = ("KP",)


@dataclass(frozen=True)
class Group:
    """A row beside the rows of the same file that are about the same thing.

    Attributes
    ----------
    one
        The row.
    asked
        What the lists answered to its questions.
    papers
        Rows of the same bill of lading taken from another document.
    earlier
        Rows of the same vehicle, or the same container with the same goods.
    listed_states
        States whose missions count for RF12 (alpha-2).
    listings
        (list SHA-256, locator, reference) -> (listed on, removed on), as the lists state them.
    """

    one: Consignment
    asked: Sequence[Asked]
    papers: tuple[Consignment, ...] = ()
    earlier: tuple[Consignment, ...] = ()
    listed_states: tuple[str, ...] = LISTED_STATES
    listings: Mapping[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the row as evidence."""
        return (self.one.ref,)


def groups(
    rows: Sequence[Consignment], asked: Mapping[int, Sequence[Asked]],
    listed_states: tuple[str, ...], listings: Mapping[tuple[str, str, str], tuple[str, str]],
) -> Iterable[Group]:  # fmt: skip
    """Yield each row with the rows of the file it is compared with."""
    papers: dict[str, list[Consignment]] = {}
    things: dict[tuple[str, ...], list[Consignment]] = {}
    for one in rows:
        if one.text("bill_of_lading") and one.text("document"):
            papers.setdefault(folded(one.text("bill_of_lading")), []).append(one)
        for key in _things(one):
            things.setdefault(key, []).append(one)
    for one in rows:
        other = papers.get(folded(one.text("bill_of_lading")), ())
        differ = tuple(
            o for o in other if folded(o.text("document")) != folded(one.text("document"))
        )
        before = {o.row: o for key in _things(one) for o in things[key] if _sooner(o, one)}
        yield Group(one, asked.get(one.row, ()), differ if one.text("document") else (),
                    tuple(before[n] for n in sorted(before)), listed_states, listings)  # fmt: skip


def _things(one: Consignment) -> Iterable[tuple[str, ...]]:
    """Yield what makes two rows one thing: a vehicle, or a container with the same goods."""
    if one.text("vin"):
        yield ("vin", one.text("vin"))
    goods = folded(one.cells.get("goods", "")), one.cells.get("hs", "")
    if any(goods):
        for number in one.values.get("container", ()):
            yield ("container", number, *goods)


def _sooner(other: Consignment, one: Consignment) -> bool:
    return other.row != one.row and other.date("departed_on").is_before(
        one.date("departed_on")) is True  # fmt: skip
