"""The rules that figures of a case are held against, one small function a kind.

The kinds are those of the fact files: dates (``add_days``, ``days_between``, ``weekday``,
``date_before``, ``date_within``), figures (``sum``, ``product``, ``le``, ``equal``,
``number_within``, ``ratio``, ``near_power_of_ten``, ``count``), movement (``speed_kn``) and
identifiers (``imo``). ``strands`` needs the sources of a case and is bound in `checks`.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers._card import of_fields
from osint_helpers.dates import WEEKDAYS, DateInterval, days_between
from osint_helpers.identifiers import check_imo
from osint_helpers.journey.inputs import MAX_DIGITS, MAX_POWER, Inputs

if TYPE_CHECKING:
    from collections.abc import Callable

_FAR: Final = 400_000  # days; more than a thousand years is a slip of the pen
HOURS_A_DAY: Final = 24


class Outcome(NamedTuple):
    """What a rule found: whether it holds, and the figure it computed, in print."""

    holds: bool
    computed: str

    def _repr_html_(self) -> str:
        return of_fields(self).html()


def rounded(value: Fraction, digits: int) -> Fraction:
    """Round half away from zero, as figures in print are, on the exact number.

    Built-in ``round`` rounds halves to even and works on the binary float.
    """
    scaled = abs(value) * 10**digits
    whole = math.floor(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def figure(value: Fraction, digits: int = 4) -> str:
    """Return a number in print: thousands by comma, at most `digits` decimals, no trailing zero."""
    short = rounded(value, digits)
    if short.denominator == 1:
        return f"{int(short):,}"
    return f"{float(short):,.{digits}f}".rstrip("0").rstrip(".")


def add_days(given: Inputs) -> Outcome:
    """Hold when start + days = equals."""
    start, equals = given.day("start"), given.day("equals")
    days = given.whole("days", -_FAR, _FAR)
    try:
        end = start + timedelta(days=days)
    except OverflowError:
        given.refuse("days", days, "a number of days that stays in the calendar")
    return Outcome(end == equals, _print(end))


def days_apart(given: Inputs) -> Outcome:
    """Hold when the elapsed (or inclusive) days from start to end = equals."""
    start, end = (DateInterval.of_day(given.day(key)) for key in ("start", "end"))
    days = days_between(start, end, inclusive=given.flag("inclusive"))
    return Outcome(days.low == given.whole("equals", -_FAR, _FAR), days.text())


def weekday(given: Inputs) -> Outcome:
    """Hold when the English weekday of a day is equal."""
    name = DateInterval.of_day(given.day("date")).weekday()
    return Outcome(name == given.text("equals", WEEKDAYS), name)


def date_before(given: Inputs) -> Outcome:
    """Hold when left is earlier than right."""
    left, right = given.day("left"), given.day("right")
    order = "before" if left < right else "on" if left == right else "after"
    return Outcome(left < right, f"{_print(left)} is {order} {_print(right)}")


def date_within(given: Inputs) -> Outcome:
    """Hold when start <= date <= end."""
    day, start, end = given.day("date"), given.day("start"), given.day("end")
    if start > end:
        given.refuse("end", end.isoformat(), "a day not before start")
    where = "before" if day < start else "after" if day > end else "within"
    return Outcome(
        start <= day <= end, f"{_print(day)} is {where} {_print(start)} to {_print(end)}"
    )


def total(given: Inputs) -> Outcome:
    """Hold when the parts add up to the total."""
    found = sum(given.numbers("parts"), Fraction(0))
    return Outcome(found == given.number("total"), figure(found))


def product(given: Inputs) -> Outcome:
    """Hold when the product of the factors is equal."""
    found = math.prod(given.numbers("factors"), start=Fraction(1))
    return Outcome(found == given.number("equals"), figure(found))


def le(given: Inputs) -> Outcome:
    """Hold when left <= right."""
    left, right = given.number("left"), given.number("right")
    sign = "≤" if left <= right else ">"
    return Outcome(left <= right, f"{figure(left)} {sign} {figure(right)}")


def equal(given: Inputs) -> Outcome:
    """Hold when left = right."""
    left, right = given.number("left"), given.number("right")
    sign = "=" if left == right else "≠"
    return Outcome(left == right, f"{figure(left)} {sign} {figure(right)}")


def number_within(given: Inputs) -> Outcome:
    """Hold when low <= number <= high."""
    number, low, high = given.number("number"), given.number("low"), given.number("high")
    if low > high:
        given.refuse("high", float(high), "not below low")
    where = "below" if number < low else "above" if number > high else "within"
    return Outcome(
        low <= number <= high, f"{figure(number)} is {where} {figure(low)} to {figure(high)}"
    )


def ratio(given: Inputs) -> Outcome:
    """Hold when numerator / denominator, rounded to digits, is equal."""
    below = given.number("denominator")
    if below == 0:
        given.refuse("denominator", 0, "a number other than 0")
    digits = given.whole("digits", 0, MAX_DIGITS)
    found = rounded(given.number("numerator") / below, digits)
    return Outcome(found == given.number("equals"), figure(found, digits))


def speed_kn(given: Inputs) -> Outcome:
    """Hold when the average of nm nautical miles in days, to one decimal, is equal."""
    miles, days = given.number("nm"), given.number("days")
    if miles < 0 or days <= 0:
        given.refuse("days" if days <= 0 else "nm", float(min(days, miles)), "above 0")
    found = rounded(miles / (days * HOURS_A_DAY), 1)
    return Outcome(found == given.number("equals"), f"{figure(found, 1)} kn")


def count(given: Inputs) -> Outcome:
    """Hold when the number of distinct items is equal."""
    found = len(set(given.items("items")))
    return Outcome(found == given.whole("equals", 0, _FAR), str(found))


def near_power_of_ten(given: Inputs) -> Outcome:
    """Hold when left / right lies within the tolerance of 10^power: a lost digit."""
    right = given.number("right")
    if right == 0:
        given.refuse("right", 0, "a number other than 0")
    power = given.whole("power", -MAX_POWER, MAX_POWER)
    tolerance = given.number("tolerance")
    if tolerance < 0:
        given.refuse("tolerance", float(tolerance), "not below 0")
    quotient = given.number("left") / right
    off = abs(quotient / Fraction(10) ** power - 1)
    return Outcome(off <= tolerance, f"{figure(quotient)}, {figure(off * 100, 2)} % off 10^{power}")


def imo(given: Inputs) -> Outcome:
    """Hold when the check digit of an IMO ship number is right."""
    found = check_imo(given.text("number"))
    if found.valid:
        return Outcome(True, "check digit right")
    return Outcome(False, found.reason or "not valid")


RULES: Final[dict[str, Callable[[Inputs], Outcome]]] = {
    "add_days": add_days,
    "count": count,
    "date_before": date_before,
    "date_within": date_within,
    "days_between": days_apart,
    "equal": equal,
    "imo": imo,
    "le": le,
    "near_power_of_ten": near_power_of_ten,
    "number_within": number_within,
    "product": product,
    "ratio": ratio,
    "speed_kn": speed_kn,
    "sum": total,
    "weekday": weekday,
}


def _print(day: date) -> str:
    return DateInterval.of_day(day).text()
