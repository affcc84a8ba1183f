"""Rows of different collectors in one form: what one reporter states of one flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import Column
from osint_helpers.errors import TradeError
from osint_helpers.trade.results import need

if TYPE_CHECKING:
    import pandas as pd

#: Columns of the one form of statistics that every function of the room takes.
STATEMENTS: Final = (
    Column("frequency", "text", "", "A by year, M by month"),
    Column("year", "integer", "", "year"),
    Column("period", "day", "", "month or year the figures are for"),
    Column("reporter", "text", "", "who states it, in the codes of the source"),
    Column("reporter_name", "text", "", "name of the reporter"),
    Column("flow", "text", "", "M import, X export, RM re-import, RX re-export"),
    Column("partner", "text", "", "origin of an import, destination of an export"),
    Column("partner_name", "text", "", "name of the partner"),
    Column("commodity", "text", "", "product code; TOTAL all"),
    Column("classification", "text", "", "edition of the product classification"),
    Column("original", "flag", "", "whether the reporter used this edition itself"),
    Column("value", "number", "currency", "as stated"),
    Column("currency", "text", "", "USD, EUR"),
    Column("basis", "text", "", "cif (with freight and insurance), fob (without) or missing"),
    Column("kg", "number", "kg", "net weight"),
    Column("kg_estimated", "flag", "", "whether the publisher estimated that weight"),
    Column("quantity", "number", "quantity_unit", "second quantity, in its own unit"),
    Column("quantity_unit", "text", "", "unit of quantity"),
    Column("quantity_estimated", "flag", "", "whether the publisher estimated that quantity"),
    Column("added_up", "flag", "", "whether the publisher added this row up from others"),
    Column("group", "text", "", "reporter, partner or both when that is a group; else empty"),
    Column("part", "text", "", "what the row is a part by: mode of transport, …; else empty"),
)
NAMES: Final = tuple(column.name for column in STATEMENTS)
WORLD: Final = "0"
_PARTS: Final = {
    "partner2": ("0", "second partner"),
    "customs": ("C00", "customs procedure"),
    "mode_of_transport": ("0", "mode of transport"),
    "mode_of_supply": ("0", "mode of supply"),
}
_SAME: Final = {
    "frequency": "frequency", "year": "ref_year", "period": "period", "reporter": "reporter",
    "reporter_name": "reporter_name", "flow": "flow", "partner": "partner",
    "partner_name": "partner_name", "commodity": "commodity", "classification": "classification",
    "original": "is_original_classification", "value": "primary_usd", "basis": "basis",
    "kg": "net_weight_kg", "kg_estimated": "net_weight_estimated", "quantity": "quantity",
    "quantity_unit": "quantity_unit", "quantity_estimated": "quantity_estimated",
    "added_up": "is_aggregate",
}  # fmt: skip
_FLOWS: Final = {"1": "M", "2": "X", "3": "RX"}
_VALUES: Final = ("VALUE_IN_EUROS", "VALUE_EUR")
_KILOS: Final = ("QUANTITY_IN_100KG", "QUANTITY_KG")
_SUPPLEMENT: Final = "SUPPLEMENTARY_QUANTITY"
_KEY: Final = ("frequency", "period", "reporter", "partner", "product", "flow")


def of_comtrade(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `comtrade.trade`, `preview` or `tariff_lines` as statements.

    Parameters
    ----------
    frame
        Columns as in ``comtrade.TRADE``. Values are US dollars, weights kg.

    Returns
    -------
    DataFrame
        Columns as in :data:`STATEMENTS`, one row a row of ``frame``, in its order and with its
        index. A weight of 0 beside a value is missing: the publisher writes 0 where no weight
        was given. ``part`` names what the row is a part by (a mode of transport, a second
        partner, …).

    Raises
    ------
    TradeError
        When a column of the collector lacks, and for rows of services, which have no product code.
    """
    import pandas as pd

    wanted = [*_SAME.values(), *_PARTS, "kind"]
    need(frame, wanted, what="rows of UN Comtrade", advice="give the frame of comtrade.trade")
    if (frame["kind"] == "S").any():
        raise TradeError("holds rows of services", column="kind", advice="ask with kind='C'")
    made = pd.DataFrame({ours: frame[theirs] for ours, theirs in _SAME.items()})
    made["currency"] = "USD"
    made.loc[(made["kg"] <= 0) & made["value"].notna(), "kg"] = float("nan")
    made["group"] = _where(frame["partner"] == WORLD, "partner")
    part = pd.Series("", index=frame.index, dtype="str")
    for name, (total, word) in _PARTS.items():
        other = frame[name].notna() & (frame[name] != total)
        part = part.mask(other, part.where(part == "", part + ", ") + word)
    made["part"] = part
    return made[list(NAMES)]


