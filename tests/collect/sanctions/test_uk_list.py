"""The British lists: one entry over many rows, unknown parts of dates, two older layouts."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.sanctions import listing, uk_list
from osint_helpers.collect.sanctions.uk_list import csv_form, fields, xml_form
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import uk_list as fake
from tests.collect.fakes.server import FakeSources, Reply
from tests.conftest import shared_folder

CSV, XML = fake.csv_file(), fake.xml_file()


def rows(data: bytes) -> dict[str, dict[str, object]]:
    parse = xml_form.parse if data.startswith(b"<") else None
    parsed = parse(io.BytesIO(data)) if parse else csv_form.parse(data)
    assert parsed.faults == []
    return {one.ref: one.row() for one in parsed.entries}


@pytest.mark.parametrize("data", [CSV, XML], ids=["csv", "xml"])
def test_the_rows_of_one_id_become_one_entry(data: bytes) -> None:
    found = rows(data)
    assert [(ref, one["kind"], one["name"]) for ref, one in found.items()] == [
        ("DPR9001", "vessel", "TEST VESSEL"),
        ("DPR9002", "person", "Synthetic PERSON"),
        ("DPR9003", "entity", "SYNTHETIC CO"),
        ("DPR9004", "vessel", "TEST VESSEL FOUR"),
    ]


def test_csv_and_xml_give_the_same_but_for_where_it_stands() -> None:
    skip = {"source_locator", "names"}
    plain, marked = rows(CSV), rows(XML)
    for ref, one in plain.items():
        other = marked[ref]
        for key in one.keys() - skip:
            assert one[key] == other[key], (ref, key)
        texts = [{(n["text"], n["quality"]) for n in held["names"]} for held in (one, other)]
        assert texts[0] == texts[1]
    assert plain["DPR9001"]["source_locator"] == "lines 3, 9, Unique ID DPR9001"
    assert marked["DPR9001"]["source_locator"] == "/Designations/Designation[UniqueID='DPR9001']"


@pytest.mark.parametrize("data", [CSV, XML], ids=["csv", "xml"])
def test_letters_for_unknown_parts_leave_a_year(data: bytes) -> None:
    births = rows(data)["DPR9002"]["birth_dates"]
    assert [(one["text"], one["precision"], one["raw"]) for one in births] == [
        ("1965", "year", "dd/mm/1965"), ("1966-03-02", "day", "02/03/1966"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [CSV, XML], ids=["csv", "xml"])
def test_a_ship_has_her_number_with_and_without_prefix_flags_owner_and_tonnage(
    data: bytes,
) -> None:
    for prefix in (b"", b"IMO", b"IMO "):
        ship = rows(data.replace(b"9999993", prefix + b"9999993"))["DPR9001"]
        (imo,) = ship["identifiers"]
        assert (imo["type"], imo["value"], imo["valid"]) == ("imo", "9999993", True)
    assert (ship["flag"], ship["owner"], ship["tonnage"], ship["vessel_type"]) == (
        "Testland", "SYNTHETIC OWNER LTD", 7078.0, "Bulk Carrier",
    )  # fmt: skip
    assert ship["former_flags"] == ("Elsewhere", "Nowhere")
    assert ship["other"]["Sanctions Imposed"] == ["Prohibition of port entry", "Deflag"]
    assert ship["listed_on"] == "2017-10-03"
    assert ship["updated_on"] == "2021-12-18"
    assert ship["legal_basis"][0]["text"] == fake.DPRK
    none = rows(data)["DPR9004"]["identifiers"][0]
    assert (none["raw"], none["value"], none["valid"]) == ("na", "", None)


def test_several_numbers_in_one_cell_are_several() -> None:
    (one, other) = rows(CSV.replace(b"9999993", b"IMO9999993; 0000000"))["DPR9001"]["identifiers"]
    assert (one["value"], other["value"], other["valid"]) == ("9999993", "0000000", False)


def test_names_keep_type_strength_parts_and_script() -> None:
    names = rows(CSV)["DPR9002"]["names"]
    assert [(one["text"], one["quality"], one["script"]) for one in names] == [
        ("Synthetic PERSON", "primary", "Latn"),
        ("합성 인물", "alias", "Hang"),
        ("S. P.", "weak alias", "Latn"),
    ]
    assert names[1]["language"] == "Korean"
    assert rows(CSV)["DPR9001"]["names"][1]["quality"] == "strong alias"


def test_the_header_of_the_reader_is_that_of_the_list() -> None:
    assert list(fields.COLUMNS) == fake.HEADER


@pytest.mark.parametrize("column", fields.REQUIRED)
def test_a_missing_column_is_named(column: str) -> None:
    keep = [one for one in fake.HEADER if one != column]
    data = b"Report Date: 08-Oct-2026\r\n" + ",".join(keep).encode() + b"\r\n"
    with pytest.raises(SchemaChanged) as caught:
        csv_form.parse(data)
    assert caught.value.column == column


def test_a_new_column_and_one_that_stands_twice_are_named() -> None:
    with pytest.raises(SchemaChanged) as caught:
        csv_form.parse(CSV.replace(b"Gender,", b"Novelty,"))
    assert caught.value.column == "Novelty"
    assert csv_form.parse(CSV.replace(b"Gender,", b"Novelty,"), tolerated=["Novelty"]).entries
    with pytest.raises(SchemaChanged, match="twice"):
        csv_form.parse(CSV.replace(b"Gender,", b"Title,"))


@pytest.mark.parametrize(
    "tag", ["UniqueID", "IndividualEntityShip", "RegimeName", "DateDesignated"]
)
def test_a_missing_or_new_element_is_named(tag: str) -> None:
    data = XML.replace(f"<{tag}>".encode(), b"<Gender>").replace(
        f"</{tag}>".encode(), b"</Gender>"
    )  # fmt: skip
    with pytest.raises(SchemaChanged) as caught:
        xml_form.parse(io.BytesIO(data))
    assert caught.value.column == tag
    with pytest.raises(SchemaChanged) as caught:
        xml_form.parse(io.BytesIO(XML.replace(b"<DOB>", b"<Novelty/><DOB>")))
    assert caught.value.column == "Novelty"


@pytest.mark.parametrize(
    ("end", "fault"),
    [(-2, "without a line break"), (-100, "middle of the record"), (-700, "middle of the record")],
)
def test_a_csv_that_ends_early_is_incomplete(end: int, fault: str) -> None:
    parsed = csv_form.parse(CSV[:end])
    assert len(parsed.faults) == 1
    assert fault in parsed.faults[0]


def test_an_xml_that_breaks_off_is_incomplete() -> None:
    parsed = xml_form.parse(io.BytesIO(XML[:-10]))
    assert "breaks off" in parsed.faults[0]
    assert len(parsed.entries) == 4


def test_a_short_row_in_the_middle_is_no_early_end() -> None:
    lines = CSV.split(b"\r\n")
    lines[3] = lines[3].rpartition(b",")[0]
    with pytest.raises(SchemaChanged, match="line 4"):
        csv_form.parse(b"\r\n".join(lines))


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"Name,Other\n1,2\n"])
def test_what_is_no_uk_list_is_refused(data: bytes) -> None:
    with pytest.raises(SourceRefusedError):
        csv_form.parse(data)


# -- the older layouts -----------------------------------------------------------------


def test_the_layout_of_ofsi_is_read_from_its_code_page_with_years_as_years() -> None:
    parsed = csv_form.parse(fake.OFSI_2018)
    person = parsed.entries[0].row(parsed.list_date)
    assert person["list"] == "UK OFSI Consolidated List"
    assert person["list_date"] == "2018-04-13"
    assert [(one["text"], one["precision"]) for one in person["birth_dates"]] == [
        ("1980", "year"), ("1981-05", "month"),
    ]  # fmt: skip
    assert person["nationalities"] == ("Testland", "Elsewhere")
    assert person["remarks"] == "Résumé\xa0SYNTHETIC."  # verbatim, the no-break space too
    assert "the file is not UTF-8; it was read as cp1252" in parsed.notes
    passport = person["identifiers"][0]
    assert (passport["type"], passport["value"]) == ("passport", "00000000")
    assert [one["quality"] for one in person["names"]] == ["primary", "alias"]


def test_an_entity_whose_text_begins_with_a_ship_number_is_a_ship_and_that_is_said() -> None:
    parsed = csv_form.parse(fake.OFSI_2018)
    ship, company = (one.row() for one in parsed.entries[1:])
    assert ship["kind"] == "vessel"
    assert ship["other"]["Group Type"] == ["Entity"]
    assert [(i["type"], i["value"]) for i in ship["identifiers"]] == [
        ("imo", "9999993"), ("mmsi", "200000000"),
    ]  # fmt: skip
    assert company["kind"] == "entity"
    assert [i["type"] for i in company["identifiers"]] == ["imo_mentioned"]
    assert any("1 entries of group type Entity" in note for note in parsed.notes)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) Saudi 2) Qatar", ["Saudi", "Qatar"]),
        ("(1) A (2) B", ["A", "B"]),
        ("(1)-(2) Indonesia", ["(1)-(2) Indonesia"]),
        ("Plain", ["Plain"]),
        ("na", []),
    ],
)
def test_numbered_values_in_a_cell_are_parted(text: str, parts: list[str]) -> None:
    assert fields.parted(text) == parts


# -- fetching, replay ------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_a_recorded_list_replays_to_the_same_frame_without_asking(
    tmp_path: Path, form: str
) -> None:
    with FakeSources(uk_list=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        with pytest.raises(NotRecorded):
            uk_list.sanctions_list(desk.client(), form=form)
        first = uk_list.sanctions_list(desk.client("record"), form=form)
        asked = len(fakes.asked)
        again = uk_list.sanctions_list(desk.client(), form=form)
        assert len(fakes.asked) == asked
    assert first.frame.equals(again.frame)
    assert first.meta.complete, first.meta.reason
    assert set(first.frame["list_date"]) == {"2026-10-08"}
    assert first.meta.parameters["form"] == form


def test_an_unknown_form_and_a_moved_file_are_errors(tmp_path: Path) -> None:
    with FakeSources(uk_list=fake.answer) as fakes:
        client = Desk(tmp_path, fakes).client("live")
        with pytest.raises(CollectError, match="no form"):
            uk_list.sanctions_list(client, form="pdf")
        with pytest.raises(SourceRefusedError):
            uk_list.sanctions_list(client, path="docs/moved.csv")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"slow down", "text/plain", 429, {"Retry-After": "999"}),
        Reply(b"<html><body>Busy</body></html>", "text/html"),
        Reply(b"", "text/csv"),
    ],
)
def test_a_limit_a_page_and_nothing_are_errors(tmp_path: Path, reply: Reply) -> None:
    with FakeSources(uk_list=lambda _: reply) as fakes, pytest.raises(CollectError):
        uk_list.sanctions_list(Desk(tmp_path, fakes).client("live"))


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=4))
def test_broken_bytes_give_entries_or_an_error_of_ours(at: int, new: bytes) -> None:
    for parse, data in ((csv_form.parse, CSV), (lambda b: xml_form.parse(io.BytesIO(b)), XML)):
        with contextlib.suppress(OsintError):
            parse(data[:at] + new + data[at + len(new) :])


# -- real files ------------------------------------------------------------------------


def _real(name: str) -> Path:
    folder = shared_folder()
    if folder is None or not (folder / "data" / "sanctions" / name).is_file():
        pytest.skip(f"{name} is not on this machine (set OSINT_SHARED)")
    return folder / "data" / "sanctions" / name


def test_the_real_list_of_april_2018_has_its_counts() -> None:
    import gzip

    path = _real("uk_conlist_2018-04-13.csv.gz")
    result = uk_list.read(path)
    assert result.meta.complete
    assert "9487 rows" in result.meta.notes
    facts = listing.facts(result)
    assert facts.list_dates == ("2018-04-13",)
    assert facts.entries == 2106
    regime = "North Korea (Democratic People's Republic of Korea)"
    text = gzip.decompress(path.read_bytes()).decode("cp1252")
    assert sum(regime in line for line in text.splitlines()) >= 574
    held = result.frame[[regime in one for one in result.frame["programmes"]]]
    spans = held["source_locator"].str.extract(r"lines? ([\d, -]+), Group")[0]
    lines = [part.strip().split("-") for one in spans for part in one.split(",")]
    assert sum(int(part[-1]) - int(part[0]) + 1 for part in lines) == 574
    assert facts.kinds["vessel"] == 4


def test_no_birth_date_of_the_real_list_has_a_day_nobody_published() -> None:
    dates = listing.dates_frame(uk_list.read(_real("uk_conlist_2018-04-13.csv.gz")))
    unknown = dates[dates["raw"].str.startswith("00/")]
    assert len(unknown) > 600
    assert set(unknown["precision"]) == {"year", "month"}
    assert (dates.loc[dates["raw"].str.startswith("00/00/"), "text"].str.len() == 4).all()


def test_the_extract_of_the_layout_of_2022_is_read() -> None:
    result = uk_list.read(_real("fixture_uk_hmt_2022_layout.csv"))
    assert len(result) == 6
    assert result.meta.complete
    names = listing.names_frame(result)
    assert set(names["script"]) == {"Latn", "Arab", "Cyrl"}
