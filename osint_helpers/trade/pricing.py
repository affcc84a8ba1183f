"""Value a kilogram and value a unit of quantity, with outliers told by a named rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TradeError
from osint_helpers.trade.areas import FlowRule
from osint_helpers.trade.choosing import choose
from osint_helpers.trade.headings import GoodsList
from osint_helpers.trade.results import Result, account, merged

if TYPE_CHECKING:
    import pandas as pd

UNIT_VALUES: Final = (
    "year", "period", "reporter", "reporter_name", "partner", "flow", "commodity", "heading",
    "value", "currency", "per", "unit", "amount", "unit_value", "estimated", "group_size",
    "group_median", "score", "outlier",
)  # fmt: skip
ESTIMATES: Final = ("leave out", "mark")
_GROUP: Final = ["commodity", "flow", "currency", "per", "unit"]
CAUTION: Final = (
    "A unit value is no price: it is value over weight or quantity of all goods of a code in a "
    "year. An outlier is a row to look at; mixtures of goods, wrong units and rounding give "
    "outliers too."
)


@dataclass(frozen=True)
class UnitValueRule(Carded):
    """What a unit value is taken of, and when it is an outlier.

    Attributes
    ----------
    threshold
        Modified z-score above which a row is an outlier (no unit). Source: B. Iglewicz and
        D. C. Hoaglin, How to Detect and Handle Outliers (1993), who recommend 3.5.
    consistency
        Factor that makes the median absolute deviation comparable with a standard deviation (no
        unit): 0.6745, the 0.75 quantile of the normal distribution; same source.
    least
        Rows of one code, flow and unit below which none is called an outlier (rows). Source:
        analyst's assumption.
    estimates
        ``"leave out"``: rows whose weight or quantity the publisher estimated are not used: an
        estimated weight is often value over an average unit value, so its unit value says
        nothing. ``"mark"``: they are used and marked.
    """

    threshold: float = 3.5
    consistency: float = 0.6745
    least: int = 8
    estimates: str = "leave out"


def unit_values(
    statements: pd.DataFrame,
    goods: GoodsList | None = None,
    *,
    partner: str = "",
    flow: str = "X",
    years: tuple[int, ...] = (),
    rule: UnitValueRule = UnitValueRule(),
    flow_rule: FlowRule = FlowRule(),  # noqa: B008  (frozen)
) -> Result:
    """Return value a kilogram, and value a unit where a quantity has a unit of its own.

    Unit values of different units are never compared: rows are grouped by product code, flow,
    currency and unit. Within a group the score is the modified z-score of the natural
    logarithm: consistency * (log u - median) / MAD.

    Parameters
    ----------
    statements
        Columns as in `trade.STATEMENTS`.
    goods, partner, years
        What counts; without, everything.
    flow
        ``X``, ``M``, ``RX`` or ``RM``.
    rule, flow_rule
        Parameters of the unit values, and of which statements count.

    Returns
    -------
    Result
        One row a statement and measure, sorted by commodity, unit, year, reporter, partner:
        ``per`` is ``weight`` (``unit`` kg) or ``quantity`` (``unit`` as published), ``amount`` in
        that unit, ``unit_value`` in currency a unit, ``estimated``, ``group_size,
        group_median`` (currency a unit), ``score`` (missing where the group is too small or has
        no spread), ``outlier``. ``left_out`` counts measures, two a statement.

    Raises
    ------
    TradeError
        For another word in ``rule.estimates``, or when a column lacks.
    """
    import numpy as np
    import pandas as pd

    if rule.estimates not in ESTIMATES:
        raise TradeError(f"{rule.estimates!r} says nothing of estimates", column="estimates",
                         advice=" or ".join(ESTIMATES))  # fmt: skip
    asked = replace(flow_rule, flows=(flow,))
    chosen = choose(statements, goods, rule=asked, partners=(partner,) if partner else (),
                    years=years)  # fmt: skip
    both = pd.concat([_measure(chosen.frame, "weight"), _measure(chosen.frame, "quantity")],
                     ignore_index=True)  # fmt: skip
    code = np.select(
        [(both["value"] <= 0).to_numpy(), both["amount"].isna().to_numpy(),
         (both["amount"] <= 0).to_numpy(), (both["unit"] == "").to_numpy(),
         (both["per"] == "quantity").to_numpy() & (both["unit"] == "kg").to_numpy(),
         both["estimated"].to_numpy() & (rule.estimates == "leave out")],
        [1, 2, 3, 4, 5, 6], 0,
    )  # fmt: skip
    names = _Names(both)
    left = merged([_twice(chosen.left_out), account(_REASONS, code, names)])
    made = _scored(both[code == 0].copy(), rule)
    return Result(made, left, rule, (*chosen.notes, CAUTION), 2 * chosen.read, len(made))


_REASONS: Final = (
    "used", "without a value above zero", "without the amount", "with an amount of zero or less",
    "with a quantity that has no unit", "with a quantity in kg, which the weight says",
    "with an amount estimated by the publisher",
)  # fmt: skip


def _twice(left: pd.DataFrame) -> pd.DataFrame:
    """Return an account of statements as one of measures: a statement has two."""
    return left.assign(rows=left["rows"] * 2)


def _measure(frame: pd.DataFrame, per: str) -> pd.DataFrame:
    weight = per == "weight"
    amount, guessed = ("kg", "kg_estimated") if weight else ("quantity", "quantity_estimated")
    unit: Any = "kg" if weight else frame["quantity_unit"].fillna("").replace("N/A", "")
    estimated = frame[guessed].fillna(value=False).astype(bool)
    return frame.assign(per=per, unit=unit, amount=frame[amount], estimated=estimated)


class _Names:
    """The words by which a row is found, made only for those that are shown."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __getitem__(self, at: int) -> str:
        row = self._frame.iloc[at]
        return (f"reporter {row['reporter']}, partner {row['partner']}, "
                f"product {row['commodity']}, {row['period']}, {row['per']}")  # fmt: skip


def _scored(held: pd.DataFrame, rule: UnitValueRule) -> pd.DataFrame:
    import numpy as np

    held["unit_value"] = held["value"] / held["amount"]
    logs = np.log(held["unit_value"])
    keys = [held[name] for name in _GROUP]
    middle = logs.groupby(keys).transform("median")
    spread = (logs - middle).abs().groupby(keys).transform("median")
    held["group_size"] = logs.groupby(keys).transform("size").astype("int64")
    held["group_median"] = np.exp(middle)
    fit = (held["group_size"] >= rule.least) & (spread > 0)
    held["score"] = (rule.consistency * (logs - middle) / spread.where(spread > 0)).where(fit)
    held["outlier"] = (held["score"].abs() > rule.threshold).fillna(value=False)
    order = ["commodity", "per", "unit", "year", "period", "reporter", "partner"]
    return held.sort_values(order, ignore_index=True)[list(UNIT_VALUES)]
