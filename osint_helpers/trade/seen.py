"""Since when a reporter states a flow: new suppliers within the years that were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TradeError
from osint_helpers.trade.flowing import MILLI, one_currency
from osint_helpers.trade.results import Result, account, need

if TYPE_CHECKING:
    import pandas as pd

SUPPLIERS: Final = ("reporter", "reporter_name", "first", "last", "years", "without", "value",
                    "currency", "result", "text")  # fmt: skip
CENSORED: Final = "seen in the first year recorded"
NEW: Final = "first seen within the years recorded"
OPENED: Final = "first seen within the years recorded; it reported other trade before"
CAUTION: Final = (
    "The years recorded begin somewhere: a reporter seen in the first of them may have stated the "
    "flow before (left-censored). First seen is not first sent: earlier years may be withheld, "
    "revised or not reported."
)


@dataclass(frozen=True)
class SupplierRule(Carded):
    """When a reporter counts as seen.

    Attributes
    ----------
    least_value
        Value of a year from which it counts (in the currency of the flows). Source: analyst's
        assumption; 0 means that any stated value above zero counts.
    """

    least_value: float = 0.0


def new_suppliers(
    flows: pd.DataFrame,
    *,
    years: tuple[int, ...],
    reporting: Iterable[tuple[str, int]] = (),
    rule: SupplierRule = SupplierRule(),
) -> Result:
    """Return for each reporter the first year in which it states the flow.

    Parameters
    ----------
    flows
        Frame of `trade.flows`, of one flow and one currency.
    years
        The years that were asked for; without them the first year with a row would be taken for
        the first that was looked at.
    reporting
        Pairs of reporter and year known to have reported any trade (:func:`reporting_years`):
        only then can a year without a row mean that the reporter states nothing of the flow.
    rule
        When a reporter counts as seen.

    Returns
    -------
    Result
        One row a reporter, sorted by first year and code: ``reporter, reporter_name, first, last,
        years`` (tuple, seen), ``without`` (tuple: asked, no row or below the least value),
        ``value, currency, result`` (one of the three of this module), ``text``.

    Raises
    ------
    TradeError
        Without years, for a row outside them, for two currencies, or when a column lacks.
    """
    import pandas as pd

    need(flows, ("year", "reporter", "reporter_name", "value", "currency"), what="flows",
         advice="make them with trade.flows")  # fmt: skip
    asked = tuple(sorted(set(years)))
    if not asked or not set(flows["year"]) <= set(asked):
        raise TradeError("rows lie outside the years asked for" if asked else "no year is asked",
                         column="years", advice="give every year that was asked for")  # fmt: skip
    currency, known = one_currency(flows), set(reporting)
    held = flows.assign(milli=(flows["value"] * MILLI).round().astype("int64"))
    yearly = held.groupby(["reporter", "year"])["milli"].transform("sum")
    low = (yearly <= 0) | (yearly < rule.least_value * MILLI)
    rows = []
    for reporter, part in held[~low].groupby("reporter", sort=True):
        rows.append(_row(str(reporter), part, asked, currency, known))
    made = pd.DataFrame(rows, columns=list(SUPPLIERS))
    made = made.sort_values(["first", "reporter"], ignore_index=True)
    names = [f"reporter {row.reporter}, {row.year}" for row in flows.itertuples()]
    left = account(("used", "of a year below the least value"), low.astype("int64"), names)
    return Result(made, left, rule, (CAUTION,), len(flows), int((~low).sum()))


def reporting_years(statements: pd.DataFrame) -> frozenset[tuple[str, int]]:
    """Return the pairs of reporter and year that have a row of any kind."""
    need(statements, ("reporter", "year"), what="statements", advice="make them with of_comtrade")
    held = statements[["reporter", "year"]].dropna().drop_duplicates()
    return frozenset((str(who), int(year)) for who, year in held.itertuples(index=False))


def _row(
    reporter: str, part: pd.DataFrame, asked: tuple[int, ...], currency: str,
    known: set[tuple[str, int]],
) -> dict[str, Any]:  # fmt: skip
    seen = tuple(int(year) for year in sorted(set(part["year"])))
    name = min(part["reporter_name"].fillna(reporter))
    before = [year for year in asked if year < seen[0]]
    if not before:
        result = CENSORED
        said = f"{name} is seen in {seen[0]}, the first year recorded: it may be older."
    elif all((reporter, year) in known for year in before):
        result = OPENED
        said = (f"{name} is first seen in {seen[0]}; in {_list(before)} it reported other trade "
                "and no row of this.")  # fmt: skip
    else:
        result = NEW
        said = (f"{name} is first seen in {seen[0]}; whether it reported anything in all of "
                f"{_list(before)} is not known.")  # fmt: skip
    return {
        "reporter": reporter, "reporter_name": name, "first": seen[0], "last": seen[-1],
        "years": seen, "without": tuple(year for year in asked if year not in seen),
        "value": int(part["milli"].sum()) / MILLI, "currency": currency, "result": result,
        "text": said,
    }  # fmt: skip


def _list(years: list[int]) -> str:
    return ", ".join(map(str, years))
