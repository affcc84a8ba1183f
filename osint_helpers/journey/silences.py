"""A gap with what is dated inside it: the days, the statements with a day, those without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError
from osint_helpers.journey.gaps import COUNTED, Gap, gaps
from osint_helpers.journey.pivot import interval_of
from osint_helpers.journey.readings import is_distortion, records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


@dataclass(frozen=True)
class Silence:
    """The days of a gap, and the dated claims that touch them.

    Attributes
    ----------
    gap
        The gap.
    first, last
        Last day of reception (day 0), and the day of the next reception or of the event to
        which the days are counted.
    soft
        Whether the end is only about that day.
    received_again
        Whether the end is a reception.
    dated, blurred
        Claims dated to one day or several days, and those of a month, a year or about; in order
        of time. Known wrong statements and the ends of the gap are left out.
    """

    gap: Gap
    first: date
    last: date
    soft: bool
    received_again: bool
    dated: tuple[dict[str, Any], ...]
    blurred: tuple[dict[str, Any], ...]

    def day(self, when: date) -> int:
        """Return the number of a day, counted from the last day of reception."""
        return (when - self.first).days


def silence(case: Case, subject: str = "", without: Sequence[str] = ()) -> Silence:
    """Return the one gap with a day at both ends that fits.

    Parameters
    ----------
    case
        An open case.
    subject
        The vessel, where the case has several such gaps.
    without
        Topics whose claims are left out, such as proceedings.

    Raises
    ------
    ExhibitError
        When not exactly one gap fits.
    """
    found = [gap for gap in gaps(case) if _dated(gap) and subject in {"", gap.subject}]
    if len(found) != 1:
        raise ExhibitError(
            f"{len(found)} gaps with a day at both ends fit",
            advice="name the subject of one gap, or give the readings of both of its ends",
        )
    (gap,) = found
    ends = gap.next.intervals()
    first = max(one.earliest for one in gap.last.intervals() if one.earliest)
    last = max(one.latest for one in ends if one.latest)
    span = DateInterval(first, last)
    held = [row for row in records(case.claims) if _touches(row, gap, span, without)]
    held.sort(key=lambda row: (interval_of(row).sort_key(), row["claim"]))
    return Silence(
        gap, first, last, soft=any(one.precision == "approx" for one in ends),
        received_again=gap.next.predicate != COUNTED,
        dated=tuple(row for row in held if row["precision"] == "day"),
        blurred=tuple(row for row in held if row["precision"] != "day"),
    )  # fmt: skip


def _dated(gap: Gap) -> bool:
    """Tell whether both ends of a gap are days: of a month no day can be counted."""
    sides = (gap.last.intervals(), gap.next.intervals())
    return all(side and all(one.earliest == one.latest for one in side) for side in sides)


def _touches(row: dict[str, Any], gap: Gap, span: DateInterval, without: Sequence[str]) -> bool:
    if is_distortion(row["claim"]) or row["claim"] in gap.claims or row["topic"] in without:
        return False
    when = interval_of(row)
    if not (when.earliest and when.latest and span.earliest and span.latest):
        return False
    return when.earliest <= span.latest and when.latest >= span.earliest
