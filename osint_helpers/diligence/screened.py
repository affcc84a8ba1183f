"""Screening of the rows: each distinct question once, of the lists as of the row's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from osint_helpers import screening
from osint_helpers._card import Carded
from osint_helpers.diligence.rows import Consignment
from osint_helpers.diligence.subjects import Questioned, subjects
from osint_helpers.screening import MatchRule, NoList, Screening, ScreeningError, Snapshot, View
from osint_helpers.screening.values import Subject

NO_LIST: Final = "no list given"
NOT_ASKED: Final = "not asked"
# The day the lists are asked for: the first of these that the row has.
DAYS: Final = ("departed_on", "ordered_on", "arrived_on")


@dataclass(frozen=True, eq=False, repr=False)
class Asked(Carded):
    """One question of one row.

    Attributes
    ----------
    row, role, text
        Line of the consignment; party, ``vessel``, ``container`` or ``vin``; text of the cell.
    day, day_from
        The day the lists were asked for, and the column it was taken from (or ``as_of``).
    record
        What the lists answered; None where they could not be asked.
    problem
        Why not.
    """

    row: int
    role: str
    text: str
    day: date | None
    day_from: str
    record: Screening | None
    problem: str = ""

    @property
    def result(self) -> str:
        """Return ``candidates``, ``not found``, ``no list for this date``, or why none asked."""
        if self.record is None:
            return NO_LIST if self.problem == NO_LIST else NOT_ASKED
        kinds = {one.result for one in self.record.answers}
        if "candidates" in kinds:
            return "candidates"
        return "not found" if "not found" in kinds else "no list for this date"


def day_of(one: Consignment, as_of: date | None) -> tuple[date | None, str]:
    """Return the day the lists are asked for, and where it is from.

    A month is asked for its last day: what was listed by then is found, with its date of listing.
    """
    if as_of is not None:
        return as_of, "as_of"
    for name in DAYS:
        latest = one.date(name).latest
        if latest is not None:
            return latest, name
    return None, ""


class Desk:
    """Asks lists, each distinct question of a day once.

    Parameters
    ----------
    snapshots
        The lists; none at all is answered as such.
    """

    def __init__(self, snapshots: Sequence[Snapshot], rule: MatchRule, as_of: date | None) -> None:
        self.snapshots, self.rule, self.as_of = tuple(snapshots), rule, as_of
        self.lists = sorted({one.list for one in snapshots})
        self._views: dict[date, list[View | NoList]] = {}
        self._records: dict[tuple[Subject, date], tuple[Screening | None, str]] = {}

    def ask(self, one: Consignment) -> tuple[Asked, ...]:
        """Return what the lists answer to each question of a row."""
        day, source = day_of(one, self.as_of)
        return tuple(self._asked(one, question, day, source) for question in subjects(one))

    def _asked(
        self, one: Consignment, question: Questioned, day: date | None, source: str
    ) -> Asked:
        record, problem = None, ""
        if not self.snapshots:
            problem = NO_LIST
        elif day is None:
            problem = "the row has no date for which a list could be asked"
        else:
            record, problem = self._record(question, day)
        return Asked(one.row, question.role, question.text, day, source, record, problem)

    def _record(self, question: Questioned, day: date) -> tuple[Screening | None, str]:
        key = (question.subject, day)
        if key not in self._records:
            try:
                made = screening.screen(question.subject, self._viewed(day), self.rule)
                self._records[key] = (made, "")
            except ScreeningError as error:
                self._records[key] = (None, error.line())
        return self._records[key]

    def _viewed(self, day: date) -> list[View | NoList]:
        if day not in self._views:
            self._views[day] = [screening.as_of(self.snapshots, name, day) for name in self.lists]
        return self._views[day]


def distinct(asked: Iterable[Asked]) -> tuple[Screening, ...]:
    """Return the records once each, in the order they were first asked."""
    found: dict[int, Screening] = {}
    for one in asked:
        if one.record is not None:
            found.setdefault(id(one.record), one.record)
    return tuple(found.values())
