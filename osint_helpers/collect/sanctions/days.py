"""Dates as sanctions lists print them: to their precision, and never a day nobody published.

`read` takes every form met in the four lists: ``2014-01-03`` (also with a zone or a time behind
it), ``05 Jun 1950``, ``13-Feb-2026``, ``16.7.2009``, ``00/00/1980`` and ``dd/mm/1965`` (a year),
``circa 1961``, ``01 Jan 1976 to 31 Dec 1978``. What cannot be read keeps its text and precision
``none``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError

Printed = dict[str, Any]
# Nobody on a list was born earlier; 1402 is a year of another calendar, which is not converted.
_FIRST_YEAR: Final = "1700"

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
# What lists write instead of a value. Kept as `raw`, read as missing.
_MISSING: Final = frozenset(
    ("", "-0-", "-0", "-", "--", "na", "n/a", "n.a.", "n.a", "none", "nil", "null", "unknown",
     "not known", "not available", "not applicable", "does not exist", "tbc", "tba", "undetermined")
)  # fmt: skip
_ISO: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:.]+)?(?:Z|\s?[+-]\d\d:?\d\d)?)?)?", re.ASCII
)
_NUMBERS: Final = re.compile(r"(\d{1,2}|[A-Za-z?]{1,2})[/.\-](\d{1,2}|[A-Za-z?]{1,2})[/.\-](\d{4})")
_NAMED: Final = re.compile(r"(?:(\d{1,2})[\s.\-]+)?([A-Za-z]{3,9})\.?[\s,.\-]+(\d{4})")
_AMERICAN: Final = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_CIRCA: Final = re.compile(
    r"(?<![A-Za-z])(?:circa|approximately|approx\.?|about|around|ca\.?|c\.?)(?=[\s\d])\s*", re.I
)
_YEARS: Final = re.compile(r"(\d{4})\s?[-\u2013]\s?(\d{4})", re.ASCII)
_SPAN: Final = re.compile(r"(?:between|from)?\s*(.+?)\s*(?:\bto\b|\band\b|\s-\s|/)\s*(.+)", re.I)


@lru_cache(maxsize=1 << 14)  # lists say the same words again and again
def missing(text: str | None) -> bool:
    """Say whether a list writes this for "nothing": empty, ``-0-``, ``Does not exist``, ``na``."""
    return text is None or " ".join(text.split()).strip().lower() in _MISSING


def value(text: str | None) -> str | None:
    """Return the text without outer blanks (a no-break space is one); None when missing."""
    return None if text is None or missing(text) else text.strip()


def read(raw: str | None, *, order: str = "dmy", soft: bool = False) -> Printed:
    """Return a printed date as a plain mapping.

    Parameters
    ----------
    raw
        As the list prints it.
    order
        ``dmy`` or ``mdy`` for dates of three numbers.
    soft
        The list says beside it that the date is approximate.

    Returns
    -------
    dict
        ``text`` (ISO 8601 as precise as printed, ``first/last`` for a span, ``""`` when it cannot
        be read), ``earliest``, ``latest`` (ISO days or None), ``precision`` (as in
        `osint_helpers.dates`), ``raw``.
    """
    kept = "" if raw is None else raw.strip()
    if missing(raw):
        return of_interval(None, kept)
    bare, count = _CIRCA.subn("", " ".join(kept.split()), count=1)
    one = _partial(bare, order)
    ends = (one, one) if one else _ends(bare, order)
    return of_ends(*ends, kept, soft=soft or bool(count)) if ends else of_interval(None, kept)


def of_ends(first: str, last: str, raw: str, *, soft: bool = False) -> Printed:
    """Return the date between two partial ISO dates; unread when they make no interval."""
    return {**_between(first, last, soft=soft), "raw": raw}


@lru_cache(maxsize=1 << 14)
def _between(first: str, last: str, *, soft: bool) -> Printed:
    try:
        if first == last and not soft:
            return of_interval(DateInterval.of_text(first), "")
        precision = "approx" if soft else _grain(last)
        return of_interval(DateInterval.parse(first, last, _same(first, last, precision)), "")
    except DateError:
        return of_interval(None, "")


def of_interval(found: DateInterval | None, raw: str) -> Printed:
    """Return an interval as a plain mapping; None for one that was not published or not read."""
    if found is None or found.earliest is None or found.latest is None:
        return {"text": "", "earliest": None, "latest": None, "precision": "none", "raw": raw}
    first, last = found.grains or ("day", "day")
    texts = _cut(found.earliest.isoformat(), first), _cut(found.latest.isoformat(), last)
    text = texts[0] if texts[0] == texts[1] else "/".join(texts)
    return {
        "text": text,
        "earliest": found.earliest.isoformat(),
        "latest": found.latest.isoformat(),
        "precision": found.precision,
        "raw": raw,
    }


def of_parts(year: str | None, month: str | None, day: str | None, raw: str) -> Printed:
    """Return a date given as parts, as precise as they are; zero or empty is unknown."""
    partial = _joined(year or "", _number(month), _number(day))
    return of_ends(partial, partial, raw) if partial else of_interval(None, raw)


def earliest(found: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the earliest of several dates, the more precise first; None when none is readable."""
    dated = [one for one in found if one["earliest"]]
    return min(dated, key=lambda one: (one["earliest"], one["latest"]), default=None)


def latest(found: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the latest of several dates; None when none is readable."""
    dated = [one for one in found if one["earliest"]]
    return max(dated, key=lambda one: (one["latest"], one["earliest"]), default=None)


def _ends(text: str, order: str) -> tuple[str, str] | None:
    split = _YEARS.fullmatch(text) or _SPAN.fullmatch(text)
    if split is None:
        return None
    first, last = (_partial(_CIRCA.sub("", part, count=1), order) for part in split.groups())
    return (first, last) if first and last else None


def _partial(text: str, order: str) -> str:
    """Return one printed date as partial ISO; ``""`` when it is none."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
        return _joined(year, _number(month), _number(day))
    if found := _NUMBERS.fullmatch(text):
        first, second, year = found.groups()
        day, month = (first, second) if order == "dmy" else (second, first)
        return _joined(year, _number(month), _number(day))
    if found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
    elif found := _AMERICAN.fullmatch(text):
        name, day, year = found.groups()
    else:
        return ""
    number = _MONTHS.get(name.lower())
    return _joined(year, number, _number(day)) if number else ""


def _number(text: str | None) -> int | None:
    """Return a day or month; None for ``00``, letters and nothing: not published."""
    return int(text) or None if text and text.isascii() and text.isdigit() else None


def _joined(year: str, month: int | None, day: int | None) -> str:
    """Return partial ISO; a day without a month says no more than the year."""
    if not re.fullmatch(r"\d{4}", year, re.ASCII) or year < _FIRST_YEAR:
        return ""
    if month is None:
        return year
    return f"{year}-{month:02d}" if day is None else f"{year}-{month:02d}-{day:02d}"


def _grain(text: str) -> str:
    return {4: "year", 7: "month"}.get(len(text), "day")


def _same(first: str, last: str, precision: str) -> str:
    """Return a precision both ends keep; ends printed differently are soft edges."""
    return precision if precision == "approx" or len(first) == len(last) else "approx"


def _cut(text: str, grain: str) -> str:
    return text[: {"year": 4, "month": 7}.get(grain, 10)]
