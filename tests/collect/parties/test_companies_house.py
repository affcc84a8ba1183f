"""Companies, officers, controllers and filings of Companies House."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from osint_helpers.collect.parties import companies_house as ch
from osint_helpers.collect.parties.companies_house import parsing
from osint_helpers.collect.parties.companies_house.columns import (
    COMPANIES,
    CONTROLLERS,
    FILINGS,
    HITS,
    OFFICERS,
)
from osint_helpers.errors import (
    CollectError,
    IncompleteError,
    KeyMissingError,
    NotRecorded,
    OsintError,
    SchemaChanged,
)
from tests.collect.desk import Desk
from tests.collect.fakes import companies_house as fake
from tests.collect.fakes.server import FakeSources, Reply, Request, as_json

PRIVATE = ("PRIVATE ROAD", "XX2 2XX", "1907", "Tester", "Nowhere")


class _Desk(Desk):
    def client(self, mode: str = "replay", **how: Any) -> Any:
        return super().client(mode, **{"keys": {"companies_house": fake.KEY}, **how})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(companies_house=fake.answer) as fakes:
        yield _Desk(tmp_path, fakes)


# --- companies -----------------------------------------------------------------------------


def test_a_dissolved_company_becomes_a_row() -> None:
    row = parsing.company(json.dumps(fake.COMPANIES[fake.GONE]).encode())
    assert row == {
        "party_source": "companies_house", "party_id": fake.GONE, "name": "TEST TRADER LIMITED",
        "names": [
            {"name": "TEST TRADER LIMITED", "kind": "registered", "language": ""},
            {"name": "OLD TEST LIMITED", "kind": "previous", "language": ""},
        ],
        "jurisdiction": "england-wales", "status": "dissolved",
        "addresses": ("1, Synthetic Quay, Example Town, XX1 1XX, United Kingdom",),
        "valid_from": "2011-05-03", "valid_to": "2019-08-06", "parents": (),
        "company_type": "ltd", "status_detail": None, "industry": ("50200", "52290"),
        "previous_names": [{"name": "OLD TEST LIMITED", "effective_from": "2011-05-03",
                            "ceased_on": "2014-01-02"}],
        "has_insolvency_history": False, "has_been_liquidated": None, "has_charges": False,
        "office_in_dispute": None, "mail_undeliverable": False,
        "accounts_made_up_to": "2024-12-31", "accounts_overdue": True,
        "foreign_register_number": None,
    }  # fmt: skip
    assert set(row) == {one.name for one in COMPANIES}


def test_an_unknown_number_is_an_answer_without_a_row(desk: Desk) -> None:
    found = ch.company(desk.client("record"), number="XX999999")
    assert found.nothing_found("the company XX999999")
    assert "the register has no company XX999999" in found.meta.notes


@pytest.mark.parametrize(("given", "asked"), [("6400", "00006400"), (" xx000001 ", "XX000001")])
def test_a_number_is_brought_into_the_form_of_the_register(
    desk: Desk, given: str, asked: str
) -> None:
    ch.company(desk.client("record"), number=given)
    assert desk.fakes.asked[0].path == f"company/{asked}"


@pytest.mark.parametrize("number", ["", "XX1", "../search", "XX0000001", "XX00 001"])
def test_a_number_that_is_none_is_refused(desk: Desk, number: str) -> None:
    for call in (ch.company, ch.officers, ch.filing_history):
        with pytest.raises(CollectError, match="no company number"):
            call(desk.client("record"), number=number)
    assert not desk.fakes.asked


def test_the_answer_of_another_company_is_none(desk: Desk) -> None:
    desk.fakes.trouble["companies_house"] = [as_json(fake.COMPANIES[fake.GONE])]
    with pytest.raises(OsintError, match="is about"):
        ch.company(desk.client("record"), number=fake.LIVE)


# --- search --------------------------------------------------------------------------------


def test_every_page_is_asked_and_the_hits_compared_with_the_count(desk: Desk) -> None:
    found = ch.search(desk.client("record"), name="many")
    assert tuple(found.frame.columns) == tuple(one.name for one in HITS)
    assert list(found.frame["party_id"]) == [f"YY{n:06}" for n in range(205)]
    assert list(found.frame["rank"]) == list(range(1, 206))
    assert [one.rows for one in found.meta.parts] == [100, 100, 5]
    assert [one.one("start_index") for one in desk.fakes.asked] == ["0", "100", "200"]
    assert found.meta.complete
    assert "questions left after the last answer: 597" in found.meta.notes


def test_dissolved_companies_are_found(desk: Desk) -> None:
    (row,) = ch.search(desk.client("record"), name="test trader").frame.to_dict("records")
    assert (row["status"], row["valid_to"]) == ("dissolved", "2019-08-06")


def test_no_hit_is_an_answer(desk: Desk) -> None:
    assert ch.search(desk.client("record"), name="nobody").nothing_found("nobody")
    with pytest.raises(CollectError):
        ch.search(desk.client("record"), name=" ")


def test_more_hits_than_asked_for_count_as_cut_off(desk: Desk) -> None:
    found = ch.search(desk.client("record"), name="many", most=100)
    assert len(found) == 100
    assert found.meta.reason == "100 of 205 entries came"


def test_a_page_that_fails_is_named_and_the_others_stand(desk: Desk) -> None:
    good = fake.answer
    desk.fakes.sources["companies_house"] = lambda one: (
        Reply(b"no", "text/plain", 416) if one.one("start_index") == "200" else good(one)
    )
    found = ch.search(desk.client("record"), name="many")
    assert len(found) == 200
    assert [one.name for one in found.meta.missing] == ["from 201"]
    with pytest.raises(IncompleteError):
        found.nothing_found("many")


def _first(path: str, **query: str) -> dict[str, Any]:
    import base64

    login = "Basic " + base64.b64encode(f"{fake.KEY}:".encode()).decode()
    request = Request(
        "GET", path, {key: [one] for key, one in query.items()}, {"Authorization": login}, b"", ""
    )
    held: dict[str, Any] = json.loads(fake.answer(request).body)
    return held


def test_pages_that_shift_are_seen(desk: Desk) -> None:
    one = _first("search/companies", q="many", items_per_page="100")
    desk.fakes.trouble["companies_house"] = [
        as_json(one), as_json({**one, "total_results": 206}),
    ]  # fmt: skip
    reason = ch.search(desk.client("record"), name="many").meta.reason
    assert "changed from 205 to 206" in reason
    assert "from 101 were asked for, and from 0 came" in reason
    assert "came twice" in reason


def test_an_empty_page_before_the_end_is_seen(desk: Desk) -> None:
    one = _first("search/companies", q="many", items_per_page="100")
    desk.fakes.trouble["companies_house"] = [
        as_json(one), as_json({**one, "items": [], "start_index": 100}),
    ]  # fmt: skip
    assert "100 of 205" in ch.search(desk.client("record"), name="many").meta.reason


def test_a_list_is_not_gone_on_its_second_page(desk: Desk) -> None:
    one = _first("search/companies", q="many", items_per_page="100")
    desk.fakes.trouble["companies_house"] = [as_json(one), as_json({"errors": []}, 404)]
    found = ch.search(desk.client("record"), name="many")
    assert [one.name for one in found.meta.missing] == ["from 101"]


def test_a_search_that_is_unknown_is_no_empty_result(desk: Desk) -> None:
    desk.fakes.trouble["companies_house"] = [as_json({"errors": []}, 404)]
    with pytest.raises(OsintError):
        ch.search(desk.client("record"), name="many")


def test_a_full_page_without_a_count_counts_as_cut_off(desk: Desk) -> None:
    one = _first("search/companies", q="many", items_per_page="100")
    del one["total_results"]
    desk.fakes.trouble["companies_house"] = [as_json(one)]
    assert "no count" in ch.search(desk.client("record"), name="many").meta.reason


# --- people --------------------------------------------------------------------------------


def test_officers_stand_by_role_and_only_companies_by_name(desk: Desk) -> None:
    found = ch.officers(desk.client("record"), number=fake.LIVE)
    assert tuple(found.frame.columns) == tuple(one.name for one in OFFICERS)
    shown = found.frame[["person", "natural_person", "role"]].to_numpy().tolist()
    assert shown == [
        ["person 1", True, "director"], ["person 1", True, "secretary"],
        ["company 2", False, "corporate-director"],
    ]  # fmt: skip
    assert found.frame["name"].isna().tolist() == [True, True, False]
    company = found.frame.iloc[2].to_dict()
    assert company["name"] == "SYNTHETIC NOMINEES LTD"
    assert company["address"].startswith("1, Synthetic Quay")
    assert company["registration_number"] == "000-1"
    assert found.frame["resigned_on"].dropna().tolist() == ["2015-06-07"]
    assert "TESTPERSON" not in found.frame.to_csv()
    assert found.meta.complete


def test_names_are_there_when_asked_for_and_still_nothing_private(desk: Desk) -> None:
    found = ch.officers(desk.client("record"), number=fake.LIVE, persons="names")
    assert list(found.frame["name"]) == [
        "TESTPERSON, Alpha", "TESTPERSON, Alpha", "SYNTHETIC NOMINEES LTD",
    ]  # fmt: skip
    both = ch.persons_with_significant_control(
        desk.client("record"), number=fake.LIVE, persons="names"
    )
    for text in (found.frame.to_csv(), both.frame.to_csv()):
        assert not [one for one in PRIVATE if one in text]


def test_controllers_stand_by_kind(desk: Desk) -> None:
    found = ch.persons_with_significant_control(desk.client("record"), number=fake.LIVE)
    assert tuple(found.frame.columns) == tuple(one.name for one in CONTROLLERS)
    assert list(found.frame["person"]) == ["person 1", "company 2", "person 3"]
    assert found.frame["name"].dropna().tolist() == ["TEST HOLDING LTD"]
    assert found.frame["ceased_on"].dropna().tolist() == ["2018-03-04"]
    assert list(found.frame["natures_of_control"]) == [
        ("ownership-of-shares-25-to-50-percent",), ("voting-rights-75-to-100-percent",), (),
    ]  # fmt: skip
    assert found.frame["sanctioned"].tolist() == [False, pd.NA, pd.NA]


def test_a_role_nobody_knows_counts_as_a_person() -> None:
    row = parsing.officer({"name": "Alpha Testperson", "officer_role": "novel-role"})
    assert row["natural_person"] is True
    assert row["name"] is None


@pytest.mark.parametrize("persons", ["", "all", "Names"])
def test_another_way_to_show_people_is_refused(desk: Desk, persons: str) -> None:
    with pytest.raises(CollectError, match="role or names"):
        ch.officers(desk.client("record"), number=fake.LIVE, persons=persons)


def test_a_company_without_a_list_is_told_from_no_company(desk: Desk) -> None:
    found = ch.persons_with_significant_control(desk.client("record"), number=fake.QUIET)
    assert found.nothing_found("controllers")
    assert [one.path.count("/") for one in desk.fakes.asked] == [2, 1]
    with pytest.raises(CollectError, match="no company XX999999"):
        ch.persons_with_significant_control(desk.client("record"), number="XX999999")


def test_a_list_nobody_can_tell_about_is_not_complete(desk: Desk) -> None:
    desk.fakes.trouble["companies_house"] = [
        as_json({"errors": []}, 404), Reply(b"no", "text/plain", 403),
    ]  # fmt: skip
    found = ch.officers(desk.client("record"), number=fake.QUIET)
    assert not found.meta.complete
    desk.fakes.trouble["companies_house"] = [Reply(b"<html>", "text/html", 404)]
    try:
        again = ch.officers(desk.client("record", again=True), number=fake.QUIET)
    except CollectError:
        return
    assert not again.meta.complete


def test_people_nobody_can_tell_apart_have_labels_of_their_own(desk: Desk) -> None:
    hidden = {"kind": "super-secure-person-with-significant-control"}
    desk.fakes.trouble["companies_house"] = [
        as_json({"items": [{**hidden, "notified_on": f"2019-01-0{n}"} for n in (1, 2)],
                 "total_results": 2})
    ]  # fmt: skip
    found = ch.persons_with_significant_control(desk.client("record"), number=fake.LIVE)
    assert list(found.frame["person"]) == ["person 1", "person 2"]


def test_the_principal_office_of_a_company_comes_first() -> None:
    one = {**fake.OFFICERS[2], "principal_office_address": {"locality": "Test City"}}
    assert parsing.officer(one)["address"] == "Test City"


# --- filings -------------------------------------------------------------------------------


def test_filings_are_paged_by_their_own_count_and_name_nobody(desk: Desk) -> None:
    found = ch.filing_history(desk.client("record"), number=fake.LIVE)
    assert tuple(found.frame.columns) == tuple(one.name for one in FILINGS)
    assert list(found.frame["transaction"]) == [f"SYN{n:03}" for n in range(150)]
    assert found.meta.complete
    assert found.frame["details"].isna().all()
    assert "Testperson" not in found.frame.to_csv()
    assert found.frame["subcategory"].iloc[0] == ("appointments",)
    assert str(found.frame["pages"].dtype) == "Int64"


def test_details_of_filings_come_with_names(desk: Desk) -> None:
    found = ch.filing_history(
        desk.client("record"), number=fake.LIVE, category="officers", persons="names"
    )
    assert found.frame["details"].iloc[0] == {"officer_name": "Alpha Testperson"}
    assert desk.fakes.asked[0].one("category") == "officers"
    none = ch.filing_history(desk.client("record"), number=fake.LIVE, category="accounts")
    assert none.nothing_found("accounts")


# --- key, limits, errors, replay -----------------------------------------------------------


def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FakeSources())
    with pytest.raises(KeyMissingError, match="COMPANIES_HOUSE_KEY"):
        ch.company(desk.client("record"), number=fake.LIVE)


def test_the_key_is_sent_and_never_stored(desk: Desk) -> None:
    assert len(ch.company(desk.client("record"), number=fake.LIVE)) == 1
    for path in desk.case.rglob("*"):
        assert not path.is_file() or fake.KEY.encode() not in path.read_bytes()


def test_a_recorded_question_replays_the_same_without_a_key(desk: Desk) -> None:
    first = ch.officers(desk.client("record"), number=fake.LIVE)
    asked = len(desk.fakes.asked)
    again = ch.officers(desk.client(keys={}), number=fake.LIVE)
    assert_frame_equal(first.frame, again.frame)
    assert len(desk.fakes.asked) == asked
    # one recording serves both ways to show people
    assert (
        "TESTPERSON"
        in ch.officers(desk.client(keys={}), number=fake.LIVE, persons="names").frame.to_csv()
    )
    with pytest.raises(NotRecorded):
        ch.company(desk.client(keys={}), number=fake.LIVE)


def test_a_limit_is_waited_out(desk: Desk) -> None:
    desk.fakes.trouble["companies_house"] = [as_json({}, 429, **{"Retry-After": "0"})]
    assert len(ch.company(desk.client("record"), number=fake.LIVE)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>login</html>", "text/html"),
        Reply(b'{"items": [', "application/json"),
        Reply(b""),
        as_json({"error": "Invalid Authorization"}, 401),
        as_json({"total_results": 5}),
    ],
)
def test_what_is_no_data_is_never_an_empty_result(desk: Desk, reply: Reply) -> None:
    desk.fakes.trouble["companies_house"] = [reply] * 3
    try:
        found = ch.search(desk.client("record"), name="many")
    except CollectError:
        return
    assert not found.meta.complete


_PARSERS: list[tuple[Any, dict[str, Any], tuple[str, ...]]] = [
    (parsing.officer, fake.OFFICERS[0], ("name", "officer_role")),
    (parsing.controller, fake.CONTROLLERS[0], ("kind",)),
    (parsing.filing, fake.FILINGS[0], ("category", "date", "description", "type")),
    (lambda one: parsing.company(json.dumps(one).encode()), fake.COMPANIES[fake.LIVE],
     ("company_name", "company_number", "type")),
    (lambda one: parsing.hit(one, 1), {"company_number": "XX000001", "title": "TEST"},
     ("company_number", "title")),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "good", "needed"), _PARSERS)
def test_a_new_field_and_a_missing_one_are_a_changed_schema(
    parse: Any, good: dict[str, Any], needed: tuple[str, ...]
) -> None:
    parse(good)
    with pytest.raises(SchemaChanged, match="novel"):
        parse({**good, "novel": 1})
    for name in needed:
        with pytest.raises(SchemaChanged, match=name):
            parse({key: value for key, value in good.items() if key != name})


def test_new_fields_may_be_tolerated(desk: Desk) -> None:
    held = {**fake.COMPANIES[fake.LIVE], "novel": 1}
    desk.fakes.trouble["companies_house"] = [as_json(held)]
    client = desk.client("record", tolerate={"companies_house": ("novel",)})
    assert len(ch.company(client, number=fake.LIVE)) == 1


_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
_NAMES = st.sampled_from(["items", "links", "officer", "name", "kind", "type", "address", "title"])
_ANY = st.recursive(
    _LEAF,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(_NAMES, one, max_size=6),
    max_leaves=8,
)


@given(st.binary(max_size=60), _ANY, st.sampled_from(_PARSERS), st.data())
def test_nothing_crashes_the_parsers(
    data: bytes, value: Any, which: tuple[Any, dict[str, Any], Any], draw: st.DataObject
) -> None:
    for one in (data, json.dumps(value).encode()):
        for parse in (parsing.page, parsing.company):
            with contextlib.suppress(OsintError):
                parse(one)
    parse, good, _ = which
    name = draw.draw(st.sampled_from(sorted(good)))
    with contextlib.suppress(OsintError):
        parse({**good, name: value})
    with contextlib.suppress(OsintError):
        parsing.identity({**good, name: value})
