"""What every collector returns: a typed frame, and all that is needed to rely on it or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from osint_helpers._card import Card, Carded
from osint_helpers.collect.columns import Column
from osint_helpers.errors import IncompleteError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Part(Carded):
    """One answer a result rests on.

    Attributes
    ----------
    name
        Which part of the question it answers: ``2018-08``, ``page 2``.
    url
        As asked, without keys.
    at
        UTC, when it was asked.
    capture
        Id of the capture in the case; ``""`` in live mode and for a file outside a case.
    sha256
        Of the decoded body.
    rows
        Rows it gave.
    synthetic
        True when it came from no public address: made up for a test or a tutorial.
    """

    name: str
    url: str
    at: str
    capture: str
    sha256: str
    rows: int = 0
    synthetic: bool = False


@dataclass(frozen=True)
class Missing(Carded):
    """A part that was asked for and did not come, and why."""

    name: str
    why: str


@dataclass(frozen=True, repr=False)
class Meta(Carded):
    """Where a result comes from and what it is worth.

    Attributes
    ----------
    collector
        ``comtrade.trade``.
    source, publisher
        Title and publisher.
    endpoint
        Address without parameters.
    parameters
        The question, keys left out.
    parts, missing
        The answers it rests on; those that did not come.
    reason
        Why it is not complete, or ``""``.
    licence, attribution, terms
        As in the manifest.
    schema_version
        Of our reading.
    limits
        What the data cannot show, a sentence each.
    notes
        What was noticed on the way: duplicates dropped, fields not read.
    mode
        ``replay``, ``record``, ``live`` or ``file``.
    """

    collector: str
    source: str
    publisher: str
    endpoint: str
    parameters: Mapping[str, Any]
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]
    reason: str
    licence: str
    attribution: str
    terms: str
    schema_version: str
    limits: tuple[str, ...]
    notes: tuple[str, ...] = ()
    mode: str = "replay"

    @property
    def complete(self) -> bool:
        """Say whether every part came whole and nothing was cut off."""
        return not self.reason and not self.missing

    @property
    def retrieved_at(self) -> str:
        """UTC of the last answer; ``""`` when there is none."""
        return max((one.at for one in self.parts), default="")

    @property
    def captures(self) -> tuple[str, ...]:
        """Ids of the captures, in the order they were asked."""
        return tuple(dict.fromkeys(one.capture for one in self.parts if one.capture))

    @property
    def capture(self) -> str:
        """Id of the first capture; ``""`` when nothing is recorded."""
        return next(iter(self.captures), "")

    @property
    def sha256(self) -> str:
        """SHA-256 of the first answer's body; every part has its own."""
        return self.parts[0].sha256 if self.parts else ""

    @property
    def synthetic(self) -> bool:
        """Say whether any part came from no public address."""
        return any(one.synthetic for one in self.parts)


@dataclass(frozen=True, repr=False)
class Collected(Carded):
    """A public record as a table.

    Attributes
    ----------
    frame
        One row a record; columns, types and units as in `columns`.
    meta
        Where it comes from.
    columns
        What each column of the frame is.
    """

    frame: pd.DataFrame = field(repr=False)
    meta: Meta
    columns: tuple[Column, ...] = field(repr=False, default=())

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    def nothing_found(self, what: str) -> str:
        """Return the sentence that nothing was found, where it may be said.

        Parameters
        ----------
        what
            What was looked for, as in ``exports of HS 8703 to partner 408 in 2018``.

        Raises
        ------
        IncompleteError
            When a part is missing, when nothing was asked, or when there are rows.
        """
        if not self.meta.complete:
            raise IncompleteError(
                f"{self.meta.collector} is not complete: {self.meta.reason}",
                advice="record the missing parts; until then nothing can be said to be absent",
            )
        if not self.meta.parts:
            raise IncompleteError(
                f"{self.meta.collector} asked nothing", advice="a question without parts finds none"
            )
        if len(self.frame):
            raise IncompleteError(
                f"{self.meta.collector} has {_counted(len(self.frame), 'row')}",
                advice="look at them",
            )
        stamp = "SYNTHETIC, " if self.meta.synthetic else ""
        return (
            f"Not found in {self.meta.source}: {what} ({stamp}asked {self.meta.retrieved_at}, "
            f"{_counted(len(self.meta.parts), 'answer')}, all complete)."
        )

    def summary(self) -> str:
        """Return one line: rows, source, time, complete or what is missing."""
        meta = self.meta
        state = "complete" if meta.complete else f"NOT COMPLETE: {meta.reason}"
        stamp = "SYNTHETIC · " if meta.synthetic else ""
        rows = _counted(len(self.frame), "row")
        return f"{stamp}{meta.source} · {rows} · {meta.retrieved_at or 'no answer'} · {state}"

    def _card_(self) -> Card:
        return Card(self.meta.collector, self.summary(), state=self.meta.licence)

    def _repr_html_(self) -> str:
        """Return a card for JupyterLab: what is missing, the first rows, the licence."""
        from osint_helpers.collect.card import card

        return card(self)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
