"""Small tests on figures that sources give."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.journey.inputs import Inputs
from osint_helpers.journey.pairs import IMPOSSIBLE, POSSIBLE, Found
from osint_helpers.journey.readings import is_distortion, records
from osint_helpers.journey.rules import figure

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_DAYS: Final = re.compile(r"(\d{1,4})(?:\s*(?:to|-|\u2013)\s*(\d{1,4}))?\s+days?", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,15}", re.ASCII)
_UNITS: Final = ("day", "days", "d")


def part_exceeds_whole(part: float | Fraction, whole: float | Fraction) -> bool:
    """Tell whether a figure is too great to be a part of another.

    Parameters
    ----------
    part, whole
        Numbers of the same unit, both 0 or more.

    Raises
    ------
    ValueError
        For a negative number or NaN: a count of things cannot be that.
    """
    for name, value in (("part", part), ("whole", whole)):
        if not value >= 0:
            raise ValueError(f"{name} is {value!r}; a count is 0 or more")
    return part > whole


def stated_days(row: dict[str, Any]) -> tuple[int, int] | None:
    """Return the number of days a duration claim states, as (least, greatest).

    Read from ``number`` where ``unit`` is days, else from a value such as ``"41 days"`` or
    ``"41 to 43 days"``. ``None`` where neither gives whole days.
    """
    number = float(row.get("number", math.nan))
    if row.get("unit") in _UNITS and number.is_integer():
        return int(number), int(number)
    found = _DAYS.fullmatch(str(row.get("value", "")).strip())
    if found is None:
        return None
    low = int(found[1])
    high = int(found[2] or found[1])
    return (low, high) if low <= high else None


def figure_rows(case: Case) -> list[Found]:
    """Test figures that should be parts of other figures.

    Every check of kind ``le`` on two counts (left is a part of right) gives a row; a number
    below 0 is no count. Where a claim of the check has a unit, right is a limit and no whole: 81
    tonnes are no part of a payload. So does every recorded
    contradiction between two sound claims that each give a bare count under different
    predicates: the greater of the two cannot be a part of the smaller.

    Returns
    -------
    list of Found
        In the order of ``checks.csv``, then of ``contradictions.csv``.
    """
    claims = {row["claim"]: row for row in records(case.claims)}
    rows = []
    for row in records(case.checks):
        if row["kind"] == "le":
            given = Inputs.from_json(row["check"], row["inputs"])
            part, whole = given.number("left"), given.number("right")
            if part >= 0 and whole >= 0:
                limit = any(claims[one]["unit"] for one in row["claims"])
                made = _against_limit if limit else _row
                rows.append(made(part, whole, row["statement"], row["claims"]))
    for pair in records(case.contradictions):
        one, other = claims[pair["claim"]], claims[pair["other"]]
        numbers = _counts(one), _counts(other)
        if None in numbers or one["predicate"] == other["predicate"]:
            continue
        if is_distortion(one["claim"]) or is_distortion(other["claim"]):
            continue
        part, whole = sorted((Fraction(n) for n in numbers if n is not None), reverse=True)
        used = (one["claim"], other["claim"])
        rows.append(_row(part, whole, f"{one['statement']} / {other['statement']}", used))
    return rows


def _counts(row: dict[str, Any]) -> int | None:
    """Return the bare count a claim gives as its value, or ``None``."""
    text = str(row["value"])
    return int(text) if _COUNT.fullmatch(text) else None


def _against_limit(
    amount: Fraction, limit: Fraction, statement: str, claims: tuple[str, ...]
) -> Found:
    """Return the row of an amount and the limit it is held against."""
    over = amount > limit
    sign, finding = (">", "is over") if over else ("≤", "is within")
    return Found("", "amount and limit", f"{figure(amount)} {sign} {figure(limit)}", "count",
                 IMPOSSIBLE if over else POSSIBLE,
                 f"{statement}: {figure(amount)} {finding} {figure(limit)}", claims,
                 "an amount is not greater than its limit")  # fmt: skip


def _row(part: Fraction, whole: Fraction, statement: str, claims: tuple[str, ...]) -> Found:
    """Return the row of one part and whole."""
    over = part_exceeds_whole(part, whole)
    finding = (
        f"{figure(part)} exceeds {figure(whole)}, so it cannot be a part of it"
        if over
        else f"{figure(part)} can be a part of {figure(whole)}"
    )
    sign = ">" if over else "<="
    return Found("", "part and whole", f"{figure(part)} {sign} {figure(whole)}", "count",
                 IMPOSSIBLE if over else POSSIBLE, f"{statement}: {finding}", claims,
                 "a part is not greater than its whole")  # fmt: skip
