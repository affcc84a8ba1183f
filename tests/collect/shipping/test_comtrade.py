"""UN Comtrade: recorded format, splitting, refusals, replay. All records are SYNTHETIC."""

from __future__ import annotations

import contextlib
import gzip
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.shipping import comtrade
from osint_helpers.collect.shipping.comtrade import questions, reading
from osint_helpers.errors import (
    CollectError,
    IncompleteError,
    KeyMissingError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes.comtrade import Comtrade, answer, record, records
from tests.collect.fakes.server import FakeSources, Reply, as_json
from tests.conftest import shared_folder

KEYS = {"comtrade": "SYNTHETIC-KEY-1"}
MONTHS = ("2018-07", "2018-08", "2018-09")
ASKED = {"reporters": ("901", "902"), "partners": ("901", "902"), "periods": MONTHS,
         "commodities": ("8703",), "flows": ("M", "X"), "frequency": "M"}  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    with FakeSources(comtrade=answer) as fakes:
        yield Desk(tmp_path, fakes)


def limited(tmp_path, source):
    return FakeSources(comtrade=source.answer)


def recording(desk, **how):
    return desk.client("record", keys=KEYS, **how)


def envelope(held, **over):
    return json.dumps({"elapsedTime": "0.1 secs", "count": len(held), "data": held, "error": "",
                       **over}).encode()  # fmt: skip


# -- the record


def test_a_record_becomes_a_row_with_units_codes_as_text_and_the_month():
    (row,) = reading.parse(envelope([record(902, "M", 901, "201808", 224000.0, 18200.0)]))
    assert row["period"] == "2018-08"
    assert row["period_precision"] == "month"
    assert (row["reporter"], row["partner"], row["mode_of_transport"]) == ("902", "901", "0")
    assert (row["cif_usd"], row["fob_usd"], row["primary_usd"]) == (224000.0, None, 224000.0)
    assert row["basis"] == "cif"
    assert row["net_weight_kg"] == 18200.0
    assert row["total_over"] == ("second partners", "customs procedures", "modes of transport",
                                 "modes of supply", "finer products")  # fmt: skip


def test_a_year_is_a_year_although_the_source_calls_it_month_52():
    (row,) = reading.parse(envelope([record(901, "X", 902, "2018", 1.0, None)]))
    assert (row["period"], row["period_precision"], row["ref_month"]) == ("2018", "year", 52)
    assert row["basis"] == "fob"


def test_an_export_with_both_values_says_both_only_where_both_are_the_primary_one():
    held = record(902, "M", 901, "2018", 9.0, 1.0, fobvalue=8.0)
    (row,) = reading.parse(envelope([held]))
    assert row["basis"] == "cif"
    (row,) = reading.parse(envelope([{**held, "fobvalue": 9.0}]))
    assert row["basis"] == "cif and fob"
    (row,) = reading.parse(envelope([{**held, "cifvalue": None, "fobvalue": None}]))
    assert row["basis"] is None


@pytest.mark.parametrize("change", [
    {"refMonth": 7}, {"refYear": 2017}, {"refPeriodId": 20180701}, {"freqCode": "A"},
    {"period": "201813"}, {"period": "2018"}, {"period": 201808}, {"period": "201800"},
])  # fmt: skip
def test_a_period_that_contradicts_itself_is_refused(change):
    with pytest.raises(SchemaChanged) as raised:
        reading.parse(envelope([{**record(901, "X", 902, "201808", 1.0, 1.0), **change}]))
    assert raised.value.column == "period"


def test_a_year_with_a_month_is_refused():
    with pytest.raises(SchemaChanged, match="month 8"):
        reading.parse(envelope([record(901, "X", 902, "2018", 1.0, 1.0, refMonth=8)]))


def test_a_quantity_without_a_unit_is_missing_not_zero():
    held = record(901, "X", 902, "2018", 5.0, 1.0, qtyUnitCode=-1, qtyUnitAbbr="N/A", qty=0)
    (row,) = reading.parse(envelope([held]))
    assert row["quantity"] is None


@pytest.mark.parametrize(("field", "value"), [
    ("primaryValue", "12.5"), ("primaryValue", True), ("reporterCode", 1.5), ("netWgt", "0"),
    ("isAggregate", "false"), ("reporterDesc", 5), ("refYear", 2018.0), ("isLeaf", 1),
    ("reporterCode", None), ("cmdCode", ""),
])  # fmt: skip
def test_a_value_of_another_type_names_its_field(field, value):
    with pytest.raises(SchemaChanged) as raised:
        reading.parse(envelope([{**record(901, "X", 902, "2018", 1.0, 1.0), field: value}]))
    assert raised.value.column == field


def test_a_new_field_is_a_change_until_the_analyst_lets_it_pass():
    held = {**record(901, "X", 902, "2018", 1.0, 1.0), "brandNew": 1}
    with pytest.raises(SchemaChanged, match="brandNew"):
        reading.parse(envelope([held]))
    assert len(reading.parse(envelope([held]), tolerated=("brandNew",))) == 1


@pytest.mark.parametrize("field", ["cifvalue", "isAggregate", "motCode"])
def test_a_missing_field_is_a_change(field):
    held = record(901, "X", 902, "2018", 1.0, 1.0)
    del held[field]
    with pytest.raises(SchemaChanged, match=field):
        reading.parse(envelope([held]))
    assert len(reading.parse(envelope([held]), whole=False)) == 1


def test_a_tariff_line_without_a_core_field_is_a_change():
    held = record(901, "X", 902, "2018", 1.0, 1.0)
    del held["primaryValue"]
    with pytest.raises(SchemaChanged, match="primaryValue"):
        reading.parse(envelope([held]), whole=False)


def test_the_other_spelling_of_two_fields_is_read():
    held = record(901, "X", 902, "2018", 1.0, 1.0)
    held["isnetWgtEstimated"] = not held.pop("isNetWgtEstimated")
    (row,) = reading.parse(envelope([held]))
    assert row["net_weight_estimated"] is True


def test_a_count_that_is_not_the_number_of_records_is_refused():
    with pytest.raises(CollectError, match="says 3 records and holds 1"):
        reading.parse(envelope([record(901, "X", 902, "2018", 1.0, 1.0)], count=3))


@pytest.mark.parametrize("body", [
    b'{"errorObject": {"errorMessage": "Too many periods"}}',
    b'{"statusCode": 200, "message": "Too many periods"}',
    b'{"elapsedTime": "1", "count": 0, "data": [], "error": "Too many periods"}',
    b"Too many periods", b"<html>Too many periods</html>",
])  # fmt: skip
def test_a_refusal_with_status_200_is_a_refusal(body):
    with pytest.raises(SourceRefusedError) as raised:
        reading.parse(body)
    assert ("Too many periods" in str(raised.value)) or ("markup" in str(raised.value))


@pytest.mark.parametrize("body", [
    b"", b"[]", b'{"data": []}', b'{"elapsedTime": "1", "count": -1, "data": [], "error": ""}',
    b'{"elapsedTime": "1", "count": 0, "data": {}, "error": ""}', b'{"elapsedTime": "1", "cou',
    b'{"elapsedTime": "1", "count": 0, "data": [], "error": "", "more": 1}',
])  # fmt: skip
def test_an_answer_of_another_form_is_never_no_trade(body):
    with pytest.raises(CollectError):
        reading.parse(body)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reading(data):
    for read in (reading.parse, reading.count_of):
        with contextlib.suppress(OsintError):
            read(data)


@settings(max_examples=200, deadline=None)
@given(
    field=st.sampled_from(sorted(record(901, "X", 902, "2018", 1.0, 1.0))),
    value=st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.lists(st.integers(), max_size=2) | st.dictionaries(st.text(), st.none(), max_size=1),
)  # fmt: skip
def test_no_value_of_a_field_crashes_the_reading_or_the_frame(field, value):
    held = {**record(901, "X", 902, "2018", 1.0, 1.0), field: value}
    try:
        rows = reading.parse(json.dumps({"elapsedTime": "1", "count": 1, "data": [held],
                                         "error": ""}).encode())  # fmt: skip
    except OsintError:
        return
    from osint_helpers.collect.columns import frame

    assert len(frame(rows, comtrade.TRADE)) == 1


# -- asking


def test_trade_asks_the_count_first_and_gives_typed_columns(desk):
    got = comtrade.trade(recording(desk), **ASKED)
    assert got.meta.complete
    assert [one.one("countOnly") for one in desk.fakes.asked] == ["true", ""]
    assert desk.fakes.asked[1].one("period") == "201807,201808,201809"
    assert desk.fakes.asked[1].one("maxRecords") == "100000"
    frame = got.frame
    assert len(frame) == 6
    assert list(frame.columns) == [one.name for one in comtrade.TRADE]
    assert frame["net_weight_kg"].dtype == "float64"
    assert str(frame["is_aggregate"].dtype) == "boolean"
    assert str(frame["ref_year"].dtype) == "Int64"
    assert frame.loc[0, "reporter"] == "901"
    assert got.meta.synthetic
    assert comtrade.SENTENCE in got.meta.limits
    assert got.meta.licence == "restricted"


def test_the_key_goes_as_a_header_and_stands_nowhere_in_the_case(desk):
    comtrade.trade(recording(desk), **ASKED)
    sent = {name.lower(): text for name, text in desk.fakes.asked[0].headers.items()}
    assert sent["ocp-apim-subscription-key"] == KEYS["comtrade"]
    held = [one for one in desk.case.rglob("*") if one.is_file()]
    assert held
    assert not any(KEYS["comtrade"].encode() in one.read_bytes() for one in held)


def test_without_a_key_the_source_itself_is_not_asked(tmp_path):
    from osint_helpers.collect.client import Client

    client = Client(tmp_path, "record", who="tester", environment={})
    with pytest.raises(KeyMissingError, match="COMTRADE_KEY"):
        comtrade.trade(client, **ASKED)


def test_the_preview_needs_no_key_and_does_not_count(desk):
    got = comtrade.preview(desk.client("record"), **ASKED)
    assert len(got) == 6
    assert [one.path for one in desk.fakes.asked] == ["public/v1/preview/C/M/HS"]


def test_no_key_is_sent_where_none_is_needed(desk):
    comtrade.preview(recording(desk), **ASKED)
    comtrade.reference(recording(desk), table="HS")
    sent = {name.lower() for one in desk.fakes.asked for name in one.headers}
    assert "ocp-apim-subscription-key" not in sent


def test_fields_let_pass_are_named_in_the_result(tmp_path):
    source = Comtrade([{**record(901, "X", 902, "201807", 1.0, 1.0), "brandNew": 1}])
    with limited(tmp_path, source) as fakes:
        desk = Desk(tmp_path, fakes)
        with pytest.raises(SchemaChanged, match="brandNew"):
            comtrade.preview(desk.client("record"), **ASKED)
        client = desk.client("record", tolerate={"comtrade": ["brandNew"]})
        got = comtrade.preview(client, **ASKED)
    assert len(got) == 1
    assert "new fields let pass unread: brandNew" in got.meta.notes


def test_replay_gives_the_same_frame_and_asks_nothing(desk):
    first = comtrade.trade(recording(desk), **ASKED)
    asked = len(desk.fakes.asked)
    again = comtrade.trade(desk.client(), **ASKED)
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert first.meta.captures == again.meta.captures
    assert len(desk.fakes.asked) == asked


def test_replay_of_what_was_never_asked_is_not_recorded(desk):
    comtrade.trade(recording(desk), **ASKED)
    with pytest.raises(NotRecorded):
        comtrade.trade(desk.client(), **{**ASKED, "periods": ("2018-10",)})


def test_records_at_the_cap_are_asked_for_in_halves_until_each_lies_below(tmp_path):
    with limited(tmp_path, Comtrade(cap=4)) as fakes:
        got = comtrade.trade(recording(Desk(tmp_path, fakes)), **ASKED, cap=4)
    assert got.meta.complete, got.meta.reason
    assert len(got) == 6
    assert sorted(got.frame["period"].unique()) == list(MONTHS)
    names = [one.name for one in got.meta.parts if not one.name.endswith("(count)")]
    assert names == list(MONTHS)


def test_one_month_is_halved_by_reporters_then_products_then_partners_then_flows(tmp_path):
    held = [
        record(reporter, flow, partner, "201807", 1.0, 1.0, commodity=code)
        for reporter in (901, 902)
        for code in ("8703", "TOTAL")
        for partner in (0, 903)
        for flow in ("M", "X")
    ]
    with limited(tmp_path, Comtrade(held, cap=2)) as fakes:
        got = comtrade.trade(
            recording(Desk(tmp_path, fakes)), reporters=("901", "902"), partners=("0", "903"),
            periods=("2018-07",), commodities=("8703", "TOTAL"), flows=("M", "X"), frequency="M",
            cap=2,
        )  # fmt: skip
    assert got.meta.complete
    assert len(got) == 16
    assert "2018-07; reporters 901; commodities 8703; partners 0; flows M" in {
        one.name for one in got.meta.parts
    }


def test_exactly_as_many_records_as_the_cap_count_as_cut_off(tmp_path):
    held = [record(901, "X", 902, "201807", 1.0, 1.0)]
    with limited(tmp_path, Comtrade(held, cap=1)) as fakes:
        got = comtrade.trade(
            recording(Desk(tmp_path, fakes)), reporters=("901",), partners=("902",),
            periods=("2018-07",), commodities=("8703",), flows=("X",), frequency="M", cap=1,
        )  # fmt: skip
    assert len(got) == 1
    assert not got.meta.complete
    assert "2018-07: 1 records reach the cap of 1" in got.meta.reason


def test_what_cannot_be_split_is_kept_and_called_cut_off(tmp_path):
    held = [record(901, "X", partner, "201807", 1.0, 1.0) for partner in (0, 902, 903)]
    with limited(tmp_path, Comtrade(held, cap=2)) as fakes:
        got = comtrade.trade(
            recording(Desk(tmp_path, fakes)), reporters=("901",), partners=(),
            periods=("2018-07",), commodities=("8703",), flows=("X",), frequency="M", cap=2,
        )  # fmt: skip
    assert len(got) == 2
    assert "nothing is left to split" in got.meta.reason
    assert "counted 3 records and gave 2" in got.meta.reason
    with pytest.raises(IncompleteError):
        got.nothing_found("anything")


@pytest.mark.parametrize("cap", [500, 1000])
def test_a_preview_of_500_records_is_asked_again_in_halves(tmp_path, cap):
    held = [record(reporter, "X", 903, "201807", float(n), 1.0)
            for reporter in (901, 902) for n in range(300)]  # fmt: skip
    with limited(tmp_path, Comtrade(held)) as fakes:
        got = comtrade.preview(
            Desk(tmp_path, fakes).client("record"), reporters=("901", "902"), partners=("903",),
            periods=("2018-07",), commodities=("8703",), flows=("X",), frequency="M", cap=cap,
        )  # fmt: skip
        assert len(fakes.asked) == 3
    assert got.meta.complete
    assert len(got) == 600
    assert any("asked again in halves" in note for note in got.meta.notes)


def test_more_than_twelve_months_are_asked_twelve_at_a_time(desk):
    months = tuple(f"{year}-{month:02}" for year in (2017, 2018) for month in range(1, 13))
    got = comtrade.preview(desk.client("record"), **{**ASKED, "periods": months})
    assert [len(one.one("period").split(",")) for one in desk.fakes.asked] == [12, 12]
    assert len(got) == 6
    assert got.meta.complete


def test_an_address_too_long_for_the_source_is_split_before_it_is_asked(desk):
    codes = tuple(f"{n:06}" for n in range(870300, 870700))
    got = comtrade.preview(desk.client("record"), **{**ASKED, "commodities": (*codes, "8703")})
    assert len(desk.fakes.asked) > 1
    assert got.meta.complete
    assert len(got) == 6 + 1  # 870323 is among the codes
    assert max(len(one.url) for one in got.meta.parts) <= questions.LONGEST_URL


def test_a_limited_month_is_a_missing_part_named_by_its_month(tmp_path):
    source = Comtrade(cap=4)

    def limiting(request):
        if request.one("period") == "201808" and not request.one("countOnly"):
            return as_json({"statusCode": 429, "message": "Rate limit is exceeded."}, 429)
        return source.answer(request)

    with FakeSources(comtrade=limiting) as fakes:
        desk = Desk(tmp_path, fakes)
        asked = {**ASKED, "reporters": ("901", "902")}
        got = comtrade.trade(recording(desk), **asked, cap=3)
        again = comtrade.trade(desk.client(), **asked, cap=3)
    assert [one.name for one in got.meta.missing] == ["2018-08"]
    assert "429" in got.meta.missing[0].why
    assert not got.meta.complete
    assert sorted(got.frame["period"].unique()) == ["2018-07", "2018-09"]
    assert again.meta.missing == got.meta.missing
    with pytest.raises(IncompleteError, match="2018-08"):
        got.nothing_found("imports in August 2018")


def test_a_refused_count_names_the_months_it_stands_for(desk):
    desk.fakes.trouble["comtrade"] = [as_json({"statusCode": 403, "message": "Out of call volume "
                                               "quota."}, 403)]  # fmt: skip
    with pytest.raises(SourceRefusedError, match="quota"):
        comtrade.trade(recording(desk), **ASKED)
    assert len(desk.fakes.asked) == 1  # without a time to wait it is not asked again


def test_a_quota_message_with_retry_after_is_asked_again(desk):
    held = as_json({"statusCode": 403, "message": "Out of call volume quota."}, 403,
                   **{"Retry-After": "0"})  # fmt: skip
    desk.fakes.trouble["comtrade"] = [held]
    got = comtrade.trade(recording(desk), **ASKED)
    assert got.meta.complete
    assert len(desk.fakes.asked) == 3


@pytest.mark.parametrize("reply", [
    Reply(b"<html>maintenance</html>", "text/html"),
    as_json({"errorObject": {"errorMessage": "no"}}),
    Reply(b'{"elapsedTime": "0.1", "count": 1, "da', "application/json"),
    Reply(b"", "application/json"),
])  # fmt: skip
def test_an_answer_that_is_no_data_makes_its_months_missing(desk, reply):
    client = recording(desk)
    desk.fakes.trouble["comtrade"] = [as_json({"elapsedTime": "1", "count": 6, "data": [],
                                               "error": ""}), reply]  # fmt: skip
    got = comtrade.trade(client, **ASKED)
    assert not got.meta.complete
    assert [one.name for one in got.meta.missing] == [", ".join(MONTHS)]
    assert len(got) == 0


def test_a_body_cut_short_is_a_missing_part(desk):
    short = Reply(envelope([]), "application/json", 200, {"Content-Length": "9999"})
    desk.fakes.trouble["comtrade"] = [short, short, short]
    with pytest.raises(CollectError):
        comtrade.preview(desk.client("record", policy=_brief()), **ASKED)


def _brief():
    from osint_helpers.collect.retrying import Policy

    return Policy(attempts=1, seconds=2.0, first_wait=0.01, longest_wait=0.02)


def test_no_records_at_all_are_a_complete_answer_that_may_be_said(desk):
    got = comtrade.trade(recording(desk), **{**ASKED, "reporters": ("903",), "partners": ("902",)})
    assert got.meta.complete
    assert "Not found in UN Comtrade" in got.nothing_found("anything of 903")


def test_a_record_that_was_not_asked_for_is_refused(desk):
    desk.fakes.trouble["comtrade"] = [Reply(envelope([record(903, "X", 902, "201807", 1.0, 1.0)]))]
    with pytest.raises(OsintError, match="answered with reporter 903, which was not asked for"):
        comtrade.preview(desk.client("record"), **ASKED)


def test_a_count_that_differs_from_the_records_is_said(desk):
    desk.fakes.trouble["comtrade"] = [as_json({"elapsedTime": "1", "count": 7, "data": [],
                                               "error": ""})]  # fmt: skip
    got = comtrade.trade(recording(desk), **ASKED)
    assert "the source counted 7 records and gave 6" in got.meta.reason


def test_a_record_that_comes_twice_is_kept_once_and_said(tmp_path):
    one = record(901, "X", 902, "201807", 1.0, 1.0)
    with limited(tmp_path, Comtrade([one, dict(one)])) as fakes:
        got = comtrade.trade(recording(Desk(tmp_path, fakes)), **ASKED)
    assert len(got) == 1
    assert any("came twice" in note for note in got.meta.notes)


def test_totals_beside_parts_and_re_exports_are_noted(desk):
    got = comtrade.trade(
        recording(desk), **{**ASKED, "flows": (), "commodities": ("8703", "870323")},
        modes_of_transport=(), customs=(), partner2=(),
    )  # fmt: skip
    notes = " ".join(got.meta.notes)
    assert "by mode of transport stand side by side" in notes
    assert "several levels" in notes
    assert "RX is counted within X" in notes
    sea = got.frame[got.frame["mode_of_transport"] == "2100"]
    assert len(sea) == 1
    assert "modes of transport" not in sea.iloc[0]["total_over"]


def test_tariff_lines_take_codes_that_begin_as_asked(desk):
    got = comtrade.tariff_lines(recording(desk), **{**ASKED, "flows": ("X",)})
    assert set(got.frame["commodity"]) == {"8703", "870323"}
    assert desk.fakes.asked[0].path == "data/v1/getTariffline/C/M/HS"


@pytest.mark.parametrize(("name", "value"), [
    ("frequency", "Q"), ("kind", "X"), ("classification", "CN"), ("reporters", ("CHN",)),
    ("reporters", "901"), ("periods", ("2018",)), ("periods", ("2018-13",)), ("periods", ()),
    ("periods", "2018-08"), ("commodities", ("87.03",)), ("flows", ("import",)),
    ("customs", ("0",)), ("modes_of_transport", ("sea",)), ("cap", 0), ("cap", 250001),
])  # fmt: skip
def test_a_question_the_source_cannot_be_asked_names_its_part(desk, name, value):
    with pytest.raises(CollectError) as raised:
        comtrade.trade(recording(desk), **{**ASKED, name: value})
    assert raised.value.column == name
    assert desk.fakes.asked == []


# -- totals and mirror


def frame_of(held):
    from osint_helpers.collect.columns import frame

    return frame(reading.parse(envelope(held)), comtrade.TRADE)


def test_totals_leave_the_parts_out():
    reported = frame_of(records())
    kept = comtrade.totals(reported)
    assert len(kept) == len(reported) - 1
    assert set(kept["mode_of_transport"]) == {"0"}


def test_parts_without_their_total_are_not_taken_for_one():
    with pytest.raises(CollectError, match="in parts without their total"):
        comtrade.totals(frame_of([record(902, "M", 901, "201808", 1.0, 1.0, mot=2100)]))


def test_a_code_a_tariff_line_lacks_does_not_make_it_a_part():
    from osint_helpers.collect.columns import frame

    held = record(902, "M", 901, "201808", 1.0, 1.0)
    del held["mosCode"], held["motDesc"]
    lines = frame(reading.parse(envelope([held]), whole=False), comtrade.TRADE)
    assert len(comtrade.totals(lines)) == 1


def test_two_editions_of_one_statement_are_not_chosen_from():
    one = record(902, "M", 901, "2018", 1.0, 1.0)
    both = frame_of([one, {**one, "classificationCode": "H4"}])
    assert len(comtrade.totals(both)) == 2
    with pytest.raises(CollectError, match="two editions"):
        comtrade.mirror(both)


def test_two_rows_of_one_flow_are_not_chosen_from():
    one = record(902, "M", 901, "201808", 1.0, 1.0)
    with pytest.raises(CollectError, match="more than once"):
        comtrade.totals(frame_of([one, {**one, "primaryValue": 2.0}]))


def test_the_mirror_lays_both_statements_side_by_side():
    laid = comtrade.mirror(frame_of(records()))
    assert len(laid) == 6
    august = laid[(laid["period"] == "2018-08") & (laid["commodity"] == "8703")
                  & (laid["importer"] == "902")].iloc[0]  # fmt: skip
    assert (august["exporter"], august["importer"]) == ("901", "902")
    assert (august["exported_usd"], august["exported_basis"]) == (200_000.0, "fob")
    assert (august["imported_usd"], august["imported_basis"]) == (224_000.0, "cif")
    assert august["value_ratio"] == pytest.approx(1.12)
    assert august["weight_ratio"] == pytest.approx(18_200 / 18_000)
    assert august["re_exported_usd"] == 10_000.0
    assert august["remark"] == comtrade.CIF_FOB
    assert "cif" in august["remark"]
    assert august["importer_name"] == "SYNTHETIC Southland"


def test_a_side_that_is_not_there_is_missing_and_said_not_to_be_zero():
    laid = comtrade.mirror(frame_of([record(901, "X", 903, "201808", 7000.0, None)]))
    row = laid.iloc[0]
    assert pd.isna(row["imported_usd"])
    assert pd.isna(row["value_ratio"])
    assert pd.isna(row["exported_kg"])
    assert "The importer has no row here" in row["remark"]
    assert "not zero trade" in row["remark"]


def test_the_mirror_never_divides_by_zero_nor_takes_the_world_for_a_country():
    laid = comtrade.mirror(frame_of([
        record(901, "X", 902, "2018", 0.0, 0.0), record(902, "M", 901, "2018", 5.0, 1.0),
        record(901, "X", 0, "2018", 9.0, 1.0),
    ]))  # fmt: skip
    assert len(laid) == 1
    assert pd.isna(laid.iloc[0]["value_ratio"])
    assert pd.isna(laid.iloc[0]["weight_ratio"])


def test_the_mirror_says_other_editions_and_unsaid_bases():
    laid = comtrade.mirror(frame_of([
        record(901, "X", 902, "2018", 5.0, 1.0, classificationCode="H4"),
        record(902, "M", 901, "2018", 6.0, 1.0, cifvalue=None),
    ]))  # fmt: skip
    assert "different editions of the classification (H4, H5)" in laid.iloc[0]["remark"]
    assert "the importer states its value is not given" in laid.iloc[0]["remark"]


def test_two_values_on_one_basis_are_said_to_be():
    laid = comtrade.mirror(frame_of([
        record(901, "X", 902, "2018", 5.0, 1.0),
        record(902, "M", 901, "2018", 6.0, 1.0, cifvalue=None, fobvalue=6.0),
    ]))  # fmt: skip
    assert laid.iloc[0]["remark"] == "Both values are on the basis fob."


def test_the_mirror_of_nothing_is_an_empty_frame_with_its_columns():
    laid = comtrade.mirror(frame_of([]))
    assert list(laid.columns) == [one.name for one in comtrade.MIRROR]
    assert laid.empty


# -- code lists


def test_code_lists_are_read_without_a_key(desk):
    got = comtrade.reference(desk.client("record"), table="partners")
    assert list(got.frame["code"]) == ["0", "901", "902", "903"]
    assert list(got.frame["iso3"])[1] == "XSA"
    assert list(got.frame["is_group"]) == [True, False, False, False]
    assert got.frame.loc[0, "record"]["PartnerDesc"] == "World"
    goods = comtrade.reference(desk.client("record"), table="HS").frame
    assert list(goods["is_leaf"]) == [False, False, True]
    assert list(goods["level"]) == [0, 4, 6]
    again = comtrade.reference(desk.client(), table="HS").frame
    pd.testing.assert_frame_equal(goods, again)


def test_an_unknown_code_list_is_not_asked_for(desk):
    with pytest.raises(CollectError, match="no table 'ports'"):
        comtrade.reference(desk.client("record"), table="ports")
    with pytest.raises(SourceRefusedError):
        comtrade.reference(desk.client("record"), table="units")


@pytest.mark.parametrize("body", [
    b'{"results": {}}', b'{"more": []}', b"[]", b'{"results": [{"text": "a"}]}',
    b'{"results": [{"id": "1"}]}', b'{"results": [{"id": "1", "text": "a", "isGroup": "maybe"}]}',
    b'{"results": [{"id": "1", "text": "a", "aggrLevel": "6"}]}',
])  # fmt: skip
def test_a_code_list_of_another_form_is_a_change(desk, body):
    desk.fakes.trouble["comtrade"] = [Reply(body)]
    with pytest.raises(SchemaChanged):
        comtrade.reference(desk.client("record"), table="HS")


def test_an_empty_code_list_is_not_complete(desk):
    desk.fakes.trouble["comtrade"] = [Reply(b'{"results": []}')]
    assert not comtrade.reference(desk.client("record"), table="HS").meta.complete


# -- real records


@pytest.fixture
def real():
    folder = shared_folder()
    if folder is None or not (folder / "data" / "trade").is_dir():
        pytest.skip("the real records of trade are not on this machine (set OSINT_SHARED)")
    return folder / "data" / "trade"


def test_a_recorded_answer_is_read_whole(real):
    rows = reading.parse((real / "comtradr_response_CHN_ARG_TOTAL_2010.json").read_bytes())
    assert len(rows) == 4
    assert {row["basis"] for row in rows} == {"cif", "fob"}
    assert {row["period"] for row in rows} == {"2010"}


def test_real_records_of_five_years_are_read_and_mirrored(real):
    from tests.collect.fakes.comtrade import record as synthetic

    names = list(synthetic(901, "X", 902, "2018", 1.0, 1.0))
    with gzip.open(real / "comtradr_thailand_shrimp_2007_2011.csv.gz", "rt") as file:
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
    fields = {one.lower(): one for one in names}
    held = [{fields[name.replace("_", "")]: _typed(fields[name.replace("_", "")], text)
             for name, text in row.items()} for row in table.to_dict("records")]  # fmt: skip
    rows = reading.parse(envelope(held))
    assert len(rows) == 1586
    laid = comtrade.mirror(frame_of(held))
    assert laid["value_ratio"].isna().all()  # only one reporter is in these
    assert laid["exported_usd"].notna().sum() == 1183
    assert laid["imported_usd"].notna().sum() == 388


def _typed(field, text):
    if field.startswith("is"):
        return text == "True"
    sample = record(901, "X", 902, "2018", 1.0, 1.0, cifvalue=1.0, grossWgt=1.0, altQty=1.0)[field]
    if text == "" and not isinstance(sample, str):
        return None
    return type(sample)(text)
