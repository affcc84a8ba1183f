"""How statements changed from text to text, as a table: each wording, where, and the step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from osint_helpers.exhibits.drift.spec import build
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case


def drift_table(
    case: Case,
    exhibit_id: str,
    *,
    threads: Iterable[str] | None = None,
    title: str = "Where statements changed, step by step",
    caption: str = "",
) -> Exhibit:
    """Return every wording of ``versions.csv`` with the sources at which it appears.

    The same as `exhibits.drift` draws. Columns: statement, wording with its certainty, where it
    appears first, the step, what changed, evidence.

    Raises
    ------
    ExhibitError
        If the case tells no versions or has no such thread.
    """
    columns = {
        "thread": "Statement",
        "wording": "Wording",
        "where": "Appears at",
        "others": "Has it too",
        "step": "What happened",
        "evidence": "Evidence",
    }
    spec = build(case, None if threads is None else list(threads))
    rows = [_row(thread, one) for thread in spec["threads"] for one in thread["wordings"]]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance=f"{spec['provenance']} A wording appears at the sources that have it and that "
        "fewest hands lie behind.",
        widths={"where": "18%", "step": "24%", "evidence": "14%"},
    )


def _row(thread: dict[str, Any], one: dict[str, Any]) -> list[Cell | str]:
    first = set(one["first"])
    later = [s["source"] for s in thread["sources"]
             if one["claim"] in s["claims"] and s["source"] not in first]  # fmt: skip
    told = f"{one['value']}\n{common.words(one['certainty'])}"
    wording = common.distortion_cell(told, one["against"]) if one["wrong"] else cell(told)
    made = [("claim", claim) for claim in one["of"]]
    step = common.words(one["change"]) if one["change"] != "first" else "own account"
    return [
        thread["thread"],
        wording,
        common.sources_cell(one["first"]),
        common.sources_cell(later),
        cell(": ".join(part for part in (step, one["why"]) if part), made),
        common.claims_cell([one["claim"]]),
    ]
