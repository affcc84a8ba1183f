"""A list as it was on its day: read from a file, with its date, its hash and its counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from osint_helpers._card import Card, Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError, OsintError
from osint_helpers.screening.index import Index
from osint_helpers.screening.listings import subjects
from osint_helpers.screening.values import MatchRule, ScreeningError

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from osint_helpers.screening.spans import Spans

STATED: Final = "stated in the file"
GIVEN: Final = "given by the caller"
_DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)


_Indexes = list[tuple[MatchRule, Index]]


def _no_indexes() -> _Indexes:
    return []


class ListDateMissingError(ScreeningError):
    """A list whose file states no date, and nobody said of which day it is."""


@dataclass(frozen=True, repr=False)
class Counts(Carded):
    """How much stands in the file, and what became of it.

    Attributes
    ----------
    unit
        What is counted in the file: ``entries``, ``rows`` or ``lines``.
    in_file
        Of these, counted apart from the reader.
    stated
        Number of entries by the file's own count; None when it states none.
    listings
        Entries read: rows of the frame. A list with several rows an entry has fewer.
    left_out
        Reason -> units that stand in the file and are part of no entry.
    """

    unit: str
    in_file: int
    stated: int | None
    listings: int
    left_out: Mapping[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """Return the counts as one clause."""
        parts = [f"{self.listings:,} entries from {self.in_file:,} {self.unit}"]
        if self.stated is not None:
            parts.append(f"the file states {self.stated:,}")
        parts += [f"{n:,} left out ({why})" for why, n in sorted(self.left_out.items())]
        return "; ".join(parts)


@dataclass(frozen=True, eq=False, repr=False)
class Snapshot(Carded):
    """One list of one day.

    Attributes
    ----------
    list
        Name, as in the column ``list`` of the listings.
    list_date
        ISO 8601, as precise as it is known: ``2018-12`` is some day of December 2018.
    sha256, file
        Of the file with the entries, as it lies on the disk.
    listings
        `collect.sanctions.listing.LISTINGS`, in the order of the file.
    counts
        What is in the file and what was read.
    date_basis
        :data:`STATED` or :data:`GIVEN`.
    fault
        Why it was not read whole; empty when it was.
    parts
        Name and SHA-256 of further files of this list.
    notes, limits
        What was noticed; what such a list cannot show.
    """

    list: str
    list_date: str
    sha256: str
    file: str
    listings: pd.DataFrame = field(repr=False)
    counts: Counts
    date_basis: str = STATED
    fault: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    _indexes: _Indexes = field(default_factory=_no_indexes, repr=False)

    @property
    def complete(self) -> bool:
        """Say whether the file was read whole."""
        return not self.fault

    @cached_property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day the list can be of."""
        found = DateInterval.of_text(self.list_date)
        return cast("date", found.earliest), cast("date", found.latest)

    @cached_property
    def spans(self) -> Spans:
        """Return when each entry was listed and removed, as far as the list says."""
        from osint_helpers.screening.spans import Spans

        return Spans.of(self.listings)

    @cached_property
    def refs(self) -> frozenset[str]:
        """Return the references of the entries."""
        return frozenset(self.listings["authority_ref"])

    def index(self, rule: MatchRule) -> Index:
        """Return the index over all entries; built once for each rule."""
        for known, index in self._indexes:
            if known == rule and known.rarity is rule.rarity:  # `==` leaves the rarity out
                return index
        index = Index(subjects(self.listings), rule)
        self._indexes.append((rule, index))
        return index

    def cite(self) -> str:
        """Return ``OFAC SDN, list of 2018-12 (date given by the caller), SHA-256 …``."""
        given = "" if self.date_basis == STATED else f" (date {self.date_basis})"
        return f"{self.list}, list of {self.list_date}{given}, SHA-256 {self.sha256}"

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.snapshot(self)


def read_list(
    path: Path | str, *, list_date: str = "", beside: Sequence[Path | str] = (), which: str = "SDN"
) -> Snapshot:
    """Read a list of any form; its content says which it is.

    Parameters
    ----------
    path
        The file with the entries, also packed with gzip.
    list_date
        ``2018-12-01`` or ``2018-12``, for a file that states none. It is marked as given.
    beside
        The other files of OFAC's legacy CSV (ALT, ADD, COMMENTS), in any order.
    which
        ``SDN`` or ``CONS``: OFAC's CSV and plain XML do not say which of the two they are.

    Raises
    ------
    ListDateMissingError
        When neither the file nor the caller says of which day the list is.
    ScreeningError
        When it is no list, cannot be read, or states another date than `list_date`.
    """
    from osint_helpers.screening.reading import read

    file = Path(path)
    given = _given(list_date, file)
    try:
        found = read(file, [Path(one) for one in beside], which)
    except ScreeningError:
        raise
    except OsintError as error:
        raise ScreeningError(error.what, advice=error.advice, file=error.file or file,
                             row=error.row, column=error.column) from error  # fmt: skip
    except (OSError, UnicodeError) as error:
        raise ScreeningError(
            f"cannot be read: {error.__class__.__name__}", file=file,
            advice="name a file that is there and may be read",
        ) from error  # fmt: skip
    text, basis = _dated(found.stated_date, given, file)
    return Snapshot(
        found.list, text, found.sha256, file.name, found.listings, found.counts, basis,
        found.fault, found.parts, found.notes, found.limits,
    )  # fmt: skip


def _given(text: str, file: Path) -> str:
    if not text:
        return ""
    try:
        DateInterval.of_text(text)
    except DateError as error:
        raise ScreeningError(f"the list date {text!r} is no date", file=file,
                             advice="YYYY-MM-DD, or YYYY-MM") from error  # fmt: skip
    if not _DAY.fullmatch(text):
        raise ScreeningError(f"the list date {text!r} is not precise enough", file=file,
                             advice="YYYY-MM-DD, or YYYY-MM")  # fmt: skip
    return text


def _dated(stated: str, given: str, file: Path) -> tuple[str, str]:
    if stated and given and stated != given:
        raise ScreeningError(
            f"the file states {stated} as the date of the list, not {given}", file=file,
            advice="leave --list-date out, or name the right file",
        )  # fmt: skip
    if not stated and not given:
        raise ListDateMissingError(
            "states no date of the list, and a file name or its time on the disk is none",
            file=file, advice="say of which day it is: --list-date FILE=YYYY-MM-DD",
        )  # fmt: skip
    return (stated, STATED) if stated else (given, GIVEN)
