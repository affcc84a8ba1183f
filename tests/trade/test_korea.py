"""Rows of the Korea Customs Service as statements. All rows are SYNTHETIC."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.collect.columns import frame
from osint_helpers.collect.shipping import korea_customs
from osint_helpers.errors import TradeError
from tests.collect.fakes.korea_customs import row, total_of, xml

ROW = {"month": "2018-08", "country": "XX", "country_name": "SYNTHETIC", "product": "8703231010",
       "product_name": "SYNTHETIC", "exports_usd": 1000.0, "imports_usd": 200.0,
       "exports_kg": 100.0, "imports_kg": 20.0, "exports_count": 3.0, "imports_count": 1.0,
       "balance_usd": 800.0}  # fmt: skip
CARS = trade.goods_of_codes(["8703"])


def read(*held):
    return trade.of_korea_customs(frame(held, korea_customs.TRADE))


def test_a_recorded_item_is_an_export_and_an_import_with_their_units():
    held = [row("2018.08", "XX", "8703231010", 1000, 200)]
    items, _ = korea_customs.parse(xml([total_of(held), *held]))
    made = read(*items)
    assert list(made.columns) == [column.name for column in trade.STATEMENTS]
    told = ["flow", "value", "basis", "kg", "currency", "frequency", "year", "period", "reporter",
            "partner", "commodity"]  # fmt: skip
    assert made[told].values.tolist() == [
        ["X", 1000.0, "fob", 100.0, "USD", "M", 2018, "2018-08", "KR", "XX", "8703231010"],
        ["M", 200.0, "cif", 20.0, "USD", "M", 2018, "2018-08", "KR", "XX", "8703231010"],
    ]
    assert made["partner_name"].tolist() == ["가상국"] * 2
    assert made["reporter_name"].tolist() == ["Republic of Korea"] * 2


def test_what_the_source_does_not_say_is_missing_and_declarations_are_no_quantity():
    made = read(ROW)
    for name in (
        "classification", "original", "kg_estimated", "quantity", "added_up", "quantity_estimated",
    ):  # fmt: skip
        assert made[name].isna().all(), name
    assert made["quantity_unit"].tolist() == ["", ""]
    assert made[["group", "part"]].values.tolist() == [["", ""]] * 2


def test_each_row_gives_two_in_its_order_with_an_index_of_their_own():
    held = frame([ROW, {**ROW, "month": "2018-07"}], korea_customs.TRADE)
    held.index = [7, 7]
    made = trade.of_korea_customs(held)
    assert list(zip(made["period"], made["flow"], strict=True)) == [
        ("2018-08", "X"), ("2018-08", "M"), ("2018-07", "X"), ("2018-07", "M")]  # fmt: skip
    assert made.index.tolist() == [0, 1, 2, 3]


def test_a_stated_zero_stays_zero_and_a_missing_value_missing():
    made = read({**ROW, "exports_usd": 0.0, "exports_kg": 0.0, "imports_usd": None})
    assert made.loc[0, ["value", "kg"]].tolist() == [0.0, 0.0]
    assert pd.isna(made.loc[1, "value"])


def test_all_countries_together_are_a_group_and_all_products_a_total():
    made = read({**ROW, "country": None, "country_name": None})
    assert made[["partner", "partner_name", "group"]].values.tolist() == [
        ["0", "all countries together", "partner"]] * 2  # fmt: skip
    result = trade.choose(made, CARS)
    assert result.left_out["reason"].tolist() == [
        "of a partner that is a group of countries or all of them"]  # fmt: skip
    made = read({**ROW, "product": None})
    assert made["commodity"].tolist() == ["TOTAL"] * 2
    assert made["group"].tolist() == [""] * 2


def test_a_country_without_a_name_has_its_code():
    assert read({**ROW, "country_name": None})["partner_name"].tolist() == ["XX"] * 2


def test_months_and_ten_digits_are_added_up_under_their_heading():
    held = [{**ROW, "month": f"2018-{month:02}"} for month in (1, 2)]
    found = trade.flows(read(*held, {**ROW, "product": "8703239010"}), CARS, partner="XX")
    line = found.frame.iloc[0]
    assert line[["reporter", "heading", "value", "kg", "months", "basis", "currency"]].tolist() == [
        "KR", "8703", 3000.0, 300.0, 3, "fob", "USD"]  # fmt: skip
    assert line["partial"]
    assert line["finer"]


@pytest.mark.parametrize(("change", "column", "words"), [
    ({"month": "2016-1"}, "month", "'2016-1' in row 2 is not a month"),
    ({"month": "2016-13"}, "month", "is not a month"),
    ({"month": "2016-001"}, "month", "is not a month"),
    ({"month": "2016"}, "month", "is not a month"), ({"month": None}, "month", "is not a month"),
    ({"country": "XXX"}, "country", "is not two capital letters"),
    ({"country": "xx"}, "country", "is not two capital letters"),
    ({"product": "870323101"}, "product", "is not a code of 2, 4, 6 or 10 digits"),
    ({"product": "87032310"}, "product", "is not a code of 2, 4, 6 or 10 digits"),
    ({"product": "٨٧"}, "product", "is not a code"),
    ({"country": None, "product": None}, "product", "row 2 has neither country nor product"),
])  # fmt: skip
def test_a_form_that_is_not_known_is_refused_with_its_row(change, column, words):
    held = frame([ROW, ROW], korea_customs.TRADE)
    for name, value in change.items():
        held.loc[1, name] = value
    with pytest.raises(TradeError, match=words) as raised:
        trade.of_korea_customs(held)
    assert raised.value.column == column


@pytest.mark.parametrize("name", ["month", "country_name", "imports_kg"])
def test_a_frame_that_lacks_a_column_names_it(name):
    with pytest.raises(TradeError) as raised:
        trade.of_korea_customs(frame([ROW], korea_customs.TRADE).drop(columns=name))
    assert raised.value.column == name


def test_no_rows_are_no_statements():
    made = read()
    assert len(made) == 0
    assert list(made.columns) == [column.name for column in trade.STATEMENTS]
    assert trade.choose(made, CARS).read == 0


@settings(max_examples=30, deadline=None)
@given(held=st.lists(st.builds(
    lambda month, product, out, back: {**ROW, "month": f"2018-{month:02}", "product": product,
                                       "exports_usd": out, "imports_usd": back},
    st.integers(1, 12), st.sampled_from(["87", "8703", "870323", "8703231010", None]),
    st.none() | st.integers(0, 10**9).map(float), st.none() | st.integers(0, 10**9).map(float),
), max_size=8))  # fmt: skip
def test_nothing_is_lost_between_rows_and_statements(held):
    made = read(*held)
    assert len(made) == 2 * len(held)
    for flow, name in (("X", "exports_usd"), ("M", "imports_usd")):
        stated = [one[name] for one in held]
        got = made.loc[made["flow"] == flow, "value"].tolist()
        assert [None if value != value else value for value in got] == stated  # noqa: PLR0124
    result = trade.choose(made, CARS)
    assert result.read == result.used + int(result.left_out["rows"].sum())
