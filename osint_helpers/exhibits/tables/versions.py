"""Where sources contradict each other, and how many of them are independent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers import journey
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case


def contradictions(
    case: Case, exhibit_id: str, *, title: str = "Contradictions", caption: str = ""
) -> Exhibit:
    """Return every recorded pair of claims that cannot both hold; both versions stay.

    Columns: about, one version, other version, note, resolution with its reason.
    """
    columns = {
        "about": "About",
        "one": "One version",
        "other": "Other version",
        "note": "Note",
        "resolution": "Resolution",
    }
    rows: list[list[Cell | str]] = []
    for row in common.rows_of(journey.contradictions(case)):
        about = f"{common.subject_text(case, row['subject'])}: {common.words(row['predicate'])}"
        rows.append(
            [
                about,
                _version(case, row["claim"], row["value"], row["sources"]),
                _version(case, row["other"], row["other_value"], row["other_sources"]),
                row["note"],
                _resolution(row),
            ]
        )
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Cited fact: pairs of claims recorded as contradicting each other. Derived: "
        "journey.contradictions; a resolution keeps all versions and gives its reason.",
        widths={"one": "26%", "other": "26%"},
    )


def _version(case: Case, claim: str, value: str, sources: tuple[str, ...]) -> Cell:
    refs = [("claim", claim), *(("source", source) for source in sources)]
    shown = value or str(case.claim(claim)["statement"])
    if is_distortion(claim):
        return cell(f"{shown}\ndistortion: a statement held wrong or raised", refs, "distortion")
    return cell(shown, refs)


def _resolution(row: dict[str, Any]) -> Cell:
    if not row["resolution"]:
        return cell("open: every version is shown")
    return cell(row["why"], [("claim", row["resolution"])])


def _joint(case: Case, names: dict[str, str]) -> str:
    """Return a sentence on bodies counted apart although one rests on another."""
    pairs = [
        f"{row['name']} on {names.get(other, other)}"
        for row in common.rows_of(case.origins)
        for other in row["rests_on"]
        if row["own_gathering"] == "yes"
    ]
    if not pairs:
        return ""
    return (
        f" Counted apart although one rests on the other: {'; '.join(pairs)}. Where both stand, "
        "either number may be one too high."
    )


def strands(
    case: Case, exhibit_id: str, *, title: str = "Independent strands by leg", caption: str = ""
) -> Exhibit:
    """Return for each leg the articles, and the bounds of the strands behind them.

    Columns: movement, status, articles, lower bound, upper bound, strands by name.
    """
    columns = {
        "leg": "Movement",
        "status": "Status",
        "articles": "Articles",
        "lower": "Strands, at least",
        "upper": "Strands, at most",
        "strands": "Which",
    }
    names = {row["origin"]: row["name"] for row in common.rows_of(case.origins)}
    rows: list[list[Cell | str]] = [
        [
            cell(leg.label, [("leg", leg.id)]),
            cell(STATUS_STYLE[leg.status].words, mark=f"status-{leg.status}"),
            str(leg.strands.articles),
            str(leg.strands.lower),
            str(leg.strands.upper),
            "; ".join(sorted(names.get(one, one) for one in leg.strands.strands)),
        ]
        for leg in journey.legs(case)
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Derived: case.strands.count over the claims of each leg. At most: different "
        "bodies with own gathering behind the articles; at least: the fewest bodies that touch "
        "every article. Bodies are not proofs: several may rest on one police inquiry. Package "
        f"data are neither article nor strand.{_joint(case, names)}",
    )
