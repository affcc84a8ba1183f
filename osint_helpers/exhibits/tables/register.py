"""The register of all claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case import strands
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case

_COLUMNS: Final = {
    "claim": "Claim",
    "statement": "Statement",
    "date": "Date",
    "certainty": "Kind and certainty",
    "rests_on": "Rests on",
    "reliability": "Source grade (A to F)",
    "credibility": "Item grade (1 to 6)",
    "strands": "Strands",
    "contradicted": "Contradicted by",
    "reply": "Reply",
}


def claims_register(
    case: Case, exhibit_id: str, *, title: str = "Claims register", caption: str = ""
) -> Exhibit:
    """Return every claim of the case, with the anchor ``claim-<id>`` on its row.

    A known wrong statement (``d_…``) is marked "distortion: contradicted by …".
    """
    claims = common.rows_of(case.claims)
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        [_row(case, claim) for claim in claims],
        provenance="Cited fact: every claim of the case with its sources; source and item grades "
        "after the Admiralty scale of NATO AJP-2.1, two columns, never combined. Derived: strand "
        "counts, case.strands.count over the supporting sources; computed claims name the claims "
        "they are computed from.",
        row_ids=[("claim", claim["claim"]) for claim in claims],
        main=("statement",),
    )


def _row(case: Case, claim: dict[str, Any]) -> list[Cell | str]:
    name = claim["claim"]
    reliability, credibility = common.grade_cells(case, name)
    return [
        name,
        common.statement_cell(case, claim, _with_note(claim)),
        common.when(claim),
        "; ".join(dict.fromkeys((claim["kind"], common.words(claim["certainty"])))),
        _rests_on(case, claim),
        reliability,
        credibility,
        strands.count(case, [name]).text,
        common.contradicted_cell(case, name),
        common.reply_cell(claim),
    ]


def _with_note(claim: dict[str, Any]) -> str:
    note = f"\nNote: {claim['note']}" if claim["note"] else ""
    return f"{claim['statement']}{note}"


def _rests_on(case: Case, claim: dict[str, Any]) -> Cell:
    """Return the sources of a claim and, for a computed or inferred one, its premises."""
    refs = [("source", source) for source in case.sources_of(claim["claim"])]
    inner = dict.fromkeys([*claim["premises"], *claim["computed_from"]])
    if inner:
        lead = "computed from" if claim["computed_from"] else "premises"
        return cell(lead, [*(("claim", one) for one in inner), *refs])
    return cell("" if refs else "no source recorded", refs)
