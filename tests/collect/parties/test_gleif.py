"""LEI records, parents and children of the GLEIF API."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from osint_helpers.collect.parties import gleif
from osint_helpers.collect.parties.gleif import records
from osint_helpers.collect.parties.gleif.columns import RECORDS, RELATIONS
from osint_helpers.errors import (
    CollectError,
    IdentifierError,
    IncompleteError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import gleif as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(gleif=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def _asked(desk: Desk) -> list[str]:
    return [one.path.rpartition("/")[2] for one in desk.fakes.asked]


# --- records -------------------------------------------------------------------------------


def test_parents_and_children_of_an_unknown_lei_are_told_from_none(desk: Desk) -> None:
    nobody = fake.lei("NOONE")
    for call in (gleif.parents, gleif.children):
        found = call(desk.client("record"), lei=nobody)
        assert len(found) == 0
        assert f"GLEIF has no record of {nobody}" in found.meta.notes
    silent = gleif.parents(desk.client("record"), lei=fake.SILENT)
    assert set(silent.frame["outcome"]) == {"not reported"}
    assert not silent.meta.notes


def test_a_record_becomes_a_row() -> None:
    row = records.record(json.dumps({"data": fake.PARTIES[fake.DAUGHTER]}).encode())
    address = "1 Synthetic Quay, Test Floor, Example Town, 000000, {}"
    assert row == {
        "party_source": "gleif", "party_id": fake.DAUGHTER, "name": "SYNTHETIC SHIPPING LTD",
        "names": [
            {"name": "SYNTHETIC SHIPPING LTD", "kind": "legal", "language": "en"},
            {"name": "SYNTHETIC FREIGHT LTD", "kind": "PREVIOUS_LEGAL_NAME", "language": "en"},
            {"name": "Sintetik", "kind": "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME", "language": "tr"},
        ],
        "jurisdiction": "SG", "status": "ACTIVE",
        "addresses": (address.format("SG"), address.format("HK")),
        "valid_from": "2011-05-03", "valid_to": None, "parents": (), "lei_valid": True,
        "legal_form": "8888", "category": "GENERAL", "registered_at": "RA999999",
        "registered_as": "SYN-1", "legal_country": "SG", "headquarters_country": "HK",
        "ended_because": None, "successors": (), "registration_status": "LAPSED",
        "registered": "2014-06-06T15:53:00Z", "updated": "2026-03-03T16:34:33Z",
        "renewal_due": "2025-03-08T17:27:20Z", "corroboration": "FULLY_CORROBORATED",
        "issuer": fake.lei("LOU"), "bic": ("TESTSGXX",),
    }  # fmt: skip
    assert set(row) == {one.name for one in RECORDS}


def test_a_party_that_ended_has_its_day_its_reason_and_its_successors(desk: Desk) -> None:
    (row,) = gleif.record(desk.client("record"), lei=fake.ORPHAN).frame.to_dict("records")
    assert (row["status"], row["valid_to"], row["ended_because"]) == (
        "INACTIVE", "2020-01-31", "DISSOLVED",
    )  # fmt: skip
    assert row["successors"] == (fake.MOTHER,)


def test_times_are_utc_and_missing_values_stay_missing(desk: Desk) -> None:
    frame = gleif.record(desk.client("record"), lei=fake.MOTHER).frame
    assert frame["updated"].iloc[0] == pd.Timestamp("2026-03-03T16:34:33Z")
    assert str(frame["updated"].dtype) == "datetime64[us, UTC]"
    assert frame["valid_to"].isna().all()


def test_further_addresses_and_a_legal_form_in_words_are_read() -> None:
    other = {"addressLines": ["2 Test Road"], "country": "SG"}
    data = _changed("attributes", "entity", otherAddresses=[other],
                    legalForm={"id": None, "other": "Test Form"})  # fmt: skip
    row = records.record(data)
    assert row["addresses"][2] == "2 Test Road, SG"
    assert row["legal_form"] == "Test Form"


def test_a_relation_without_a_period_of_its_own_takes_that_of_the_report() -> None:
    held = fake.relation(fake.DAUGHTER, fake.MOTHER, "direct")
    held["attributes"]["relationship"]["periods"].pop()
    row = records.relation(json.dumps({"data": held}).encode())
    assert (row["relationship_from"], row["relationship_to"]) == ("2019-01-01", None)


def test_an_unknown_lei_is_an_answer_without_a_row(desk: Desk) -> None:
    found = gleif.record(desk.client("record"), lei=fake.lei("NOONE"))
    assert len(found) == 0
    assert "Not found in GLEIF" in found.nothing_found("the LEI")
    assert any("no record" in note for note in found.meta.notes)


def test_a_wrong_check_digit_is_never_asked(desk: Desk) -> None:
    for call in (gleif.record, gleif.parents, gleif.children):
        with pytest.raises(IdentifierError):
            call(desk.client("record"), lei=fake.MOTHER[:-1] + "X")
    assert not desk.fakes.asked


def test_a_wrong_check_digit_in_an_answer_is_marked() -> None:
    held = copy.deepcopy(fake.PARTIES[fake.MOTHER])
    held["attributes"]["lei"] = "0000SYNTHETIC0000100"
    assert records.record(json.dumps({"data": held}).encode())["lei_valid"] is False


def test_the_record_of_another_party_is_no_answer(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [as_json({"data": fake.PARTIES[fake.ORPHAN]})]
    with pytest.raises(OsintError, match="the answer is the record of"):
        gleif.record(desk.client("record"), lei=fake.MOTHER)


# --- search --------------------------------------------------------------------------------


def test_every_page_is_asked_and_the_rows_compared_with_the_count(desk: Desk) -> None:
    found = gleif.search(desk.client("record"), name="many")
    assert list(found.frame["party_id"]) == fake.MANY
    assert [one.rows for one in found.meta.parts] == [200, 200, 1]
    assert [one.one("page[number]") for one in desk.fakes.asked] == ["1", "2", "3"]
    assert found.meta.complete


def test_a_search_is_replayed_the_same_and_asks_nothing(desk: Desk) -> None:
    first = gleif.search(desk.client("record"), name="many")
    asked = len(desk.fakes.asked)
    again = gleif.search(desk.client(), name="many")
    assert_frame_equal(first.frame, again.frame)
    assert len(desk.fakes.asked) == asked
    assert again.meta.complete
    assert again.meta.synthetic


def test_another_question_is_not_recorded(desk: Desk) -> None:
    gleif.search(desk.client("record"), name="many")
    with pytest.raises(NotRecorded):
        gleif.search(desk.client(), name="other")


def test_filters_are_sent_only_when_given(desk: Desk) -> None:
    found = gleif.search(desk.client("record"), fulltext="freight", country="sg")
    assert list(found.frame["name"]) == ["SYNTHETIC SHIPPING LTD"]
    assert set(desk.fakes.asked[0].query) == {
        "filter[fulltext]", "filter[entity.legalAddress.country]", "page[number]", "page[size]",
    }  # fmt: skip
    assert len(gleif.search(desk.client("record"), name="freight", country="KP")) == 0


@pytest.mark.parametrize("question", [{}, {"country": "KP"}, {"name": "x", "country": "K1"}])
def test_a_question_that_is_none_is_refused(desk: Desk, question: dict[str, str]) -> None:
    with pytest.raises(CollectError):
        gleif.search(desk.client("record"), **question)  # type: ignore[arg-type]
    assert not desk.fakes.asked


def test_more_records_than_asked_for_are_counted_as_cut_off(desk: Desk) -> None:
    found = gleif.search(desk.client("record"), name="many", most=201)
    assert len(found) == 400
    assert found.meta.reason == "400 of 401 records came, 3 pages"


def test_a_page_that_fails_is_named_and_the_others_stand(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [
        fake.answer(_request("1")), as_json({"errors": []}, 404),
    ]  # fmt: skip
    found = gleif.search(desk.client("record"), name="many")
    assert len(found) == 201
    assert [one.name for one in found.meta.missing] == ["page 2"]
    with pytest.raises(IncompleteError):
        found.nothing_found("it")


def _request(number: str) -> Any:
    from tests.collect.fakes.server import Request

    query = {"filter[entity.legalName]": ["many"], "page[size]": ["200"], "page[number]": [number]}
    return Request("GET", "lei-records", query, {}, b"", "")


def test_pages_that_shift_are_seen(desk: Desk) -> None:
    second = json.loads(fake.answer(_request("1")).body)
    second["meta"]["pagination"] |= {"currentPage": 2, "total": 402}
    desk.fakes.trouble["gleif"] = [fake.answer(_request("1")), as_json(second)]
    reason = gleif.search(desk.client("record"), name="many").meta.reason
    assert "changed from 401 to 402" in reason
    assert "200 records came twice" in reason


def test_a_page_that_was_not_asked_for_is_seen(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [fake.answer(_request("3"))]
    reason = gleif.search(desk.client("record"), name="many").meta.reason
    assert "page 1 was asked for and page 3 came" in reason


def test_a_full_page_without_a_count_is_counted_as_cut_off(desk: Desk) -> None:
    first = json.loads(fake.answer(_request("1")).body)
    del first["meta"]
    desk.fakes.trouble["gleif"] = [as_json(first)]
    assert "no count" in gleif.search(desk.client("record"), name="many").meta.reason


# --- errors --------------------------------------------------------------------------------


def test_a_limit_is_waited_out(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [as_json({}, 429, **{"Retry-After": "0"})]
    assert len(gleif.search(desk.client("record"), name="trader")) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>login</html>", "text/html"),
        Reply(b'{"data": [', "application/json"),
        Reply(b"", "application/json"),
        Reply(b"busy", "text/plain", 403),
    ],
)
def test_what_is_no_data_is_never_an_empty_result(desk: Desk, reply: Reply) -> None:
    desk.fakes.trouble["gleif"] = [reply] * 3
    try:
        found = gleif.search(desk.client("record"), name="trader")
    except CollectError:
        return
    assert not found.meta.complete


def test_a_foreign_404_is_no_absence(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [Reply(b"<html>no such host</html>", "text/html", 404)] * 2
    try:
        found = gleif.record(desk.client("record"), lei=fake.MOTHER)
    except CollectError:
        return
    assert not found.meta.complete


def _changed(*path: str, **fields: Any) -> bytes:
    held = copy.deepcopy(fake.PARTIES[fake.MOTHER])
    at: dict[str, Any] = held
    for name in path:
        at = at[name]
    for name, value in fields.items():
        if value is None:
            del at[name]
        else:
            at[name] = value
    return json.dumps({"data": held}).encode()


@pytest.mark.parametrize(
    "path", [(), ("attributes",), ("attributes", "entity"), ("attributes", "registration")]
)
def test_a_new_field_is_a_changed_schema_until_it_is_tolerated(path: tuple[str, ...]) -> None:
    data = _changed(*path, novel=1)
    with pytest.raises(SchemaChanged, match="novel"):
        records.record(data)
    assert records.record(data, tolerated=("novel",))["party_id"] == fake.MOTHER


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), "attributes"),
        (("attributes",), "entity"),
        (("attributes", "entity"), "jurisdiction"),
        (("attributes", "entity"), "legalAddress"),
        (("attributes", "entity", "legalName"), "name"),
        (("attributes", "registration"), "status"),
    ],
)
def test_a_missing_field_is_a_changed_schema(path: tuple[str, ...], name: str) -> None:
    with pytest.raises(SchemaChanged, match=name):
        records.record(_changed(*path, **{name: None}))


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (("attributes", "entity"), {"otherNames": {}}),
        (("attributes", "entity"), {"status": 1}),
        (("attributes", "entity", "legalAddress"), {"addressLines": [1]}),
        (("attributes", "entity"), {"expiration": "2020"}),
        (("attributes",), {"bic": "X"}),
    ],
)
def test_a_value_of_another_type_is_a_changed_schema(
    path: tuple[str, ...], fields: dict[str, Any]
) -> None:
    with pytest.raises(SchemaChanged):
        records.record(_changed(*path, **fields))


# --- parents and children ------------------------------------------------------------------


def test_both_levels_of_parents_with_their_names(desk: Desk) -> None:
    found = gleif.parents(desk.client("record"), lei=fake.DAUGHTER)
    assert tuple(found.frame.columns) == tuple(one.name for one in RELATIONS)
    direct, ultimate = found.frame.to_dict("records")
    shown = {name: value for name, value in direct.items() if value == value}  # noqa: PLR0124
    assert shown == {
        "lei": fake.DAUGHTER, "level": "direct", "outcome": "parent", "parent_lei": fake.MOTHER,
        "parent_name": "SYNTHETIC HOLDING LTD", "parent_jurisdiction": "SG",
        "relationship_type": "IS_DIRECTLY_CONSOLIDATED_BY", "relationship_status": "ACTIVE",
        "relationship_from": "2018-04-01", "registration_status": "PUBLISHED",
        "corroboration": "PARTIALLY_CORROBORATED",
        "updated": pd.Timestamp("2025-02-02T00:00:00Z"),
    }  # fmt: skip
    assert (ultimate["level"], ultimate["parent_name"]) == ("ultimate", "SYNTHETIC GROUP PLC")
    assert found.meta.complete


def test_a_reporting_exception_is_an_answer(desk: Desk) -> None:
    found = gleif.parents(desk.client("record"), lei=fake.ORPHAN)
    assert list(found.frame["outcome"]) == ["reporting exception"] * 2
    assert list(found.frame["exception_reason"]) == ["NATURAL_PERSONS", "NO_KNOWN_PERSON"]
    assert found.frame["parent_lei"].isna().all()
    assert found.meta.complete


def test_neither_parent_nor_exception_is_said_and_not_left_out(desk: Desk) -> None:
    found = gleif.parents(desk.client("record"), lei=fake.SILENT)
    assert list(found.frame["outcome"]) == ["not reported"] * 2


def test_a_level_that_did_not_come_is_missing_and_not_unreported(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [Reply(b"x", "text/plain", 403)]
    found = gleif.parents(desk.client("record"), lei=fake.ORPHAN)
    assert list(found.frame["level"]) == ["ultimate"]
    assert [one.name for one in found.meta.missing] == ["direct parent"]


def test_an_exception_that_did_not_come_is_missing(desk: Desk) -> None:
    none = as_json({"errors": []}, 404)
    desk.fakes.trouble["gleif"] = [none, Reply(b"<html>", "text/html", 404)]
    found = gleif.parents(desk.client("record"), lei=fake.ORPHAN)
    assert list(found.frame["level"]) == ["ultimate"]
    assert not found.meta.complete


def test_a_parent_whose_record_fails_keeps_its_lei(desk: Desk) -> None:
    first = as_json({"data": fake.relation(fake.DAUGHTER, fake.MOTHER, "direct")})
    desk.fakes.trouble["gleif"] = [first, Reply(b"no", "text/plain", 403)]
    found = gleif.parents(desk.client("record"), lei=fake.DAUGHTER)
    assert found.frame["parent_lei"].iloc[0] == fake.MOTHER
    assert pd.isna(found.frame["parent_name"].iloc[0])
    assert [one.name for one in found.meta.missing] == ["record of the direct parent"]


def test_the_relation_of_another_party_is_a_missing_part(desk: Desk) -> None:
    other = as_json({"data": fake.relation(fake.SILENT, fake.MOTHER, "direct")})
    desk.fakes.trouble["gleif"] = [other]
    found = gleif.parents(desk.client("record"), lei=fake.DAUGHTER)
    assert list(found.frame["level"]) == ["ultimate"]
    assert not found.meta.complete


def test_parents_replay_the_same(desk: Desk) -> None:
    first = gleif.parents(desk.client("record"), lei=fake.ORPHAN)
    asked = len(desk.fakes.asked)
    assert_frame_equal(gleif.parents(desk.client(), lei=fake.ORPHAN).frame, first.frame)
    assert len(desk.fakes.asked) == asked


def test_children_name_the_party_asked_for_as_their_parent(desk: Desk) -> None:
    found = gleif.children(desk.client("record"), lei=fake.MOTHER)
    assert list(found.frame["party_id"]) == [fake.DAUGHTER]
    assert list(found.frame["parents"]) == [(fake.MOTHER,)]
    ultimate = gleif.children(desk.client("record"), lei=fake.GRANDMOTHER, level="ultimate")
    assert list(ultimate.frame["party_id"]) == [fake.DAUGHTER]
    assert _asked(desk) == ["direct-children", "ultimate-children"]


def test_a_list_of_children_is_not_gone_on_its_second_page(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [fake.answer(_request("1")), as_json({"errors": []}, 404)]
    found = gleif.children(desk.client("record"), lei=fake.MOTHER)
    assert "page 2" in [one.name for one in found.meta.missing]
    assert not found.meta.complete


def test_no_children_is_an_answer(desk: Desk) -> None:
    found = gleif.children(desk.client("record"), lei=fake.SILENT)
    assert found.nothing_found("children")
    with pytest.raises(CollectError, match="level"):
        gleif.children(desk.client("record"), lei=fake.SILENT, level="any")


# --- hostile input -------------------------------------------------------------------------


_LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=4)
_ANY = st.recursive(_LEAF, lambda one: st.lists(one, max_size=2) | st.dictionaries(
    st.sampled_from(["data", "id", "attributes", "type", "relationship", "startNode", "x"]), one,
    max_size=4), max_leaves=8)  # fmt: skip


@given(st.binary(max_size=60), _ANY)
def test_nothing_crashes_the_parsers(data: bytes, value: Any) -> None:
    for one in (data, json.dumps(value).encode(), json.dumps({"data": value}).encode()):
        for parse in (records.page, records.record, records.relation, records.exception):
            with contextlib.suppress(OsintError):
                parse(one)


@given(st.sampled_from(sorted(fake.PARTIES[fake.DAUGHTER]["attributes"]["entity"])), _ANY)
def test_a_strange_value_in_a_record_is_read_or_refused(name: str, value: Any) -> None:
    with contextlib.suppress(SchemaChanged):
        row = records.record(_changed("attributes", "entity", **{name: value or 0}))
        assert set(row) == {one.name for one in RECORDS}


def test_a_refusal_with_status_200_is_raised_when_nothing_came(desk: Desk) -> None:
    desk.fakes.trouble["gleif"] = [Reply(b"forbidden", "text/plain", 403)]
    with pytest.raises(SourceRefusedError):
        gleif.search(desk.client("record"), name="trader")
