"""Explanations that compete for a question: the matrix, and what would tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import CONSISTENCY
from osint_helpers.errors import NothingRecorded
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.hypotheses import Question, inconsistent, question_of
from osint_helpers.journey.hypotheses import hypotheses as matrix_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.exhibits.exhibit import Exhibit

_MARKS: Final = {"II": "disagrees", "I": "disagrees", "C": "agrees", "CC": "agrees"}
_AGAINST: Final = {
    "strongly": "Strongly inconsistent with it (II)",
    "inconsistent": "Inconsistent with it (I)",
    "unrated": "Not rated against it",
}

Reasons = dict[tuple[str, str], str]


def hypotheses(
    case: Case,
    exhibit_id: str,
    *,
    question: str | None = None,
    title: str = "",
    caption: str = "",
) -> Exhibit:
    """Return the matrix of evidence against the explanations of one question (Heuer's ACH).

    First row: the explanations in words. Then one row a claim with its rating under each and the
    reason: first the items that tell the explanations apart, then those that do not, whose common
    reason stands once. Last: the items inconsistent with each, listed. Nothing is counted.

    Parameters
    ----------
    case
        An open case.
    exhibit_id
        Number of the exhibit.
    question
        Key of ``questions.csv``; needed when the case has several.
    title
        By default that of the question.
    caption
        By default the question in words.

    Raises
    ------
    CaseError
        When there is no such question, or none is named and the case has not exactly one.
    """
    asked = _question(case, question)
    frame = matrix_of(case, asked.id)
    members = common.rows_of(case.hypotheses[case.hypotheses["hypothesis"].isin(asked.hypotheses)])
    columns = {"evidence": "Evidence", "apart": "Tells them apart"} | {
        f"h{n}": f"{row['hypothesis']} ({row['role']})" for n, row in enumerate(members, start=1)
    }
    why: Reasons = {
        (row["claim"], row["hypothesis"]): row["why"] for row in common.rows_of(case.consistency)
    }
    body: list[list[Cell | str]] = [["Explanation", "", *(row["statement"] for row in members)]]
    body += [_item(case, row, asked, why) for row in common.rows_of(frame)]
    return common.build(
        exhibit_id,
        title or asked.title,
        caption or (asked.asks if asked.id else ""),
        columns,
        [*body, *_against(case, asked)],
        provenance=_provenance(asked),
        widths={"evidence": "14rem", "apart": "7rem"},
        matrix=True,
    )


def _question(case: Case, question: str | None) -> Question:
    if case.hypotheses.empty:
        advice = "fill hypotheses.csv, one innocent explanation among them"
        raise NothingRecorded("the case holds no explanation", advice=advice)
    return question_of(case, question)


def _provenance(asked: Question) -> str:
    meaning = "; ".join(f"{code}: {text}" for code, text in CONSISTENCY.items())
    given = f"Given, and not in question: {asked.basis} " if asked.basis else ""
    return (
        f"{given}Ratings are the project's reading of the cited claims: {meaning}. An item tells "
        "the explanations apart when it is rated differently under two of them. Method: analysis "
        "of competing hypotheses (Heuer 1999, Psychology of Intelligence Analysis, chapter 8). "
        "The order of the explanations is no order of merit; nothing is counted or added up, and "
        "none is chosen."
    )


def _item(case: Case, row: dict[str, Any], asked: Question, why: Reasons) -> list[Cell | str]:
    """Return the row of one claim; a reason that all cells share stands once."""
    claim = {**case.claim(row["claim"])}
    first = common.statement_cell(case, claim, common.whole_statement(claim))
    first["refs"] = [["claim", row["claim"]], *first.get("refs", [])]
    reasons = {why.get((row["claim"], one), "") for one in asked.hypotheses}
    shared = reasons.pop() if row["discriminates"] == "no" and len(reasons) == 1 else ""
    apart = str(row["discriminates"]) + (f": {shared}" if shared else "")
    ratings = [
        _rating(row[one], "" if shared else why.get((row["claim"], one), ""))
        for one in asked.hypotheses
    ]
    return [first, apart, *ratings]


def _rating(rating: str, why: str) -> Cell:
    if not rating:
        return cell("not rated", mark="not-published")
    return cell(f"{rating}\n{why}".strip(), mark=_MARKS.get(rating, ""))


def _against(case: Case, asked: Question) -> list[list[Cell | str]]:
    """Return the rows that list what stands against each explanation; none without any claim."""
    listed = common.rows_of(inconsistent(case, asked.id))
    return [
        [label, "", *(common.claims_cell(row[kind], "" if row[kind] else "none") for row in listed)]
        for kind, label in _AGAINST.items()
        if any(row[kind] for row in listed)
    ]


def would_tell(
    case: Case,
    exhibit_id: str,
    *,
    question: str | None = None,
    title: str = "What would tell the explanations apart",
    caption: str = "",
) -> Exhibit:
    """Return the records that would tell the explanations of one question apart.

    First the records the analyst names (``questions.would_tell``), then the documents still to be
    obtained that the question names (``questions.documents``).

    Raises
    ------
    CaseError
        As `hypotheses`.
    """
    asked = _question(case, question)
    rows: list[list[Cell | str]] = []
    for text in asked.would_tell:
        record, _, shows = text.partition(": ")
        rows.append([record, shows, cell("not obtained", mark="not-published")])
    by_key = {row["document"]: row for row in common.rows_of(case.to_obtain)}
    for key in asked.documents:
        row = by_key[key]
        state = "to be obtained" + (f"\n{row['url']}" if row["url"] else "")
        rows.append([row["what"], row["why"], state])
    if not rows:
        rows = [[cell("nothing is named", mark="not-published"), "", ""]]
    return common.build(
        exhibit_id,
        title,
        caption or (asked.asks if asked.id else ""),
        {"record": "Record", "shows": "What it would show", "state": "State"},
        rows,
        provenance="Named by the project. A record that is not obtained is no evidence for or "
        f"against an explanation; state of {case.meta.as_of}.",
    )