def of_comext(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `comext.trade` as statements: one row a flow instead of one an indicator.

    Parameters
    ----------
    frame
        Columns as in ``comext.TRADE``. Values are euros; Comext states no edition of the
        classification, no basis (imports are cif, exports fob by rule), and no estimates.

    Returns
    -------
    DataFrame
        Columns as in :data:`STATEMENTS`, sorted by period, reporter, partner, product and flow.

    Raises
    ------
    TradeError
        When a column lacks, or one flow has two values of one indicator.
    """
    import pandas as pd

    need(frame, (*_KEY, "indicator", "value", "kg", "total_over"), what="rows of Comext",
         advice="give the frame of comext.trade")  # fmt: skip
    keys = list(_KEY)
    first = frame.drop_duplicates(keys)[[*keys, "total_over"]]
    made = first.rename(columns={"product": "commodity"}).set_index(
        ["frequency", "period", "reporter", "partner", "commodity", "flow"]
    )
    made["value"] = _one(frame, _VALUES, "value", keys)
    made["kg"] = _one(frame, _KILOS, "kg", keys)
    made["quantity"] = _one(frame, (_SUPPLEMENT,), "value", keys)
    made = made.reset_index().sort_values([*keys[:4], "commodity", "flow"], ignore_index=True)
    over = made["total_over"].map(set)
    made["group"] = over.map(
        lambda held: " and ".join(who for who in ("reporter", "partner") if f"{who}s" in held)
    )
    made["year"] = pd.to_numeric(made["period"].str[:4]).astype("Int64")
    made["flow"] = made["flow"].map(lambda code: _FLOWS.get(code, code))
    filled: dict[str, Any] = {
        "reporter_name": made["reporter"], "partner_name": made["partner"], "currency": "EUR",
        "classification": None, "original": pd.NA, "kg_estimated": pd.NA, "added_up": pd.NA,
        "quantity_estimated": pd.NA, "quantity_unit": "supplementary unit of the product",
        "part": "", "basis": made["flow"].map({"M": "cif", "X": "fob", "RX": "fob"}),
    }  # fmt: skip
    return made.assign(**filled)[list(NAMES)]


def _one(frame: pd.DataFrame, names: tuple[str, ...], column: str, keys: list[str]) -> Any:  # noqa: ANN401
    """Return the values of one indicator by flow; refuse two of one flow."""
    held = frame[frame["indicator"].isin(names) & frame[column].notna()]
    twice = held[held.duplicated(keys, keep=False)]
    if len(twice):
        row = twice.iloc[0]
        raise TradeError(
            f"reporter {row['reporter']}, partner {row['partner']}, product {row['product']}, "
            f"{row['period']} has two values", column="indicator",
            advice=f"keep one of {', '.join(sorted(set(twice['indicator'])))}",
        )  # fmt: skip
    index = ["frequency", "period", "reporter", "partner", "commodity", "flow"]
    return held.rename(columns={"product": "commodity"}).set_index(index)[column]


def _where(held: Any, word: str) -> Any:  # noqa: ANN401
    import pandas as pd

    return pd.Series("", index=held.index, dtype="str").mask(held.fillna(value=False), word)
