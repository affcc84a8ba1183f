"""Local times of a zone to UTC, with those a change of clocks skips or repeats told apart."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from osint_helpers.errors import TracksError

SKIPPED: Final = 1 << 60
TWICE: Final = 1 << 61
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def named(zone: str) -> ZoneInfo:
    """Return a zone of the IANA database.

    Raises
    ------
    TracksError
        When there is none of this name.
    """
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError) as error:
        raise TracksError(
            f"{zone!r} is no time zone",
            advice="give a name of the IANA database, such as Europe/Copenhagen or UTC",
        ) from error


def pieces(zone: str, first_us: int, last_us: int) -> list[tuple[int, int]]:
    """Return from which local moment on which shift holds.

    Parameters
    ----------
    zone
        Name in the IANA database (of the machine, else of the package tzdata).
    first_us, last_us
        Span that is needed, microseconds since 1970.

    Returns
    -------
    list of (int, int)
        Local microseconds, rising, and local time minus UTC in microseconds from there on;
        :data:`SKIPPED` where no such local time exists, :data:`TWICE` where it happened twice.
    """
    place = named(zone)
    at, end = _whole_day(first_us) - dt.timedelta(days=2), _whole_day(last_us)
    made = [(-(1 << 62), _shift(place, at))]
    while at < end:
        after = at + dt.timedelta(days=1)
        before_us, after_us = _shift(place, at), _shift(place, after)
        if before_us != after_us:
            change = _change(place, at, after)
            odd = SKIPPED if after_us > before_us else TWICE
            made.append((change + min(before_us, after_us), odd))
            made.append((change + max(before_us, after_us), after_us))
        at = after
    return made


def sql(column: str, made: list[tuple[int, int]]) -> str:
    """Return SQL of the shift of a local moment: a tree of comparisons, one a doubling."""
    if len(made) == 1:
        return str(made[0][1])
    half = len(made) // 2
    low, high = sql(column, made[:half]), sql(column, made[half:])
    return f"case when {column} < {made[half][0]} then {low} else {high} end"


def _whole_day(us: int) -> dt.datetime:
    return _EPOCH + dt.timedelta(days=us // 86_400_000_000)


def _shift(place: ZoneInfo, at: dt.datetime) -> int:
    shift = at.astimezone(place).utcoffset() or dt.timedelta(0)
    return round(shift.total_seconds()) * 1_000_000


def _change(place: ZoneInfo, low: dt.datetime, high: dt.datetime) -> int:
    """Return the moment between two at which the shift changes, microseconds UTC."""
    old = _shift(place, low)
    while high - low > dt.timedelta(seconds=1):
        middle = low + dt.timedelta(seconds=(high - low).total_seconds() // 2)
        low, high = (middle, high) if _shift(place, middle) == old else (low, middle)
    return round((high - _EPOCH).total_seconds()) * 1_000_000
