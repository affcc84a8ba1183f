"""The weight test in a table: what is published, what would fit, and what is assumed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from osint_helpers import journey
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.loads import AS_TOLD, FEWER, LIGHTER, MORE_UNITS

if TYPE_CHECKING:
    from osint_helpers.case import Case

_COLUMNS = {
    "supposed": "Supposed",
    "pieces": "Pieces",
    "each": "Each weighs",
    "containers": "Containers",
    "mass": "All weigh",
    "payload": "They carry",
    "finding": "Result",
    "evidence": "Evidence",
}
_WORDS = {
    AS_TOLD: "As published",
    LIGHTER: "The same number, but lighter",
    FEWER: "The same pieces, but fewer",
    MORE_UNITS: "As published, in more containers",
}
_NONE = "no load is on record: no row of the kind Load with a number of containers"


def loads(
    case: Case,
    exhibit_id: str,
    *,
    rule: journey.LoadRule | None = None,
    title: str = "Do the pieces fit the containers?",
    caption: str = "",
) -> Exhibit:
    """Return the weight test of a case: as published, and under which suppositions it would fit.

    Columns: what is supposed, pieces, mass of one, containers, mass of all, payload, result,
    evidence. The suppositions stand side by side; none is preferred.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    rule
        Assumed payload and mass of a half-litre bottle; by default those of rule RF15.
    """
    held = rule or journey.LoadRule.default()
    rows = [_row(row) for row in common.rows_of(journey.loads(case, held))]
    if not rows:
        rows = [[cell(_NONE, mark="not-published"), *[""] * (len(_COLUMNS) - 1)]]
    assumed = (
        f"{held.container_payload_kg:,.0f} kg of goods to a container and "
        f"{held.bottle_half_litre_kg:g} kg to a full half-litre bottle"
    )
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        rows,
        provenance="Derived: journey.loads of the loads entered for rule RF15. Assumed by the "
        f"project, not published: {assumed}. A figure that does not fit is a question about "
        "the figures and says nothing on why.",
        widths={"supposed": "16%", "finding": "22%"},
    )


def _row(row: dict[str, Any]) -> list[Cell | str]:
    litres = row["litres"]
    content = "" if math.isnan(litres) else f"\n{litres:,.0f} litres"
    half = "" if math.isnan(litres) else ", if half-litre bottles"
    most = "at most " if row["supposed"] == LIGHTER else ""
    return [
        f"{_WORDS[row['supposed']]}{half}",
        f"{row['pieces']:,} {row['goods']}{content}",
        f"{most}{row['piece_kg']:.2f} kg",
        str(row["containers"]),
        f"{row['tonnes']:,.0f} t",
        f"{row['payload_tonnes']:,.0f} t",
        cell(row["finding"], mark="agrees" if row["fits"] else "disagrees"),
        common.claims_cell(row["claims"]),
    ]
