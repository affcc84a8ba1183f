"""Judgements, hypotheses, and the replies of those who are named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from osint_helpers.case.tables import CONSISTENCY, LIKELIHOOD, NONE_FOUND
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

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


def hypotheses(
    case: Case, exhibit_id: str, *, title: str = "Other explanations", caption: str = ""
) -> Exhibit:
    """Return the matrix of evidence against explanations (Heuer's ACH).

    First row: the explanations in words. Then one row a claim, its rating under each with the
    reason. Last row: how often each rating stands; the counts are not a score.
    """
    rows = common.rows_of(case.hypotheses)
    keys = [row["hypothesis"] for row in rows]
    columns = {"evidence": "Evidence"} | {
        f"h{n}": f"{row['hypothesis']} ({row['role']})" for n, row in enumerate(rows, start=1)
    }
    ratings: dict[str, dict[str, dict[str, Any]]] = {}
    for row in common.rows_of(case.consistency):
        ratings.setdefault(row["claim"], {})[row["hypothesis"]] = row
    body: list[list[Cell | str]] = [["Explanation", *(row["statement"] for row in rows)]]
    for claim, given in ratings.items():
        row = {**case.claim(claim)}
        first = common.statement_cell(case, row, common.whole_statement(row))
        first["refs"] = [["claim", claim], *first.get("refs", [])]
        body.append([first, *(_rating(given.get(key)) for key in keys)])
    counts = {key: Counter(g[key]["rating"] for g in ratings.values() if key in g) for key in keys}
    body.append(["How often each rating stands", *(_counted(counts[key]) for key in keys)])
    meaning = "; ".join(f"{code}: {text}" for code, text in CONSISTENCY.items())
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        body,
        provenance=f"Ratings of the project: {meaning}. Method: analysis of competing hypotheses "
        "(Heuer 1999, Psychology of Intelligence Analysis, chapter 8); the ratings are counted, "
        "never added up to a score.",
        widths={"evidence": "18rem"},
    )


def _rating(row: dict[str, Any] | None) -> Cell:
    if row is None:
        return cell("not rated", mark="not-published")
    mark = {"II": "disagrees", "I": "disagrees", "C": "agrees", "CC": "agrees"}.get(
        row["rating"], ""
    )
    return cell(f"{row['rating']}\n{row['why']}".strip(), mark=mark)


def _counted(found: Counter[str]) -> str:
    return "; ".join(f"{code} {found[code]}" for code in CONSISTENCY if found[code])


def _silent(case: Case, claim: dict[str, Any]) -> str:
    """Return who gave no reply; a claim filed under a topic names nobody but what it is about."""
    if claim["subject"] in case.meta.topics:
        return str(claim["about"])
    return common.subject_text(case, claim["subject"])


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
    for claim in claims:
        if NONE_FOUND in claim["responses"]:
            silent.setdefault(_silent(case, claim), []).append(claim["claim"])
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
