"""Ask OpenSky: intervals cut into what it allows, credits noted, no flights told from no answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from osint_helpers.collect import dates
from osint_helpers.collect.absence import is_absence
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.flights.opensky.source import MANIFEST
from osint_helpers.collect.gathering import Gathering
from osint_helpers.errors import CollectError

Parse = Callable[..., list[dict[str, Any]]]

LONGEST: Final = dt.timedelta(days=2)  # of a question; see MANIFEST.limits
# A flight is found only when it lies within one question: neighbours share a day, longer than any
# flight lasts.
SHARED: Final = dt.timedelta(days=1)
_SECOND: Final = dt.timedelta(seconds=1)
_ICAO: Final = re.compile(r"[0-9a-f]{6}")
_AIRPORT: Final = re.compile(r"[A-Z][A-Z0-9]{3}")


def interval(start: dt.date | str, end: dt.date | str) -> tuple[dt.datetime, dt.datetime]:
    """Return first and last second; a day is meant whole, and in UTC.

    Raises
    ------
    CollectError
        When the end is before the start, or a time has no zone.
    """
    first, last = dates.moment(start, "start"), dates.moment(end, "end", last=True)
    if last < first:
        raise CollectError(f"the end {end} is before the start {start}", advice="turn them round",
                           column="end")  # fmt: skip
    return first, last


def windows(
    first: dt.datetime, last: dt.datetime, *, shared: dt.timedelta = dt.timedelta(0)
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield intervals of at most two days that cover all, both ends included."""
    start = first
    while True:
        end = min(start + LONGEST - _SECOND, last)
        yield start, end
        if end == last:
            return
        start = end + _SECOND - shared


def flights(
    got: Gathering, path: str, asked: dict[str, str], span: tuple[dt.datetime, dt.datetime],
    parse: Parse, *, shared: dt.timedelta = dt.timedelta(0),
) -> list[dict[str, Any]]:  # fmt: skip
    """Ask window by window; a flight that two windows hold stands once."""
    rows: list[dict[str, Any]] = []
    for start, end in windows(*span, shared=shared):
        part = f"{start:%Y-%m-%dT%H:%M:%SZ} to {end:%Y-%m-%dT%H:%M:%SZ}"
        params = {**asked, "begin": int(start.timestamp()), "end": int(end.timestamp())}
        rows += one(got, path, params, parse, part)
    kept = list({_key(row): row for row in rows}.values())
    if len(kept) < len(rows):
        got.note(f"{len(rows) - len(kept)} flights came in two answers and stand once")
    return kept


def one(
    got: Gathering, path: str, params: dict[str, Any], parse: Parse, part: str
) -> list[dict[str, Any]]:
    """Ask once; status 404 with nothing in it is the source's way to say none was found."""
    answer = got.ask(path, part=part, params=params, also=(404,))
    if answer is None:
        return []
    _credits(got, answer)
    if answer.status == 404:
        if not is_absence(answer):
            got.miss(part, f"status 404{answer.said()}")
        return []
    tolerated = got.client.tolerated(MANIFEST)
    rows: list[dict[str, Any]] = got.read(
        answer, lambda held: parse(held.data, tolerated=tolerated), part=part
    )
    return rows


def address(icao24: str) -> str:
    """Return a 24-bit address in the form the source wants.

    Raises
    ------
    CollectError
        When it is none.
    """
    found = icao24.strip().lower()
    if _ICAO.fullmatch(found) is None:
        raise CollectError(
            f"{icao24!r:.40} is no 24-bit address", advice="six hexadecimal digits, as 4b1815"
        )
    return found


def airport_code(airport: str) -> str:
    """Return an ICAO code of an airport in the form the source wants.

    Raises
    ------
    CollectError
        When it is none.
    """
    found = airport.strip().upper()
    if _AIRPORT.fullmatch(found) is None:
        raise CollectError(
            f"{airport!r:.40} is no ICAO code of an airport", advice="four letters, as UHWW"
        )
    return found


def moment(text: str) -> dt.datetime:
    """Return a time given as ISO 8601 with its zone; a day is none.

    Raises
    ------
    CollectError
        When it is none, or has no zone.
    """
    if dates.is_day(text):
        raise CollectError(
            f"{text!r:.40} is a day and no time", advice="write it as 2026-01-31T12:00:00Z",
            column="time",
        )  # fmt: skip
    return dates.moment(text, "time")


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.values())


def _credits(got: Gathering, answer: Answer) -> None:
    left = answer.headers.get("x-rate-limit-remaining", "")
    if left.isdecimal():
        got.notes[:] = [one for one in got.notes if not one.startswith("credits left")]
        got.note(f"credits left after the last answer: {left}")
