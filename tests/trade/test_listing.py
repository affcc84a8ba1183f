"""Which list of the law holds which goods, on a day and over time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import law, trade
from osint_helpers.errors import GoodsError, TradeError
from osint_helpers.trade import listing
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


def measure(name, start, end="", covered="listed_families", list_in=(), kind="luxury_goods"):
    return {"measure": name, "jurisdiction": "UN", "instrument": "SYNTHETIC", "kind": kind,
            "goods_covered": covered, "list_in": list_in, "effective_from": start,
            "effective_to": end, "hs_codes": (), "hs_mapping_ours": (), "threshold": "",
            "verified": False, "unverified_fields": ()}  # fmt: skip


def spans(monkeypatch, *rows):
    monkeypatch.setattr("osint_helpers.law.tables.records", lambda: rows)
    found = listing.spans(law.goods_of("8703"), "UN", trade.ListRule())
    return [(one["measure"], one["from"], one["to"], one["result"]) for one in found]


def test_a_pointer_is_two_spans_when_its_list_begins_later(monkeypatch):
    table = measure("SYNTHETIC-LIST", "2017-09-01")
    pointer = measure(
        "SYNTHETIC", "2017-01-01", "2017-09-01", "list_elsewhere", ("SYNTHETIC-LIST",)
    )
    assert spans(monkeypatch, pointer, table) == [
        ("SYNTHETIC", "2017-01-01", "2017-08-31", listing.NOT_HELD),
        ("SYNTHETIC", "2017-09-01", "2017-09-01", listing.NOT_NAMED),
        ("SYNTHETIC-LIST", "2017-09-01", "", listing.NOT_NAMED),
    ]


def test_a_pointer_that_ends_before_its_list_begins_keeps_its_own_last_day(monkeypatch):
    table = measure("SYNTHETIC-LIST", "2017-09-01")
    pointer = measure(
        "SYNTHETIC", "2017-01-01", "2017-06-30", "list_elsewhere", ("SYNTHETIC-LIST",)
    )
    assert spans(monkeypatch, pointer, table)[0] == (
        "SYNTHETIC", "2017-01-01", "2017-06-30", listing.NOT_HELD)  # fmt: skip
    assert len(spans(monkeypatch, pointer, table)) == 2


def test_a_pointer_to_a_list_the_table_does_not_have_is_one_span(monkeypatch):
    pointer = measure("SYNTHETIC", "2017-01-01", "", "list_elsewhere", ("SYNTHETIC-NONE",))
    assert spans(monkeypatch, pointer) == [("SYNTHETIC", "2017-01-01", "", listing.NOT_HELD)]


def test_drafts_and_lists_without_a_first_day_are_none_and_the_first_stands_first(monkeypatch):
    rows = (measure("SYNTHETIC-A", "2015-01-01"), measure("SYNTHETIC-B", "2010-01-01"),
            measure("SYNTHETIC-C", "", covered="listed_families"),
            measure("SYNTHETIC-D", "2010-01-01", covered="draft"))  # fmt: skip
    assert [one[0] for one in spans(monkeypatch, *rows)] == ["SYNTHETIC-B", "SYNTHETIC-A"]


def test_a_list_holds_on_its_last_day_and_not_after():
    assert "EU-329-2007-ANNEX3" in on("2017-08-31", "8703", "EU")
    assert "EU-329-2007-ANNEX3" not in on("2017-09-01", "8703", "EU")


def test_jurisdictions_stand_in_the_order_asked_with_those_that_have_no_list():
    frame = trade.lists_on(date(2014, 1, 1), "8703", jurisdictions=["BD", "UN"])
    assert frame["jurisdiction"].tolist() == ["BD", "UN", "UN"]
