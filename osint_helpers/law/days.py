"""Days of the law against the days a printed date can mean."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from osint_helpers.dates import DateInterval

Standing = Literal["outside", "throughout", "crosses"]


@cache
def law_day(text: str) -> DateInterval:
    """Return a day of the law: a day on the spot, so that a date in UTC gets a day of slack."""
    return DateInterval.of_day(date.fromisoformat(text), "local port time")


def during(when: DateInterval, start: str, end: str) -> Standing:
    """Place the days of a date against a first and last day, both included; ``""`` is open.

    ``throughout``: every day the date can mean; ``outside``: none; ``crosses``: it depends.
    """
    early = when.is_before(law_day(start)) if start else False
    late = when.is_after(law_day(end)) if end else False
    if early is True or late is True:
        return "outside"
    return "throughout" if early is False and late is False else "crosses"
