"""Families of goods, and the facts an analyst hands to the rules of red flags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

OTHER: Final = "none"  # of a leg: goods in no family


@rule("E165", "a family of goods that the table of goods does not have")
def families(case: Case) -> Iterator[Spot]:
    """Look up `goods_family` of items and legs; a leg of other goods says `none`."""
    from osint_helpers import law
    from osint_helpers.law.families import ANY

    known = {*law.goods()["family"], ANY}
    for table, more in (("items", set()), ("legs", {OTHER})):
        for index, row in rows(case, table):
            if row["goods_family"] and row["goods_family"] not in known | more:
                advice = f"one of {', '.join(sorted(known | more))}"
                what = f"{row['goods_family']!r} is no family of goods.csv"
                yield cell(case, table, index, "goods_family", what, advice)


@rule("E166", "a row of red_flags.csv is no fact its rule can test")
def facts(case: Case) -> Iterator[Spot]:
    """Build the fact of every row: rule, kind, inputs, dates of claims, explanation."""
    from osint_helpers.case.flagged import row_fact

    for index, row in rows(case, "red_flags"):
        try:
            row_fact(case, row, case.line_of("red_flags", index))
        except CaseError as error:
            column = error.column or ""
            yield cell(case, "red_flags", index, column, error.what, error.advice)
