"""Dates as sources print them: intervals of whole days, with precision and time basis.

A source that prints "August 2018" has not said 1 August. So a date is kept as the span of
days it can mean, its precision says how it was printed, and every comparison answers with
what follows from the spans: yes, no, or "cannot be said" (``None``).

The vocabularies are those of the case tables (``precision``, ``time_basis``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Final, Literal, cast, get_args

from osint_helpers._card import Carded
from osint_helpers._dates import (
    WEEKDAYS,
    DayRange,
    Grain,
    Instants,
    check_word,
    midnight,
    moved,
    read,
    span_text,
    unit,
    zone,
)
from osint_helpers.errors import DateError

__all__ = ["WEEKDAYS", "DateInterval", "DayRange", "Grain", "Instants", "Precision", "TimeBasis",
           "days_between", "zone"]  # fmt: skip

Precision = Literal["day", "month", "month_year_inferred", "year", "approx", "none"]
TimeBasis = Literal["UTC", "local port time", "not stated"]

PRECISIONS: Final = get_args(Precision)
TIME_BASES: Final = get_args(TimeBasis)
NO_DATE: Final = "no date published"

_GRAIN_OF: Final[dict[str, Grain]] = {
    "day": "day",
    "month": "month",
    "month_year_inferred": "month",
    "year": "year",
}
# One day spans 50 hours over all zones (UTC+14 to UTC-12): two dates on different time
# bases can name the same moment when they are one calendar day apart.
_BASIS_SLACK: Final = timedelta(days=1)
_EAST, _WEST = timedelta(hours=14), timedelta(hours=-12)


@dataclass(frozen=True, slots=True, repr=False)
class DateInterval(Carded):
    """The days a printed date can mean.

    Attributes
    ----------
    earliest, latest
        First and last day, both included. Both ``None`` only when no date is published;
        ``earliest`` alone is ``None`` when a source gives an end without a beginning.
    precision
        How the source prints it. ``approx`` has soft edges: the printed bounds are kept.
    time_basis
        Whose day it is. ``"not stated"`` is compared as printed.
    grains
        Printed form of the two ends (``day``, ``month``, ``year``).
    """

    earliest: date | None
    latest: date | None
    precision: Precision = "day"
    time_basis: TimeBasis = "not stated"
    grains: tuple[Grain, Grain] | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that contradicts its own precision."""
        check_word("precision", self.precision, PRECISIONS)
        check_word("time_basis", self.time_basis, TIME_BASES)
        if (self.precision == "none") != (self.latest is None):
            raise DateError(
                f"precision {self.precision} does not fit "
                f"{'no date' if self.latest is None else self.latest.isoformat()}",
                advice="precision none means that no date is published, and only that",
            )
        if self.latest is None:
            if self.earliest is not None:
                raise DateError("a date that has no end", advice="give the latest day too")
            return
        if self.earliest is not None and self.earliest > self.latest:
            raise DateError(
                f"the end {self.latest.isoformat()} lies before the "
                f"start {self.earliest.isoformat()}",
                advice="swap them, or read the source again",
            )
        if self.grains is None:
            grain = _GRAIN_OF.get(self.precision, "day")
            object.__setattr__(self, "grains", (grain, grain))
        self._check_whole_units()

    def _check_whole_units(self) -> None:
        """Hold that an end printed as a month or year is the edge of that month or year."""
        first, last = self._grains
        for day, grain, edge in ((self.earliest, first, 0), (self.latest, last, 1)):
            if day is not None and day != unit(day, grain)[edge]:
                raise DateError(
                    f"{day.isoformat()} is not the edge of a {grain}",
                    advice="a month or year must be kept whole",
                )

    @property
    def _grains(self) -> tuple[Grain, Grain]:
        return self.grains or ("day", "day")

    # -- making ------------------------------------------------------------------------

    @classmethod
    def parse(
        cls,
        start: str | None,
        end: str | None = None,
        precision: str = "day",
        time_basis: str = "not stated",
        *,
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> DateInterval:
        """Read ISO 8601 calendar dates, whole or partial, against their precision.

        Parameters
        ----------
        start, end
            ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``""`` or ``None`` for nothing. The form
            must be that of the precision (``approx`` takes any).
        precision, time_basis
            Words of the case tables; an empty time basis is ``"not stated"``.
        file, row, column
            Where the dates stand, for the error message.

        Raises
        ------
        DateError
            For a form that does not fit, an impossible date or an end before its start.
        """
        try:
            return cls._parse(start or "", end or "", precision, time_basis or "not stated")
        except DateError as error:
            raise DateError(
                error.what, advice=error.advice, file=file, row=row, column=column
            ) from None

    @classmethod
    def _parse(cls, start: str, end: str, precision: str, time_basis: str) -> DateInterval:
        check_word("precision", precision, PRECISIONS)
        check_word("time_basis", time_basis, TIME_BASES)
        if precision == "none" and (start or end):
            raise DateError(
                f"precision none with the date {start or end!r}",
                advice="leave the dates empty, or give the precision the source prints",
            )
        if precision != "none" and not (start or end):
            raise DateError(
                f"precision {precision} without a date",
                advice="give the date, or write precision none",
            )
        wanted = _GRAIN_OF.get(precision)
        first = read(start, wanted) if start else None
        last = read(end, wanted) if end else first
        return cls(
            first.first if first else None,
            last.last if last else None,
            cast("Precision", precision),
            cast("TimeBasis", time_basis),
            ((first or last).grain, last.grain) if last else None,
        )

    @classmethod
    def of_day(cls, day: date, time_basis: TimeBasis = "not stated") -> DateInterval:
        """Return the interval of one known day."""
        return cls(day, day, "day", time_basis)

    @classmethod
    def of_text(cls, text: str) -> DateInterval:
        """Return the interval of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; the form says which."""
        found = read(text, None)
        return cls(found.first, found.last, found.grain)

    @classmethod
    def none(cls) -> DateInterval:
        """Return the interval that says no date is published."""
        return cls(None, None, "none")

    # -- questions ---------------------------------------------------------------------

    @property
    def soft(self) -> bool:
        """Whether the edges are approximate."""
        return self.precision == "approx"

    @property
    def span_days(self) -> int | None:
        """Number of days the date can fall on; ``None`` without a date or a beginning."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def is_before(self, other: DateInterval) -> bool | None:
        """Say whether this day lies before the other's, for every day either can mean.

        ``None`` when the spans touch, when either has no date, or when only the softness
        of an ``approx`` edge (one unit of its printed form) or two different time bases
        (one day) stand between them. The same single day on one basis is ``False``.
        """
        if self.latest is None or other.latest is None:
            return None
        mine, theirs = self._reach(other), other._reach(self)
        if mine[1] < theirs[0]:
            return True
        return False if mine[0] >= theirs[1] else None

    def is_after(self, other: DateInterval) -> bool | None:
        """Say whether this day lies after the other's; see :meth:`is_before`."""
        return other.is_before(self)

    def overlaps(self, other: DateInterval) -> bool | None:
        """Say whether both can mean the same day; ``None`` when either has no date."""
        if self.latest is None or other.latest is None:
            return None
        mine, theirs = self._reach(other), other._reach(self)
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]

    def _reach(self, other: DateInterval) -> tuple[date, date]:
        """Return the bounds widened by soft edges and, against ``other``, by time basis."""
        low, high = self.earliest or date.min, cast("date", self.latest)
        if self.soft:
            low = unit(moved(low, -1), self._grains[0])[0]
            high = unit(moved(high, 1), self._grains[1])[1]
        if (self.time_basis, other.time_basis) == ("local port time", "UTC"):
            low = moved(low, -_BASIS_SLACK.days)
            high = moved(high, _BASIS_SLACK.days)
        return low, high

    def weekday(self) -> str:
        """Return the English weekday of a single day.

        Raises
        ------
        DateError
            When the date is coarser than a day, or a span: no weekday follows from it.
        """
        if self.precision != "day" or self.earliest is None or self.earliest != self.latest:
            raise DateError(
                f"no weekday follows from {self.text()!r}",
                advice="a weekday needs one day of precision day",
            )
        return WEEKDAYS[self.earliest.weekday()]

    def shift(self, days: int) -> DateInterval:
        """Return the interval moved by whole days.

        A moved month is no month any more: it becomes the span of days it covers, with
        precision ``day``, or ``approx`` where the year was inferred or the edges were soft.
        """
        if days == 0 or self.latest is None:
            return self
        try:
            early = None if self.earliest is None else self.earliest + timedelta(days=days)
            late = self.latest + timedelta(days=days)
        except OverflowError:
            raise DateError(
                f"{self.text()} moved by {days} days leaves the calendar",
                advice="check the number of days",
            ) from None
        firm = self.precision in {"day", "month", "year"}
        return DateInterval(early, late, "day" if firm else "approx", self.time_basis)

    def instants(self, zone_name: str | None = None) -> Instants:
        """Return the moments the interval covers, in UTC.

        Parameters
        ----------
        zone_name
            IANA name of the port's zone. Needed for ``local port time``. Where the basis is
            not stated, the span covers both readings (UTC and local), or, without a zone,
            the day anywhere on earth (UTC+14 to UTC-12).

        Raises
        ------
        DateError
            Without a date or a beginning, or for local time without a zone.
        """
        if self.earliest is None or self.latest is None:
            raise DateError(
                f"{self.text()!r} has no moments", advice="give a date with a beginning"
            )
        if self.earliest.year == date.min.year or self.latest.year == date.max.year:
            raise DateError(f"{self.text()} lies at the end of the calendar", advice="check it")
        utc = Instants(midnight(self.earliest), midnight(moved(self.latest, 1)))
        if self.time_basis == "UTC":
            return utc
        if zone_name is None:
            if self.time_basis == "local port time":
                raise DateError(
                    "local port time without a time zone", advice="name the zone of the port"
                )
            return Instants(utc.start - _EAST, utc.end - _WEST)
        tz = zone(zone_name)
        local = Instants(
            midnight(self.earliest, tz).astimezone(UTC),
            midnight(moved(self.latest, 1), tz).astimezone(UTC),
        )
        if self.time_basis == "local port time":
            return local
        return Instants(min(utc.start, local.start), max(utc.end, local.end))

    # -- printing and sorting ----------------------------------------------------------

    def sort_key(self) -> tuple[int, int, int, int, int, int, str]:
        """Return a total order for listing: earliest, then narrowest; undated rows last.

        It is for rows of a table only. It does not say that one event came first; that is
        :meth:`is_before`.
        """
        early = 0 if self.earliest is None else self.earliest.toordinal()
        late = 0 if self.latest is None else self.latest.toordinal()
        rank = (PRECISIONS.index(self.precision), TIME_BASES.index(self.time_basis))
        missing = int(self.latest is None) * 2 + int(self.earliest is None)
        return (
            int(self.latest is None),
            early or late,
            late,
            missing,
            *rank,
            "".join(self._grains),
        )

    def text(self, *, basis: bool = False) -> str:
        """Return English text: ``"14 June 2018"``, ``"about May 2019"``, and so on.

        Parameters
        ----------
        basis
            Add a stated time basis in brackets.
        """
        if self.latest is None:
            return NO_DATE
        body = span_text(self.earliest, self.latest, self._grains)
        if self.soft:
            body = f"about {body}"
        if self.earliest is None:
            body = f"up to {body}"
        notes = ["year inferred"] if self.precision == "month_year_inferred" else []
        if basis and self.time_basis != "not stated":
            notes.append(self.time_basis)
        return f"{body} ({', '.join(notes)})" if notes else body


def days_between(a: DateInterval, b: DateInterval, *, inclusive: bool = False) -> DayRange:
    """Count the days from ``a`` to ``b`` as the range both printed dates allow.

    Parameters
    ----------
    a, b
        Dates; ``b`` earlier than ``a`` gives negative numbers.
    inclusive
        Count both end days: 1 to 3 May is 2 elapsed and 3 inclusive days.

    Returns
    -------
    DayRange
        ``2018-08`` to ``2018-09-18`` is 18 to 48 days. Dates on two different stated time
        bases add a day of slack on each side.

    Raises
    ------
    DateError
        When either has no date or no beginning.
    """
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        raise DateError(
            f"no number of days follows from {a.text()!r} and {b.text()!r}",
            advice="both dates need a beginning and an end",
        )
    slack = _BASIS_SLACK.days if {a.time_basis, b.time_basis} >= {"UTC", "local port time"} else 0
    low = (b.earliest - a.latest).days - slack
    high = (b.latest - a.earliest).days + slack
    if inclusive:
        low, high = (n + 1 if n >= 0 else n - 1 for n in (low, high))
    return DayRange(low, high, a.soft or b.soft)
