"""Shares and the Herfindahl-Hirschman index. All figures are SYNTHETIC."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.errors import TradeError
from osint_helpers.trade.flowing import FLOWS
from osint_helpers.trade.shares import shares
from tests.trade.made import CARS, KP, record, statements


def flows(*records):
    return trade.flows(statements(*records), CARS, partner=str(KP)).frame


def of(*values, year="2016"):
    return flows(*(record(901 + n, "X", year, value) for n, value in enumerate(values)))


def test_the_index_is_the_sum_of_squared_shares():
    row = trade.concentration(of(60.0, 30.0, 10.0)).frame.iloc[0]
    assert row["hhi"] == pytest.approx(0.46)
    assert row["effective"] == pytest.approx(1 / 0.46)
    assert row[["reporters", "value", "largest", "largest_share"]].tolist() == [
        3, 100.0, "901", 0.6]  # fmt: skip


def test_one_reporter_is_an_index_of_one_and_equal_parts_of_one_over_their_number():
    assert trade.concentration(of(5.0)).frame.iloc[0]["hhi"] == 1.0
    assert trade.concentration(of(5.0, 5.0)).frame.iloc[0]["hhi"] == pytest.approx(0.5)


def test_a_year_of_stated_zeros_has_no_share_and_no_index():
    parts = shares(of(0.0, 0.0)).frame
    assert parts["share"].isna().all()
    row = trade.concentration(of(0.0, 0.0)).frame.iloc[0]
    assert row[["hhi", "effective", "largest_share"]].isna().all()
    assert row["reporters"] == 2


def test_equals_stand_in_the_order_of_their_codes():
    assert shares(of(5.0, 5.0)).frame["reporter"].tolist() == ["901", "902"]


def test_years_that_are_not_whole_are_left_out_only_when_asked():
    frame = flows(record(901, "X", "201601", 5.0), record(902, "X", "2016", 5.0))
    assert trade.concentration(frame).frame.iloc[0]["partial"]
    rule = trade.ConcentrationRule(whole_years=True)
    result = trade.concentration(frame, rule=rule)
    assert result.frame.iloc[0][["reporters", "largest"]].tolist() == [1, "902"]
    assert result.left_out["reason"].tolist() == ["of fewer than twelve months"]


def test_families_that_are_not_asked_for_are_counted_as_left_out():
    result = shares(of(5.0, 3.0), rule=trade.ConcentrationRule(families=("wine",)))
    assert (len(result), result.left_out["rows"].tolist()) == (0, [2])


def test_two_currencies_and_two_flows_are_refused():
    frame = of(5.0, 3.0)
    with pytest.raises(TradeError, match="EUR, USD"):
        shares(frame.assign(currency=["USD", "EUR"]))
    with pytest.raises(TradeError, match="exports and imports"):
        shares(frame.assign(flow=["X", "M"]))


def test_what_shares_are_of_is_said():
    assert any("no total" in note for note in trade.concentration(of(5.0)).notes)
    assert tuple(of(5.0).columns) == FLOWS


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**9).map(float), min_size=1, max_size=3))
def test_shares_add_up_to_one_and_the_index_lies_between_its_bounds(values):
    frame = of(*values)
    parts = shares(frame).frame
    row = trade.concentration(frame).frame.iloc[0]
    if sum(values):
        assert parts["share"].sum() == pytest.approx(1.0)
        assert 1 / len(values) - 1e-12 <= row["hhi"] <= 1 + 1e-12
        assert row["largest_share"] == parts["share"].max()
    assert parts["rank"].tolist() == list(range(1, len(values) + 1))
