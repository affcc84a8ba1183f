"""The exporter's statement against the importer's. All figures are SYNTHETIC."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.errors import TradeError
from osint_helpers.trade import mirrors
from tests.trade.made import CARS, record, statements


def gaps(*records, **how):
    return trade.mirror_gaps(statements(*records), CARS, **how)


def pair(out, back, **other):
    return [record(901, "X", "2016", out, partner=902),
            record(902, "M", "2016", back, partner=901, **other)]  # fmt: skip


def test_the_expected_value_is_the_exporters_with_the_margin():
    row = gaps(*pair(100.0, 150.0)).frame.iloc[0]
    assert row[["exporter", "importer", "exported", "imported"]].tolist() == [
        "901", "902", 100.0, 150.0]  # fmt: skip
    assert row[["margin", "expected", "gap"]].tolist() == [0.06, 106.0, 44.0]
    assert row["relative"] == pytest.approx(44 / 106)
    assert row["result"] == "the importer states more"


@pytest.mark.parametrize(("back", "result"), [
    (106.0, "within margin and slack"), (132.5, "within margin and slack"),
    (132.6, "the importer states more"), (79.5, "within margin and slack"),
    (79.4, "the importer states less"), (0.0, "the importer states less"),
])  # fmt: skip
def test_the_slack_decides_on_both_sides(back, result):
    assert gaps(*pair(100.0, back)).frame.iloc[0]["result"] == result


def test_a_side_without_a_row_is_missing_not_zero():
    one, two = pair(100.0, 150.0)
    row = gaps(one).frame.iloc[0]
    assert row["result"] == "only the exporter has a row"
    assert row[["imported", "gap", "expected"]].isna().all()
    assert gaps(two).frame.iloc[0]["result"] == "only the importer has a row"
    assert gaps(two).frame.iloc[0]["exporter_name"] == "SYNTHETIC Northland"


def test_the_margin_is_used_only_between_fob_and_cif():
    row = gaps(*pair(100.0, 100.0, cifvalue=None, fobvalue=100.0)).frame.iloc[0]
    assert row[["margin", "expected", "result"]].tolist() == [0.0, 100.0, "within margin and slack"]


def test_what_cannot_be_compared_says_why():
    unsaid = gaps(*pair(100.0, 100.0, cifvalue=None)).frame.iloc[0]
    assert unsaid[["result", "remark"]].tolist() == [
        "not compared",
        "the basis of a side is not said",
    ]
    other = gaps(*pair(100.0, 100.0, classificationCode="H4")).frame.iloc[0]
    assert "editions" in other["remark"]
    months = gaps(record(901, "X", "201601", 100.0, partner=902), pair(1.0, 100.0)[1])
    assert months.frame.iloc[0]["remark"] == "the two cover different months"
    assert months.frame["gap"].isna().all()


def test_a_rule_without_a_basis_or_with_a_negative_margin_is_refused():
    for rule in (trade.MirrorRule(margin_basis=" "), trade.MirrorRule(slack_basis="")):
        with pytest.raises(TradeError, match="needs its basis"):
            gaps(*pair(1.0, 1.0), rule=rule)
    with pytest.raises(TradeError, match="no negative"):
        gaps(*pair(1.0, 1.0), rule=trade.MirrorRule(margin=-0.1))


def test_the_basis_of_margin_and_slack_stands_in_the_notes():
    notes = gaps(*pair(1.0, 1.0)).notes
    assert any("IMF" in note and "6%" in note for note in notes)
    assert "Slack 25%: analyst's assumption." in notes


def test_rows_of_both_sides_are_accounted_for():
    result = gaps(*pair(100.0, 150.0), record(903, "X", "2016", None, partner=902))
    assert (result.read, result.used) == (3, 2)
    assert result.left_out["reason"].tolist() == ["without a value"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([(901, 902), (902, 901), (901, 903)]),
                          st.sampled_from("XM"), st.sampled_from(["2015", "2016"]),
                          st.integers(0, 10**6)), max_size=10),
       st.randoms(use_true_random=False))  # fmt: skip
def test_every_pair_and_year_has_one_row_in_any_order(held, order):
    rows = [record(a, flow, year, float(value), partner=b) for (a, b), flow, year, value in held]
    mixed = list(rows)
    order.shuffle(mixed)
    one, two = gaps(*rows).frame, gaps(*mixed).frame
    pd.testing.assert_frame_equal(one, two)
    assert not one.duplicated(["year", "exporter", "importer", "heading"]).any()
    told = one["result"].isin([mirrors.EXPORTER_ONLY, mirrors.IMPORTER_ONLY, mirrors.NOT_COMPARED])
    assert one["gap"].isna().equals(told)


def test_an_exporter_that_is_an_area_is_never_said_to_be_the_only_one_with_a_row():
    area = {"reporterCode": 490, "reporterDesc": "Other Asia, nes"}
    found = trade.mirror_gaps(statements(
        {**record(901, "X", "2016", 5.0, partner=902), **area},
        record(902, "M", "2016", 6.0, partner=490, partnerDesc="Other Asia, nes"),
        record(901, "X", "2016", 7.0, partner=902),
    ), CARS)  # fmt: skip
    by = found.frame.set_index("exporter")
    assert by.loc["490", ["result", "remark"]].tolist() == [mirrors.NOT_COMPARED, mirrors.AREA]
    assert by.loc["490", "exporter_name"] == "Other Asia, nes"
    assert by.loc["901", "result"] == mirrors.EXPORTER_ONLY
    assert by.loc["901", "remark"] == ""
    assert any(text.startswith("As imported: Left out by that list: partner 490") for text in
               found.notes)  # fmt: skip


def test_an_importer_that_only_its_name_makes_an_area_is_not_compared_either():
    held = {**record(901, "M", "2016", 5.0, partner=902), "reporterCode": 950,
            "reporterDesc": "SYNTHETIC, nes"}  # fmt: skip
    found = trade.mirror_gaps(statements(held), CARS)
    assert found.frame["result"].tolist() == [mirrors.NOT_COMPARED]


def test_what_both_sides_say_stands_once_and_the_rest_with_its_side():
    found = trade.mirror_gaps(statements(
        record(901, "X", "2016", 5.0, partner=902), record(902, "M", "2016", 6.0, partner=901),
        record(97, "M", "2016", 6.0, partner=901),
    ), CARS)  # fmt: skip
    assert sum("Whose list says" in text for text in found.notes) == 1
    said = [text for text in found.notes if text.startswith("As ")]
    assert said == ["As imported: Left out by that list: reporter 97 SYNTHETIC union (1 row)."]


def test_only_the_exporters_and_importers_asked_for_are_compared():
    held = [*pair(100.0, 106.0), record(902, "X", "2016", 5.0, partner=901),
            record(901, "M", "2016", 5.0, partner=902)]  # fmt: skip
    frame = gaps(*held, exporters=("901",), importers=("902",)).frame
    assert frame[["exporter", "importer", "result"]].to_numpy().tolist() == [
        ["901", "902", mirrors.WITHIN]]  # fmt: skip
    assert len(gaps(*held).frame) == 2


def test_each_side_bears_the_name_it_gives_itself():
    out = record(901, "X", "2016", 5.0, partner=902, partnerDesc="SYNTHETIC other name",
                 reporterDesc="SYNTHETIC own A")  # fmt: skip
    back = record(902, "M", "2016", 5.0, partner=901, partnerDesc="SYNTHETIC other name",
                  reporterDesc="SYNTHETIC own B")  # fmt: skip
    row = gaps(out, back).frame.iloc[0]
    assert row[["exporter_name", "importer_name"]].tolist() == [
        "SYNTHETIC own A", "SYNTHETIC own B"]  # fmt: skip


def test_a_negative_slack_is_refused():
    with pytest.raises(TradeError, match="no negative"):
        gaps(*pair(1.0, 1.0), rule=trade.MirrorRule(slack=-0.1))


def test_two_currencies_of_a_side_are_refused():
    held = statements(*pair(1.0, 1.0), record(903, "X", "2016", 1.0, partner=902))
    held["currency"] = ["USD", "USD", "EUR"]
    with pytest.raises(TradeError, match="EUR, USD"):
        trade.mirror_gaps(held, CARS)


def test_a_gap_over_a_stated_zero_has_no_part():
    row = gaps(*pair(0.0, 5.0)).frame.iloc[0]
    assert row[["expected", "gap", "result"]].tolist() == [0.0, 5.0, mirrors.MORE]
    assert pd.isna(row["relative"])
