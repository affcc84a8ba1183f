"""The register of all claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._near import did_you_mean
from osint_helpers.case import strands
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.topics import GROUPS, grouped
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

_COLUMNS: Final = {
    "claim": "Claim",
    "statement": "Statement",
    "about": "About",
    "value": "Value",
    "date": "Date",
    "certainty": "Certainty",
    "rests_on": "Rests on",
    "reliability": "Source grade (A to F)",
    "credibility": "Item grade (1 to 6)",
    "strands": "Strands",
    "contradicted": "Contradicted by",
    "reply": "Reply",
}
_PROVENANCE: Final = (
    "Cited fact: claims of the case with their supporting sources; source and item grades after "
    "the Admiralty scale of NATO AJP-2.1, two columns, never combined. Derived: strand counts, "
    "case.strands.count over the supporting sources; computed claims name the claims they are "
    "computed from."
)


def claims_register(
    case: Case,
    exhibit_id: str,
    *,
    without: Sequence[str] = (),
    only: Iterable[str] | None = None,
    title: str = "Claims register",
    caption: str = "",
) -> Exhibit:
    """Return every claim of the case, with the anchor ``claim-<id>`` on its entry.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    without
        Groups of :data:`.topics.GROUPS`, or topics of the claims, that stand in a ``records``
        exhibit of the same report: their claims are left out here, so that each claim stands
        once and has one anchor. Known wrong statements are no part of either and stay.
    only
        Claims that the report leads to (`exhibits.cited`): these, and the claims that their
        entries lead to, instead of all. How many are left out is said below the register.

    Notes
    -----
    A known wrong statement (``d_…``) is marked "distortion: contradicted by …".

    Raises
    ------
    ExhibitError
        For a name that is no group, and no topic with a claim.
    """
    rows = common.rows_of(case.claims)
    topics = {row["topic"] for row in rows}
    unknown = sorted(set(without) - set(GROUPS) - topics)
    if unknown:
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: there is no group {', '.join(unknown)}",
            advice=did_you_mean(
                unknown[0],
                [*GROUPS, *topics],
                f"groups: {', '.join(GROUPS)}; topics: {', '.join(sorted(topics))}",
            ),
        )
    groups = grouped(case) if set(without) & set(GROUPS) else {}
    elsewhere = {row["claim"] for name in without for row in groups.get(name, [])}
    elsewhere |= {
        row["claim"] for row in rows if row["topic"] in without and not is_distortion(row["claim"])
    }
    wanted = None if only is None else common.led_to(case, only)
    claims = [
        row for row in rows
        if row["claim"] not in elsewhere and (wanted is None or row["claim"] in wanted)
    ]  # fmt: skip
    left = 0 if wanted is None else len(case.claims) - len(wanted)
    more = f" {left} further claims of the case are not led to from this report." if left else ""
    return register(case, exhibit_id, claims, title=title, caption=caption, more=more)


def register(
    case: Case, exhibit_id: str, claims: Sequence[dict[str, Any]], *, title: str, caption: str,
    more: str = "",
) -> Exhibit:  # fmt: skip
    """Return these claims as entries with all that is recorded of each."""
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        [_row(case, claim) for claim in claims],
        provenance=f"{_PROVENANCE}{more}",
        row_ids=[("claim", claim["claim"]) for claim in claims],
        main=("statement",),
    )


def _row(case: Case, claim: dict[str, Any]) -> list[Cell | str]:
    name = claim["claim"]
    reliability, credibility = common.grade_cells(case, name)
    return [
        name,
        common.statement_cell(case, claim, _with_note(claim)),
        f"{common.subject_text(case, claim['subject'])}, {common.words(claim['predicate'])}",
        _value(claim),
        common.when(claim),
        common.words(claim["certainty"]),
        _rests_on(case, claim),
        reliability,
        credibility,
        strands.count(case, [name]).text,
        common.contradicted_cell(case, name),
        common.reply_cell(claim),
    ]


def _value(claim: dict[str, Any]) -> str:
    """Return the value, unless it only repeats the date that stands beside it."""
    value = common.value_text(claim)
    return "" if value in (claim["date_from"], claim["date_to"]) else value


def _with_note(claim: dict[str, Any]) -> str:
    note = f"\nAnalyst's note: {claim['note']}" if claim["note"] else ""
    return f"{common.whole_statement(claim)}{note}"


def _rests_on(case: Case, claim: dict[str, Any]) -> Cell:
    """Return the sources of a claim and, for a computed or inferred one, its premises."""
    refs = [("source", source) for source in case.sources_of(claim["claim"])]
    inner = dict.fromkeys([*claim["premises"], *claim["computed_from"]])
    if inner:
        lead = "computed from" if claim["computed_from"] else "premises"
        return cell(lead, [*(("claim", one) for one in inner), *refs])
    return cell("" if refs else "no source recorded", refs)
