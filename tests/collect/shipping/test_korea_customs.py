"""Korea Customs: totals, months, keys, windows, refusals with 200, replay. SYNTHETIC figures."""

from __future__ import annotations

import contextlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.client import Client
from osint_helpers.collect.shipping import korea_customs
from osint_helpers.collect.shipping.korea_customs.calls import windows
from osint_helpers.errors import (
    CollectError,
    KeyMissingError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes.korea_customs import KEY, TOTAL, answer, refused, row, rows, total_of, xml
from tests.collect.fakes.server import FakeSources, Reply

ASKED = {"start": "2018-07", "end": "2018-09", "countries": ("XX",), "products": ("8703",)}


@pytest.fixture
def desk(tmp_path):
    with FakeSources(korea_customs=answer) as fakes:
        yield Desk(tmp_path, fakes)


def recording(desk, key=KEY):
    return desk.client("record", keys={"korea_customs": key})


# -- the form


def test_an_item_becomes_a_row_in_dollars_and_kilograms():
    held = [row("2018.08", "XX", "8703231010", 1000, 200)]
    (made,), said = korea_customs.parse(xml([total_of(held), *held]))
    assert made == {
        "month": "2018-08", "country": "XX", "country_name": "가상국", "product": "8703231010",
        "product_name": "가상 승용차", "exports_usd": 1000.0, "imports_usd": 200.0,
        "exports_kg": 100.0, "imports_kg": 20.0, "exports_count": None, "imports_count": None,
        "balance_usd": 800.0,
    }  # fmt: skip
    assert (said.lacking, said.notes) == ([], [])


def test_the_total_is_left_out_and_held_against_the_rows():
    held = rows()[:4]
    made, said = korea_customs.parse(xml([total_of(held), *held]))
    assert len(made) == 4
    assert said.lacking == []
    made, said = korea_customs.parse(xml([total_of(held), *held[:3]]))
    assert len(made) == 3
    assert "the total of exports_usd is 3001, the rows add up to 2501" in said.lacking


def test_several_totals_are_left_out_and_not_compared():
    held = rows()[:4]
    made, said = korea_customs.parse(
        xml([total_of(held[:1]), *held[:1], total_of(held), *held[1:]])
    )
    assert len(made) == 4
    assert said.lacking == []
    assert "2 total rows were left out" in said.notes[0]


@pytest.mark.parametrize("change", [
    {"year": "2018.08"}, {"year": TOTAL, "hsCd": "8703231010", "statCd": "XX"},
    {"year": "2018.08", "hsCd": TOTAL, "statCd": "XX"}, {"year": "2018.08", "statKor": TOTAL},
    {"year": "2018.08", "hsCd": "", "statCd": "XX"},
])  # fmt: skip
def test_a_total_that_is_called_otherwise_is_no_row(change):
    held = rows()[:4]
    made, said = korea_customs.parse(xml([{**total_of(held), **change}, *held]))
    assert len(made) == 4
    assert said.lacking == []


def test_a_total_with_codes_and_a_month_is_suspected_by_its_figures():
    held = rows()[:4]
    disguised = {**total_of(held), "year": "2018.01", "hsCd": "8703", "statCd": "XX"}
    _, said = korea_customs.parse(xml([disguised, *held]))
    assert "may be a total that is not called one" in said.lacking[0]


def test_an_answer_without_a_total_says_so():
    _, said = korea_customs.parse(xml(rows()[:4]))
    assert said.lacking == []
    assert "no total row" in said.notes[0]


@pytest.mark.parametrize("year", ["2016.1", "2016.13", "2016", "20161", "2016.0", "", "soon"])
def test_a_month_that_is_not_certain_is_refused(year):
    with pytest.raises(SchemaChanged) as raised:
        korea_customs.parse(xml([row(year, "XX", "8703", 1, 1)]))
    assert raised.value.column == "year"


@pytest.mark.parametrize("text", ["1,5x", "nan", "1e9", "--1"])
def test_a_number_that_is_none_is_refused(text):
    with pytest.raises(SchemaChanged) as raised:
        korea_customs.parse(xml([{**row("2018.08", "XX", "8703", 1, 1), "expDlr": text}]))
    assert raised.value.column == "expDlr"


def test_thousands_are_read_and_nothing_stays_missing():
    held = {**row("2018.08", "XX", "8703", 1, 1), "expDlr": "1,000", "impDlr": "-", "impWgt": ""}
    (made,), _ = korea_customs.parse(xml([held]))
    assert (made["exports_usd"], made["imports_usd"], made["imports_kg"]) == (1000.0, None, None)


def test_fields_that_are_new_or_missing_are_a_change():
    held = row("2018.08", "XX", "8703", 1, 1)
    new = xml([held]).replace(b"statKor", b"planet")
    with pytest.raises(SchemaChanged, match="planet"):
        korea_customs.parse(new)
    assert len(korea_customs.parse(new, tolerated=("planet",))[0]) == 1
    with pytest.raises(SchemaChanged, match="impWgt"):
        korea_customs.parse(xml([{k: v for k, v in held.items() if k != "impWgt"}]))


def test_a_product_code_gets_its_lost_zero_back_and_it_is_said():
    held = {k: v for k, v in row("2018.08", "XX", "303", 1, 1).items() if "statCd" not in k}
    (made,), said = korea_customs.parse(xml([held]), call="items")
    assert made["product"] == "0303"
    assert any("leading zero" in note for note in said.notes)


def test_a_count_of_the_source_that_differs_is_said():
    data = xml([row("2018.08", "XX", "8703", 1, 1)])
    data = data.replace(b"</body>", b"<totalCount>9</totalCount></body>")
    _, said = korea_customs.parse(data)
    assert "the source counts 9 rows and gave 1" in said.lacking


@pytest.mark.parametrize("body", [
    xml([], "99", "UNKNOWN"), xml([], "03", "NODATA_ERROR"), refused("30", "NOT REGISTERED").body,
    b"Unexpected errors", b"<html>busy</html>", b"", b"<!DOCTYPE html><html/>",
])  # fmt: skip
def test_a_refusal_with_status_200_is_a_refusal(body):
    with pytest.raises(SourceRefusedError):
        korea_customs.parse(body)


@pytest.mark.parametrize("body", [
    b"<response><header><resultCode>00</resultCode></header></response>", b"<response/>",
    xml([row("2018.08", "XX", "8703", 1, 1)])[:-30],
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    xml([]).replace(b"<items></items>", b"<items><row/></items>"),
])  # fmt: skip
def test_an_answer_of_another_form_is_never_no_trade(body):
    with pytest.raises(CollectError):
        korea_customs.parse(body)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200), year=st.text(max_size=12), number=st.text(max_size=12))
