"""Dates as pages and feeds print them: the day, the moment where a zone is named, and how."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from dataclasses import dataclass
from typing import Final

_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")
_SLASHED: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EARLIEST: Final = 1900


@dataclass(frozen=True)
class Printed:
    """A date as printed, and read.

    Attributes
    ----------
    text
        As printed, at most 100 characters.
    day
        ISO 8601, as precise as printed, on the calendar of the page; ``""`` when it is no date.
    at
        UTC; None without a time or without a zone: no zone is assumed.
    how
        ``ISO 8601``, ``RFC 822``, ``year/month/day``; ``""`` when it could not be read.
    """

    text: str
    day: str = ""
    at: dt.datetime | None = None
    how: str = ""

    @property
    def zone_known(self) -> bool:
        """Say whether the moment is known."""
        return self.at is not None


def read(text: str) -> Printed:
    """Read a date in a form that has one meaning; never raises.

    Not read: days and months in numbers without a leading year (01/02/2018 has two meanings).
    """
    plain = " ".join(text[:1000].split()).encode("utf-8", "replace").decode()
    shown = plain[:100]
    if len(plain) > 100:
        return Printed(shown)
    return _iso(plain) or _other(plain) or _rfc(plain) or Printed(shown)


def agree(one: Printed, other: Printed) -> bool:
    """Say whether two dates can be the same: equal moments, or one day contains the other."""
    if one.at is not None and one.at == other.at:
        return True
    return bool(one.day and other.day) and (
        one.day.startswith(other.day) or other.day.startswith(one.day)
    )


def _iso(text: str) -> Printed | None:
    found = _PARTIAL.fullmatch(text)
    if found:
        return _checked(text, text, "ISO 8601") if 1 <= int(found[2] or 1) <= 12 else None
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        at = dt.datetime.fromisoformat(text.replace(" UTC", "+00:00").replace(" GMT", "+00:00"))
    except ValueError:
        return None
    return _checked(text, at.date().isoformat(), "ISO 8601", at if len(text) > 10 else None)


def _other(text: str) -> Printed | None:
    found = _SLASHED.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is None:
        return None
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return _checked(text, day.isoformat(), "year/month/day")


def _rfc(text: str) -> Printed | None:
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _checked(text, at.date().isoformat(), "RFC 822", at)


def _checked(text: str, day: str, how: str, at: dt.datetime | None = None) -> Printed | None:
    if int(day[:4]) < _EARLIEST:
        return None
    try:
        moment = at.astimezone(dt.UTC) if at is not None and at.tzinfo is not None else None
    except (OverflowError, ValueError):
        moment = None
    return Printed(text, day, moment, how)
