"""Flows of a list of goods to a partner. All records are SYNTHETIC."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.errors import TradeError
from osint_helpers.trade.flowing import FLOWS, one_currency
from tests.trade.made import CARS, KP, record, statements


def flows(*records, goods=CARS, **how):
    return trade.flows(statements(*records), goods, partner=str(KP), **how)


def test_a_reporter_that_states_nothing_has_no_row():
    frame = flows(record(901, "X", "2015", 5.0), record(902, "X", "2016", 7.0)).frame
    assert frame[["year", "reporter", "value"]].to_numpy().tolist() == [
        [2015, "901", 5.0], [2016, "902", 7.0]]  # fmt: skip


def test_a_stated_zero_is_a_row_of_zero():
    assert flows(record(901, "X", "2015", 0.0)).frame["value"].tolist() == [0.0]


def test_the_partners_own_statement_is_not_read():
    result = flows(record(KP, "M", "2015", 5.0, partner=901))
    assert len(result) == 0
    assert result.left_out["reason"].tolist() == ["of a flow that is not asked for"]


def test_finer_codes_are_added_up_and_named_as_such():
    frame = flows(record(901, "X", "2015", 5.0, commodity="870323"),
                  record(901, "X", "2015", 2.5, 700.0, commodity="870332")).frame  # fmt: skip
    row = frame.iloc[0]
    assert row[["value", "kg", "rows", "finer"]].tolist() == [7.5, 1700.0, 2, True]


def test_a_missing_weight_is_counted_and_no_weight_at_all_is_missing():
    fine = [record(901, "X", "2015", 5.0, None, commodity="870323"),
            record(901, "X", "2015", 2.5, 700.0, commodity="870332")]  # fmt: skip
    row = flows(*fine).frame.iloc[0]
    assert row[["kg", "without_kg"]].tolist() == [700.0, 1]
    assert pd.isna(flows(fine[0]).frame.iloc[0]["kg"])


def test_months_are_named_when_the_year_is_not_whole():
    result = flows(record(901, "X", "201501", 5.0), record(901, "X", "201503", 5.0))
    assert result.frame.iloc[0][["months", "partial", "value"]].tolist() == [2, True, 10.0]
    assert "Not all twelve months: 901 2015 (2)." in result.notes
    whole = flows(record(901, "X", "2015", 5.0))
    assert whole.frame.iloc[0][["months", "partial"]].tolist() == [12, False]


def test_re_exports_stand_beside_the_exports_and_are_not_added():
    row = flows(record(901, "X", "2015", 5.0), record(901, "RX", "2015", 4.0)).frame.iloc[0]
    assert row[["value", "again"]].tolist() == [5.0, 4.0]


def test_re_exports_alone_are_no_row_and_are_named():
    result = flows(record(901, "RX", "2015", 4.0))
    assert len(result) == 0
    assert "RX without a row of X beside it, not shown: 901 2015 8703." in result.notes


def test_estimates_and_rows_added_up_by_the_publisher_are_counted():
    row = flows(record(901, "X", "2015", 5.0, isNetWgtEstimated=True, isAggregate=True)).frame
    assert row.iloc[0][["kg_estimated", "added_up"]].tolist() == [1, 1]


def test_the_edition_and_the_list_are_named():
    result = flows(record(901, "X", "2015", 5.0, classificationCode="H4"))
    assert result.frame.iloc[0]["classification"] == "H4"
    assert result.notes[-1] == "Goods: codes chosen by hand; codes chosen by the analyst."


def test_another_flow_is_refused():
    with pytest.raises(TradeError, match="'RX' is no flow"):
        flows(record(901, "X", "2015", 5.0), flow="RX")


def test_no_rows_have_the_same_columns():
    assert tuple(flows().frame.columns) == FLOWS


def test_two_currencies_are_refused():
    with pytest.raises(TradeError, match="EUR, USD"):
        one_currency(pd.DataFrame({"currency": ["USD", "EUR"]}))


ROWS = st.lists(
    st.builds(record, st.sampled_from([901, 902, 903]), st.sampled_from(["X", "RX"]),
              st.sampled_from(["2015", "2016", "201601"]),
              st.one_of(st.none(), st.floats(0, 1e9).map(lambda v: round(v, 3))),
              st.sampled_from([None, 5.0]),
              commodity=st.sampled_from(["8703", "870323", "870332"])),
    max_size=20,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(held=ROWS, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_figure(held, order):
    mixed = list(held)
    order.shuffle(mixed)
    pd.testing.assert_frame_equal(flows(*held).frame, flows(*mixed).frame)


@settings(max_examples=40, deadline=None)
@given(held=ROWS)
def test_another_reporter_changes_no_row(held):
    mine = flows(*[one for one in held if one["reporterCode"] != 903]).frame
    whole = flows(*held).frame
    whole = whole[whole["reporter"] != "903"].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, whole)


@settings(max_examples=40, deadline=None)
@given(held=ROWS)
def test_what_is_added_up_is_what_was_chosen(held):
    rule = trade.FlowRule(flows=("X", "RX"))
    chosen = trade.choose(statements(*held), CARS, rule=rule).frame
    told = flows(*held).frame
    exports = chosen[chosen["flow"] == "X"]["value"]
    assert told["value"].sum() == pytest.approx(exports.sum())
    assert told["rows"].sum() == len(exports)


def test_imports_stand_with_their_re_imports():
    frame = flows(record(901, "M", "2015", 5.0), record(901, "RM", "2015", 2.0),
                  record(901, "X", "2015", 9.0), flow="M").frame  # fmt: skip
    assert frame[["flow", "value", "again", "basis"]].to_numpy().tolist() == [
        ["M", 5.0, 2.0, "cif"]]  # fmt: skip


def test_every_reporter_without_twelve_months_is_named():
    result = flows(record(901, "X", "201501", 5.0), record(902, "X", "201501", 5.0),
                   record(902, "X", "201502", 5.0))  # fmt: skip
    assert "Not all twelve months: 901 2015 (1); 902 2015 (2)." in result.notes


def test_two_bases_of_one_year_stand_in_their_order():
    fob = record(901, "X", "201501", 5.0)
    cif = record(901, "X", "201502", 5.0, cifvalue=5.0, fobvalue=None)
    assert flows(fob, cif).frame["basis"].tolist() == ["cif; fob"]
    assert flows(cif, fob).frame["basis"].tolist() == ["cif; fob"]


def test_rows_stand_by_year_and_then_by_reporter():
    frame = flows(record(901, "X", "2016", 5.0), record(902, "X", "2015", 5.0)).frame
    assert frame["year"].tolist() == [2015, 2016]


def test_a_heading_stated_as_such_is_not_finer():
    assert not flows(record(901, "X", "2015", 5.0)).frame.iloc[0]["finer"]
