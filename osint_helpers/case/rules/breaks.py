"""``breaks.csv``: what kind of record opened a case and showed its movement, each with claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_helpers.case.grading import is_distortion
from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.case.tables import BREAK_STEPS, NOT_PUBLISHED
from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


@rule("E147", "a kind of record without a claim that carries it")
def carried(case: Case) -> Iterator[Spot]:
    """Ask for claims beside each kind of record, and for none that is known to be wrong."""
    for index, row in rows(case, "breaks"):
        if not row["claims"] and row["record"] != NOT_PUBLISHED:
            advice = f"name the claims that say so, or write {NOT_PUBLISHED!r}"
            yield cell(case, "breaks", index, "claims", "no claim says so", advice)
        for claim in filter(is_distortion, row["claims"]):
            what = f"{claim!r} is a known wrong statement"
            yield cell(case, "breaks", index, "claims", what, "name what it was made of")


@rule("E148", "a step is both not published and published")
def either(case: Case) -> Iterator[Spot]:
    """Refuse ``not published`` beside a kind of record for the same step."""
    found = {row["step"] for _, row in rows(case, "breaks") if row["record"] != NOT_PUBLISHED}
    for index, row in rows(case, "breaks"):
        if row["record"] == NOT_PUBLISHED and row["step"] in found and not case.parts:
            what = f"another row names a record for {row['step']!r}"
            yield cell(case, "breaks", index, "record", what, "keep one of the two")


@rule("E149", "the day of a judgement in breaks.csv is no date")
def days(case: Case) -> Iterator[Spot]:
    """Ask for YYYY-MM-DD: a judgement of records may be younger than what the case knows."""
    for index, row in rows(case, "breaks"):
        try:
            found = DateInterval.of_text(row["on"]).precision == "day"
        except DateError:
            found = False
        if not found:
            what = f"{row['on']!r} is no day"
            yield cell(case, "breaks", index, "on", what, "write YYYY-MM-DD")


@rule("W234", "breaks.csv leaves a step out")
def whole(case: Case) -> Iterator[Spot]:
    """Ask for every step once there is a row, so that silence is written as such."""
    steps = set(case.breaks["step"])
    for step in BREAK_STEPS if steps and not case.parts else ():
        if step not in steps:
            what = f"no row says {BREAK_STEPS[step]}"
            yield Spot("breaks.csv", None, "step", what, f"write one, or {NOT_PUBLISHED!r}")
