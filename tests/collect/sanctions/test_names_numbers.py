"""Scripts of names, kinds and checks of identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.sanctions import names, numbers


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("SYNTHETIC TRADER", "Latn"), ("Éxample", "Latn"),
        ("합성 무역", "Hang"), ("合成貿易", "Hani"),
        ("Синтетический", "Cyrl"), ("اصطناعي", "Arab"), ("ごうせい", "Hira"), ("4711", "Zyyy"),
        ("", "Zyyy"), ("SYN 합성무역회사", "Hang"), ("SYNTH 합성무", "Hang"),
        ("SYNTHETIC TRADER и", "Latn"),
    ],
)  # fmt: skip
def test_the_script_of_a_name_is_that_of_its_letters(text: str, script: str) -> None:
    assert names.script(text) == script


def test_a_name_keeps_quality_parts_and_one_blank_between_words() -> None:
    made = names.name(" SYN \n TRADER ", "primary", parts={"a": "X", "b": "-0- ", "c": None})
    assert made is not None
    assert (made["text"], made["parts"]) == ("SYN TRADER", {"a": "X"})
    assert names.name("-0- ", "primary") is None
    assert names.name(None, "alias") is None
    with pytest.raises(ValueError, match="best"):
        names.name("X", "best")


@given(st.text(max_size=30))
def test_any_text_has_a_script_of_four_letters(text: str) -> None:
    assert len(names.script(text)) == 4


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Vessel Registration Identification", "imo"), ("IMO number", "imo"), ("MMSI", "mmsi"),
        ("Vessel Call Sign", "call_sign"), ("LEI", "lei"), ("VIN", "vin"), ("Passport", "passport"),
        ("Número de pasaporte", "passport"), ("Diplomatic Passport", "passport"),
        ("National ID No.", "national_id"), ("Cedula No.", "national_id"),
        ("C.U.R.P.", "national_id"),
        ("Tax ID No.", "tax"), ("R.F.C.", "tax"), ("NIT #", "tax"), ("V.A.T. Number", "tax"),
        ("SWIFT/BIC", "swift"), ("Company Number", "registration"), ("D-U-N-S Number", "duns"),
        ("Registration Number", "registration"), ("Aircraft Tail Number", "registration"),
        ("Aircraft Mode S Transponder Code", "icao24"), ("Digital Currency Address - XBT",
        "digital_currency"), ("Driver's License No.", "driver_licence"), ("Ticker", "other"),
        ("Aircraft Manufacturer's Serial Number (MSN)", "aircraft_serial"),
    ],
)  # fmt: skip
def test_the_kind_of_a_number_follows_from_what_the_list_calls_it(label: str, kind: str) -> None:
    assert numbers.type_of(label) == kind


@pytest.mark.parametrize("raw", ["IMO9999993", "IMO 9999993", "9999993", "IMO: 9999993"])
def test_a_ship_number_is_normal_in_every_form(raw: str) -> None:
    made = numbers.identifier("IMO number", raw)
    assert made is not None
    assert (made["value"], made["valid"], made["raw"]) == ("9999993", True, raw)


def test_a_wrong_number_stays_and_says_why() -> None:
    made = numbers.identifier("IMO number", "IMO 15411")
    assert made is not None
    assert (made["value"], made["valid"]) == ("15411", False)
    assert "5 digits" in made["reason"]


def test_a_company_number_in_the_imo_scheme_is_no_ship() -> None:
    made = numbers.identifier("Company Number", "IMO 9999993")
    assert made is not None
    assert (made["type"], made["value"], made["valid"]) == ("imo_company", "9999993", None)


def test_the_form_of_a_bic_is_checked() -> None:
    right, wrong = (numbers.identifier("SWIFT/BIC", one) for one in ("TEST XX 00", "SYNTHETIC1"))
    assert right is not None
    assert wrong is not None
    assert (right["value"], right["valid"]) == ("TESTXX00", None)
    assert wrong["valid"] is False


def test_a_sentence_with_one_number_gives_the_number_and_two_stay_as_printed() -> None:
    one = numbers.identifier("Passport", "Passport No: 00000000 (SYNTHETIC).")
    two = numbers.identifier("Passport", "00000000 and X1111111")
    assert one is not None
    assert two is not None
    assert one["value"] == "00000000"
    assert two["value"] == "00000000 and X1111111"


def test_numbers_in_a_text_need_their_word() -> None:
    text = "Tel 9999993. IMO number: 9999993, MMSI 200000000; Company Number IMO 0000001."
    found = numbers.in_text(text, published="text", vessel=True)
    assert [(one["type"], one["value"]) for one in found] == [
        ("imo", "9999993"), ("mmsi", "200000000"),
    ]  # fmt: skip
    assert numbers.in_text("IMO 99999931", published="text", vessel=True) == []


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_an_identifier_or_none_and_keeps_its_text(raw: str, label: str) -> None:
    made = numbers.identifier(label, raw)
    assert made is None or (made["raw"] == raw and isinstance(made["value"], str))
