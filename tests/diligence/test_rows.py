"""Cells by their form: each doubt is a message with row, column, what and advice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.diligence import COLUMNS, Consignments
from osint_helpers.diligence.cells import read as read_cell
from osint_helpers.sheets.raw import Raw
from tests.diligence.files import held


def said(found: Consignments, code: str) -> list[str]:
    assert all(m.what and m.advice and m.file == "c.csv" for m in found.notes)
    return [m.line() for m in found.notes if m.code == code]


def test_a_good_row_has_no_message(tmp_path: Path) -> None:
    found = held(tmp_path, {})
    assert [m for m in found.notes if m.row > 1] == []


def test_no_consignee_is_told_and_the_row_is_still_read(tmp_path: Path) -> None:
    found = held(tmp_path, {"consignee": ""}, {"consignee": "  "}, {})
    assert [line[:20] for line in said(found, "empty")] == ["c.csv:2: consignee: ",
                                                             "c.csv:3: consignee: "]  # fmt: skip
    assert found.counts["read"] == 3
    assert found.rows[0].text("shipper") == "SYNTHETIC Werke GmbH"


def test_a_column_the_file_lacks_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("consignment,hs,shipper\nSYNTHETIC-1,8703,SYNTHETIC\nSYNTHETIC-2,8703,S\n")
    from osint_helpers.diligence import read

    lines = said(read(path), "column-absent")
    assert len(lines) == 4
    assert lines[0].startswith("c.csv:1: consignee: is no column of the file: no consignee is")


@pytest.mark.parametrize(
    ("hs", "words"),
    [("2701", "in no family"), ("99999999999", "odd number of digits"), ("87", "too short"),
     ("303", "odd number of digits"), ("perfumed cars", "no family of goods and no HS code")],
)  # fmt: skip
def test_an_unknown_hs_code_asks_the_law_for_any_goods(tmp_path, hs, words) -> None:
    found = held(tmp_path, {"hs": hs})
    (line,) = said(found, "goods")
    assert line.startswith("c.csv:2: hs: ")
    assert words in line
    assert found.rows[0].goods.family == "any"


def test_a_family_may_stand_in_place_of_a_code(tmp_path: Path) -> None:
    assert held(tmp_path, {"hs": "motor cars"}).rows[0].goods.family == "motor cars"
    assert held(tmp_path, {"hs": "8703.23"}).rows[0].goods.family == "motor cars"


def test_a_place_in_hangul_is_read_and_told(tmp_path: Path) -> None:
    found = held(tmp_path, {"port_of_discharge": "부산"})
    spot = found.rows[0].spot("port_of_discharge")
    assert spot is not None
    assert spot.id == "KRPUS"
    assert said(found, "place-name") == [
        "c.csv:2: port_of_discharge: '부산' was read as Busan (KRPUS, KR) (compare)"
    ]


def test_an_unknown_place_in_hangul_is_never_guessed(tmp_path: Path) -> None:
    found = held(tmp_path, {"port_of_discharge": "가상항"})
    assert found.rows[0].spot("port_of_discharge") is None
    (line,) = said(found, "place")
    assert "'가상항' is no place this suite knows" in line


def test_a_port_of_the_package_a_country_and_a_place_with_its_country(tmp_path: Path) -> None:
    found = held(
        tmp_path, {"port_of_discharge": "Felixstowe"}, {"port_of_discharge": "Bangladesh"},
        {"port_of_discharge": "SYNTHETIC town, KR"}, {"port_of_discharge": "CNDLC"},
    )  # fmt: skip
    spots = [one.spot("port_of_discharge") for one in found.rows]
    assert [(s.key, s.kind, s.cited) if s else None for s in spots] == [
        ("GB", "seaport", False), ("BD", "country", False), ("KR", "country", False), None,
    ]  # fmt: skip
    assert "not checked" in said(found, "port-list")[0]
    assert len(said(found, "country-only")) == 2
    assert "is not used as a key" in said(found, "place")[0]


def test_a_name_of_a_country_and_of_a_port_elsewhere(tmp_path: Path) -> None:
    found = held(tmp_path, {"port_of_discharge": "Mexico"}, {"port_of_discharge": "Norfolk"})
    country, port = (one.spot("port_of_discharge") for one in found.rows)
    assert country is not None
    assert (country.key, country.kind) == ("MX", "country")
    assert port is None
    assert "can be Norfolk Island (NF) or the port Norfolk (USORF, US)" in said(found, "place")[0]


def test_a_name_of_several_ports_is_not_decided(tmp_path: Path) -> None:
    found = held(tmp_path, {"port_of_discharge": "Georgetown"})
    assert found.rows[0].spot("port_of_discharge") is None
    assert "give the code" in said(found, "place")[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [("03/04/2026", "ambiguous-date"), ("31/02/2026", "date"), ("46120", "serial-date"),
     ("next week", "date"), ("2026-02-30", "date"), ("20260201", "date")],
)  # fmt: skip
def test_a_date_that_is_none_or_two_is_not_used(tmp_path, text, code) -> None:
    found = held(tmp_path, {"departed_on": text})
    assert found.rows[0].date("departed_on").latest is None
    assert len(said(found, code)) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-02", "February 2026"), ("14/02/2026", "14 February 2026"),
     ("02.14.2026", "14 February 2026"), ("03/03/2026", "3 March 2026"),
     ("2026-02-01T10:30:00", "1 February 2026")],
)  # fmt: skip
def test_a_date_with_one_meaning_is_used(tmp_path, text, day) -> None:
    assert held(tmp_path, {"departed_on": text}).rows[0].date("departed_on").text() == day


@pytest.mark.parametrize("name", ["to order", "TBA", "-", "???", "n/a"])
def test_words_that_name_nobody_are_no_party(tmp_path: Path, name: str) -> None:
    found = held(tmp_path, {"consignee": name})
    assert found.rows[0].text("consignee") == ""
    assert "names nobody" in said(found, "no-name")[0]


def test_same_as_consignee_is_no_further_party(tmp_path: Path) -> None:
    found = held(tmp_path, {"notify": "Same as consignee"})
    assert found.rows[0].text("notify") == ""
    assert len(said(found, "same-party")) == 1


def test_mixed_scripts_and_letters_nobody_sees_are_told(tmp_path: Path) -> None:
    found = held(tmp_path, {"consignee": "SYNTHETIC Tr\u0430de", "shipper": "SYNTH\u200bETIC"})
    assert "mixes letters that look alike: Cyrillic, Latin" in said(found, "mixed-scripts")[0]
    assert "U+200B" in said(found, "invisible-letters")[0]
    assert found.rows[0].text("consignee") == "SYNTHETIC Tr\u0430de"


def test_words_in_two_scripts_side_by_side_are_no_mixing(tmp_path: Path) -> None:
    assert said(held(tmp_path, {"consignee": "SYNTHETIC Синтетик 가상"}), "mixed-scripts") == []


def test_a_name_of_10_000_letters_is_not_used(tmp_path: Path) -> None:
    found = held(tmp_path, {"consignee": "S" * 10_000})
    assert "10,000 characters" in said(found, "too-long")[0]


def test_a_text_like_a_formula_is_text_and_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("consignment,hs,consignee\nSYNTHETIC-1,8703,=SYNTHETIC\n")
    from osint_helpers.diligence import read

    found = read(path)
    assert found.rows[0].text("consignee") == "=SYNTHETIC"
    assert len(said(found, "formula-text")) == 1


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [("value", "1.000,00", "number"), ("value", "-5", "number"), ("value", "1e999", "number"),
     ("currency", "XXQ", "currency"), ("consignee_country", "Korea", "country"),
     ("same_terms", "perhaps", "yes-no"), ("market_values", "10; many", "number"),
     ("imo", "9999999", "identifier"), ("container", "SYNU0000006", "identifier")],
)  # fmt: skip
def test_other_faulty_cells_are_told_where_they_stand(tmp_path, column, value, code) -> None:
    (line,) = said(held(tmp_path, {column: value}), code)
    assert line.startswith(f"c.csv:2: {column}: ")


def test_a_wrong_check_digit_keeps_the_number(tmp_path: Path) -> None:
    assert held(tmp_path, {"imo": "9999999"}).rows[0].text("imo") == "9999999"


def test_two_cells_against_each_other_are_told(tmp_path: Path) -> None:
    found = held(tmp_path, {"arrived_on": "2026-01-01", "mmsi": "351000000", "vessel_flag": "TG"})
    assert len(said(found, "arrival-first")) == 1
    assert "begins with the digits of PA, the flag of the row is TG" in said(found, "mmsi-flag")[0]


def test_one_number_on_two_rows_is_told(tmp_path: Path) -> None:
    assert said(held(tmp_path, {}, {}), "same-number")[0].startswith("c.csv:3: consignment: ")


def test_messages_and_rows_as_frames(tmp_path: Path) -> None:
    found = held(tmp_path, {"consignee": ""}, {})
    assert list(found.frame["row"]) == [2, 3]
    assert list(found.frame.columns)[1:] == [one.name for one in COLUMNS]
    assert set(found.messages["severity"]) <= {"row not read", "cell not used", "note"}
    assert found.counts["with a cell not used"] == 1


def test_a_file_is_synthetic_only_when_every_row_is(tmp_path: Path) -> None:
    assert held(tmp_path, {}).synthetic
    plain = {"consignment": "1", "shipper": "", "consignee": ""}
    assert not held(tmp_path, {}, plain).synthetic


@given(form=st.sampled_from(sorted({one.form for one in COLUMNS})), text=st.text(max_size=60),
       epoch=st.sampled_from([0, 1900, 1904]))  # fmt: skip
def test_no_text_breaks_a_form(form: str, text: str, epoch: int) -> None:
    found = read_cell(form, Raw(text or "x"), epoch)
    assert all(one.what and one.advice for one in found.problems)
