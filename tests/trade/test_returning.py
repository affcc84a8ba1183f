"""Re-exports, re-imports and trade both ways. All figures are SYNTHETIC."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from tests.trade.made import CARS, record, statements


def trips(*records, **how):
    return trade.round_trip(statements(*records), CARS, **how)


def test_the_four_flows_of_a_pair_stand_in_one_row():
    stated = {"X": 100.0, "M": 50.0, "RX": 25.0, "RM": 10.0}
    row = trips(*(record(901, flow, "2016", value) for flow, value in stated.items())).frame.iloc[0]
    assert row[["exported", "imported", "re_exported", "re_imported"]].tolist() == [
        100.0, 50.0, 25.0, 10.0]  # fmt: skip
    assert row[["re_export_share", "re_import_share"]].tolist() == [0.25, 0.2]
    assert row["overlap"] == pytest.approx(1 - 50 / 150)


def test_a_flow_without_a_row_is_missing_not_zero():
    row = trips(record(901, "X", "2016", 100.0)).frame.iloc[0]
    assert (
        row[["imported", "re_exported", "re_imported", "re_export_share", "overlap"]].isna().all()
    )
    assert row["remark"] == ""


def test_re_exports_above_exports_are_no_share_and_are_told():
    row = trips(record(901, "X", "2016", 100.0), record(901, "RX", "2016", 150.0)).frame.iloc[0]
    assert pd.isna(row["re_export_share"])
    assert row["remark"] == "re-exports above exports: this reporter counts them apart"


def test_below_the_least_value_no_overlap_is_given():
    held = [record(901, "X", "2016", 1.0), record(901, "M", "2016", 1.0)]
    assert trips(*held).frame.iloc[0]["overlap"] == 1.0
    small = trips(*held, rule=trade.RoundTripRule(least_value=3.0)).frame.iloc[0]
    assert pd.isna(small["overlap"])


def test_without_goods_each_product_is_a_heading():
    made = trade.round_trip(statements(record(901, "X", "2016", 1.0, commodity="8704"))).frame
    assert made["heading"].tolist() == ["8704"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["X", "M", "RX", "RM"]), st.integers(0, 10**6)),
                max_size=4, unique_by=lambda one: one[0]))  # fmt: skip
def test_overlap_and_shares_lie_between_zero_and_one(held):
    frame = trips(*(record(901, flow, "2016", float(value)) for flow, value in held)).frame
    for name in ("overlap", "re_export_share", "re_import_share"):
        assert frame[name].dropna().between(0, 1).all()


def test_re_exports_of_all_exports_are_a_share_of_one():
    row = trips(record(901, "X", "2016", 100.0), record(901, "RX", "2016", 100.0)).frame.iloc[0]
    assert row[["re_export_share", "remark"]].tolist() == [1.0, ""]


def test_just_the_least_value_gives_an_overlap():
    held = [record(901, "X", "2016", 1.0), record(901, "M", "2016", 1.0)]
    row = trips(*held, rule=trade.RoundTripRule(least_value=2.0)).frame.iloc[0]
    assert row["overlap"] == 1.0


def test_nothing_both_ways_has_no_overlap():
    held = [record(901, "X", "2016", 0.0), record(901, "M", "2016", 0.0)]
    assert pd.isna(trips(*held).frame.iloc[0]["overlap"])
