"""Which statements may be added up. All records are SYNTHETIC."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.errors import TradeError
from tests.trade.made import CARS, KP, reasons, record, statements


def chosen(*records, goods=CARS, **how):
    return trade.choose(statements(*records), goods, **how)


def values(result):
    return sorted(result.frame["value"])


def test_a_row_is_used_and_bears_its_heading_and_family():
    result = chosen(record(901, "X", "2016", 5.0))
    assert (result.read, result.used) == (1, 1)
    assert result.frame.iloc[0][["heading", "family"]].tolist() == ["8703", "motor cars"]
    assert result.text == "1 of 1 rows used."


ALL = "of a partner that is a group of countries or all of them"
NOWHERE = "of a partner that is no country (areas not specified, bunkers, free zones)"
COARSER = "with a product coarser than any heading of the list"


@pytest.mark.parametrize(("row", "reason"), [
    (record(901, "X", "2016", None), "without a value"),
    (record(901, "X", "2016", -1.0), "with a negative value"),
    (record(901, "X", "2016", 1.0, partner=0), ALL),
    (record(901, "X", "2016", 1.0, partner=899), NOWHERE),
    (record(901, "X", "2016", 1.0, partner=555, partnerDesc="SYNTHETIC Asia nes"), NOWHERE),
    (record(97, "X", "2016", 1.0), "of a reporter that is a group of countries"),
    (record(901, "X", "2016", 1.0, commodity="8704"), "with a product outside the list"),
    (record(901, "X", "2016", 1.0, commodity="87"), COARSER),
    (record(901, "X", "2016", 1.0, commodity="TOTAL"), "with a product outside the list"),
    (record(901, "X", "2016", 1.0, motCode=2100), "given in parts without their total"),
])  # fmt: skip
def test_what_cannot_count_is_left_out_with_its_reason(row, reason):
    result = chosen(row, record(902, "X", "2016", 7.0))
    assert values(result) == [7.0]
    assert reasons(result) == {reason: 1}
    assert result.left_out.iloc[0]["example"].startswith(f"reporter {row['reporterCode']}, flow X")


@pytest.mark.parametrize("part", [{"motCode": 2100}, {"partner2Code": 901}, {"customsCode": "C01"}])
def test_a_part_is_not_added_to_its_total(part):
    result = chosen(record(901, "X", "2016", 10.0), record(901, "X", "2016", 4.0, **part))
    assert values(result) == [10.0]
    assert reasons(result) == {"that are parts of a total which is counted": 1}


def test_a_part_counts_as_one_without_total_when_the_total_says_nothing():
    result = chosen(record(901, "X", "2016", None), record(901, "X", "2016", 4.0, motCode=2100))
    assert reasons(result) == {"without a value": 1, "given in parts without their total": 1}


def test_finer_products_are_parts_of_their_heading_and_count_without_it():
    fine = [record(901, "X", "2016", 4.0, commodity="870323"),
            record(901, "X", "2016", 3.0, commodity="870332")]  # fmt: skip
    assert values(chosen(*fine)) == [3.0, 4.0]
    result = chosen(record(901, "X", "2016", 10.0), *fine)
    assert values(result) == [10.0]
    assert reasons(result) == {"of a product within a coarser one that is counted": 2}


def test_a_list_with_a_heading_inside_another_counts_nothing_twice():
    goods = trade.goods_of_codes(["8703", "8703.10"])
    both = [record(901, "X", "2016", 10.0), record(901, "X", "2016", 2.0, commodity="870310")]
    result = chosen(*both, goods=goods)
    assert result.frame["heading"].tolist() == ["8703"]
    alone = chosen(both[1], goods=goods)
    assert alone.frame[["heading", "family"]].iloc[0].tolist() == ["870310", "snowmobiles"]


def test_months_are_parts_of_a_year_that_is_given():
    months = [record(901, "X", f"2016{month:02d}", 1.0) for month in (1, 2)]
    assert values(chosen(*months)) == [1.0, 1.0]
    result = chosen(*months, record(901, "X", "2016", 12.0), record(902, "X", "201601", 3.0))
    assert values(result) == [3.0, 12.0]
    assert reasons(result) == {"of a month within a year that is counted": 2}


def test_of_two_editions_the_reporters_own_counts_else_the_newest():
    old = record(901, "X", "2016", 10.0, classificationCode="H4")
    new = record(901, "X", "2016", 11.0, classificationCode="H5", isOriginalClassification=False)
    result = chosen(old, new)
    assert result.frame["classification"].tolist() == ["H4"]
    assert reasons(result) == {"in a second edition of the classification": 1}
    result = chosen({**old, "isOriginalClassification": False}, new)
    assert result.frame["classification"].tolist() == ["H5"]
    assert "H5" in result.notes[0]


def test_the_reporters_own_edition_counts_before_the_year():
    months = [record(901, "X", f"2016{n:02d}", 1.0, classificationCode="H4") for n in (1, 2)]
    year = record(901, "X", "2016", 12.0, classificationCode="H5", isOriginalClassification=False)
    result = chosen(*months, year)
    assert values(result) == [1.0, 1.0]
    assert reasons(result) == {"in a second edition of the classification": 1}


def test_each_flow_and_each_year_has_the_edition_of_its_own():
    held = [record(901, "X", "2016", 1.0, classificationCode="H4"),
            record(901, "M", "2016", 2.0, classificationCode="H5"),
            record(901, "X", "2017", 3.0, classificationCode="H5")]  # fmt: skip
    assert values(chosen(*held)) == [1.0, 2.0, 3.0]


def test_each_year_is_a_year_or_months_by_itself():
    held = [record(901, "X", "2016", 1.0), record(901, "X", "201701", 2.0),
            record(901, "M", "201601", 3.0)]  # fmt: skip
    assert values(chosen(*held)) == [1.0, 2.0, 3.0]


def test_a_heading_of_one_period_leaves_the_finer_codes_of_another():
    held = [record(901, "X", "2016", 1.0), record(901, "X", "2017", 2.0, commodity="870323"),
            record(901, "M", "2016", 3.0, commodity="870323")]  # fmt: skip
    assert values(chosen(*held)) == [1.0, 2.0, 3.0]


def test_a_heading_that_does_not_count_leaves_its_finer_codes():
    held = [record(901, "X", "2016", 10.0), record(901, "X", "2016", 9.0),
            record(901, "X", "2016", 4.0, commodity="870323")]  # fmt: skip
    assert values(chosen(*held)) == [4.0]


def test_an_edition_of_which_nobody_says_whose_it_is_is_not_the_reporters_own():
    old = record(901, "X", "2016", 10.0, classificationCode="H4")
    new = record(901, "X", "2016", 11.0, classificationCode="H5", isOriginalClassification=None)
    assert values(chosen(old, new)) == [10.0]


def test_a_total_that_does_not_count_leaves_its_part_without_a_total():
    total = record(901, "X", "2016", 10.0, partner=555, partnerDesc="SYNTHETIC, nes")
    part = {**record(901, "X", "2016", 4.0, partner=555, motCode=2100), "partnerDesc": None}
    assert reasons(chosen(total, part)) == {NOWHERE: 1, "given in parts without their total": 1}


def test_the_example_is_the_first_row_in_order_of_its_cells_not_of_the_file():
    held = [record(902, "X", "2016", None), record(901, "X", "2017", None),
            record(901, "X", "2016", None, commodity="870332"),
            record(901, "X", "2016", None, commodity="870323")]  # fmt: skip
    example = "reporter 901, flow X, partner 408, product 870323, 2016"
    assert chosen(*held).left_out["example"].tolist() == [example]


def test_a_row_that_comes_twice_counts_once_and_two_that_contradict_each_other_not_at_all():
    row = record(901, "X", "2016", 10.0)
    result = chosen(row, row)
    assert values(result) == [10.0]
    assert reasons(result) == {"repeated word for word": 1}
    result = chosen(row, row, {**row, "primaryValue": 9.0, "fobvalue": 9.0})
    assert values(result) == []
    assert reasons(result) == {"repeated word for word": 1,
                               "stated twice with different figures": 2}  # fmt: skip


def test_what_is_asked_for_decides_by_reporter_partner_year_and_flow():
    held = [record(901, "X", "2016", 1.0), record(902, "X", "2016", 2.0),
            record(901, "X", "2017", 3.0), record(901, "M", "2016", 4.0),
            record(901, "X", "2016", 5.0, partner=903)]  # fmt: skip
    result = chosen(*held, reporters=("901",), partners=(str(KP),), years=(2016,),
                    rule=trade.FlowRule(flows=("X",)))  # fmt: skip
    assert values(result) == [1.0]
    assert reasons(result) == {
        "of a flow that is not asked for": 1, "of another partner": 1, "of another reporter": 1,
        "outside the years asked for": 1,
    }  # fmt: skip


def test_all_partners_are_a_whole_also_where_the_reader_did_not_say_so():
    held = statements(record(901, "X", "2016", 1.0, partner=0)).assign(group="")
    assert reasons(trade.choose(held, CARS)) == {ALL: 1}


def test_a_rule_without_a_flow_reads_none():
    assert chosen(record(901, "X", "2016", 1.0), rule=trade.FlowRule(flows=())).used == 0


def test_without_a_list_every_product_counts_and_has_no_heading():
    result = chosen(record(901, "X", "2016", 1.0, commodity="8704"), goods=None)
    assert result.frame[["commodity", "heading"]].iloc[0].tolist() == ["8704", ""]


def test_no_rows_are_no_rows():
    result = trade.choose(statements(), CARS)
    assert (len(result), result.read, result.used, len(result.left_out)) == (0, 0, 0, 0)


def test_a_frame_that_is_none_of_ours_names_the_column():
    with pytest.raises(TradeError, match="frequency"):
        trade.choose(pd.DataFrame({"a": [1]}))


# -- invariants

ROW = st.builds(
    record, st.sampled_from([901, 902, 903, 97]), st.sampled_from(["X", "M", "RX", "RM"]),
    st.sampled_from(["2015", "2016", "201601", "201602"]),
    st.one_of(st.none(), st.integers(-1, 10**6).map(float)),
    st.sampled_from([None, 0.0, 5.0]), partner=st.sampled_from([KP, 0, 899, 902]),
    commodity=st.sampled_from(["87", "8703", "870323", "870310", "8704", "9101"]),
    motCode=st.sampled_from([0, 0, 0, 2100]), classificationCode=st.sampled_from(["H4", "H5"]),
    isOriginalClassification=st.booleans(),
)  # fmt: skip
LIST = trade.goods_of_codes(["8703", "8703.10", "9101"])


@settings(max_examples=60, deadline=None)
@given(held=st.lists(ROW, max_size=25))
def test_every_row_is_used_or_left_out_with_a_reason(held):
    result = chosen(*held, goods=LIST)
    assert result.read == len(held) == result.used + int(result.left_out["rows"].sum())
    assert result.used == len(result.frame)
    assert result.frame["value"].notna().all()


@settings(max_examples=60, deadline=None)
@given(held=st.lists(ROW, max_size=25), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(held, order):
    one = chosen(*held, goods=LIST)
    mixed = list(held)
    order.shuffle(mixed)
    two = chosen(*mixed, goods=LIST)
    by = list(one.frame.columns)
    same = [r.frame.astype("str").sort_values(by, ignore_index=True) for r in (one, two)]
    pd.testing.assert_frame_equal(*same)
    pd.testing.assert_frame_equal(one.left_out, two.left_out)


@settings(max_examples=40, deadline=None)
@given(held=st.lists(ROW, max_size=20), more=st.lists(ROW, max_size=8))
def test_rows_of_another_reporter_change_nothing(held, more):
    mine = [row for row in held if row["reporterCode"] != 903]
    other = [{**row, "reporterCode": 903} for row in more]
    one = chosen(*mine, goods=LIST).frame
    two = chosen(*mine, *other, goods=LIST).frame
    two = two[two["reporter"] != "903"]
    assert np.array_equal(one["value"], two["value"])
    assert one["commodity"].tolist() == two["commodity"].tolist()


@settings(max_examples=40, deadline=None)
@given(held=st.lists(ROW, max_size=25))
def test_nothing_is_counted_twice(held):
    frame = chosen(*held, goods=LIST).frame
    flow = ["reporter", "flow", "partner", "year"]
    assert not frame.duplicated([*flow, "period", "commodity"]).any()
    assert (frame.groupby(flow)["classification"].nunique() <= 1).all()
    assert (frame.groupby(flow)["frequency"].nunique() <= 1).all()
    for _, part in frame.groupby([*flow, "period"]):
        codes = list(part["commodity"])
        assert not any(a != b and a.startswith(b) for a in codes for b in codes)
