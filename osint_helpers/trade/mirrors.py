"""What the exporter states against what the importer states, with a margin for freight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TradeError
from osint_helpers.trade.areas import FlowRule, is_nowhere
from osint_helpers.trade.choosing import choose
from osint_helpers.trade.flowing import FLOWS, one_currency
from osint_helpers.trade.headings import GoodsList
from osint_helpers.trade.results import Result, merged

if TYPE_CHECKING:
    import pandas as pd

IMF: Final = (
    "IMF, Direction of Trade Statistics Yearbook 2017: a CIF/FOB factor of 1.06 is used to "
    "estimate the statement of one side from that of the other"
)
MIRRORS: Final = (
    "year", "exporter", "exporter_name", "importer", "importer_name", "heading", "family",
    "currency", "exported", "exported_basis", "imported", "imported_basis", "margin", "expected",
    "gap", "relative", "result", "remark",
)  # fmt: skip
EXPORTER_ONLY: Final = "only the exporter has a row"
IMPORTER_ONLY: Final = "only the importer has a row"
WITHIN: Final = "within margin and slack"
MORE: Final = "the importer states more"
LESS: Final = "the importer states less"
NOT_COMPARED: Final = "not compared"
AREA: Final = (
    "a side is an area not elsewhere specified: what others state of such a partner may be "
    "anybody's and is left out"
)
CAUTION: Final = (
    "A gap is no evidence by itself: other exchange rates, months and editions, goods sold on at "
    "sea, transit and free zones, the origin named by importers and the last known destination "
    "named by exporters, suppressed figures and revisions all make gaps. A side without a row did "
    "not report, withholds, or was not asked for: it is not zero."
)
_KEYS: Final = ["year", "exporter", "importer", "heading", "family", "currency"]


@dataclass(frozen=True)
class MirrorRule(Carded):
    """How far two statements of one flow may lie apart.

    Attributes
    ----------
    margin
        Freight and insurance, as a part of the exporter's value (no unit); used only where the
        exporter states fob and the importer cif. Source: ``margin_basis``.
    margin_basis
        Where the margin comes from, or that it is an analyst's assumption. Must say something.
    slack
        Difference from the expected value, as a part of it, within which two statements are not
        called different (no unit). Source: ``slack_basis``.
    slack_basis
        Where the slack comes from. Must say something.
    """

    margin: float = 0.06
    margin_basis: str = IMF
    slack: float = 0.25
    slack_basis: str = "analyst's assumption"


def mirror_gaps(
    statements: pd.DataFrame,
    goods: GoodsList | None = None,
    *,
    exporters: tuple[str, ...] = (),
    importers: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
    rule: MirrorRule = MirrorRule(),
    flow_rule: FlowRule = FlowRule(),  # noqa: B008  (frozen)
) -> Result:
    """Return exports as stated by A to B against imports as stated by B from A.

    Parameters
    ----------
    statements
        Columns as in `trade.STATEMENTS`, with rows of both sides.
    goods, exporters, importers, years
        What counts; without, everything. Without goods each product code is a heading.
    rule, flow_rule
        Margin and slack, and which statements count.

    Returns
    -------
    Result
        One row a year, exporter, importer and heading, sorted by these. ``expected`` = exported *
        (1 + margin), ``gap`` = imported - expected (in ``currency``), ``relative`` = gap /
        expected; missing where a side has no row, where the basis of a side is not said, where
        months or editions differ, or where a side is an area not elsewhere specified: ``result``
        and ``remark`` say which.

    Raises
    ------
    TradeError
        For a rule without a basis, a negative margin or slack, two currencies, or when a
        column lacks.
    """
    _check(rule)
    out = choose(statements, goods, rule=replace(flow_rule, flows=("X",)), reporters=exporters,
                 partners=importers, years=years)  # fmt: skip
    back = choose(statements, goods, rule=replace(flow_rule, flows=("M",)), reporters=importers,
                  partners=exporters, years=years)  # fmt: skip
    sides = [_side(out.frame, "exporter", "importer", goods is None),
             _side(back.frame, "importer", "exporter", goods is None)]  # fmt: skip
    for side in sides:
        one_currency(side)
    made = sides[0].merge(sides[1], on=_KEYS, how="outer", suffixes=("_out", "_back"))
    made = _judged(made, rule, flow_rule).sort_values(_KEYS, ignore_index=True)
    left = merged([out.left_out, back.left_out])
    left = left[left["reason"] != "of a flow that is not asked for"].reset_index(drop=True)
    used = out.used + back.used
    notes = (*_both(out.notes, back.notes), f"Margin {rule.margin:.0%}: {rule.margin_basis}.",
             f"Slack {rule.slack:.0%}: {rule.slack_basis}.", CAUTION)  # fmt: skip
    return Result(made, left, rule, notes, used + int(left["rows"].sum()), used)


def _both(out: tuple[str, ...], back: tuple[str, ...]) -> list[str]:
    """Return the notes of two sides: what both say once, the others with their side."""
    same = [text for text in out if text in back]
    return [*same, *(f"As exported: {text}" for text in out if text not in same),
            *(f"As imported: {text}" for text in back if text not in same)]  # fmt: skip


def _check(rule: MirrorRule) -> None:
    if not rule.margin_basis.strip() or not rule.slack_basis.strip():
        raise TradeError("a margin needs its basis", column="margin_basis",
                         advice="cite a source, or write: analyst's assumption")  # fmt: skip
    if rule.margin < 0 or rule.slack < 0:
        raise TradeError("a margin is no negative number", column="margin", advice="0 or more")


def _side(frame: pd.DataFrame, reporter: str, partner: str, bare: bool) -> pd.DataFrame:
    """Return one side added up by year, pair and heading."""
    from osint_helpers.trade.flowing import summed

    held = frame.assign(heading=frame["commodity"], family="") if bare else frame
    made = summed(held)[[name for name in FLOWS if name != "again"]]
    return made.rename(columns={
        "reporter": reporter, "partner": partner, "reporter_name": f"{reporter}_name",
        "partner_name": f"{partner}_name"})  # fmt: skip


def _judged(made: pd.DataFrame, rule: MirrorRule, flow_rule: FlowRule) -> pd.DataFrame:
    import numpy as np

    names = {"exporter_name": ("exporter_name_out", "exporter_name_back"),
             "importer_name": ("importer_name_back", "importer_name_out")}  # fmt: skip
    for name, (own, other) in names.items():
        made[name] = made[own].fillna(made[other])
    made["exported"], made["imported"] = made["value_out"], made["value_back"]
    made["exported_basis"] = made["basis_out"].fillna("")
    made["imported_basis"] = made["basis_back"].fillna("")
    both = made["exported"].notna() & made["imported"].notna()
    area = _areas(made, flow_rule)
    why = _why(made, both).mask(area, AREA)
    fob = (made["exported_basis"] == "fob") & (made["imported_basis"] == "cif")
    margin = np.where(fob, rule.margin, 0.0)
    ready = both & (why == "")
    made["margin"] = np.where(ready, margin, np.nan)
    made["expected"] = (made["exported"] * (1 + margin)).where(ready)
    made["gap"] = made["imported"] - made["expected"]
    made["relative"] = made["gap"] / made["expected"].where(made["expected"] > 0)
    off = made["gap"].abs() > rule.slack * made["expected"] + 1e-9
    made["result"] = np.select(
        [area, made["imported"].isna(), made["exported"].isna(), ~ready, ~off, made["gap"] > 0],
        [NOT_COMPARED, EXPORTER_ONLY, IMPORTER_ONLY, NOT_COMPARED, WITHIN, MORE], LESS,
    )  # fmt: skip
    made["remark"] = why
    return made[list(MIRRORS)]


def _areas(made: pd.DataFrame, flow_rule: FlowRule) -> pd.Series[bool]:
    """Return whether a side reports as an area that is no place when others name it."""
    sides = []
    for side in ("exporter", "importer"):
        names = made[f"{side}_name"]
        nowhere = [name for name in set(names.dropna()) if is_nowhere(name)]
        sides.append(made[side].isin(flow_rule.unspecified) | names.isin(nowhere))
    return sides[0] | sides[1]


def _why(made: pd.DataFrame, both: Any) -> Any:  # noqa: ANN401
    """Return why two statements are not compared; empty where they are."""
    import pandas as pd

    said = pd.Series("", index=made.index, dtype="str")
    bases = [made[f"{side}_basis"].isin(["fob", "cif"]) for side in ("exported", "imported")]
    for test, words in (
        (made["months_out"] != made["months_back"], "the two cover different months"),
        (made["classification_out"].fillna("") != made["classification_back"].fillna(""),
         "the two use different editions of the classification"),
        (~(bases[0] & bases[1]), "the basis of a side is not said"),
    ):  # fmt: skip
        said = said.mask(both & test, said.where(said == "", said + "; ") + words)
    return said
