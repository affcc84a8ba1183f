"""The UN list: entries, aliases in one cell, dates with a zone behind them, company numbers."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.sanctions import listing, un_list
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import un_list as fake
from tests.collect.fakes.server import FakeSources, Reply
from tests.conftest import shared_folder


def rows(data: bytes = fake.LIST) -> list[dict[str, object]]:
    return [one.row() for one in un_list.parse(io.BytesIO(data)).entries]


def test_individuals_and_entities_come_with_reference_kind_and_programme() -> None:
    keys = ("authority_ref", "kind", "programmes", "name")
    assert [tuple(one[key] for key in keys) for one in rows()] == [
        ("KPi.901", "person", ("DPRK",), "SYNTHETIC PERSON ONE"),
        ("GBi.901", "person", ("GB",), "TEST ONLY"),
        ("KPe.901", "entity", ("DPRK",), "SYNTHETIC SHIPPING COMPANY"),
    ]  # fmt: skip


def test_names_in_one_cell_are_parted_and_keep_their_quality_script_and_note() -> None:
    names = rows()[0]["names"]
    assert [(one["text"], one["quality"], one["script"], one["note"]) for one in names] == [
        ("SYNTHETIC PERSON ONE", "primary", "Latn", ""),
        ("합성 인물", "alias", "Hang", ""),
        ("SYN PERSON", "strong alias", "Latn", "previously listed as"),
        ("S. P. ONE", "strong alias", "Latn", "previously listed as"),
        ("ONE", "weak alias", "Latn", ""),
    ]
    assert [one["quality"] for one in rows()[2]["names"]] == ["primary", "alias", "previous name"]


def test_a_day_with_a_zone_behind_it_is_the_day_as_printed_and_keeps_its_text() -> None:
    one = rows()[0]
    assert (one["listed_on"], one["listed_precision"]) == ("2018-03-30", "day")
    assert one["listed_dates"][0]["raw"] == "2018-03-30-04:00"


def test_every_day_of_change_is_kept_and_the_last_one_leads() -> None:
    one = rows()[0]
    assert one["updated_on"] == "2019-01-02"
    assert [date["text"] for date in one["updated_dates"]] == ["2019-01-02", "2018-12-01"]
    assert rows()[1]["updated_on"] is None
    assert rows()[1]["updated_dates"] == []


def test_births_are_as_precise_as_the_list_and_another_calendar_is_not_read() -> None:
    births = [(one["text"], one["precision"]) for one in rows()[0]["birth_dates"]]
    assert births == [
        ("1965-04-14", "day"), ("1966", "approx"), ("1970/1973", "year"), ("", "none"),
    ]  # fmt: skip
    assert "Hijri" in rows()[0]["birth_dates"][3]["raw"]
    assert rows()[1]["birth_dates"] == []


def test_a_note_may_say_that_years_are_approximate() -> None:
    data = fake.LIST.replace(
        b"<TO_YEAR>1973</TO_YEAR>", b"<TO_YEAR>1973</TO_YEAR><NOTE>Approximately</NOTE>"
    )
    assert rows(data)[0]["birth_dates"][2]["precision"] == "approx"


def test_the_number_of_a_company_in_a_comment_is_no_ship_number_of_the_entry() -> None:
    (number,) = rows()[2]["identifiers"]
    assert (number["type"], number["value"], number["valid"]) == ("imo_mentioned", "0000001", None)


def test_documents_places_posts_and_remarks_are_kept() -> None:
    one = rows()[0]
    (passport,) = one["identifiers"]
    assert (passport["type"], passport["value"], passport["country"]) == (
        "passport", "X0000000", "Testland",
    )  # fmt: skip
    assert "issued 2 Jan. 2010" in passport["note"]
    assert one["addresses"] == [
        {"text": "1 Example Street, Synthetic City", "country": "Testland", "note": "as at 2018"}
    ]
    assert one["birth_places"] == ("Synthetic City, Testland",)
    assert one["other"]["DESIGNATION"] == ["Example post", "Other post"]
    assert one["remarks"] == "SYNTHETIC remark.\nSecond line."
    assert one["source_locator"] == (
        "/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[REFERENCE_NUMBER='KPi.901']"
    )
    assert one["delisted_on"] is None


def test_a_date_of_delisting_is_taken_where_the_list_has_one() -> None:
    data = fake.LIST.replace(b"<GENDER>", b"<DELISTED_ON>2020-02-01</DELISTED_ON><GENDER>")
    assert rows(data)[0]["delisted_on"] == "2020-02-01"


@pytest.mark.parametrize("tag", ["REFERENCE_NUMBER", "FIRST_NAME", "UN_LIST_TYPE", "LISTED_ON"])
def test_a_missing_field_is_named(tag: str) -> None:
    data = fake.LIST.replace(f"<{tag}>".encode(), b"<VALUE>").replace(
        f"</{tag}>".encode(), b"</VALUE>"
    )  # fmt: skip
    with pytest.raises(SchemaChanged) as caught:
        un_list.parse(io.BytesIO(data))
    assert caught.value.column == tag


def test_a_new_field_is_named_and_can_be_tolerated() -> None:
    data = fake.LIST.replace(b"<GENDER>", b"<NOVELTY>1</NOVELTY><GENDER>")
    with pytest.raises(SchemaChanged) as caught:
        un_list.parse(io.BytesIO(data))
    assert caught.value.column == "NOVELTY"
    assert len(un_list.parse(io.BytesIO(data), tolerated=["NOVELTY"]).entries) == 3


def test_a_list_that_breaks_off_is_incomplete_with_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(fake.LIST[: fake.LIST.index(b"<ENTITIES>")])
    result = un_list.read(path)
    assert len(result) == 2
    assert "breaks off" in result.meta.reason


@pytest.mark.parametrize("data", [b"", b"<html><body>Busy</body></html>", b"{}", b"<export/>"])
def test_what_is_no_un_list_is_refused(data: bytes) -> None:
    with pytest.raises(SourceRefusedError):
        un_list.parse(io.BytesIO(data))


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=4))
def test_broken_bytes_give_entries_or_an_error_of_ours(at: int, new: bytes) -> None:
    with contextlib.suppress(OsintError):
        un_list.parse(io.BytesIO(fake.LIST[:at] + new + fake.LIST[at + len(new) :]))


def test_a_recorded_list_replays_to_the_same_frame_without_asking(tmp_path: Path) -> None:
    with FakeSources(un_list=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        with pytest.raises(NotRecorded):
            un_list.consolidated(desk.client())
        first = un_list.consolidated(desk.client("record"))
        asked = len(fakes.asked)
        again = un_list.consolidated(desk.client())
        assert len(fakes.asked) == asked
    assert first.frame.equals(again.frame)
    assert again.meta.complete
    assert set(first.frame["list_date"]) == {"2026-02-27"}
    assert first.meta.parts[0].rows == 3
    assert first.meta.synthetic
    assert first.frame["list_sha256"][0] == first.meta.sha256


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"slow down", "text/plain", 429, {"Retry-After": "999"}),
        Reply(b"<html><body>Busy</body></html>", "text/html"),
        Reply(b"", "text/xml"),
    ],
)
def test_a_limit_a_page_and_nothing_are_errors(tmp_path: Path, reply: Reply) -> None:
    with FakeSources(un_list=lambda _: reply) as fakes, pytest.raises(CollectError):
        un_list.consolidated(Desk(tmp_path, fakes).client("live"))


def test_the_real_list_has_its_counts() -> None:
    folder = shared_folder()
    name = "data/sanctions/un_consolidated_2026-02-27.xml.gz"
    if folder is None or not (folder / name).is_file():
        pytest.skip("the UN list of February 2026 is not on this machine (set OSINT_SHARED)")
    result = un_list.read(folder / name)
    facts = listing.facts(result)
    assert facts.kinds == {"entity": 273, "person": 730}
    assert facts.programmes["DPRK"] == 155
    assert facts.list_dates == ("2026-02-27",)
    assert result.meta.complete
    dates = listing.dates_frame(result)
    assert (dates.loc[dates["what"] == "listed", "precision"] == "day").all()
    assert (dates["precision"] == "none").sum() == 3  # in words, or of another calendar
