"""One shape for a company or person in a register, so that sources can be laid side by side.

Side by side is all: whether two records mean the same party is for the analyst to show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import Column, frame
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Name(Carded):
    """A name as a source prints it.

    Attributes
    ----------
    text
        As printed.
    kind
        In the words of the source: ``legal``, ``PREVIOUS_LEGAL_NAME``, ``previous`` …
    language
        Code of the source, ``""`` when it gives none.
    """

    text: str
    kind: str
    language: str = ""


@dataclass(frozen=True, repr=False)
class Party(Carded):
    """One record of one source.

    Attributes
    ----------
    source, id
        Name of the source (``gleif``), and the id of the record there.
    names
        The name the source puts first, then the others.
    jurisdiction, status
        In the words of the source; None when it gives none.
    addresses
        Each in one line.
    valid_from, valid_to
        ISO 8601, as precise as the source: when the party was formed, and when it ended. None
        when the source gives none.
    parents
        Ids, in the same source, of the parties it says stand above this one. An empty tuple says
        that this answer names none, not that there is none.
    """

    source: str
    id: str
    names: tuple[Name, ...]
    jurisdiction: str | None = None
    status: str | None = None
    addresses: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    parents: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the values of :data:`PARTY`."""
        return {
            "party_source": self.source,
            "party_id": self.id,
            "name": self.names[0].text if self.names else None,
            "names": [
                {"name": one.text, "kind": one.kind, "language": one.language} for one in self.names
            ],
            "jurisdiction": self.jurisdiction,
            "status": self.status,
            "addresses": self.addresses,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "parents": self.parents,
        }


PARTY: Final = (
    Column("party_source", "text", about="name of the source"),
    Column("party_id", "text", about="id of the record in that source"),
    Column("name", "text", about="the name the source puts first, as printed"),
    Column("names", "json", about="every name: name, kind, language, as printed"),
    Column("jurisdiction", "text", about="in the words of the source"),
    Column("status", "text", about="in the words of the source"),
    Column("addresses", "list", about="each in one line"),
    Column("valid_from", "day", about="when the party was formed, by the source"),
    Column("valid_to", "day", about="when the party ended, by the source"),
    Column("parents", "list", about="ids of parties above it, where this answer names them"),
)

UNIFIED: Final = (
    *PARTY,
    Column("collector", "text", about="call the record came from"),
    Column("retrieved_at", "text", about="UTC of the last answer of that call"),
    Column("complete", "flag", about="whether that call came whole"),
    Column("licence", "text", about="licence class of that source"),
)


def unified(collected: Collected | Iterable[Collected]) -> pd.DataFrame:
    """Lay records of registers side by side, in the order given; nothing is merged.

    Parameters
    ----------
    collected
        Results whose columns begin with :data:`PARTY`: of `gleif`, `icij`, `companies_house`.

    Returns
    -------
    DataFrame
        One row a record of a source, columns as :data:`UNIFIED`. Equal names in two rows are two
        records, not one party.

    Raises
    ------
    CollectError
        When a result does not hold parties.
    """
    given = [collected] if isinstance(collected, Collected) else list(collected)
    names = [column.name for column in PARTY]
    rows: list[dict[str, Any]] = []
    for one in given:
        if tuple(one.columns[: len(PARTY)]) != PARTY:
            raise CollectError(
                f"{one.meta.collector} does not return parties",
                advice="searches and records do; relations and filings do not",
            )
        said = {
            "collector": one.meta.collector,
            "retrieved_at": one.meta.retrieved_at or None,
            "complete": one.meta.complete,
            "licence": one.meta.licence,
        }
        held = zip(*(one.frame[column.name] for column in PARTY), strict=True)
        rows += [dict(zip(names, row, strict=True)) | said for row in held]
    return frame(rows, UNIFIED)


def one_line(parts: Iterable[object]) -> str:
    """Return an address in one line; parts that are not there are passed over."""
    return ", ".join(text for one in parts if one is not None and (text := str(one).strip()))
