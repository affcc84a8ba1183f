"""How a flow is spread over those who state it: shares and the Herfindahl-Hirschman index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TradeError
from osint_helpers.trade.flowing import MILLI, one_currency
from osint_helpers.trade.results import Result, account, need

if TYPE_CHECKING:
    import pandas as pd

SHARES: Final = ("year", "reporter", "reporter_name", "value", "share", "rank", "partial")
SUMMARY: Final = ("year", "reporters", "value", "currency", "hhi", "effective", "largest",
                  "largest_name", "largest_share", "partial")  # fmt: skip
DEFINITION: Final = (
    "Herfindahl-Hirschman index: the sum of the squared shares, from 1/n (n equal parts) to 1 (one "
    "part). Its reciprocal is the number of equal parts that give the same index. O. C. Herfindahl "
    "(1950); A. O. Hirschman, The Paternity of an Index, American Economic Review 54 (1964)."
)
CAUTION: Final = (
    "Shares are of what the reporters with a row state. A reporter without a row is in no total: "
    "shares of the trade itself are not known."
)


@dataclass(frozen=True)
class ConcentrationRule(Carded):
    """What a share is taken of.

    Attributes
    ----------
    families
        Families of goods that count; ``()`` for all of the flows (no unit).
    whole_years
        Whether years with fewer than twelve months are left out (no unit). Source: an analyst's
        choice; by default they count and are named.
    """

    families: tuple[str, ...] = ()
    whole_years: bool = False


def shares(flows: pd.DataFrame, *, rule: ConcentrationRule = ConcentrationRule()) -> Result:
    """Return the share of each reporter in each year.

    Parameters
    ----------
    flows
        Frame of `trade.flows`, of one flow and one currency.
    rule
        What counts.

    Returns
    -------
    Result
        ``year, reporter, reporter_name, value`` (in the currency of the flows), ``share`` (0 to 1;
        missing when the year's total is zero), ``rank`` (1 the largest; the order of codes among
        equals), ``partial``; sorted by year and rank.

    Raises
    ------
    TradeError
        For two currencies or two flows, or when a column lacks.
    """
    need(flows, ("year", "reporter", "value", "currency", "flow", "family", "partial"),
         what="flows", advice="make them with trade.flows")  # fmt: skip
    one_currency(flows)
    if flows["flow"].nunique() > 1:
        raise TradeError("holds exports and imports", column="flow", advice="choose one")
    family = flows["family"].isin(rule.families) if rule.families else flows["family"].notna()
    whole = ~flows["partial"] if rule.whole_years else flows["value"].notna()
    code = (~family).astype("int64").mask(family & ~whole, 2)
    held = flows[code == 0].assign(milli=lambda f: (f["value"] * MILLI).round().astype("int64"))
    made = held.groupby(["year", "reporter"], as_index=False).agg(
        reporter_name=("reporter_name", "min"), milli=("milli", "sum"), partial=("partial", "any"),
    )  # fmt: skip
    total = made.groupby("year")["milli"].transform("sum")
    made["share"] = (made["milli"] / total).where(total > 0)
    made["value"] = made["milli"] / MILLI
    made = made.sort_values(["year", "milli", "reporter"], ascending=[True, False, True],
                            ignore_index=True)  # fmt: skip
    made["rank"] = made.groupby("year").cumcount() + 1
    reasons = ("used", "of a family that is not asked for", "of fewer than twelve months")
    names = [f"reporter {row.reporter}, {row.year}" for row in flows.itertuples()]
    return Result(made[list(SHARES)], account(reasons, code, names), rule, (CAUTION,),
                  len(flows), len(held))  # fmt: skip


def concentration(flows: pd.DataFrame, *, rule: ConcentrationRule = ConcentrationRule()) -> Result:
    """Return how concentrated a flow is over its reporters, year by year.

    Parameters and errors are those of :func:`shares`.

    Returns
    -------
    Result
        One row a year: ``year, reporters`` (number with a row), ``value, currency, hhi``
        (:data:`DEFINITION`; 0 to 1), ``effective`` (1 / hhi), ``largest, largest_name,
        largest_share, partial`` (whether any reporter lacks months). Index and shares are missing
        where the year's total is zero.
    """
    parts = shares(flows, rule=rule)
    held = parts.frame
    grouped = held.assign(square=held["share"] ** 2).groupby("year")
    made = grouped.agg(
        reporters=("reporter", "size"), value=("value", "sum"), hhi=("square", "sum"),
        partial=("partial", "any"), known=("share", "count"),
    ).reset_index()  # fmt: skip
    largest = {"reporter": "largest", "reporter_name": "largest_name", "share": "largest_share"}
    first = held[held["rank"] == 1].rename(columns=largest)
    made = made.merge(first[["year", *largest.values()]], on="year")
    made["hhi"] = made["hhi"].where(made.pop("known") > 0)
    made["effective"] = 1 / made["hhi"]
    made["currency"] = one_currency(flows)
    return Result(made[list(SUMMARY)], parts.left_out, rule, (DEFINITION, CAUTION), parts.read,
                  parts.used)  # fmt: skip
