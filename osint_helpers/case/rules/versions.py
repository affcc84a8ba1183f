"""Wordings of one statement: each made from others of its thread, never in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case import strands
from osint_helpers.case.grading import is_distortion
from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

FIRST: Final = "first"
ADDED: Final = "added"


@rule("E127", "a wording is made from itself, or from one that does not stand above it")
def order(case: Case) -> Iterator[Spot]:
    """Let `of` name wordings of the same thread in rows above, so that no circle is possible."""
    above: dict[str, set[str]] = {}
    for index, row in rows(case, "versions"):
        seen = above.setdefault(row["thread"], set())
        for claim in row["of"]:
            if claim not in seen:
                what = f"{claim!r} stands in no row above of the thread {row['thread']!r}"
                yield cell(case, "versions", index, "of", what, "put the earlier wording first")
        seen.add(row["claim"])


@rule("E128", "a first wording names what it was made from, or a later one names nothing")
def beginnings(case: Case) -> Iterator[Spot]:
    """Require `of` exactly where the change is neither ``first`` nor ``added``."""
    for index, row in rows(case, "versions"):
        if row["change"] == FIRST and row["of"]:
            what = "a first wording is made from no other"
            yield cell(case, "versions", index, "of", what, "clear it, or say what changed")
        if row["change"] not in (FIRST, ADDED) and not row["of"]:
            what = f"{row['change']!r} of what?"
            yield cell(case, "versions", index, "of", what, "name the wording it was made from")


@rule("E129", "a change of wording has no reason, or a known wrong statement is called first")
def reasons(case: Case) -> Iterator[Spot]:
    """Ask for the words of every change; a distortion is somebody's step and no beginning."""
    for index, row in rows(case, "versions"):
        if row["change"] != FIRST and not row["why"]:
            yield cell(case, "versions", index, "why", "is empty", "say what changed")
        if row["change"] == FIRST and is_distortion(row["claim"]):
            what = f"{row['claim']!r} is known to be wrong or raised"
            advice = "say which step it is: added, if it stands in nothing it rests on"
            yield cell(case, "versions", index, "change", what, advice)


@rule("W232", "a known wrong statement stands in no thread of versions.csv")
def untold(case: Case) -> Iterator[Spot]:
    """Where a case tells its versions, ask for each ``d_`` claim how it arose."""
    told = set(case.versions["claim"])
    if not told:
        return
    for index, row in rows(case, "claims"):
        if is_distortion(row["claim"]) and row["claim"] not in told:
            advice = "add the step at which it arose to versions.csv"
            yield cell(case, "claims", index, "claim", f"{row['claim']!r} has no step", advice)


@rule("W233", "a wording shares no strand with the one it is said to be made from")
def unrelated(case: Case) -> Iterator[Spot]:
    """Compare the strands of both wordings: texts of one lineage can hand a wording on."""
    for index, row in rows(case, "versions"):
        own = _strands(case, row["claim"])
        for claim in row["of"]:
            if own and case.has("claims", claim) and not own & _strands(case, claim):
                what = f"no source of {row['claim']!r} rests on a body behind {claim!r}"
                advice = "check the parents of the sources, or name the wording they had"
                yield cell(case, "versions", index, "of", what, advice)


def _strands(case: Case, claim: str) -> set[str]:
    if not case.has("claims", claim):
        return set()
    return set(strands.count(case, claim).strands)
