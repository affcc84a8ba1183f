"""Rows of the Korea Customs Service as statements: exports and imports of one row become two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import TradeError
from osint_helpers.trade.results import need
from osint_helpers.trade.statements import NAMES, WORLD

if TYPE_CHECKING:
    import pandas as pd

REPORTER: Final = ("KR", "Republic of Korea")
ALL: Final = "all countries together"
TOTAL: Final = "TOTAL"
#: flow -> value, weight and basis; the manifest of the collector says fob, cif and US dollars.
_SIDES: Final = {"X": ("exports_usd", "exports_kg", "fob"),
                 "M": ("imports_usd", "imports_kg", "cif")}  # fmt: skip
#: column -> what a cell of it must look like, and in words.
_FORMS: Final = {
    "month": (r"[0-9]{4}-(?:0[1-9]|1[0-2])", "a month as 2018-08"),
    "country": (r"[A-Z]{2}", "two capital letters"),
    "product": (r"(?:[0-9]{2}){1,3}|[0-9]{10}", "a code of 2, 4, 6 or 10 digits"),
}
_MISSING: Final = ("country", "product")  # may lack: all countries, or all products, together


def of_korea_customs(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `korea_customs.item_country`, `items` or `countries` as statements.

    Parameters
    ----------
    frame
        Columns as in ``korea_customs.TRADE``. Values are US dollars, exports fob and imports cif;
        weights kg. The source says nothing of re-exports, of editions of its product codes (ten
        digits, the first six of them HS) or of estimates. A weight of 0 stays one: what the source
        means by it is not known. Numbers of declarations are no quantity of goods and are left
        out.

    Returns
    -------
    DataFrame
        Columns as in :data:`STATEMENTS`, two rows a row of ``frame``, the export first, in its
        order. The reporter is ``KR``; partners have two letters, ``0`` where all countries are
        added up. A row without a product stands for all of them, ``TOTAL``. Trade between the two
        Koreas is no foreign trade in these statistics.

    Raises
    ------
    TradeError
        When a column lacks, for a row without country and product, and for a month, country or
        product in a form that is not known.
    """
    import pandas as pd

    names = [name for side in _SIDES.values() for name in side[:2]]
    need(frame, (*_FORMS, "country_name", *names), what="rows of the Korea Customs Service",
         advice="give the frame of korea_customs.item_country")  # fmt: skip
    _check(frame)
    held = frame.reset_index(drop=True)
    sides = [_side(held, flow) for flow in _SIDES]
    made = pd.concat(sides).sort_index(kind="stable").reset_index(drop=True)
    return made[list(NAMES)]


def _side(held: pd.DataFrame, flow: str) -> pd.DataFrame:
    import pandas as pd

    value, weight, basis = _SIDES[flow]
    country = held["country"].astype("str")
    filled: dict[str, Any] = {
        "frequency": "M", "year": pd.to_numeric(held["month"].str[:4]).astype("Int64"),
        "period": held["month"], "reporter": REPORTER[0], "reporter_name": REPORTER[1],
        "flow": flow, "partner": country.fillna(WORLD),
        "partner_name": held["country_name"].fillna(country).fillna(ALL),
        "commodity": held["product"].fillna(TOTAL), "classification": None, "original": pd.NA,
        "value": held[value].astype("float64"), "currency": "USD", "basis": basis,
        "kg": held[weight].astype("float64"), "kg_estimated": pd.NA, "quantity": float("nan"),
        "quantity_unit": "", "quantity_estimated": pd.NA, "added_up": pd.NA, "part": "",
    }  # fmt: skip
    group = pd.Series("", index=held.index, dtype="str").mask(held["country"].isna(), "partner")
    return pd.DataFrame({**filled, "group": group}, index=held.index)


def _check(frame: pd.DataFrame) -> None:
    """Refuse the first cell whose form is not known: a guess would be a figure for another."""
    lacking = frame["country"].isna() & frame["product"].isna()
    if lacking.any():
        at = int(lacking.to_numpy().argmax()) + 1
        raise TradeError(
            f"row {at} has neither country nor product", column="product",
            advice="ask for one of them: what such a total covers is not known",
        )  # fmt: skip
    for name, (form, words) in _FORMS.items():
        cells = frame[name].astype("str")
        may_lack = cells.isna() & (name in _MISSING)
        wrong = ~(cells.str.fullmatch(form, na=False).astype(bool) | may_lack)
        if wrong.any():
            at = int(wrong.to_numpy().argmax())
            raise TradeError(
                f"{cells.iloc[at]!r:.60} in row {at + 1} is not {words}", column=name,
                advice="look at the capture: this form is not known",
            )  # fmt: skip
