"""Which list of the law holds which goods, on a day and over time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import law, trade
from osint_helpers.errors import GoodsError, TradeError
from osint_helpers.trade.listing import JURISDICTIONS

DAYS = st.dates(date(2006, 1, 1), date(2026, 11, 21))
FAMILIES = st.sampled_from(sorted(law.goods()["family"]))


def on(day, goods, code):
    frame = trade.lists_on(date.fromisoformat(day), goods, jurisdictions=[code])
    return dict(zip(frame["measure"], frame["result"], strict=True))


def test_a_list_names_cars_from_its_first_day_and_not_before():
    assert "UN-2094-ANNEX4" not in on("2013-03-06", "8703", "UN")
    assert on("2013-03-07", "8703", "UN")["UN-2094-ANNEX4"] == "names the family"


def test_a_list_in_force_that_is_not_recorded_as_naming_the_goods_says_so():
    assert on("2015-01-01", "watches and clocks", "UN") == {
        "UN-1718-8a3": "covers luxury goods without a list",
        "UN-2094-ANNEX4": "is not recorded as naming the family",
    }


def test_a_measure_that_points_elsewhere_is_not_read_as_empty_before_that_list_begins():
    assert on("2017-10-01", "8703", "EU")["EU-2017-1509-ART10"] == (
        "points to a list that the table does not hold for these days")  # fmt: skip
    assert on("2017-11-15", "8703", "EU")["EU-2017-1509-ART10"] == (
        "points to a list that names the family")  # fmt: skip
    assert "EU-329-2007-ANNEX3" not in on("2017-09-01", "8703", "EU")


def test_a_ban_on_every_good_covers_the_coat():
    assert on("2023-03-16", "6201", "KR")["KR-MAY24"] == "covers every good"


def test_a_code_of_the_instrument_is_told_apart_from_the_family():
    frame = trade.lists_on(date(2019, 7, 25), "9102", jurisdictions=["EU"])
    row = frame[frame["measure"] == "EU-2017-2062-ANNEX8"].iloc[0]
    assert row["result"].endswith("a code of the instrument holds it")
    assert row["instrument_codes"] == ("9101-9114 (CN, unverified)",)


def test_a_jurisdiction_without_a_list_has_a_row_that_says_so():
    frame = trade.lists_on(date(2006, 1, 1), "8703", jurisdictions=["SG", "BD"])
    assert frame[["jurisdiction", "measure", "result"]].to_numpy().tolist() == [
        [code, "", "no list found in the table"] for code in ("SG", "BD")
    ]


def test_designations_and_import_bans_are_no_lists_of_goods():
    named = set(trade.catalogue_lists(["8703"], jurisdictions=["US", "CN"])["measure"])
    assert "US-EO-13551" not in named
    assert "CN-2017-40" not in named
    wider = trade.ListRule(kinds=("designation",))
    assert "US-EO-13551" in set(
        trade.catalogue_lists(["8703"], jurisdictions=["US"], rule=wider)["measure"]
    )


def test_any_goods_and_unknown_goods_are_refused():
    with pytest.raises(TradeError, match="any goods"):
        trade.lists_on(date(2018, 1, 1), "any")
    with pytest.raises(GoodsError):
        trade.lists_on(date(2018, 1, 1), "0000")


@settings(max_examples=40, deadline=None)
@given(DAYS, FAMILIES, st.sampled_from(JURISDICTIONS))
def test_what_is_named_on_a_day_applies_in_the_room_of_law_too(day, family, code):
    found = trade.lists_on(day, family, jurisdictions=[code])
    answer = law.in_force(day, code, family)
    there = {*answer.verified["measure"], *answer.to_check["measure"]}
    for row in found.to_dict("records"):
        if row["result"] in {"names the family", "covers every good"}:
            assert row["measure"] in there


@settings(max_examples=25, deadline=None)
@given(FAMILIES)
def test_spans_of_one_measure_never_overlap_and_are_in_order(family):
    frame = trade.catalogue_lists([family])
    for _, part in frame[frame["measure"] != ""].groupby("measure"):
        spans = sorted(zip(part["from"], part["to"], strict=True))
        for (_, end), (start, _) in pairwise(spans):
            assert end
            assert end < start
