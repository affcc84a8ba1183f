"""Rows of the feasibility table, and the pairs of versions they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers.dates import DateInterval, DayRange, days_between

if TYPE_CHECKING:
    from osint_helpers.journey.cells import Cell, Version

# What a test can come to; "not testable" is a result, not a failure.
POSSIBLE: Final = "possible"
IMPOSSIBLE: Final = "impossible"
UNEXPLAINED: Final = "unexplained"
FITS: Final = "fits"
DOES_NOT_FIT: Final = "does not fit"
DEPENDS: Final = "depends on the day"
NOTED: Final = "noted"
NOT_TESTABLE: Final = "not testable"


class Found(NamedTuple):
    """One row of the feasibility table; the fields are its columns."""

    leg: str
    test: str
    result: str
    unit: str
    outcome: str
    finding: str
    claims: tuple[str, ...]
    method: str


class Pair(NamedTuple):
    """A version of one date with a version of another, and the days from one to the other."""

    first: Version
    last: Version
    days: DayRange

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the claims of both versions."""
        return tuple(dict.fromkeys([*self.first.claims, *self.last.claims]))

    @property
    def period(self) -> bool:
        """Tell whether one statement gives both ends the same span: a period, not two events."""
        one, other = self.first.interval, self.last.interval
        return (
            one is not None
            and one == other
            and one.earliest != one.latest
            and self.first.claims == self.last.claims
        )

    @property
    def text(self) -> str:
        """Return ``"14 June 2018 to 31 July 2018"``, and which date was not chosen."""
        both = f"{self.first.text} to {self.last.text}"
        if self.first.chosen is False or self.last.chosen is False:
            return f"{both}, a version the case does not choose"
        return both


def pairs_of(first: Cell, last: Cell) -> list[Pair]:
    """Return every pair of sound, dated versions of two cells.

    A date without a beginning ("up to March 2019") gives no number of days and no pair.
    """
    return [
        Pair(a, b, days_between(a.interval, b.interval))
        for a in first.sound
        for b in last.sound
        if _bounded(a.interval) and _bounded(b.interval) and a.interval and b.interval
    ]


def order(days: DayRange) -> str:
    """Return whether the second date can follow the first, by the number of days between."""
    if days.low >= 0:
        return POSSIBLE
    return IMPOSSIBLE if days.high < 0 and not days.approximate else DEPENDS


def span(days: DayRange) -> str:
    """Return a range of days as a figure: ``"47"`` or ``"18 to 48"``, ``"about …"`` if soft."""
    return days.text().removesuffix(" days").removesuffix(" day")


def _bounded(interval: DateInterval | None) -> bool:
    return interval is not None and interval.earliest is not None
