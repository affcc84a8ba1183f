"""What was looked for and not found, what is not published, and what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers.case.tables import LIST_SEPARATOR
from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case


def searches(
    case: Case, exhibit_id: str, *, title: str = "Searches without result", caption: str = ""
) -> Exhibit:
    """Return who looked where for what, and the outcome. An outcome is no fact of the world."""
    columns = {
        "search": "No.",
        "by": "By",
        "where": "Where",
        "question": "Looked for",
        "result": "Outcome",
        "on": "On",
        "evidence": "Evidence",
        "note": "Note",
    }
    rows = [
        [
            row["search"],
            row["by"],
            row["where"],
            row["question"],
            row["result"],
            row["on"] or "no date published",
            common.claims_cell([row["claim"]] if row["claim"] else []),
            row["note"],
        ]
        for row in common.rows_of(case.searches)
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Cited fact: searches as reported by those named; searches by the project are "
        "marked so. Absence of a record is not proof of absence.",
        main=("question",),
    )


def unknowns(
    case: Case, exhibit_id: str, *, title: str = "Not published", caption: str = ""
) -> Exhibit:
    """Return what no source gives; nothing is put in its place anywhere in the report."""
    columns = {"unknown": "No.", "what": "What", "about": "About", "value": "Value"}
    rows = []
    for n, row in enumerate(common.rows_of(case.unknowns), start=1):
        subjects = [s for s in row["subject"].split(LIST_SEPARATOR) if s]
        about = "; ".join(dict.fromkeys(common.subject_text(case, s) for s in subjects))
        value = cell(row["value"], mark="not-published")
        rows.append([str(n), row["what"], about, value])
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance=f"Outcome of reading the sources of this case up to {case.meta.as_of}.",
    )


def corrections(
    case: Case, exhibit_id: str, *, title: str = "Corrections", caption: str = ""
) -> Exhibit:
    """Return what was changed and why; a sentence when nothing was."""
    rows = common.rows_of(case.corrections)
    if not rows:
        day = DateInterval.parse(case.meta.as_of).text()
        runs = [{"text": f"No correction up to {day}."}]
        spec = {"blocks": [{"kind": "p", "runs": runs}]}
        return Exhibit("prose", exhibit_id, title, caption, spec)
    columns = {
        "correction": "No.",
        "on": "On",
        "what": "What",
        "before": "Before",
        "after": "After",
        "why": "Why",
        "by": "By",
    }
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        [[row[key] for key in columns] for row in rows],
        provenance="Record of the project: corrections of this case.",
    )
