"""Eurostat Comext: structure, CSV, faults with 200, deferred answers, splitting, replay."""

from __future__ import annotations

import contextlib
import gzip
import tracemalloc

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.retrying import Policy
from osint_helpers.collect.shipping import comext
from osint_helpers.collect.shipping.comext import observations, structures
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes.comext import ORDER, Comext, csv_of, fault
from tests.collect.fakes.server import FakeSources, Reply

ASKED = {"reporters": ("AA", "BB"), "partners": ("ZZ",), "products": ("8703",), "flows": ("2",),
         "start": "2018-07", "end": "2018-09"}  # fmt: skip
PATIENT = Policy(attempts=3, seconds=1000.0, first_wait=0.01, longest_wait=0.05)
LINE = ("M", "AA", "ZZ", "8703", "2", "QUANTITY_IN_100KG", "2018-08", "12.50", "p")


@contextlib.contextmanager
def desk_of(tmp_path, source=None):
    source = source or Comext()
    with FakeSources(comext=source.answer) as fakes:
        yield Desk(tmp_path, fakes)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path) as made:
        yield made


def data_of(*rows):
    return csv_of(list(rows)).body


# -- the form


def test_an_observation_keeps_its_unit_and_has_kilograms_beside_it():
    (row,) = comext.parse(data_of(LINE))
    assert (row["value"], row["unit"], row["kg"]) == (12.5, "100 kg", 1250.0)
    assert (row["period"], row["period_precision"]) == ("2018-08", "month")
    assert (row["product"], row["product_digits"], row["flag"]) == ("8703", 4, "p")
    assert row["total_over"] == ("finer products",)


def test_euros_have_no_kilograms():
    (row,) = comext.parse(data_of((*LINE[:5], "VALUE_IN_EUROS", *LINE[6:])))
    assert (row["value"], row["unit"], row["kg"]) == (12.5, "EUR", None)


@pytest.mark.parametrize("cell", [":", ""])
def test_a_value_that_is_not_published_is_missing(cell):
    (row,) = comext.parse(data_of((*LINE[:7], cell, "c")))
    assert row["value"] is None
    assert row["kg"] is None
    assert row["flag"] == "c"


def test_a_zero_is_a_zero():
    (row,) = comext.parse(data_of((*LINE[:7], "0", "")))
    assert (row["value"], row["kg"]) == (0.0, 0.0)


@pytest.mark.parametrize(("at", "cell"), [
    (7, "1,5"), (7, "nan"), (7, "inf"), (7, "12.5 e"), (7, "1e999"), (6, "2018-13"), (6, "2018"),
    (6, "2018-Q3"), (0, "Q"),
])  # fmt: skip
def test_a_cell_of_another_form_is_a_change(at, cell):
    line = [f'"{one}"' for one in LINE]
    line[at] = f'"{cell}"'
    with pytest.raises(SchemaChanged):
        comext.parse(data_of(tuple(line)))


def test_columns_that_are_new_or_missing_are_a_change():
    data = data_of(LINE)
    with pytest.raises(SchemaChanged, match="NEW"):
        comext.parse(data.replace(b"OBS_FLAG", b"NEW"))
    assert comext.parse(data.replace(b"OBS_FLAG", b"NEW"), tolerated=("NEW",))
    with pytest.raises(SchemaChanged, match="OBS_VALUE"):
        comext.parse(data.replace(b"OBS_VALUE", b"VALUE"))
    with pytest.raises(SchemaChanged, match="twice"):
        comext.parse(data.replace(b"OBS_FLAG", b"OBS_VALUE"))


def test_a_line_cut_short_is_refused():
    with pytest.raises(CollectError, match="line 2"):
        comext.parse(data_of(LINE)[:-20])


def test_the_same_observation_twice_is_refused():
    with pytest.raises(CollectError, match="lines 2 and 3"):
        comext.parse(data_of(LINE, (*LINE[:7], "13", "")))


def test_a_packed_answer_is_unpacked_within_a_bound():
    assert len(comext.parse(gzip.compress(data_of(LINE)))) == 1
    with pytest.raises(CollectError, match="more than 1000 bytes"):
        observations.unpacked(gzip.compress(b"0" * 100_000), most=1000)
    with pytest.raises(CollectError, match="unpacked"):
        comext.parse(gzip.compress(data_of(LINE))[:-9])


