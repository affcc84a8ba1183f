"""Hypotheses: an innocent one for every question, every item rated under each, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


def _sets(case: Case) -> dict[str, dict[str, int]]:
    """Return question -> hypothesis -> row; ``""`` is the question of the case itself."""
    found: dict[str, dict[str, int]] = {row["question"]: {} for _, row in rows(case, "questions")}
    for index, row in rows(case, "hypotheses"):
        found.setdefault(row["question"], {})[row["hypothesis"]] = index
    return found


@rule("E187", "a question has no innocent explanation")
def one_sided(case: Case) -> Iterator[Spot]:
    """Require at least one hypothesis of the role innocent beside the others of each question."""
    roles = case.hypotheses["role"].tolist()
    for question, members in _sets(case).items():
        if members and "innocent" not in {roles[index] for index in members.values()}:
            which = f"of question {question!r} " if question else ""
            what = f"none of the explanations {which}is innocent"
            advice = "add the best innocent explanation, and rate every item against it"
            yield cell(case, "hypotheses", min(members.values()), "role", what, advice)


@rule("E188", "a question has fewer than two explanations")
def no_choice(case: Case) -> Iterator[Spot]:
    """Require two hypotheses at least of each row of ``questions.csv``: one competes with none."""
    members = _sets(case)
    for index, row in rows(case, "questions"):
        if len(members[row["question"]]) < 2:
            what = f"has {len(members[row['question']]) or 'no'} explanation"
            advice = "name its explanations in hypotheses.csv, an innocent one among them"
            yield cell(case, "questions", index, "question", what, advice)


@rule("W240", "an item is not rated against every explanation of its question")
def unrated(case: Case) -> Iterator[Spot]:
    """Name each pair of item and hypothesis without a rating, at the first rating of the item."""
    given = {(row["claim"], row["hypothesis"]) for _, row in rows(case, "consistency")}
    first: dict[tuple[str, str], int] = {}
    of = {one: question for question, members in _sets(case).items() for one in members}
    for index, row in rows(case, "consistency"):
        if row["hypothesis"] in of:
            first.setdefault((row["claim"], of[row["hypothesis"]]), index)
    for (claim, question), index in first.items():
        missing = [h for h in _sets(case)[question] if (claim, h) not in given]
        if missing:
            what = f"{claim!r} is not rated against {', '.join(missing)}"
            advice = "rate it; N, with the reason, when it says nothing of an explanation"
            yield cell(case, "consistency", index, "hypothesis", what, advice)


@rule("W241", "a rating has no reason")
def unreasoned(case: Case) -> Iterator[Spot]:
    """Ask for the reason of every rating: without it nobody can disagree with it."""
    for index, row in rows(case, "consistency"):
        if not row["why"].strip():
            what = f"{row['claim']!r} is rated {row['rating']} without a reason"
            yield cell(case, "consistency", index, "why", what, "say in a few words why")


@rule("W242", "nothing is named that would tell the explanations of a question apart")
def untestable(case: Case) -> Iterator[Spot]:
    """Ask each row of ``questions.csv`` for records that would settle it."""
    for index, row in rows(case, "questions"):
        if not row["would_tell"] and not row["documents"]:
            advice = "name the records that would, such as a port register or another AIS provider"
            yield cell(case, "questions", index, "would_tell", "is empty", advice)
