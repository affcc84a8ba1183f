"""Goods that come back: re-exports, re-imports, and trade of one heading both ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.trade.areas import FlowRule
from osint_helpers.trade.choosing import choose
from osint_helpers.trade.flowing import MILLI
from osint_helpers.trade.headings import GoodsList
from osint_helpers.trade.results import Result

if TYPE_CHECKING:
    import pandas as pd

FLOWS: Final = ("X", "M", "RX", "RM")
ROUND_TRIPS: Final = (
    "year", "reporter", "reporter_name", "partner", "partner_name", "heading", "family",
    "currency", "exported", "imported", "re_exported", "re_imported", "re_export_share",
    "re_import_share", "overlap", "remark",
)  # fmt: skip
_KEYS: Final = ["year", "reporter", "partner", "heading", "family", "currency"]
APART: Final = "re-exports above exports: this reporter counts them apart"
CAUTION: Final = (
    "Overlap is the Grubel-Lloyd index of one pair and heading: 1 - |X - M| / (X + M), 0 when "
    "goods go one way only, 1 when as much comes as goes (H. G. Grubel and P. J. Lloyd, "
    "Intra-Industry Trade, 1975). Exports are fob and imports cif. Trade both ways is ordinary; it "
    "is no evidence that the same goods return."
)


@dataclass(frozen=True)
class RoundTripRule(Carded):
    """What is laid side by side.

    Attributes
    ----------
    least_value
        Exports and imports together below which no overlap is given (in the currency of the
        rows). Source: analyst's assumption; 0 gives one wherever both are stated.
    """

    least_value: float = 0.0


def round_trip(
    statements: pd.DataFrame,
    goods: GoodsList | None = None,
    *,
    reporters: tuple[str, ...] = (),
    partners: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
    rule: RoundTripRule = RoundTripRule(),
    flow_rule: FlowRule = FlowRule(),  # noqa: B008  (frozen)
) -> Result:
    """Return what a reporter states of exports, imports, re-exports and re-imports with a partner.

    Parameters
    ----------
    statements
        Columns as in `trade.STATEMENTS`.
    goods, reporters, partners, years
        What counts; without, everything. Without goods each product code is a heading.
    rule, flow_rule
        Parameters of the comparison, and of which statements count.

    Returns
    -------
    Result
        One row a year, reporter, partner and heading, sorted by these: values in ``currency``,
        missing where the flow has no row (never zero); ``re_export_share`` = re-exports /
        exports and ``re_import_share`` = re-imports / imports, where most reporters count the
        first within the second; above 1 the share is missing and ``remark`` says why;
        ``overlap`` as in :data:`CAUTION`.

    Raises
    ------
    TradeError
        When a column lacks.
    """
    asked = replace(flow_rule, flows=FLOWS)
    chosen = choose(statements, goods, rule=asked, reporters=reporters, partners=partners,
                    years=years)  # fmt: skip
    frame = chosen.frame
    if goods is None:
        frame = frame.assign(heading=frame["commodity"])
    held = frame.assign(milli=(frame["value"] * MILLI).round().astype("int64"))
    named = held.groupby(_KEYS, as_index=False).agg(
        reporter_name=("reporter_name", "min"), partner_name=("partner_name", "min")
    )
    wide = held.groupby([*_KEYS, "flow"])["milli"].sum().unstack("flow") / MILLI
    wide = wide.reindex(columns=list(FLOWS)).reset_index().merge(named, on=_KEYS)
    made = wide.rename(columns={"X": "exported", "M": "imported", "RX": "re_exported",
                                "RM": "re_imported"})  # fmt: skip
    made = _compared(made, rule).sort_values(_KEYS, ignore_index=True)
    return Result(made[list(ROUND_TRIPS)], chosen.left_out, rule, (*chosen.notes, CAUTION),
                  chosen.read, chosen.used)  # fmt: skip


def _compared(made: pd.DataFrame, rule: RoundTripRule) -> pd.DataFrame:
    """Add the shares, the overlap, and what keeps a share from being one."""
    import pandas as pd

    remark = pd.Series("", index=made.index, dtype="str")
    for share, part, whole in (("re_export_share", "re_exported", "exported"),
                               ("re_import_share", "re_imported", "imported")):  # fmt: skip
        given = made[part] / made[whole].where(made[whole] > 0)
        made[share] = given.where(given <= 1)
        words = APART if part == "re_exported" else APART.replace("export", "import")
        remark = remark.mask(given > 1, remark.where(remark == "", remark + "; ") + words)
    total = made["exported"] + made["imported"]
    index = 1 - (made["exported"] - made["imported"]).abs() / total
    made["overlap"] = index.where((total > 0) & (total >= rule.least_value))
    made["remark"] = remark
    return made
