"""Lists of goods by heading, of one's own and of the law on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import law, trade
from osint_helpers.errors import LawError, TradeError
from osint_helpers.trade import headings
from tests.trade.test_listing import measure


@pytest.mark.parametrize(
    "text", ["", "x", "870", "8703.1", "\uff18\uff17\uff10\uff13", "87031012345"]
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(TradeError, match="no HS code"):
        trade.goods_of_codes([text])


def test_a_code_given_twice_and_no_code_are_refused():
    with pytest.raises(TradeError, match="given twice"):
        trade.goods_of_codes(["8703.10", "870310"])
    with pytest.raises(TradeError, match="needs a code"):
        trade.goods_of_codes([])


def test_the_longest_heading_decides_and_a_shorter_code_is_coarser():
    goods = trade.goods_of_codes(["8703", "8703.10"])
    assert goods.place("870310") == ("870310", "snowmobiles")
    assert goods.place("870323") == ("8703", "motor cars")
    assert goods.place("87") == "coarser"
    assert goods.place("8704") == goods.place("TOTAL") == "outside"


def test_the_lists_of_a_day_give_the_families_they_name():
    goods = trade.goods_list(date(2015, 6, 1), "UN")
    assert goods.place("870323") == ("8703", "motor cars")
    assert goods.place("910111") == "outside"  # watches joined with resolution 2270 of March 2016
    assert trade.goods_list(date(2016, 6, 1), "UN").place("910111") == (
        "9101",
        "watches and clocks",
    )
    assert "our own mapping" in goods.basis


def test_a_day_on_which_a_total_ban_held_says_that_every_good_is_covered():
    assert not trade.goods_list(date(2007, 2, 1), "JP").every_good
    assert trade.goods_list(date(2010, 2, 1), "JP").every_good


def test_codes_of_the_instrument_stand_apart_from_our_mapping():
    goods = trade.goods_list(date(2018, 6, 1), "UN", codes="instrument")
    assert goods.basis == "codes of the instrument"
    assert {digits for digits, _ in goods.headings} == {f"{n}" for n in range(72, 90)}


def test_a_day_before_any_list_is_refused_with_the_day():
    with pytest.raises(TradeError, match="UN, 1 February 2007"):
        trade.goods_list(date(2007, 2, 1), "UN")
    with pytest.raises(TradeError, match="no kind of codes"):
        trade.goods_list(date(2018, 6, 1), "UN", codes="theirs")
    with pytest.raises(LawError):
        trade.goods_list(date(2018, 6, 1), "Atlantis")


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(["UN", "EU", "US", "JP", "KR", "SG"]),
       st.dates(date(2018, 3, 1), date(2026, 1, 1)))  # fmt: skip
def test_a_family_is_in_the_list_exactly_when_a_measure_in_force_applies_by_name(code, day):
    goods = trade.goods_list(day, code)
    for family in law.goods()["family"]:
        found = trade.lists_on(day, family, jurisdictions=[code])["result"]
        named = found.isin(["names the family", "points to a list that names the family"]).any()
        assert (family in goods.families) == bool(named)


def test_no_code_is_outside_and_not_coarser():
    assert trade.goods_of_codes(["8703"]).place("") == "outside"


def test_a_list_counts_on_its_first_and_its_last_day_and_on_no_other():
    name = "EU-329-2007-ANNEX3"
    for day, there in ((date(2007, 3, 28), False), (date(2007, 3, 29), True),
                       (date(2017, 8, 31), True), (date(2017, 9, 1), False)):  # fmt: skip
        try:
            measures = trade.goods_list(day, "EU").measures
        except TradeError:
            measures = ()
        assert (name in measures) == there, day
    assert "motor cars" in trade.goods_list(date(2017, 8, 31), "EU").families


def test_codes_of_an_instrument_that_are_unverified_are_none_and_keep_their_zero():
    assert headings._printed([{"hs_codes": ("9101-9114 (CN, unverified)",)}]) == {}
    found = headings._printed([{"hs_codes": ("0709",)}, {"hs_codes": ("84-85",)}])
    assert set(found) == {"0709", "84", "85"}


def test_a_list_that_is_only_pointed_to_names_its_families_too(monkeypatch):
    pointer = measure("SYNTHETIC", "2013-03-07", "", "list_elsewhere", ("UN-2094-ANNEX4",))
    table = {**measure("UN-2094-ANNEX4", "2013-03-07"), "jurisdiction": "EU"}
    monkeypatch.setattr("osint_helpers.law.tables.records", lambda: (pointer, table))
    goods = trade.goods_list(date(2014, 1, 1), "UN")
    assert goods.measures == ("SYNTHETIC",)
    assert "motor cars" in goods.families
