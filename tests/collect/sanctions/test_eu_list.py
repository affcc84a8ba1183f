"""The EU list: names without a primary one, missing dates, its token, words in number cells."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.retrying import Policy
from osint_helpers.collect.sanctions import eu_list
from osint_helpers.errors import (
    CollectError,
    KeyMissingError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import eu_list as fake
from tests.collect.fakes.server import FakeSources, Reply
from tests.conftest import shared_folder

KEY = {"eu_list": fake.TOKEN}


def rows(data: bytes = fake.LIST) -> list[dict[str, object]]:
    return [one.row() for one in eu_list.parse(io.BytesIO(data)).entries]


def test_entries_come_with_reference_kind_programme_and_locator() -> None:
    assert [(one["authority_ref"], one["kind"], one["programmes"]) for one in rows()] == [
        ("EU.9001.1", "person", ("PRK",)),
        ("EU.9002.2", "vessel", ("RUS",)),
        ("EU.9003.3", "entity", ()),
    ]
    assert rows()[0]["source_locator"] == "/export/sanctionEntity[@logicalId='1']"
    assert rows()[0]["other"]["unitedNationId"] == ["KPi.901"]


def test_the_first_strong_name_leads_and_none_is_called_primary() -> None:
    one = rows()[0]
    assert one["name"] == "Synthetic PERSON"
    assert [(n["text"], n["quality"], n["script"], n["language"]) for n in one["names"]] == [
        ("S. P.", "weak alias", "Latn", ""),
        ("Synthetic PERSON", "strong alias", "Latn", "EN"),
        ("Синтетический", "strong alias", "Cyrl", "RU"),
    ]
    assert one["names"][1]["parts"] == {"firstName": "Synthetic", "lastName": "PERSON"}


def test_the_date_of_designation_is_the_listing_and_its_lack_stays_a_lack() -> None:
    assert [one["listed_on"] for one in rows()] == ["2016-07-16", None, None]
    assert rows()[1]["listed_precision"] == "none"
    # the regulation may be an amendment: its days are kept apart
    assert rows()[1]["legal_basis"] == [
        {"text": "2025/0000 (OJ L)", "date": "2025-12-15", "in_force": "2025-12-16",
         "url": "https://example.org/other"}
    ]  # fmt: skip
    notes = eu_list.parse(io.BytesIO(fake.LIST)).notes
    assert "2 entries have no designationDate" in notes


def test_births_are_whole_soft_or_a_month() -> None:
    births = rows()[0]["birth_dates"]
    assert [(one["text"], one["precision"]) for one in births] == [
        ("1965-12-12", "day"), ("1958", "approx"), ("1959-03", "month"),
    ]  # fmt: skip


def test_a_birth_between_two_years_is_a_span() -> None:
    data = fake.LIST.replace(b' year="1958"', b' yearRangeFrom="1956" yearRangeTo="1958"')
    assert rows(data)[0]["birth_dates"][1]["text"] == "1956/1958"


def test_a_ship_number_is_checked_and_words_in_its_cell_are_no_number() -> None:
    (imo,) = rows()[1]["identifiers"]
    assert (imo["type"], imo["value"], imo["valid"]) == ("imo", "9999993", True)
    (none,) = rows()[2]["identifiers"]
    assert (none["type"], none["value"], none["valid"]) == ("imo", "", None)
    assert none["raw"] == "Does not exist"
    assert none["reason"] == "the list gives no number"


def test_documents_addresses_contacts_and_remarks_are_kept() -> None:
    one = rows()[0]
    assert [(i["type"], i["value"], i["note"]) for i in one["identifiers"]] == [
        ("passport", "X0000000", "knownExpired; SYNTHETIC"),
        ("email", "synthetic@example.org", ""),
    ]
    assert one["addresses"] == [
        {"text": "1 Example Street, Synthetic City, 00000", "country": "TESTLAND",
         "note": "as at 2018"}
    ]  # fmt: skip
    assert one["nationalities"] == ("TESTLAND",)
    assert one["remarks"] == "SYNTHETIC remark"
    assert one["birth_places"] == ("Synthetic City, TESTLAND",)  # UNKNOWN is no country


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (b'strong="true"', b'strong="true" novelty="1"', "nameAlias@novelty"),
        (b"<remark>", b"<novelty/><remark>", "novelty"),
        (b' code="vessel"', b"", "subjectType@code"),
        (b'wholeName="TEST VESSEL"', b'wholeName=""', "nameAlias@wholeName"),
        (b' logicalId="2"', b"", "sanctionEntity@logicalId"),
    ],
)
def test_new_and_missing_fields_are_named(old: bytes, new: bytes, column: str) -> None:
    with pytest.raises(SchemaChanged) as caught:
        eu_list.parse(io.BytesIO(fake.LIST.replace(old, new)))
    assert caught.value.column == column


def test_a_new_field_can_be_tolerated() -> None:
    data = fake.LIST.replace(b'strong="true"', b'strong="true" novelty="1"')
    assert len(eu_list.parse(io.BytesIO(data), tolerated=["nameAlias@novelty"]).entries) == 3


def test_a_list_that_breaks_off_is_incomplete() -> None:
    parsed = eu_list.parse(io.BytesIO(fake.LIST[:-8]))
    assert len(parsed.entries) == 3
    assert "breaks off" in parsed.faults[0]


@pytest.mark.parametrize("data", [b"", b"<html/>", b"<CONSOLIDATED_LIST/>"])
def test_what_is_no_eu_list_is_refused(data: bytes) -> None:
    with pytest.raises(SourceRefusedError):
        eu_list.parse(io.BytesIO(data))


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_broken_bytes_give_entries_or_an_error_of_ours(at: int, new: bytes) -> None:
    with contextlib.suppress(OsintError):
        eu_list.parse(io.BytesIO(fake.LIST[:at] + new + fake.LIST[at + len(new) :]))


def test_the_token_is_sent_and_never_stored_and_replay_needs_none(tmp_path: Path) -> None:
    with FakeSources(eu_list=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        with pytest.raises(NotRecorded):
            eu_list.consolidated(desk.client())
        first = eu_list.consolidated(desk.client("record", keys=KEY))
        assert fakes.asked[-1].one("token") == fake.TOKEN
        asked = len(fakes.asked)
        again = eu_list.consolidated(desk.client())
        assert len(fakes.asked) == asked
    assert first.frame.equals(again.frame)
    assert first.meta.complete
    held = [one for one in desk.case.rglob("*") if one.is_file()]
    assert held
    assert not any(fake.TOKEN.encode() in one.read_bytes() for one in held)


def test_without_a_token_nothing_is_asked(tmp_path: Path) -> None:
    with FakeSources(eu_list=fake.answer) as fakes:
        client = Desk(tmp_path, fakes).client("live")
        client.servers.clear()
        with pytest.raises(KeyMissingError, match="needs a key"):
            eu_list.consolidated(client)
        assert fakes.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"Internal error", "text/plain", 500),
        Reply(b"slow down", "text/plain", 429, {"Retry-After": "999"}),
        Reply(b"<html><body>Login</body></html>", "text/html"),
        Reply(b"Forbidden", "text/plain", 403),
        Reply(b"", "application/xml"),
    ],
)
def test_errors_of_the_service_are_errors(tmp_path: Path, reply: Reply) -> None:
    with FakeSources(eu_list=lambda _: reply) as fakes, pytest.raises(CollectError):
        eu_list.consolidated(Desk(tmp_path, fakes).client("live", keys=KEY))


def test_a_burst_error_is_asked_again(tmp_path: Path) -> None:
    with FakeSources(eu_list=fake.answer) as fakes:
        slow = Policy(attempts=3, seconds=200.0, first_wait=0.01, longest_wait=0.05)
        fakes.trouble["eu_list"] = [Reply(b"Internal error", "text/plain", 500)]
        result = eu_list.consolidated(Desk(tmp_path, fakes).client("live", keys=KEY, policy=slow))
    assert len(result) == 3


def test_the_published_extract_is_read() -> None:
    folder = shared_folder()
    name = "data/sanctions/fixture_eu_fsf_1.1.xml"
    if folder is None or not (folder / name).is_file():
        pytest.skip("the extract of the EU list is not on this machine (set OSINT_SHARED)")
    result = eu_list.read(folder / name)
    assert len(result) == 7
    assert result.frame["listed_on"].isna().sum() == 2
    assert result.frame["list_date"][0] == "2020-04-15"
    # a reference may stand on two entries; both stay
    assert any("EU.4009.74" in note for note in result.meta.notes)