def test_an_answer_that_unpacks_to_too_much_does_not_fill_the_memory():
    packed = gzip.compress(b"0" * 20_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(CollectError, match="more than 1000 bytes"):
            observations.unpacked(packed, most=1000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


def test_groups_are_told_from_countries():
    over = observations.total_over
    assert over({"reporter": "EU27_2020", "partner": "WORLD", "product": "TOTAL"}) == (
        "reporters", "partners", "products",
    )  # fmt: skip
    assert over({"reporter": "EU", "partner": "XI", "product": "87032319"}) == ("reporters",)
    assert over({"reporter": "EL", "partner": "GB", "product": "87032319"}) == ()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_crash_a_reader(data):
    header = data_of().rstrip() + b"\r\n"
    for read in (comext.parse, lambda one: comext.parse(header + one), structures.structure_of,
                 structures.codes_of, structures.definition_of):  # fmt: skip
        with contextlib.suppress(OsintError):
            read(data)


@pytest.mark.parametrize("bomb", [b"<!DOCTYPE a><a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_a_document_type_without_use_is_refused_too(bomb):
    with pytest.raises(CollectError, match="no XML that can be read"):
        structures.root_of(bomb)


def test_a_document_type_is_refused():
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(CollectError, match="no XML that can be read"):
        structures.root_of(bomb)


# -- asking


def test_the_structure_is_read_first_and_orders_the_key(desk):
    got = comext.trade(desk.client("record"), **ASKED)
    paths = [one.path for one in desk.fakes.asked]
    assert paths == [
        "sdmx/2.1/dataflow/ESTAT/DS-045409", "sdmx/2.1/datastructure/ESTAT/DSD_SYNTHETIC/latest",
        "sdmx/2.1/data/DS-045409/M.AA+BB.ZZ.8703.2.VALUE_IN_EUROS+QUANTITY_IN_100KG",
    ]  # fmt: skip
    assert got.meta.complete
    assert len(got) == 12
    assert list(got.frame.columns) == [one.name for one in comext.TRADE]
    assert got.frame["value"].dtype == "float64"
    assert str(got.frame["product_digits"].dtype) == "Int64"
    assert got.meta.synthetic
    weight = got.frame[got.frame["indicator"] == "QUANTITY_IN_100KG"]
    assert (weight["kg"] == weight["value"] * 100).all()


def test_another_order_of_the_structure_is_another_key(tmp_path):
    order = ("reporter", "freq", "flow", "partner", "product", "indicators")
    with desk_of(tmp_path, Comext(order=order)) as desk:
        got = comext.trade(desk.client("record"), **ASKED)
    assert len(got) == 12
    assert got.meta.parts[2].url.split("/")[-1].startswith("AA+BB.M.2.ZZ.8703.")


@pytest.mark.parametrize("order", [
    ("freq", "reporter", "partner", "product", "flow"),
    ("freq", "reporter", "partner", "product", "flow", "indicators", "transport"),
])  # fmt: skip
def test_a_dimension_that_is_new_or_missing_is_a_change(tmp_path, order):
    with desk_of(tmp_path, Comext(order=order)) as desk, pytest.raises(SchemaChanged):
        comext.trade(desk.client("record"), **ASKED)


def test_replay_gives_the_same_frame_and_asks_nothing(desk):
    first = comext.trade(desk.client("record"), **ASKED)
    asked = len(desk.fakes.asked)
    again = comext.trade(desk.client(), **ASKED)
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert len(desk.fakes.asked) == asked
    with pytest.raises(NotRecorded):
        comext.trade(desk.client(), **{**ASKED, "end": "2018-10"})


def test_too_many_reporters_at_once_are_asked_in_halves(tmp_path):
    with desk_of(tmp_path, Comext(most=1)) as desk:
        asked = {**ASKED, "reporters": ("AA", "BB", "EU27_2020")}
        got = comext.trade(desk.client("record"), **asked)
        again = comext.trade(desk.client(), **asked)
    assert got.meta.complete, got.meta.reason
    assert len(got) == 18
    assert any("asked again in halves" in note for note in got.meta.notes)
    pd.testing.assert_frame_equal(got.frame, again.frame)


def test_too_much_that_cannot_be_halved_is_missing(tmp_path):
    with desk_of(tmp_path, Comext(most=0)) as desk:
        got = comext.trade(
            desk.client("record"), **{**ASKED, "reporters": ("AA",)}, indicators=("VALUE_IN_EUROS",)
        )
    assert [one.name for one in got.meta.missing] == ["2018-07 to 2018-09"]
    assert "EXTRACTION_TOO_BIG" in got.meta.reason
    assert not got.meta.complete


def test_a_wildcard_mixes_lengths_says_so_and_can_be_filtered(desk):
    got = comext.trade(desk.client("record"), **{**ASKED, "products": ()})
    assert set(got.frame["product_digits"]) == {4, 6, 8}
    assert any("several lengths" in note for note in got.meta.notes)
    eight = comext.trade(desk.client("record"), **{**ASKED, "products": ()}, digits=8)
    assert set(eight.frame["product"]) == {"87032319"}
    assert "24 rows of products without 8 digits are left out" in eight.meta.notes


def test_no_results_are_a_complete_answer_with_a_warning_about_codes(desk):
    got = comext.trade(desk.client("record"), **{**ASKED, "flows": ("3",)})
    assert got.meta.complete
    assert len(got) == 0
    assert any("unknown codes" in note for note in got.meta.notes)
    assert "Not found" in got.nothing_found("re-exports")


def test_a_code_without_rows_is_noted(desk):
    got = comext.trade(desk.client("record"), **{**ASKED, "reporters": ("AA", "QQ")})
    assert any("no row has reporter QQ" in note for note in got.meta.notes)


def test_another_fault_with_status_200_is_a_missing_part(desk):
    client = desk.client("record")
    comext.structure(client)
    desk.fakes.trouble["comext"] = [fault("500", "SYNTHETIC internal error")]
    got = comext.trade(client, **ASKED)
    assert "SYNTHETIC internal error" in got.meta.reason
    assert not got.meta.complete


def test_a_maintenance_page_reached_by_a_redirect_is_no_data(desk):
    client = desk.client("record")
    comext.structure(client)
    desk.fakes.trouble["comext"] = [
        Reply(b"", "text/html", 302, {"Location": "/comext/sorry"}),
        Reply(b"<html>sorry, maintenance</html>", "text/html"),
    ]
    got = comext.trade(client, **ASKED)
    assert "a page of markup, not data" in got.meta.reason
    assert len(got) == 0


@pytest.mark.parametrize("reply", [
    Reply(b"", "text/csv"), Reply(b"slow down", "text/plain", 429), Reply(b"no", "text/plain", 404),
    Reply(data_of(("M", "BB", *LINE[2:])), "text/csv"),
    Reply(data_of((*LINE[:6], "2018-10", "1", "")), "text/csv"),
])  # fmt: skip
def test_an_answer_that_is_not_what_was_asked_for_is_a_missing_part(desk, reply):
    client = desk.client("record")
    comext.structure(client)
    desk.fakes.trouble["comext"] = [reply] * 3
    got = comext.trade(client, **{**ASKED, "reporters": ("AA",)})
    assert [one.name for one in got.meta.missing] == ["2018-07 to 2018-09"]
    assert len(got) == 0


def test_a_refused_structure_is_raised(desk):
    desk.fakes.trouble["comext"] = [Reply(b"<html>x</html>", "text/html", 503)] * 3
    with pytest.raises(SourceRefusedError):
        comext.trade(desk.client("record"), **ASKED)


# -- deferred answers


def test_a_deferred_answer_is_waited_for_and_replayed(tmp_path):
    with desk_of(tmp_path, Comext(deferred=3)) as desk:
        waits = []
        real = desk.rates.hold
        desk.rates.hold = lambda host, seconds: (waits.append(seconds), real(host, seconds))[1]
        got = comext.trade(desk.client("record", policy=PATIENT), **ASKED)
        assert got.meta.complete, got.meta.reason
        assert len(got) == 12
        assert waits == [5.0, 10.0]
        asked = len(desk.fakes.asked)
        again = comext.trade(desk.client(), **ASKED)
        third = comext.trade(desk.client("record", policy=PATIENT), **ASKED)
        assert len(desk.fakes.asked) == asked
    pd.testing.assert_frame_equal(got.frame, again.frame)
    pd.testing.assert_frame_equal(got.frame, third.frame)


def test_a_deferred_answer_that_never_comes_is_missing(tmp_path):
    with desk_of(tmp_path, Comext(deferred=99)) as desk:
        client = desk.client("record", policy=PATIENT)
        got = comext.trade(client, **ASKED)
        looks = [one for one in desk.fakes.asked if "/status/" in one.path]
    assert len(looks) == 12
    assert client.again is False
    assert "is PROCESSING after the longest wait" in got.meta.reason


@pytest.mark.parametrize("state", ["EXPIRED", "UNKNOWN_REQUEST"])
def test_a_deferred_answer_that_is_gone_is_missing(tmp_path, state):
    source = Comext(deferred=1)
    source.last = state
    with desk_of(tmp_path, source) as desk:
        got = comext.trade(desk.client("record", policy=PATIENT), **ASKED)
    assert f"is {state}" in got.meta.reason


# -- structure and codes


def test_structure_and_codes_are_tables(desk):
    made = comext.structure(desk.client("record")).frame
    assert tuple(made["dimension"]) == ORDER
    assert list(made["position"]) == [1, 2, 3, 4, 5, 6]
    assert made.loc[0, "definition"] == "DSD_SYNTHETIC 6.1"
    listed = comext.codes(desk.client("record"), dimension="flow").frame
    assert dict(zip(listed["code"], listed["text"], strict=True)) == {
        "1": "IMPORT", "2": "EXPORT", "3": "RE-EXPORT",
    }  # fmt: skip
    pd.testing.assert_frame_equal(listed, comext.codes(desk.client(), dimension="flow").frame)


@pytest.mark.parametrize(("name", "value"), [
    ("reporters", "AA"), ("reporters", ("a",)), ("products", ("87.03",)), ("frequency", "Q"),
    ("start", "2018"), ("end", "2018-06"), ("end", "2018-13"), ("digits", 3),
])  # fmt: skip
def test_a_question_the_source_cannot_be_asked_names_its_part(desk, name, value):
    with pytest.raises(CollectError) as raised:
        comext.trade(desk.client("record"), **{**ASKED, name: value})
    assert raised.value.column == name
    with pytest.raises(CollectError):
        comext.codes(desk.client("record"), dimension="port")
    assert desk.fakes.asked == []
