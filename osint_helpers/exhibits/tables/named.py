"""Which lists of goods, in force on the days of the legs, name each kind of goods of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case

_COLUMNS = {
    "goods": "Goods",
    "throughout": "Named by, in force on all days",
    "part": "Named by a list that begins or ends in these days",
    "hs": "HS headings, as the project assigns them",
}
_NO_FAMILY = "no item of the case is in a family of the table of goods"
_NONE = "no list of the table"


def law_goods(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Which lists name which of the goods",
    caption: str = "",
) -> Exhibit:
    """Return one row a family of the items: the lists of the law timeline that name it.

    Only measures of `journey.law_timeline` stand here, so only those in force at a place of the
    case on the days of its legs. Measures on luxury goods in general name no family; they are in
    the timeline.
    """
    from osint_helpers import journey
    from osint_helpers.law.tables import named_by, provenance
    from osint_helpers.reference.provenance import rows as reference_rows

    headings = {row["family"]: row["hs"] for row in reference_rows("goods.csv")}
    held = [row for row in common.rows_of(journey.law_timeline(case)) if row["measure"]]
    families = dict.fromkeys(
        row["goods_family"] for row in common.rows_of(case.items) if row["goods_family"]
    )
    rows: list[list[Cell | str]] = [
        [
            family,
            _named(held, named_by()[family], part=False),
            _named(held, named_by()[family], part=True),
            headings[family].replace(";", ", "),
        ]
        for family in families
        if family in headings
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        rows or [[cell(_NO_FAMILY, mark="not-published"), "", "", ""]],
        provenance="Derived: journey.law_timeline and the table of goods, data/reference/"
        f"goods.csv; {provenance().text()}. That no list of the table names a kind of goods does "
        "not say that none did; measures on luxury goods in general stand in the timeline.",
    )


def _named(held: list[dict[str, Any]], lists: frozenset[str], *, part: bool) -> Cell:
    """Return the lists that name a family, those in force on all days or on a part of them."""
    found = [row for row in held if row["measure"] in lists and bool(row["crosses"]) is part]
    days = {row["measure"]: row["crosses"].partition(",")[0] for row in found}
    text = "\n".join(f"{name} {words}" for name, words in days.items()) if part else ""
    if not found:
        return cell("" if part else _NONE, mark="" if part else "not-published")
    return cell(text, [("measure", name) for name in days])