def test_no_bytes_and_no_cells_crash_the_reading(data, year, number):
    with contextlib.suppress(OsintError):
        korea_customs.parse(data)
    with contextlib.suppress(OsintError, UnicodeEncodeError):
        korea_customs.parse(xml([{**row(year, "XX", "8703", 1, 1), "expDlr": number}]))


# -- asking


def test_three_months_are_one_question(desk):
    got = korea_customs.item_country(recording(desk), **ASKED)
    assert got.meta.complete, got.meta.reason
    assert len(got) == 6
    assert list(got.frame.columns) == [one.name for one in korea_customs.TRADE]
    assert sorted(got.frame["month"].unique()) == ["2018-07", "2018-08", "2018-09"]
    assert got.frame["exports_usd"].dtype == "float64"
    assert got.meta.synthetic
    (asked,) = desk.fakes.asked
    assert (asked.one("strtYymm"), asked.one("endYymm")) == ("201807", "201809")


@pytest.mark.parametrize("key", [KEY, "SYNTHETIC%2Bkey%2Fof%3D%3Dthe%3Dportal"])
def test_the_key_is_encoded_once_however_it_was_issued_and_kept_nowhere(desk, key):
    got = korea_customs.item_country(recording(desk, key), **ASKED)
    assert got.meta.complete, got.meta.reason
    held = b"".join(one.read_bytes() for one in desk.case.rglob("*") if one.is_file())
    for form in (KEY, "SYNTHETIC%2Bkey"):
        assert form.encode() not in held
    assert "REDACTED" in got.meta.parts[0].url


def test_more_than_twelve_months_are_asked_twelve_at_a_time(desk):
    got = korea_customs.item_country(
        recording(desk), **{**ASKED, "start": "2018-01", "end": "2019-02"}
    )
    assert [one.one("endYymm") for one in desk.fakes.asked] == ["201812", "201902"]
    assert len(got) == 28
    assert got.meta.complete
    assert list(windows("2017-11", "2018-12")) == [("2017-11", "2018-10"), ("2018-11", "2018-12")]


def test_each_country_and_product_is_asked_for_itself(desk):
    got = korea_customs.item_country(
        recording(desk), **{**ASKED, "countries": ("XX", "YY"), "products": ("8703", "8704")}
    )
    assert len(desk.fakes.asked) == 4
    assert len(got) == 7


