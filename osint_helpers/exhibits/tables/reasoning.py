"""Judgements, and the replies of those who are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers.case.tables import LIKELIHOOD
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.unanswered import unanswered

if TYPE_CHECKING:
    from osint_helpers.case import Case


def judgements(
    case: Case, exhibit_id: str, *, title: str = "Judgements", caption: str = ""
) -> Exhibit:
    """Return the judgements; likelihood (ICD 203 band) and confidence stand in two columns."""
    columns = {
        "judgement": "No.",
        "statement": "Judgement",
        "likelihood": "Likelihood",
        "confidence": "Confidence",
        "basis": "Basis",
        "would_change": "What would change it",
        "evidence": "Evidence",
    }
    rows: list[list[Cell | str]] = [
        [
            row["judgement"],
            row["statement"],
            f"{row['likelihood']} ({LIKELIHOOD[row['likelihood']]})",
            row["confidence"],
            row["basis"],
            row["would_change"],
            common.claims_cell(row["claims"]),
        ]
        for row in common.rows_of(case.judgements)
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Judgements of the project on the cited claims. Likelihood words and ranges "
        "are those of ICD 203; confidence is the strength of the basis, not a likelihood.",
        main=("statement", "basis"),
    )


def replies(
    case: Case, exhibit_id: str, *, title: str = "Replies and denials", caption: str = ""
) -> Exhibit:
    """Return who answered what, to which claims; then the claims without a reply found.

    Columns: who, asked by, answer, answers which claims, evidence, note.
    """
    columns = {
        "who": "Who",
        "asked_by": "Asked by",
        "answer": "Answer",
        "answers": "Stands beside",
        "evidence": "Evidence",
        "note": "Note",
    }
    claims = common.rows_of(case.claims)
    beside: dict[str, list[str]] = {}
    for claim in claims:
        for response in claim["responses"]:
            beside.setdefault(response, []).append(claim["claim"])
    rows: list[list[Cell | str]] = [
        [
            row["who"],
            row["asked_by"],
            row["answer"],
            common.claims_cell(beside.get(row["claim"], [])),
            cell(
                "",
                [
                    ("claim", row["claim"]),
                    *(("source", source) for source in case.sources_of(row["claim"])),
                ],
            ),
            row["note"],
        ]
        for row in common.rows_of(case.replies)
    ]
    silent: dict[str, list[str]] = {}
    for party, claim in unanswered(case):
        silent.setdefault(party, []).append(claim["claim"])
    rows += [
        [
            subject,
            "",
            cell("no reply found", mark="not-published"),
            common.claims_cell(names),
            "",
            "",
        ]
        for subject, names in silent.items()
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Cited fact: replies and denials as published. "
        f'"No reply found" is the outcome of the search up to {case.meta.as_of}.',
        main=("answer",),
    )
