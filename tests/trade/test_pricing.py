"""Unit values and their outliers. All figures are SYNTHETIC."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.errors import TradeError
from tests.trade.made import CARS, reasons, record, statements


def values(*records, **how):
    return trade.unit_values(statements(*records), CARS, **how)


def many(*values_, weight=100.0, **other):
    return [record(901, "X", str(2000 + n), value, weight, **other)
            for n, value in enumerate(values_)]  # fmt: skip


def test_value_a_kilogram_and_a_piece_stand_apart():
    frame = values(record(901, "X", "2016", 500.0, 2000.0)).frame  # quantity 2 u
    told = frame.set_index("per")
    assert told.loc["weight", ["unit", "unit_value"]].tolist() == ["kg", 0.25]
    assert told.loc["quantity", ["unit", "unit_value"]].tolist() == ["u", 250.0]


def test_a_quantity_without_unit_in_kg_or_of_zero_has_no_unit_value():
    result = values(
        record(901, "X", "2015", 5.0, 100.0, qtyUnitCode=-1, qtyUnitAbbr="N/A", qty=1.0),
        record(901, "X", "2016", 5.0, 100.0, qtyUnitAbbr="kg", qty=100.0),
        record(901, "X", "2017", 5.0, 100.0, qty=0.0),
        record(901, "X", "2018", 5.0, 0.0),
    )
    assert set(result.frame["per"]) == {"weight"}
    assert reasons(result) == {
        "without the amount": 2, "with an amount of zero or less": 2,
        "with a quantity in kg, which the weight says": 1,
    }  # fmt: skip


def test_estimates_are_left_out_or_marked():
    row = record(901, "X", "2016", 5.0, 100.0, isNetWgtEstimated=True)
    result = values(row)
    assert set(result.frame["per"]) == {"quantity"}
    assert reasons(result) == {"with an amount estimated by the publisher": 1}
    marked = values(row, rule=trade.UnitValueRule(estimates="mark")).frame.set_index("per")
    assert marked["estimated"].to_dict() == {"weight": True, "quantity": False}
    with pytest.raises(TradeError, match="'keep' says nothing"):
        values(row, rule=trade.UnitValueRule(estimates="keep"))


def test_a_row_far_from_its_group_is_an_outlier_by_the_modified_z_score():
    frame = values(*many(100, 101, 99, 102, 98, 103, 97, 100, 900)).frame
    weights = frame[frame["per"] == "weight"].set_index("year")
    assert weights["outlier"].to_dict() == {**dict.fromkeys(range(2000, 2008), False), 2008: True}
    assert weights.loc[2000, "group_median"] == pytest.approx(1.0)


def test_a_group_that_is_small_or_has_no_spread_names_no_outlier():
    small = values(*many(100, 100, 900)).frame
    assert small["score"].isna().all()
    assert not small["outlier"].any()
    flat = values(*many(*[100] * 9, 900)).frame
    assert flat["score"].isna().all()


def test_units_are_never_compared_with_each_other():
    frame = values(*many(100, 101, 99, 102), *many(100, 101, 99, 102, qtyUnitAbbr="2u",
                   reporterCode=902)).frame  # fmt: skip
    sizes = frame.groupby(["per", "unit"])["group_size"].max().to_dict()
    assert sizes == {("weight", "kg"): 8, ("quantity", "u"): 4, ("quantity", "2u"): 4}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(-2, 10**6).map(float)),
                  st.sampled_from([None, 0.0, 10.0]), st.booleans()),
        max_size=12,
    )
)  # fmt: skip
def test_every_measure_is_used_or_left_out_with_a_reason(held):
    rows = [record(901, "X", str(2000 + n), value, weight, isNetWgtEstimated=guess)
            for n, (value, weight, guess) in enumerate(held)]  # fmt: skip
    result = values(*rows)
    assert result.read == 2 * len(rows) == result.used + int(result.left_out["rows"].sum())
    assert result.frame["unit_value"].gt(0).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 10**6).map(float), min_size=8, max_size=12), st.integers(1, 1000))
def test_the_currency_unit_changes_no_outlier(held, factor):
    one = values(*many(*held)).frame
    two = values(*many(*(value * factor for value in held))).frame
    assert one["score"].fillna(-9).tolist() == pytest.approx(
        two["score"].fillna(-9).tolist(), abs=1e-6
    )


def test_the_score_is_the_modified_z_score_of_the_logarithm():
    held = many(*(100.0 * 2**n for n in range(9)))
    frame = values(*held).frame
    weights = frame[frame["per"] == "weight"]
    expected = [0.6745 * (n - 4) / 2 for n in range(9)]  # median 4, median deviation 2
    assert weights["score"].tolist() == pytest.approx(expected)
    assert weights["group_median"].tolist() == pytest.approx([16.0] * 9)
    assert not weights["outlier"].any()


def test_an_outlier_lies_above_the_threshold_on_either_side():
    held = many(*(100.0 * 2**n for n in range(9)))
    frame = values(*held, rule=trade.UnitValueRule(threshold=1.2)).frame
    assert frame[frame["outlier"] & (frame["per"] == "weight")]["year"].tolist() == [2000, 2008]


def test_a_group_of_just_the_least_rows_has_scores():
    held = many(*(100.0 * 2**n for n in range(8)))
    assert values(*held).frame["score"].notna().all()
    assert values(*held, rule=trade.UnitValueRule(least=9)).frame["score"].isna().all()


def test_the_parameters_are_those_that_are_cited():
    rule = trade.UnitValueRule()
    assert (rule.threshold, rule.consistency, rule.least, rule.estimates) == (
        3.5, 0.6745, 8, "leave out")  # fmt: skip


def test_flows_of_one_code_and_currencies_are_groups_of_their_own():
    held = statements(*many(*[100] * 4), *many(*[200] * 4, reporterCode=902))
    held["currency"] = ["USD"] * 4 + ["EUR"] * 4
    assert set(trade.unit_values(held, CARS).frame["group_size"]) == {4}


def test_a_stated_value_of_zero_has_no_unit_value():
    assert reasons(values(record(901, "X", "2016", 0.0, 100.0))) == {
        "without a value above zero": 2}  # fmt: skip


def test_a_statement_is_two_measures_in_the_account():
    result = values(record(901, "X", "2016", 5.0, 100.0), record(901, "X", "2017", None))
    assert (result.read, result.used) == (4, 2)
    assert reasons(result) == {"without a value": 2}


def test_a_unit_that_is_not_available_is_none():
    held = statements(record(901, "X", "2016", 5.0, 100.0)).assign(quantity_unit="N/A")
    found = trade.unit_values(held, CARS)
    assert reasons(found) == {"with a quantity that has no unit": 1}