def test_replay_gives_the_same_frame_and_needs_no_key(desk):
    first = korea_customs.item_country(recording(desk), **ASKED)
    asked = len(desk.fakes.asked)
    again = korea_customs.item_country(desk.client(), **ASKED)
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert len(desk.fakes.asked) == asked
    with pytest.raises(NotRecorded):
        korea_customs.item_country(desk.client(), **{**ASKED, "countries": ("YY",)})


def test_a_window_that_fails_is_named_by_its_months(desk):
    desk.fakes.trouble["korea_customs"] = [Reply(b"LIMITED", "text/plain", 429)] * 3
    got = korea_customs.item_country(
        recording(desk), **{**ASKED, "start": "2018-01", "end": "2019-02"}
    )
    assert [one.name for one in got.meta.missing] == ["2018-01 to 2018-12; XX; 8703"]
    assert len(got) == 4
    assert not got.meta.complete


def test_a_wrong_key_is_refused_in_the_words_of_the_portal(desk):
    with pytest.raises(OsintError, match="SERVICE_KEY_IS_NOT_REGISTERED_ERROR"):
        korea_customs.item_country(recording(desk, "SYNTHETIC-WRONG"), **ASKED)


def test_without_a_key_the_source_itself_is_not_asked(tmp_path):
    client = Client(tmp_path, "record", who="tester", environment={})
    with pytest.raises(KeyMissingError, match="KOREA_CUSTOMS_KEY"):
        korea_customs.item_country(client, **ASKED)


def test_no_items_are_a_complete_answer(desk):
    got = korea_customs.item_country(recording(desk), **{**ASKED, "products": ("9101",)})
    assert got.meta.complete
    assert "Not found" in got.nothing_found("watches")


def test_a_row_that_was_not_asked_for_is_refused(desk):
    held = [row("2018.10", "XX", "8703231010", 1, 1)]
    desk.fakes.trouble["korea_customs"] = [Reply(xml([total_of(held), *held]))]
    with pytest.raises(OsintError, match="month 2018-10, which was not asked for"):
        korea_customs.item_country(recording(desk), **ASKED)


@pytest.mark.parametrize(("change", "word"), [
    ({"statCd": "YY"}, "country YY"), ({"hsCd": "9101"}, "product 9101"),
])  # fmt: skip
def test_a_row_of_another_country_or_product_is_refused(desk, change, word):
    held = [{**row("2018.08", "XX", "8703231010", 1, 1), **change}]
    desk.fakes.trouble["korea_customs"] = [Reply(xml([total_of(held), *held]))]
    with pytest.raises(OsintError, match=f"{word}, which was not asked for"):
        korea_customs.item_country(recording(desk), **ASKED)


def test_rows_that_do_not_add_up_make_the_result_incomplete(desk):
    held = [row("2018.08", "XX", "8703231010", 10, 1), row("2018.08", "XX", "8703239010", 5, 1)]
    desk.fakes.trouble["korea_customs"] = [Reply(xml([total_of(held), held[0]]))]
    got = korea_customs.item_country(recording(desk), **ASKED)
    assert "the rows add up to 10" in got.meta.reason
    assert len(got) == 1


def test_the_two_other_calls_ask_their_own_lists(desk):
    items = korea_customs.items(recording(desk), start="2018-08", end="2018-08")
    nations = korea_customs.countries(recording(desk), start="2018-08", end="2018-08")
    assert [one.path for one in desk.fakes.asked] == [
        "Itemtrade/getItemtradeList", "nationtrade/getNationtradeList",
    ]  # fmt: skip
    assert items.meta.complete, items.meta.reason
    assert nations.meta.complete, nations.meta.reason
    assert list(items.frame["exports_usd"]) == [1007.0, 500.0, 70.0]
    assert items.frame["country"].isna().all()
    assert list(nations.frame["country"]) == ["XX", "XX", "YY"]
    assert list(nations.frame["exports_count"]) == [1.0, 1.0, 1.0]
    assert nations.frame["product"].isna().all()


@pytest.mark.parametrize(("name", "value"), [
    ("start", "2018-7"), ("start", "201807"), ("end", "2018-06"), ("countries", ()),
    ("countries", "XX"), ("countries", ("CHN",)), ("products", ("870",)), ("products", "8703"),
])  # fmt: skip
def test_a_question_the_source_cannot_be_asked_names_its_part(desk, name, value):
    with pytest.raises(CollectError) as raised:
        korea_customs.item_country(recording(desk), **{**ASKED, name: value})
    assert raised.value.column == name
    assert desk.fakes.asked == []
