"""Lists read from files: date, hash, counts, and what is left out."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from osint_helpers.errors import OsintError
from osint_helpers.screening import (
    ListDateMissingError,
    MatchRule,
    ScreeningError,
    formats,
    read_list,
)
from osint_helpers.screening.index import rarity
from osint_helpers.screening.listings import subjects
from tests.collect.fakes import ofac, uk_list
from tests.conftest import shared_folder
from tests.screening.lists import MAKERS, dated, ofac_csv, put

EXPECTED = {
    "ofac-advanced": ("OFAC SDN", "2026-09-21", 6, 6, None),
    "ofac-xml": ("OFAC SDN", "2026-09-21", 6, 6, 6),
    "un-xml": ("UN Security Council", "2026-02-27", 3, 3, None),
    "eu-xml": ("EU FSF", "2026-04-15", 3, 3, None),
    "uk-xml": ("UK Sanctions List", "2026-10-08", 4, 4, None),
    "uk-csv": ("UK Sanctions List", "2026-10-08", 4, 8, None),
    "eu-annex": ("EU 2017/1509 vessel annexes", "2018-08-03", 2, 2, None),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", MAKERS)
def test_a_list_has_its_name_date_hash_and_counts(form: str, packed: bool, tmp_path: Path) -> None:
    data = gzip.compress(MAKERS[form](), mtime=0) if packed else MAKERS[form]()
    path = put(tmp_path, "list.bin", data)
    found = read_list(path)
    told = (found.list, found.list_date, found.counts.listings, found.counts.in_file,
            found.counts.stated)  # fmt: skip
    assert told == EXPECTED[form]
    assert (found.file, found.sha256) == ("list.bin", hashlib.sha256(data).hexdigest())
    assert found.date_basis == "stated in the file"
    assert found.complete
    assert found.counts.left_out == {}
    assert set(found.listings["list"]) == {found.list}


def test_the_csv_of_ofac_has_no_date_and_an_error_asks_for_one(tmp_path: Path) -> None:
    first, *others = ofac_csv(tmp_path)
    with pytest.raises(ListDateMissingError, match=r"--list-date FILE=YYYY-MM-DD"):
        read_list(first, beside=others)


def test_a_given_date_is_marked_as_given_and_said_where_the_list_is_cited(tmp_path: Path) -> None:
    first, *others = ofac_csv(tmp_path)
    found = read_list(first, beside=reversed(others), list_date="2018-12")
    assert (found.list_date, found.date_basis) == ("2018-12", "given by the caller")
    assert found.cite().startswith("OFAC SDN, list of 2018-12 (date given by the caller), SHA-256 ")
    assert found.complete
    assert len(found.parts) == 3
    assert found.listings["list_date"].isna().all()


@pytest.mark.parametrize("given", ["2018", "1.12.2018", "2018-13-01", "soon"])
def test_a_given_date_that_is_no_day_or_month_is_refused(given: str, tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match="YYYY-MM-DD, or YYYY-MM"):
        read_list(ofac_csv(tmp_path)[0], list_date=given)


def test_a_given_date_never_overrides_the_one_in_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a", uk_list.csv_file())
    assert read_list(path, list_date="2026-10-08").date_basis == "stated in the file"
    with pytest.raises(ScreeningError, match=r"the file states 2026-10-08 .* not 2026-10-09"):
        read_list(path, list_date="2026-10-09")


def test_an_ofac_csv_without_its_other_files_is_not_whole(tmp_path: Path) -> None:
    found = read_list(ofac_csv(tmp_path)[0], list_date="2018-12-01")
    assert not found.complete
    assert "ALT.CSV" in found.fault
    assert found.counts.listings == found.counts.in_file == 6


def test_a_file_that_goes_with_an_ofac_csv_is_no_list_alone(tmp_path: Path) -> None:
    first, alt, add, _ = ofac_csv(tmp_path)
    with pytest.raises(ScreeningError, match="is no list alone"):
        read_list(alt, list_date="2018-12-01")
    with pytest.raises(ScreeningError, match="is a second alt file"):
        read_list(first, beside=[alt, alt], list_date="2018-12-01")
    with pytest.raises(ScreeningError, match="is no further file of an OFAC CSV"):
        read_list(first, beside=[first], list_date="2018-12-01")
    with pytest.raises(ScreeningError, match="needs no further file"):
        read_list(put(tmp_path, "a", uk_list.csv_file()), beside=[add])


def test_the_other_list_of_ofac_is_named_by_the_caller_and_checked_where_the_file_says_it(
    tmp_path: Path,
) -> None:
    plain = put(tmp_path, "a", ofac.plain_xml())
    assert read_list(plain, which="CONS").list == "OFAC Consolidated"
    with pytest.raises(ScreeningError, match="is not the list CONS"):
        read_list(put(tmp_path, "b", ofac.advanced_xml()), which="CONS")
    with pytest.raises(ScreeningError, match="no list of OFAC"):
        read_list(plain, which="BIS")


@pytest.mark.parametrize("form", ["ofac-xml", "un-xml", "eu-xml", "uk-xml"])
def test_an_xml_that_breaks_off_counts_what_was_not_read(form: str, tmp_path: Path) -> None:
    data = MAKERS[form]()
    end = {"ofac-xml": b"</sdnEntry>", "un-xml": b"</ENTITY>", "eu-xml": b"</sanctionEntity>",
           "uk-xml": b"</Designation>"}[form]  # fmt: skip
    found = read_list(put(tmp_path, "a", data[: data.rindex(end) - 1]))
    assert not found.complete
    assert found.counts.listings == found.counts.in_file - 1
    ((why, count),) = found.counts.left_out.items()
    assert count == 1
    assert "breaks off at line" in why


def test_a_count_of_the_file_that_does_not_fit_makes_it_not_whole(tmp_path: Path) -> None:
    found = read_list(put(tmp_path, "a", ofac.plain_xml(count=8)))
    assert found.counts.text() == "6 entries from 6 entries; the file states 8"
    assert found.fault == "the file states 8 entries, 6 were read"


def test_a_count_that_differs_without_a_reason_makes_it_not_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "a", MAKERS["un-xml"]())
    for in_file, lost in ((4, {"not read: the reader gave no reason": 1}), (2, {})):
        monkeypatch.setattr(formats, "count", lambda *_, n=in_file: (n, None))
        found = read_list(path)
        assert found.fault == f"{in_file} entries stand in the file, 3 were read"
        assert found.counts.left_out == lost


def test_errors_of_a_reader_name_the_file(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE export [<!ENTITY a "b">]><export>&a;</export>'
    with pytest.raises(ScreeningError, match=r"^bomb\.xml: "):
        read_list(put(tmp_path, "bomb.xml", bomb))
    with pytest.raises(ScreeningError, match=r"^cut\.gz: "):
        read_list(put(tmp_path, "cut.gz", gzip.compress(MAKERS["un-xml"]())[:200]))
    with pytest.raises(ScreeningError, match=r"^nowhere\.xml: is no file"):
        read_list(tmp_path / "nowhere.xml")


def test_an_index_is_built_once_for_each_rule(tmp_path: Path) -> None:
    held = dated(tmp_path, "2020-01-01", ("S-1", "SYNTHETIC ORVEL", "2019-01-01"))
    assert held.index(MatchRule()) is held.index(MatchRule())
    assert held.index(MatchRule(possible=0.6)) is not held.index(MatchRule())
    rare = MatchRule(rarity=rarity(subjects(held.listings)))
    assert held.index(rare) is not held.index(MatchRule())
    assert held.index(rare) is held.index(rare)


REAL = {
    "un_consolidated_2026-02-27.xml.gz": ("UN Security Council", "", 1003, 1003, {"person": 730}),
    "uk_conlist_2018-04-13.csv.gz": ("UK OFSI Consolidated List", "", 2106, 9487, {}),
    "ofac_2018-12_sdn.csv.gz": ("OFAC SDN", "2018-12", 7379, 7379, {"vessel": 323}),
    "fixture_un_sc.xml": ("UN Security Council", "", 7, 7, {}),
    "fixture_eu_fsf_1.1.xml": ("EU FSF", "", 7, 7, {}),
    "fixture_ofac_sdn.xml": ("OFAC SDN", "", 8, 8, {}),
    "fixture_uk_hmt_2022_layout.csv": ("UK OFSI Consolidated List", "", 6, 23, {}),
}


@pytest.mark.parametrize("name", REAL)
def test_every_row_of_a_published_list_is_read(name: str) -> None:
    folder = shared_folder()
    path = folder / "data" / "sanctions" / name if folder else None
    if path is None or not path.is_file():
        pytest.skip(f"the public list {name} is not on this machine (set OSINT_SHARED)")
    which, day, listings, in_file, kinds = REAL[name]
    others = [path.with_name(name.replace("sdn", part)) for part in ("alt", "add", "sdn_comments")]
    found = read_list(path, list_date=day, beside=others if day else ())
    assert (found.list, found.counts.listings, found.counts.in_file) == (which, listings, in_file)
    assert found.counts.left_out == {}
    counted = found.listings["kind"].value_counts()
    assert {kind: counted[kind] for kind in kinds} == kinds


def test_every_error_is_one_of_the_suite(tmp_path: Path) -> None:
    for form, make in MAKERS.items():
        data = make()
        for cut in range(0, len(data), max(1, len(data) // 25)):
            try:
                read_list(put(tmp_path, form, data[:cut]), list_date="")
            except OsintError:
                continue


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "SYNTHETIC"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">
<!ENTITY d SYSTEM "file:///etc/hostname">]>
"""


@pytest.mark.parametrize("form", ["ofac-xml", "ofac-advanced", "un-xml", "eu-xml", "uk-xml"])
def test_entity_bombs_and_external_entities_are_refused_with_the_file_named(
    form: str, tmp_path: Path
) -> None:
    data = MAKERS[form]()
    start = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
    with pytest.raises(ScreeningError, match="document type") as caught:
        read_list(put(tmp_path, "bomb.xml", BOMB + data[start:]), list_date="2018-01-01")
    assert "bomb.xml" in str(caught.value)


def test_an_annex_table_with_a_broken_row_gives_the_rest_and_counts_what_is_missing(
    tmp_path: Path,
) -> None:
    page = MAKERS["eu-annex"]().replace(b"<td>SYNTHETIC ZUMBRAK</td>", b"<td></td>")
    found = read_list(put(tmp_path, "annex.html", page))
    assert (found.counts.in_file, found.counts.listings, found.complete) == (2, 1, False)
    assert found.counts.left_out == {
        "not read: ANNEX XIV, row 2 of its table has no name": 1
    }  # fmt: skip
