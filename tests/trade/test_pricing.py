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
