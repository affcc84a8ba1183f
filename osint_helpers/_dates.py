"""Units, forms and words behind :mod:`osint_helpers.dates`."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple, cast
from zoneinfo import ZoneInfo

from osint_helpers._card import of_fields
from osint_helpers.errors import DateError

Grain = Literal["day", "month", "year"]

_FORM: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ZONE: Final = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*", re.ASCII)
_EN_DASH: Final = "\N{EN DASH}"
_SHAPE: Final = {"day": "YYYY-MM-DD", "month": "YYYY-MM", "year": "YYYY"}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


class DayRange(NamedTuple):
    """Number of days, as the range the printed dates allow.

    Attributes
    ----------
    low, high
        Least and greatest number of days; negative when the second date is the earlier.
    approximate
        True when one of the dates has soft edges, so that the bounds are soft too.
    """

    low: int
    high: int
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """Whether the dates allow one number only."""
        return self.low == self.high and not self.approximate

    def text(self) -> str:
        """Return ``"18 to 48 days"``, ``"1 day"`` or ``"about 3 to 5 days"``."""
        span = str(self.low) if self.low == self.high else f"{self.low} to {self.high}"
        unit = "day" if span in {"1", "-1"} else "days"
        return f"{'about ' if self.approximate else ''}{span} {unit}"

    def _repr_html_(self) -> str:
        return of_fields(self).html()


class Instants(NamedTuple):
    """Half-open span of moments ``[start, end)`` in UTC."""

    start: datetime
    end: datetime


class Read(NamedTuple):
    """First and last day of a partial date, and the unit it was printed in."""

    first: date
    last: date
    grain: Grain


def check_word(field: str, word: str, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not in the vocabulary."""
    if word not in allowed:
        raise DateError(f"{field} {word!r} is not known", advice=f"one of {', '.join(allowed)}")


def read(text: str, wanted: Grain | None) -> Read:
    """Read one partial ISO date and hold its form against the grain asked for."""
    found = _FORM.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise DateError(f"{text!r} is not a date", advice="write YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (None if part is None else int(part) for part in found.groups())
    grain: Grain = "day" if day is not None else "month" if month is not None else "year"
    if wanted is not None and grain != wanted:
        raise DateError(
            f"{text!r} is a {grain}, the precision asks for a {wanted}",
            advice=f"write {_SHAPE[wanted]}, or change the precision",
        )
    try:
        first = date(cast("int", year), 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise DateError(
            f"{text!r} is no day of the calendar", advice="read the source again"
        ) from None
    return Read(*unit(first, grain), grain)


def unit(day: date, grain: Grain) -> tuple[date, date]:
    """Return first and last day of the day, month or year that holds ``day``."""
    if grain == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if grain == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last)
    return day, day


def moved(day: date, days: int) -> date:
    """Move a day, stopping at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def midnight(day: date, tz: ZoneInfo | None = None) -> datetime:
    """Return the first moment of a day (the earlier one where clocks show it twice)."""
    return datetime.combine(day, time.min, tzinfo=tz or UTC)


def unit_text(day: date, grain: Grain) -> str:
    """Return one day, month or year in English."""
    if grain == "year":
        return f"{day.year}"
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if grain == "month" else f"{day.day} {month}"


def span_text(early: date | None, late: date, grains: tuple[Grain, Grain]) -> str:
    """Return one unit, or two joined without repeating what they share."""
    first, last = grains
    tail = unit_text(late, last)
    if early is None or (first == last and unit(early, first) == unit(late, last)):
        return tail
    if first != last or early.year != late.year:
        return f"{unit_text(early, first)} to {tail}"
    if first == "month":
        return f"{MONTHS[early.month - 1]} to {tail}"
    if early.month == late.month:
        return f"{early.day}{_EN_DASH}{tail}"
    return f"{early.day} {MONTHS[early.month - 1]} to {tail}"


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone from the ``tzdata`` package, whatever the system has installed.

    The package is pinned and its version is named in reports; a system's own files are not.

    Raises
    ------
    DateError
        For a name that is not in the IANA database.
    """
    path = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if _ZONE.fullmatch(name) is None or not path.is_file():
        raise DateError(f"no time zone {name!r}", advice="use an IANA name such as Asia/Seoul")
    with path.open("rb") as stream:
        try:
            return ZoneInfo.from_file(stream, key=name)
        except ValueError:
            raise DateError(
                f"{name!r} is not a time zone", advice="use an IANA name such as Asia/Seoul"
            ) from None
