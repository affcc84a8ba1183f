"""Days and moments a question may name: ISO 8601 as text, or a date of Python."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from osint_helpers.errors import CollectError

Day = dt.date | str  # a datetime is a date, too
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEGIN: Final = dt.time(tzinfo=dt.UTC)
_LAST: Final = dt.time(23, 59, 59, tzinfo=dt.UTC)


def day(value: Day, column: str = "") -> dt.date:
    """Return a day given as ``2018-10-01`` or as a date; of a moment with its zone, its day in UTC.

    Parameters
    ----------
    column
        Name of the parameter, for the error.

    Raises
    ------
    CollectError
        When it is none.
    """
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo is None else value.astimezone(dt.UTC)).date()
    if isinstance(value, dt.date):
        return value
    try:
        if _DAY.fullmatch(value.strip()):
            return dt.date.fromisoformat(value.strip())
    except (AttributeError, ValueError):
        pass
    raise CollectError(
        f"{value!r:.40} is no day", advice="write it as 2018-10-01", column=column
    ) from None


def moment(value: Day, column: str = "", *, last: bool = False) -> dt.datetime:
    """Return a moment in UTC, to the second; of a day its first second, or its last.

    Parameters
    ----------
    value
        ``2018-10-01``, ``2018-10-01T06:00:00Z``, a date, or a datetime with its zone.
    column
        Name of the parameter, for the error.
    last
        Mean the last second of a day.

    Raises
    ------
    CollectError
        When it is none, or a time without its zone: none is assumed.
    """
    whole = is_day(value)
    if whole:
        return dt.datetime.combine(day(value, column), _LAST if last else _BEGIN)
    try:
        at = dt.datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        at = None
    if not isinstance(at, dt.datetime) or at.tzinfo is None:
        what = f"the time {at} has no zone" if isinstance(at, dt.datetime) else (
            f"{value!r:.40} is no day and no moment with its zone"
        )  # fmt: skip
        raise CollectError(
            what, advice="write 2018-10-01 or 2018-10-01T06:00:00Z", column=column
        )  # fmt: skip
    return at.astimezone(dt.UTC).replace(microsecond=0)


def is_day(value: Day) -> bool:
    """Say whether a day is named, not a moment of it."""
    if isinstance(value, str):
        return _DAY.fullmatch(value.strip()) is not None
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
