"""Dates of cells: ISO 8601, days a spreadsheet counts, and nothing that can mean two days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError
from osint_helpers.sheets.problems import Problem, note, unused
from osint_helpers.sheets.raw import Raw

Read = tuple[DateInterval | None, tuple[Problem, ...]]
_TIMED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.ASCII)
_MARKED: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_FORM: Final = "write YYYY-MM-DD, or YYYY-MM where the day is not known"
# Day 0 of the two date systems of spreadsheets. From March 1900 on, the older one counts from 30
# December 1899, because it holds a 29 February 1900 that never was.
ZERO: Final = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}


def read_date(cell: Raw, epoch: int) -> Read:
    """Return the date of a cell, and what is to be said of it.

    Parameters
    ----------
    epoch
        Date system of the spreadsheet, 1900 or 1904; 0 for CSV, which tells none.
    """
    text = " ".join(cell.text.split())
    timed = _TIMED.fullmatch(text)
    if timed:
        text = timed[1]
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _serial(int(serial[1]), text, epoch)
    marked = _MARKED.fullmatch(text)
    if marked:
        return _marked(text, int(marked[1]), int(marked[3]), int(marked[4]))
    try:
        found = DateInterval.of_text(text)
    except DateError as error:
        return None, (unused("date", error.what, _FORM),)
    told = note("time-of-day", "the time of day is not used", "dates of law and lists are days")
    return found, ((told,) if timed else ())


def _serial(number: int, text: str, epoch: int) -> Read:
    """Read a number a spreadsheet stores a day as; in CSV its date system is not told."""
    days = {system: zero + timedelta(days=number) for system, zero in ZERO.items()}
    if epoch not in days:
        what = (f"{text} looks like a day number of a spreadsheet: {days[1900]} if counted from "
                f"1900, {days[1904]} from 1904")  # fmt: skip
        return None, (unused("serial-date", what, _FORM),)
    found = days[epoch]
    what = f"the number {text} was read as {found}, counted from {epoch} as the workbook does"
    return DateInterval.of_day(found), (note("serial-date", what, "compare with the papers"),)


def _marked(text: str, first: int, second: int, year: int) -> Read:
    """Read day and month in either order, when only one order gives a day."""
    found: set[date] = set()
    for month, day in ((second, first), (first, second)):
        try:
            found.add(date(year, month, day))
        except ValueError:
            continue
    if not found:
        return None, (unused("date", f"{text!r} is no day", _FORM),)
    if len(found) > 1:
        both = " or ".join(str(one) for one in sorted(found))
        return None, (unused("ambiguous-date", f"{text!r} can be {both}", _FORM),)
    (only,) = found
    what = f"{text!r} was read as {only}: no other order gives a day"
    return DateInterval.of_day(only), (note("date-order", what, _FORM),)
