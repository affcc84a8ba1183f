"""The goods of a case with every price as stated: nothing is converted, nothing adjusted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

PRICE: Final = "price"
COLUMNS: Final = {
    "item": "Goods",
    "price": "Price as stated",
    "currency": "Currency",
    "day": "Day of the price",
    "published": "Published",
    "sources": "Sources",
    "against": "Against",
    "evidence": "Claim",
}
_CODE: Final = re.compile(r"\b[A-Z]{3}\b")


def goods_catalogue(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Goods and their prices, as stated",
    caption: str = "",
) -> Exhibit:
    """Return every price that a claim gives for an item, in the order of items and claims.

    A claim whose predicate is ``price`` gives one. Currencies stay as they are stated: rates of
    which day, and prices of which year, are not known, so nothing is converted or compared
    across currencies. An item without a price has a row that says so.
    """
    priced: dict[str, list[common.Row]] = {}
    for claim in common.rows_of(case.claims):
        if claim["predicate"] == PRICE:
            priced.setdefault(str(claim["subject"]), []).append(claim)
    rows: list[list[Cell | str]] = []
    for item in common.rows_of(case.items):
        found = priced.get(item["item"], [])
        rows += [_row(case, str(item["name"]), claim) for claim in found]
        if not found:
            blank = cell("no price in a source read", mark="not-published")
            rows.append([str(item["name"]), blank, *[""] * 6])
    return common.build(
        exhibit_id,
        title,
        caption,
        COLUMNS,
        rows,
        provenance="Cited fact: claims of prices. As stated by each source: no currency is "
        "converted, no year adjusted, no list price told from a price paid.",
        widths={"item": "9rem", "price": "12rem"},
    )


def _row(case: Case, name: str, claim: common.Row) -> list[Cell | str]:
    sources = case.sources_of(claim["claim"])
    said = str(claim["statement"])
    shown = common.statement_cell(case, claim, said)
    dates = dict.fromkeys(common.published(case.source(source)) for source in sources)
    return [
        name,
        shown if is_distortion(claim["claim"]) else cell(said),
        currency(claim),
        common.when(claim) or "not stated",
        "\n".join(dates),
        common.sources_cell(sources),
        common.contradicted_cell(case, claim["claim"]),
        common.claims_cell([claim["claim"]]),
    ]


def currency(claim: common.Row) -> str:
    """Return the currency of a price: the unit of its number, else the code in its value."""
    found = _CODE.search(str(claim["value"]))
    return str(claim["unit"]) or (found[0] if found else "not stated")
