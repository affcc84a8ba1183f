"""Rows of collectors as statements. All records are SYNTHETIC."""

from __future__ import annotations

import pandas as pd
import pytest

from osint_helpers import trade
from osint_helpers.collect.columns import frame
from osint_helpers.collect.shipping import comext
from osint_helpers.errors import TradeError
from tests.trade.made import record, rows, statements

EXPORT = {"frequency": "A", "period": "2016", "period_precision": "year", "reporter": "XA",
          "partner": "KP", "product": "87032319", "flow": "2", "indicator": "VALUE_IN_EUROS",
          "value": 100.0, "unit": "EUR", "total_over": ()}  # fmt: skip


def of_comext(*held):
    return trade.of_comext(frame(held, comext.COLUMNS["trade"]))


def test_a_record_of_comtrade_is_a_statement_with_its_units():
    made = statements(record(901, "M", "2016", 5.0, 20.0))
    row = made.iloc[0]
    assert list(made.columns) == [column.name for column in trade.STATEMENTS]
    assert row[["year", "period", "value", "currency", "basis", "kg"]].tolist() == [
        2016, "2016", 5.0, "USD", "cif", 20.0]  # fmt: skip
    assert (row["part"], row["group"]) == ("", "")


def test_a_weight_of_zero_beside_a_value_is_missing():
    assert pd.isna(statements(record(901, "X", "2016", 5.0, 0.0)).iloc[0]["kg"])


def test_a_part_says_by_what_it_is_one():
    made = statements(record(901, "X", "2016", 5.0, motCode=2100, customsCode="C01"))
    assert made.iloc[0]["part"] == "customs procedure, mode of transport"


def test_services_are_refused():
    held = rows(record(901, "X", "2016", 5.0)).assign(kind="S")
    with pytest.raises(TradeError, match="services"):
        trade.of_comtrade(held)


def test_a_frame_that_lacks_a_column_names_it():
    with pytest.raises(TradeError, match="mode_of_transport"):
        trade.of_comtrade(rows(record(901, "X", "2016", 5.0)).drop(columns="mode_of_transport"))


def test_indicators_of_comext_become_one_statement_in_euros():
    made = of_comext(
        EXPORT, {**EXPORT, "indicator": "QUANTITY_IN_100KG", "value": 12.0, "kg": 1200.0},
        {**EXPORT, "indicator": "SUPPLEMENTARY_QUANTITY", "value": 3.0},
    )  # fmt: skip
    assert len(made) == 1
    row = made.iloc[0]
    assert row[["flow", "value", "currency", "basis", "kg", "quantity"]].tolist() == [
        "X", 100.0, "EUR", "fob", 1200.0, 3.0]  # fmt: skip


def test_a_flow_without_a_value_of_comext_keeps_its_row():
    made = of_comext({**EXPORT, "indicator": "QUANTITY_IN_100KG", "value": 1.0, "kg": 100.0})
    assert len(made) == 1
    assert pd.isna(made.iloc[0]["value"])


def test_groups_of_comext_are_groups():
    made = of_comext({**EXPORT, "reporter": "EU27_2020", "total_over": ("reporters",)})
    result = trade.choose(made, trade.goods_of_codes(["8703"]))
    assert result.left_out["reason"].tolist() == ["of a reporter that is a group of countries"]


def test_two_values_of_one_flow_of_comext_are_refused():
    with pytest.raises(TradeError, match="VALUE_EUR, VALUE_IN_EUROS"):
        of_comext(EXPORT, {**EXPORT, "indicator": "VALUE_EUR", "value": 1.0})


def test_a_weight_of_zero_without_a_value_stays_as_it_was_stated():
    assert statements(record(901, "X", "2016", None, 0.0)).iloc[0]["kg"] == 0.0


def test_products_and_partners_of_comext_stand_apart_in_their_order():
    other = {**EXPORT, "partner": "KA", "product": "91011100", "value": 7.0}
    made = of_comext(EXPORT, {**EXPORT, "product": "87032410", "value": 5.0}, other)
    assert made[["partner", "commodity", "value"]].to_numpy().tolist() == [
        ["KA", "91011100", 7.0], ["KP", "87032319", 100.0], ["KP", "87032410", 5.0]]  # fmt: skip
