"""New suppliers within the years recorded. All figures are SYNTHETIC."""

from __future__ import annotations

import pytest

from osint_helpers import trade
from osint_helpers.errors import TradeError
from osint_helpers.trade.seen import CENSORED, NEW, OPENED, reporting_years
from tests.trade.made import CARS, KP, record, statements

YEARS = (2015, 2016, 2017)
HELD = (
    record(901, "X", "2015", 5.0), record(901, "X", "2017", 6.0),
    record(902, "X", "2016", 7.0), record(902, "X", "2015", 1.0, partner=903),
    record(903, "X", "2017", 8.0),
)  # fmt: skip


def suppliers(*records, years=YEARS, **how):
    frame = trade.flows(statements(*records), CARS, partner=str(KP)).frame
    return trade.new_suppliers(frame, years=years, **how)


def test_the_first_year_recorded_is_no_first_year():
    frame = suppliers(*HELD).frame.set_index("reporter")
    assert frame.loc["901", "result"] == CENSORED
    assert frame.loc["901", ["first", "last", "value"]].tolist() == [2015, 2017, 11.0]
    assert frame.loc["901", "without"] == (2016,)
    assert "may be older" in frame.loc["901", "text"]


def test_a_later_first_year_is_new_and_says_whether_the_reporter_reported_before():
    frame = suppliers(*HELD, reporting=reporting_years(statements(*HELD))).frame
    frame = frame.set_index("reporter")
    assert frame.loc["902", "result"] == OPENED
    assert frame.loc["903", "result"] == NEW
    assert "2015, 2016 is not known" in frame.loc["903", "text"]
    assert set(suppliers(*HELD).frame["result"]) == {CENSORED, NEW}


def test_years_asked_for_without_a_row_make_the_first_row_new():
    assert suppliers(*HELD, years=(2014, *YEARS)).frame["result"].tolist() == [NEW] * 3


def test_a_value_below_the_least_does_not_count_as_seen():
    result = suppliers(*HELD, rule=trade.SupplierRule(least_value=6.0))
    frame = result.frame.set_index("reporter")
    assert frame.loc["901", ["first", "result"]].tolist() == [2017, NEW]
    assert result.left_out["rows"].tolist() == [1]


def test_a_stated_zero_is_not_seen():
    assert len(suppliers(record(901, "X", "2016", 0.0))) == 0


def test_years_must_be_given_and_hold_every_row():
    with pytest.raises(TradeError, match="no year is asked"):
        suppliers(*HELD, years=())
    with pytest.raises(TradeError, match="outside the years"):
        suppliers(*HELD, years=(2015, 2016))


def test_only_a_report_in_every_year_before_makes_a_missing_row_tell():
    held = record(903, "X", "2017", 8.0)
    some = suppliers(held, reporting={("903", 2015)}).frame
    assert some["result"].tolist() == [NEW]
    every = suppliers(held, reporting={("903", 2015), ("903", 2016)}).frame
    assert every["result"].tolist() == [OPENED]


def test_who_is_seen_first_stands_first():
    frame = suppliers(record(901, "X", "2016", 5.0), record(902, "X", "2015", 5.0)).frame
    assert frame["reporter"].tolist() == ["902", "901"]


def test_the_headings_of_a_year_count_together():
    held = [record(901, "X", "2016", 4.0), record(901, "X", "2016", 4.0, commodity="9101")]
    frame = trade.flows(statements(*held), trade.goods_of_codes(["8703", "9101"]),
                        partner=str(KP)).frame  # fmt: skip
    rule = trade.SupplierRule(least_value=8.0)
    assert trade.new_suppliers(frame, years=YEARS, rule=rule).frame["value"].tolist() == [8.0]


def test_of_two_names_the_first_in_the_alphabet_stands():
    held = [record(901, "X", "2015", 5.0, reporterDesc="SYNTHETIC B"),
            record(901, "X", "2016", 5.0, reporterDesc="SYNTHETIC A")]  # fmt: skip
    assert suppliers(*held).frame["reporter_name"].tolist() == ["SYNTHETIC A"]
