"""OFAC: the three forms of the list, and what each must not lose."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.columns import DTYPES
from osint_helpers.collect.sanctions import listing, ofac
from osint_helpers.collect.sanctions.ofac import advanced, csv_form, xml_form
from osint_helpers.errors import (
    CollectError,
    IncompleteError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import ofac as fake
from tests.collect.fakes.server import FakeSources, Reply
from tests.conftest import shared_folder

ON = "OFAC SDN"
CSV = fake.csv_files()


def parse_csv(**files: bytes) -> csv_form.Parsed:
    held = {"sdn": CSV["SDN.CSV"], "alt": CSV["ALT.CSV"], "add": CSV["ADD.CSV"],
            "comments": CSV["SDN_COMMENTS.CSV"], **files}  # fmt: skip
    return csv_form.parse(**held, on_list=ON)


def rows(parsed: csv_form.Parsed) -> dict[str, dict[str, object]]:
    return {one.ref: one.row() for one in parsed.entries}


def imos(row: dict[str, object]) -> list[tuple[str, bool | None]]:
    return [(i["value"], i["valid"]) for i in row["identifiers"] if i["type"] == "imo"]


FORMS = {
    "csv": lambda: rows(parse_csv()),
    "plain": lambda: rows(xml_form.parse(io.BytesIO(fake.plain_xml()), on_list=ON)),
    "advanced": lambda: rows(advanced.parse(io.BytesIO(fake.advanced_xml()), on_list=ON)),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_entries_kinds_programmes_and_numbers(form: str) -> None:
    found = FORMS[form]()
    assert [(ref, row["kind"], row["programmes"]) for ref, row in found.items()] == [
        ("900001", "vessel", ("DPRK4",)),
        ("900002", "vessel", ("DPRK4",)),
        ("900003", "vessel", ("CUBA",)),
        ("900004", "person", ("DPRK", "SDGT")),
        ("900005", "entity", ("DPRK",)),
        ("900006", "aircraft", ("SDGT",)),
    ]
    assert imos(found["900001"]) == [("9999993", True)]
    assert imos(found["900002"]) == [("0000000", False)]  # without the word IMO, and a placeholder
    assert imos(found["900003"]) == []
    company = found["900005"]["identifiers"][0]
    assert (company["type"], company["value"]) == ("imo_company", "0000001")
    serial = found["900006"]["identifiers"][0]
    assert (serial["type"], serial["value"]) == ("aircraft_serial", "00000")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_ship_her_flag_owner_type_tonnage_and_call_sign(form: str) -> None:
    ship = FORMS[form]()["900001"]
    assert (ship["flag"], ship["owner"], ship["vessel_type"]) == (
        "Testland", "SYNTHETIC OWNER LTD", "General Cargo",
    )  # fmt: skip
    assert (ship["tonnage"], ship["gross_tonnage"]) == (9900.0, 5600.0)
    assert [i["value"] for i in ship["identifiers"] if i["type"] == "call_sign"] == ["SYN001"]
    if form != "plain":
        assert ship["former_flags"] == ("Elsewhere",)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_keeps_the_quality_of_names(form: str) -> None:
    names = FORMS[form]()["900001"]["names"]
    assert {(one["text"], one["quality"]) for one in names} == {
        ("SYNTHETIC TRADER", "primary"),
        ("TEST VESSEL ONE", "previous name"),
        ("SYN T", "weak alias"),
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_year_of_birth_stays_a_year_in_every_form(form: str) -> None:
    born = FORMS[form]()["900004"]["birth_dates"]
    assert [(one["text"], one["precision"]) for one in born] == [("1962", "year")]


def test_only_the_advanced_form_has_dates_of_listing_all_kept_and_the_earliest_marked() -> None:
    ship = FORMS["advanced"]()["900001"]
    assert (ship["listed_on"], ship["listed_precision"]) == ("2016-03-02", "day")
    assert [(one["text"], one["first"]) for one in ship["listed_dates"]] == [
        ("2018-08-21", False), ("2016-03-02", True),
    ]  # fmt: skip
    assert ship["legal_basis"][0] == {
        "text": "Synthetic Order 1", "date": "2018-08-21", "in_force": "", "url": "",
    }  # fmt: skip
    for form in ("csv", "plain"):
        assert FORMS[form]()["900001"]["listed_on"] is None
    assert ship["delisted_on"] is None


def test_the_advanced_form_has_the_original_script_and_what_the_parts_of_a_name_are() -> None:
    names = FORMS["advanced"]()["900004"]["names"]
    assert names[0]["text"] == "Synthetic Person EXAMPLE"
    assert names[0]["parts"] == {"Last Name": "EXAMPLE", "First Name": "Synthetic Person"}
    assert [(one["text"], one["script"]) for one in names if one["script"] == "Hang"] == [
        ("합성 인물", "Hang")
    ]


def test_the_advanced_form_joins_places_documents_and_relations_by_id() -> None:
    found = FORMS["advanced"]()
    assert found["900005"]["addresses"] == [
        {"text": "1 Example Street, Synthetic City", "country": "Testland", "note": ""}
    ]
    assert found["900004"]["nationalities"] == ("Testland",)
    passport = found["900004"]["identifiers"][0]
    assert (passport["type"], passport["value"], passport["country"]) == (
        "passport", "X0000000", "Testland",
    )  # fmt: skip
    assert found["900001"]["other"]["relation"] == [
        "Owned or Controlled By SYNTHETIC SHIPPING CO., LTD (900005)"
    ]
    assert found["900001"]["source_locator"].endswith("DistinctParty[@FixedRef='900001']")


def test_an_advanced_range_is_a_range_and_an_approximate_one_is_soft() -> None:
    data = fake.advanced_xml()
    day = data.replace(b"<Month>12</Month><Day>31</Day>", b"<Month>3</Month><Day>9</Day>")
    born = rows(advanced.parse(io.BytesIO(day), on_list=ON))["900004"]["birth_dates"][0]
    assert (born["text"], born["precision"]) == ("1962-01-01/1962-03-09", "day")
    soft = data.replace(b'<Start Approximate="false">', b'<Start Approximate="true">')
    born = rows(advanced.parse(io.BytesIO(soft), on_list=ON))["900004"]["birth_dates"][0]
    assert (born["text"], born["precision"]) == ("1962", "approx")


def test_a_feature_beside_the_profile_counts_as_one_in_it() -> None:
    data = fake.advanced_xml()
    end = data.index(b"</Profile>", data.index(b'FixedRef="900003"'))
    call = (b'<Feature FeatureTypeID="1"><FeatureVersion><VersionDetail>SYN009</VersionDetail>'
            b"</FeatureVersion></Feature>")  # fmt: skip
    moved = data[: end + 10] + call + data[end + 10 :]
    (sign,) = rows(advanced.parse(io.BytesIO(moved), on_list=ON))["900003"]["identifiers"]
    assert sign["value"] == "SYN009"


def test_a_range_over_one_month_is_that_month_and_a_removal_is_no_listing() -> None:
    data = fake.advanced_xml().replace(
        b"<Month>12</Month><Day>31</Day>", b"<Month>1</Month><Day>31</Day>"
    )
    born = rows(advanced.parse(io.BytesIO(data), on_list=ON))["900004"]["birth_dates"][0]
    assert (born["text"], born["precision"]) == ("1962-01", "month")
    gone = fake.advanced_xml().replace(b">Created<", b">Removed<")
    ship = rows(advanced.parse(io.BytesIO(gone), on_list=ON))["900003"]
    assert ship["delisted_on"] == "1986-12-10"
    assert ship["listed_on"] is None


def test_the_primary_writing_of_a_place_comes_first() -> None:
    other = '<LocationPartValue Primary="false"><Value>합성</Value>'.encode()
    city = b'<LocationPartValue Primary="true"><Value>Synthetic City'
    data = fake.advanced_xml().replace(city, other + b"</LocationPartValue>" + city)
    entry = rows(advanced.parse(io.BytesIO(data), on_list=ON))["900005"]
    assert entry["addresses"][0]["text"] == "1 Example Street, Synthetic City, 합성"


def test_a_packed_file_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from osint_helpers.collect import gzips

    monkeypatch.setattr(gzips, "MOST", 1000)
    path = tmp_path / "b.xml.gz"
    path.write_bytes(gzip.compress(fake.plain_xml()))
    with pytest.raises(CollectError, match="more than 1000 bytes"):
        ofac.read(path)


def test_documents_may_stand_behind_the_parties() -> None:
    data = fake.advanced_xml()
    begin, end = data.index(b"<IDRegDocuments>"), data.index(b"</IDRegDocuments>\n") + 18
    moved = data[:begin] + data[end:].replace(b"</Sanctions>", data[begin:end] + b"</Sanctions>")
    assert imos(rows(advanced.parse(io.BytesIO(moved), on_list=ON))["900001"]) == [
        ("9999993", True)
    ]


def test_a_reference_that_leads_nowhere_is_noted_and_a_party_without_entry_is_a_fault() -> None:
    data = fake.advanced_xml()
    lost = advanced.parse(
        io.BytesIO(data.replace(b'LocationID="8900004"', b'LocationID="1"')), on_list=ON
    )
    assert "1 references of kind Location lead nowhere in the file" in lost.notes
    other = data.replace(b'ProfileID="900003"', b'ProfileID="77"')
    faults = advanced.parse(io.BytesIO(other), on_list=ON).faults
    assert faults == [
        "1 sanctions entries have no party in the file",
        "1 parties have no sanctions entry in the file",
    ]


@pytest.mark.parametrize(
    ("parse", "data", "old", "new"),
    [
        (advanced.parse, fake.advanced_xml(), b"<Comment />", b"<Novelty />"),
        (xml_form.parse, fake.plain_xml(), b"<sdnType>", b"<novelty>1</novelty><sdnType>"),
    ],
)
def test_a_new_element_is_named_and_can_be_tolerated(
    parse: object, data: bytes, old: bytes, new: bytes
) -> None:
    changed = data.replace(old, new)
    with pytest.raises(SchemaChanged) as caught:
        parse(io.BytesIO(changed), on_list=ON)
    assert str(caught.value.column).lower() == "novelty"
    known = (str(caught.value.column),)
    assert len(parse(io.BytesIO(changed), on_list=ON, tolerated=known).entries) == 6


@pytest.mark.parametrize("tag", ["uid", "sdnType", "lastName"])
def test_a_missing_element_of_the_plain_xml_is_named(tag: str) -> None:
    data = fake.plain_xml().replace(f"<{tag}>".encode(), b"<title>").replace(
        f"</{tag}>".encode(), b"</title>"
    )  # fmt: skip
    with pytest.raises(SchemaChanged) as caught:
        xml_form.parse(io.BytesIO(data), on_list=ON)
    assert caught.value.column == tag


@pytest.mark.parametrize("form", ["plain", "advanced"])
def test_an_xml_that_breaks_off_is_incomplete_with_what_was_read(form: str) -> None:
    data = {"plain": fake.plain_xml, "advanced": fake.advanced_xml}[form]()
    parse = {"plain": xml_form.parse, "advanced": advanced.parse}[form]
    for end in (data.rindex(b"</"), data.index(b"TEST VESSEL THREE") + 4):
        parsed = parse(io.BytesIO(data[:end]), on_list=ON)
        assert any("breaks off" in fault for fault in parsed.faults), end
        assert parsed.entries


def test_the_record_count_of_the_plain_xml_is_held_against_the_entries() -> None:
    parsed = xml_form.parse(io.BytesIO(fake.plain_xml(count=7)), on_list=ON)
    assert parsed.faults == ["the file states 7 entries, 6 were read"]
    assert xml_form.parse(io.BytesIO(fake.plain_xml()), on_list=ON).faults == []


def test_a_document_type_is_refused_before_any_entity_is_expanded() -> None:
    bomb = fake.plain_xml().replace(
        b"<sdnList ",
        b'<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sdnList ', 1,
    )  # fmt: skip
    with pytest.raises(CollectError, match="document type"):
        xml_form.parse(io.BytesIO(bomb), on_list=ON)


@pytest.mark.parametrize("data", [b"", b"<html><body>Busy</body></html>", b"Error 500"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    for parse in (advanced.parse, xml_form.parse):
        with pytest.raises(SourceRefusedError):
            parse(io.BytesIO(data), on_list=ON)
    if not data.startswith(b"Error"):
        with pytest.raises(SourceRefusedError):
            csv_form.parse(data, on_list=ON)


# -- CSV -------------------------------------------------------------------------------


def test_the_csv_knows_nothing_by_its_mark_also_in_names_and_addresses() -> None:
    row = rows(parse_csv())["900003"]
    assert (row["flag"], row["owner"], row["remarks"], row["tonnage"]) == (None,) * 4
    assert row["addresses"] == []
    assert row["other"] == {}


def test_the_locator_names_the_line_and_the_number_of_the_entry() -> None:
    assert rows(parse_csv())["900002"]["source_locator"] == "SDN.CSV line 2, ent_num 900002"


def test_remarks_that_go_on_in_the_comments_file_are_put_together_to_the_letter() -> None:
    start = "Vessel Registration Identification IMO 99"
    filler = "x" * (1000 - len(start) - 2)
    sdn = f'900009,"TEST VESSEL","vessel","DPRK",{"-0- ," * 7}"{filler}; {start}"\r\n\x1a'
    rest = b'900009,"99993; MMSI 200000000."\r\n\x1a'
    parsed = csv_form.parse(sdn.encode(), comments=rest, on_list=ON)
    assert parsed.faults == []
    assert imos(parsed.entries[0].row()) == [("9999993", True)]
    assert parsed.entries[0].row()["remarks"] == f"{filler}; {start}99993; MMSI 200000000."
    blank = sdn.replace("IMO 99", "IMO  9").encode().replace(b"IMO  9", b"IMO 9 ")
    parsed = csv_form.parse(blank, comments=b'900009,"99993."\r\n\x1a', on_list=ON)
    assert parsed.faults == []
    assert parsed.entries[0].row()["remarks"].endswith("IMO 9 99993.")
    alone = csv_form.parse(sdn.encode(), comments=b"\x1a", on_list=ON)
    assert alone.faults == ["the remarks of 900009 are cut at 1000 characters"]


def test_files_of_different_days_are_not_joined_in_silence() -> None:
    parsed = parse_csv(alt=b'77,1,"aka","SYNTHETIC OTHER",-0- \r\n\x1a')
    assert "ALT.CSV names 1 entries that SDN.CSV does not have (77)" in parsed.faults[0]
    parsed = parse_csv(comments=b'900002,"more"\r\n\x1a')
    assert "do not reach 1000 characters" in parsed.faults[0]


@pytest.mark.parametrize(
    ("cut", "fault"),
    [
        (1, ""),  # the end mark alone: a note
        (2, "without a line break"),
        (5, "middle of a value"),
        (60, "middle of a"),
    ],
)
def test_a_csv_that_ends_early_is_incomplete(cut: int, fault: str) -> None:
    parsed = parse_csv(sdn=CSV["SDN.CSV"][:-cut])
    if fault:
        assert any(fault in one for one in parsed.faults), parsed.faults
    else:
        assert parsed.faults == []
        assert any("no end mark" in one for one in parsed.notes)


def test_a_record_of_another_width_and_a_number_that_is_none_are_named() -> None:
    lines = CSV["SDN.CSV"].split(b"\r\n")
    with pytest.raises(SchemaChanged) as caught:
        parse_csv(sdn=b"\r\n".join([lines[0] + b",-0- ", *lines[1:]]))
    assert (caught.value.column, caught.value.row) == ("field 13", 1)
    with pytest.raises(SchemaChanged) as caught:
        parse_csv(sdn=b"\r\n".join([lines[0], lines[1].rpartition(b",")[0], *lines[2:]]))
    assert (caught.value.column, caught.value.row) == ("Remarks", 2)
    with pytest.raises(SchemaChanged) as caught:
        parse_csv(sdn=b"x" + CSV["SDN.CSV"])
    assert caught.value.column == "ent_num"


def test_two_entries_of_one_number_stay_two_and_are_noted(tmp_path: Path) -> None:
    sdn = CSV["SDN.CSV"].replace(b"900002,", b"900001,")
    path = tmp_path / "sdn.csv"
    path.write_bytes(sdn)
    result = ofac.read(path)
    assert len(result) == 6
    assert "1 references stand on more than one entry: 900001" in result.meta.notes


def test_a_file_in_cp1252_is_read_and_said_to_be() -> None:
    parsed = parse_csv(sdn=CSV["SDN.CSV"].replace(b"TEST VESSEL TWO", b"TEST\xa0VESSEL \xc9"))
    assert parsed.entries[1].row()["name"] == "TEST VESSEL É"
    assert "SDN.CSV is not UTF-8; it was read as cp1252" in parsed.notes


# -- files, fetching, replay -----------------------------------------------------------


def test_read_tells_the_forms_apart_also_packed(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.xml", tmp_path / "b.xml.gz"
    plain.write_bytes(fake.plain_xml())
    packed.write_bytes(gzip.compress(fake.advanced_xml()))
    assert ofac.read(plain).frame["listed_on"].isna().all()
    result = ofac.read(packed)
    assert result.meta.complete
    assert result.meta.mode == "file"
    assert result.frame["list_date"].tolist() == ["2026-09-21"] * 6
    assert result.frame["list_sha256"].nunique() == 1
    assert result.meta.parameters == {"file": "b.xml.gz"}


def test_a_packed_file_that_ends_early_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "b.xml.gz"
    path.write_bytes(gzip.compress(fake.advanced_xml())[:-20])
    with pytest.raises(CollectError, match="ends early"):
        ofac.read(path)


def test_a_csv_without_its_other_files_is_incomplete_and_names_them(tmp_path: Path) -> None:
    path = tmp_path / "SDN.CSV"
    path.write_bytes(CSV["SDN.CSV"])
    result = ofac.read(path)
    assert [one.name for one in result.meta.missing] == ["ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"]
    with pytest.raises(IncompleteError):
        result.nothing_found("anything")


def test_the_frame_has_the_columns_and_types_of_a_listing(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(fake.advanced_xml())
    frame = ofac.read(path).frame
    assert [(name, str(kind)) for name, kind in frame.dtypes.items()] == [
        (one.name, DTYPES[one.kind]) for one in listing.LISTINGS
    ]


CALLS = ["sdn", "consolidated", "sdn_plain", "consolidated_plain", "sdn_csv", "consolidated_csv"]


@pytest.mark.parametrize("call", CALLS)
def test_a_recorded_list_replays_to_the_same_frame_without_asking(
    tmp_path: Path, call: str
) -> None:
    with FakeSources(ofac=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        first = getattr(ofac, call)(desk.client("record"))
        assert first.meta.complete, first.meta.reason
        asked = len(fakes.asked)
        assert any(one.path.startswith("storage/") for one in fakes.asked)  # the redirect
        again = getattr(ofac, call)(desk.client())
        assert len(fakes.asked) == asked
    assert first.frame.equals(again.frame)
    assert len(first.meta.parts) == (4 if call.endswith("csv") else 1)
    assert first.meta.parts[0].rows == 6
    assert first.meta.synthetic
    assert (first.frame["list"] == ("OFAC SDN" if "sdn" in call else "OFAC Consolidated")).all()


def test_the_signature_of_the_storage_service_is_not_stored_with_the_question(
    tmp_path: Path,
) -> None:
    from osint_helpers.evidence.record import captures

    with FakeSources(ofac=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        ofac.sdn_plain(desk.client("record"))
        asked = fakes.asked[-1]
    assert asked.one("X-Amz-Signature") == "synthetic"  # sent as the server gave it
    held = captures(desk.case)[0]
    assert "X-Amz-Signature=REDACTED" in held.record["url_final"]
    assert "=synthetic" not in (held.folder / "capture.json").read_text()
    wire = (held.folder / "wire.warc").read_bytes()
    assert wire.count(b"=synthetic") == 1  # in the answer that gave it


def test_a_list_that_is_not_recorded_is_a_miss_and_a_capture_can_be_read(tmp_path: Path) -> None:
    from osint_helpers.evidence.record import captures

    with FakeSources(ofac=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        with pytest.raises(NotRecorded):
            ofac.sdn(desk.client())
        first = ofac.sdn(desk.client("record"))
    held = captures(desk.case)[0]
    assert ofac.read(held).frame.equals(first.frame)
    assert ofac.read(held).meta.capture == held.id


def test_lists_of_two_days_stand_side_by_side_and_a_pin_chooses_one(tmp_path: Path) -> None:
    with FakeSources(ofac=fake.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        first = ofac.sdn_plain(desk.client("record"))
        fakes.sources["ofac"] = lambda _: Reply(fake.plain_xml(fake.RECORDS[:2]))
        second = ofac.sdn_plain(desk.client("record", again=True))
        assert (len(first), len(second)) == (6, 2)
        assert len(ofac.sdn_plain(desk.client())) == 2
        assert len(ofac.sdn_plain(desk.client(pins=[first.meta.capture]))) == 6


def test_a_list_obtained_elsewhere_is_read_from_its_capture(tmp_path: Path) -> None:
    from osint_helpers.evidence.storing import Store

    case, path = tmp_path / "case", tmp_path / "old.xml"
    case.mkdir()
    path.write_bytes(fake.plain_xml())
    held = Store(case, "tester").add_file(path, obtained="SYNTHETIC archive", why="test")
    result = ofac.read(held)
    assert result.meta.complete
    broken = dataclasses.replace(held, record={**held.record, "complete": False})
    assert ofac.read(broken).meta.reason == f"the capture {held.id} is not complete"
    assert result.meta.captures == (held.id,)
    assert set(result.frame["list_sha256"]) == {held.sha256}
    assert not result.meta.synthetic


def test_a_csv_file_that_does_not_come_is_a_missing_part(tmp_path: Path) -> None:
    with FakeSources(ofac=lambda request: (
        Reply(b"gone", "text/plain", 404) if request.path.endswith("ADD.CSV")
        else fake.answer(request)
    )) as fakes:  # fmt: skip
        result = ofac.sdn_csv(Desk(tmp_path, fakes).client("record"))
    assert [one.name for one in result.meta.missing] == ["ADD.CSV"]
    assert not result.meta.complete
    assert len(result) == 6


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"slow down", "text/plain", 429, {"Retry-After": "999"}),
        Reply(b"<html><body>maintenance</body></html>", "text/html"),
        Reply(b"", "text/plain"),
    ],
)
def test_a_limit_a_page_and_nothing_are_errors_not_empty_lists(
    tmp_path: Path, reply: Reply
) -> None:
    with FakeSources(ofac=lambda _: reply) as fakes:
        for call in ("sdn", "sdn_plain", "sdn_csv"):
            with pytest.raises(CollectError):
                getattr(ofac, call)(Desk(tmp_path, fakes).client("live"))


# -- any bytes -------------------------------------------------------------------------


@given(st.binary(max_size=300))
def test_any_bytes_give_entries_or_an_error_of_ours(data: bytes) -> None:
    for parse in (
        lambda: csv_form.parse(data, data, data, data, on_list=ON),
        lambda: xml_form.parse(io.BytesIO(data), on_list=ON),
        lambda: advanced.parse(io.BytesIO(data), on_list=ON),
    ):
        with contextlib.suppress(OsintError):
            parse()


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=3))
def test_a_list_with_broken_bytes_gives_entries_or_an_error_of_ours(at: int, new: bytes) -> None:
    for parse, data in ((xml_form.parse, fake.plain_xml()), (advanced.parse, fake.advanced_xml())):
        with contextlib.suppress(OsintError):
            parse(io.BytesIO(data[:at] + new + data[at + len(new) :]), on_list=ON)


# -- the real file of December 2018 ----------------------------------------------------


@pytest.fixture(scope="module")
def real() -> listing.Collected:
    folder = shared_folder()
    held = None if folder is None else folder / "data" / "sanctions"
    if held is None or not (held / "ofac_2018-12_sdn.csv.gz").is_file():
        pytest.skip("the OFAC list of December 2018 is not on this machine (set OSINT_SHARED)")
    named = {name: held / f"ofac_2018-12_{name}.csv.gz" for name in ("alt", "add")}
    return ofac.read(
        held / "ofac_2018-12_sdn.csv.gz",
        **named,
        comments=held / "ofac_2018-12_sdn_comments.csv.gz",
    )


def test_the_real_list_has_its_counts(real: listing.Collected) -> None:
    facts = listing.facts(real)
    assert facts.entries == 7379  # 7,378 line breaks: the last line has none
    assert facts.kinds == {"aircraft": 217, "entity": 2994, "person": 3845, "vessel": 323}


def test_every_real_vessel_whose_remarks_hold_a_number_has_it(real: listing.Collected) -> None:
    ships = real.frame[real.frame["kind"] == "vessel"]
    found = listing.identifiers_frame(ships)
    numbered = set(found.loc[found["type"] == "imo", "authority_ref"])
    without = ships[~ships["authority_ref"].isin(numbered)]
    assert without["authority_ref"].tolist() == ["4234", "4238", "4243", "4249"]
    assert without["remarks"].isna().all()  # nothing there to find
    imo = found[found["type"] == "imo"]
    assert len(numbered) == 319
    assert int((~imo["valid"]).sum()) == 2
    bare = imo[~imo["raw"].str.contains("IMO")]
    assert bare["authority_ref"].tolist() == ["17104"]  # published without the word IMO


def test_the_damage_of_the_real_files_is_named(real: listing.Collected) -> None:
    reason = real.meta.reason
    assert "ADD.CSV ends in the middle of a value" in reason
    assert "SDN_COMMENTS.CSV names 10 entries that SDN.CSV does not have" in reason


def test_every_real_birth_date_is_read_or_keeps_its_text(real: listing.Collected) -> None:
    dates = listing.dates_frame(real)
    born = dates[dates["what"] == "born"]
    assert len(born) > 4000
    unread = born[born["precision"] == "none"]
    assert len(unread) < 5
    assert (unread["raw"] != "").all()
