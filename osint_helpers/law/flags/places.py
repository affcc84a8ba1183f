"""Whether two texts name one place, and whether days lie near each other."""

from __future__ import annotations

import re
import unicodedata

from osint_helpers.dates import DateInterval, days_between
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.countries import country
from osint_helpers.reference.gazetteer import place

DAYS_A_MONTH = 365.25 / 12


def folded(text: str) -> str:
    """Return a text without case, accents of width and extra spaces."""
    return " ".join(re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).casefold().split())


def same_place(one: str, other: str) -> bool:
    """Tell whether two texts name one place, or one of them the country of the other."""
    if folded(one) == folded(other):
        return True
    mine, theirs = _resolved(one), _resolved(other)
    if not mine or not theirs:
        return False
    (place_a, country_a), (place_b, country_b) = mine, theirs
    if place_a and place_b:
        return place_a == place_b
    return country_a == country_b


def _resolved(text: str) -> tuple[str, str] | None:
    """Return place id and country; the id is ``""`` for a country."""
    if not text.strip():
        return None
    try:
        return "", country(text).alpha2
    except ReferenceDataError:
        pass
    try:
        found = place(text)
    except ReferenceDataError:
        return None
    return found.id, found.country


def within_days(a: DateInterval, b: DateInterval, days: float) -> bool | None:
    """Say whether two dates lie at most so many days apart, either way; ``None``: it depends."""
    if None in {a.earliest, a.latest, b.earliest, b.latest}:
        return None
    low, high, _ = days_between(a, b)
    if max(abs(low), abs(high)) <= days:
        return True
    nearest = 0 if low <= 0 <= high else min(abs(low), abs(high))
    return False if nearest > days else None
