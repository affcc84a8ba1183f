"""Analysis of competing hypotheses: the matrix of evidence against explanations.

After R. J. Heuer, "Psychology of Intelligence Analysis" (CIA, 1999), chapter 8: work along the
rows, ask of each item whether it tells the explanations apart (its diagnosticity), and look at
what is inconsistent with an explanation instead of what fits it. The ratings are the analyst's.
Nothing is weighted, counted up or ranked here, and no explanation is called the likeliest: what
stands against one is a list of items, never a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from osint_helpers._card import Card, Carded, listed
from osint_helpers._near import did_you_mean
from osint_helpers.errors import CaseError
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

DISCRIMINATES: Final[dict[str, str]] = {
    "yes": "rated differently under two explanations at least",
    "open": "the ratings given are equal, and some are missing",
    "no": "rated the same under every explanation",
}


@dataclass(frozen=True, repr=False)
class Question(Carded):
    """One question of a case and the explanations that compete for it.

    Attributes
    ----------
    id
        Its key in ``questions.csv``; ``""`` for a case without that table, or for hypotheses that
        name no question.
    title, asks
        A short name, and the question in words; for ``""``, those of the case.
    about
        The subject it is about, as in claims; may be empty.
    basis
        What is given and not in question.
    would_tell
        Records that would tell the explanations apart, each with what it would show.
    documents
        Keys of ``to_obtain.csv``: documents still to be read that may settle it.
    hypotheses
        Keys of ``hypotheses.csv``, in file order, which is no order of merit.
    """

    id: str
    title: str
    asks: str
    about: str
    basis: str
    would_tell: tuple[str, ...]
    documents: tuple[str, ...]
    hypotheses: tuple[str, ...]

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.question(self)


@listed
def questions(case: Case) -> list[Question]:
    """Return the questions of a case that explanations compete for, in file order.

    Returns
    -------
    list of Question
        One a row of ``questions.csv``; then one of id ``""`` when hypotheses name no question.
        Empty for a case without either.
    """
    members: dict[str, list[str]] = {}
    for row in records(case.hypotheses):
        members.setdefault(row["question"], []).append(row["hypothesis"])
    found = [
        Question(
            id=row["question"],
            title=row["title"],
            asks=row["asks"],
            about=row["about"],
            basis=row["basis"],
            would_tell=row["would_tell"],
            documents=row["documents"],
            hypotheses=tuple(members.get(row["question"], ())),
        )
        for row in records(case.questions)
    ]
    if "" in members:
        own = tuple(members[""])
        found.append(Question("", "Other explanations", case.meta.question, "", "", (), (), own))
    return found


def question_of(case: Case, question: str | None = None) -> Question:
    """Return one question; without a name, the only one.

    Raises
    ------
    CaseError
        When there is no such question, or none is named and the case has not exactly one.
    """
    known = questions(case)
    listed = ", ".join(repr(one.id) for one in known) or "none"
    if question is None and len(known) == 1:
        return known[0]
    for one in known:
        if one.id == question:
            return one
    if question is None:
        what = f"case {case.id!r} has {len(known) or 'no'} questions with explanations"
        raise CaseError(what, advice=f"name one of its questions: {listed}")
    advice = did_you_mean(question, [one.id for one in known], f"known: {listed}")
    raise CaseError(f"no question {question!r} in case {case.id!r}", advice=advice)


def hypotheses(case: Case, question: str | None = None) -> pd.DataFrame:
    """Return the matrix of one question: one row a rated claim, one column a hypothesis.

    Parameters
    ----------
    case
        An open case.
    question
        Key of the question; needed when the case has several.

    Returns
    -------
    DataFrame
        ``claim, statement, certainty, discriminates`` (a key of `DISCRIMINATES`), then one column
        for each hypothesis in file order with a rating of `case.tables.CONSISTENCY`, ``""`` where
        the claim was not rated against it. First the items that tell the explanations apart, then
        those that may, then those that do not; inside each in the order of the claims.

    Raises
    ------
    CaseError
        As `question_of`.
    """
    ids = list(question_of(case, question).hypotheses)
    rated: dict[str, dict[str, str]] = {}
    for row in records(case.consistency):
        if row["hypothesis"] in ids:
            rated.setdefault(row["claim"], {})[row["hypothesis"]] = row["rating"]
    rows = [
        {
            **{c: claim[c] for c in ("claim", "statement", "certainty")},
            "discriminates": _discriminates([rated[claim["claim"]].get(h, "") for h in ids]),
            **{h: rated[claim["claim"]].get(h, "") for h in ids},
        }
        for claim in records(case.claims)
        if claim["claim"] in rated
    ]
    order = list(DISCRIMINATES)
    rows.sort(key=lambda row: order.index(row["discriminates"]))
    return pd.DataFrame(rows, columns=["claim", "statement", "certainty", "discriminates", *ids])


def _discriminates(ratings: list[str]) -> str:
    given = {rating for rating in ratings if rating}
    if len(given) > 1:
        return "yes"
    return "open" if "" in ratings else "no"


def inconsistent(case: Case, question: str | None = None) -> pd.DataFrame:
    """List, for each hypothesis of one question, the claims that stand against it.

    Returns
    -------
    DataFrame
        ``hypothesis, role, statement`` in file order, then tuples of claims in the order of the
        claims: ``strongly`` (rated II), ``inconsistent`` (rated I) and ``unrated``. No count and
        no order of merit: a list may be long because more was published on one explanation.

    Raises
    ------
    CaseError
        As `question_of`.
    """
    given = hypotheses(case, question)
    place = {claim: n for n, claim in enumerate(case.claims["claim"])}
    given = given.sort_values("claim", key=lambda claims: claims.map(place))
    members = set(question_of(case, question).hypotheses)
    rows = [
        {
            **{c: row[c] for c in ("hypothesis", "role", "statement")},
            **{
                column: tuple(given["claim"][given[row["hypothesis"]] == rating])
                for column, rating in (("strongly", "II"), ("inconsistent", "I"), ("unrated", ""))
            },
        }
        for row in records(case.hypotheses)
        if row["hypothesis"] in members
    ]
    columns = ["hypothesis", "role", "statement", "strongly", "inconsistent", "unrated"]
    return pd.DataFrame(rows, columns=columns)
