"""Numbers used here, and where they are published.

IMO 9074729: the worked example of the check digit in encyclopedias and IMO teaching text.
IMO 9319466 and 8814275, CSQU3054383, LEI 213800KUD8LAJWSQ9D15: documentation of python-stdnum;
CSQU3054383 is also the worked example of ISO 6346. VIN 1M8GDM9AXKP042788: the worked example of
the 49 CFR 565 check digit in encyclopedias; seventeen ones is the usual self-test.
All others are SYNTHETIC and belong to nothing.
"""

from __future__ import annotations

import copy
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import IdentifierError
from osint_helpers.identifiers import (
    check_container,
    check_imo,
    check_lei,
    check_mmsi,
    check_vin,
)

CHECKS = (check_imo, check_container, check_lei, check_mmsi, check_vin)


@pytest.mark.parametrize(
    "text",
    ["9074729", "IMO 9074729", "imo9074729", "IMO No. 9074729", "IMO: 907-4729", " 907 4729\t"],
)
def test_imo_takes_the_forms_sources_print(text: str) -> None:
    check = check_imo(text)
    assert (check.valid, check.normal, check.raw) == (True, "9074729", text)
    assert check.reason == "check digit correct"


@pytest.mark.parametrize("number", ["9319466", "8814275"])
def test_imo_examples_of_the_package(number: str) -> None:
    assert check_imo(number).valid is True


def test_imo_wrong_digit_keeps_the_value_and_names_the_digit() -> None:
    check = check_imo("IMO 9074720")
    assert (check.valid, check.normal, check.raw) == (False, "9074720", "IMO 9074720")
    assert check.reason == "check digit 0, computed 9"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("907472", "6 digits; 7 are needed"),
        ("90747291", "8 digits; 7 are needed"),
        ("907472A", "not 7 digits"),
        ("0000000", "seven zeros are a placeholder"),
        ("", "nothing is given"),
        ("IMO", "nothing is given"),
    ],
)
def test_imo_form_faults(text: str, reason: str) -> None:
    check = check_imo(text)
    assert check.valid is False
    assert check.reason == reason
    assert check.raw == text


def test_full_width_digits_are_named_not_guessed() -> None:
    check = check_imo("\uff19074729")
    assert check.valid is False
    assert "U+FF19" in check.reason
    assert check.normal == "\uff19074729"


@pytest.mark.parametrize("digits", range(10))
def test_imo_has_one_right_digit(digits: int) -> None:
    assert (check_imo(f"907472{digits}").valid is True) == (digits == 9)


@pytest.mark.parametrize("text", ["CSQU3054383", "csqu 305438 3", "CSQU-305438-3"])
def test_container_example_of_the_standard(text: str) -> None:
    check = check_container(text)
    assert (check.valid, check.normal) == (True, "CSQU3054383")
    assert check.parts == {"owner": "CSQ", "category": "U", "serial": "305438"}


def test_container_without_check_digit_is_undecided() -> None:
    check = check_container("CSQU305438")
    assert check.valid is None
    assert check.reason == "form correct; no check digit given (it would be 3)"


@pytest.mark.parametrize("text", ["CSQX3054383", "CS1U3054383", "CSQU30543", "CSQU30543833"])
def test_container_form_faults(text: str) -> None:
    assert check_container(text).valid is False


def test_container_wrong_digit() -> None:
    assert check_container("CSQU3054384").reason == "check digit 4, computed 3"


@pytest.mark.parametrize("text", ["213800KUD8LAJWSQ9D15", "LEI: 2138 00ku d8la jwsq 9d15"])
def test_lei_example_of_the_package(text: str) -> None:
    check = check_lei(text)
    assert (check.valid, check.normal) == (True, "213800KUD8LAJWSQ9D15")
    assert check.parts == {"issuer": "2138"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("213800KUD8LXJWSQ9D15", "check digits 15, computed"),
        ("213800KUD8LAJWSQ9D1", "19 characters; an LEI has 20"),
        ("213800KUD8LAJWSQ9DXY", "not 18 letters or digits and two check digits"),
    ],
)
def test_lei_faults(text: str, reason: str) -> None:
    check = check_lei(text)
    assert check.valid is False
    assert check.reason.startswith(reason)


@pytest.mark.parametrize(
    ("number", "station", "mid"),
    [
        ("445000000", "ship station", "445"),
        ("775000000", "ship station", "775"),
        ("044500000", "group of ship stations", "445"),
        ("004450000", "coast station", "445"),
        ("111445000", "search and rescue aircraft", "445"),
        ("844500000", "handheld VHF with DSC and GNSS", "445"),
        ("984450000", "craft associated with a parent ship", "445"),
        ("994450000", "aid to navigation", "445"),
        ("970000000", "AIS search and rescue transmitter (AIS-SART)", None),
        ("972000000", "man-overboard device (MOB)", None),
        ("974000000", "emergency position indicating radio beacon with AIS (EPIRB-AIS)", None),
    ],
)
def test_mmsi_says_station_and_flag_digits(number: str, station: str, mid: str | None) -> None:
    check = check_mmsi(number)
    assert check.valid is True
    assert check.parts["station"] == station
    assert check.parts.get("mid") == mid
    assert "no check digit" in check.reason


@pytest.mark.parametrize(
    "number", ["100000000", "111111111", "123456789", "000000000", "999999999", "899000000"]
)
def test_mmsi_of_no_station(number: str) -> None:
    check = check_mmsi(number)
    assert check.valid is False
    assert check.reason == "no station has an identity of this form"


def test_mmsi_lost_leading_zeros_are_named() -> None:
    check = check_mmsi("4450000")
    assert check.valid is False
    assert check.reason.endswith("a spreadsheet may have dropped leading zeros")
    assert "zeros" not in check_mmsi("4450000000").reason


def test_mmsi_prefix() -> None:
    assert check_mmsi("MMSI: 445 000 000").normal == "445000000"


@pytest.mark.parametrize("text", ["1M8GDM9AXKP042788", "VIN 1m8gdm9axkp042788", "1" * 17])
def test_vin_check_digit_in_north_america(text: str) -> None:
    assert check_vin(text).valid is True


def test_vin_wrong_digit_in_north_america() -> None:
    check = check_vin("1M8GDM9A1KP042788")
    assert check.valid is False
    assert check.reason == "check digit 1, computed X"


def test_vin_made_in_europe_has_no_check_digit() -> None:
    check = check_vin("WDD0000000A000000")  # SYNTHETIC serial; WDD is a maker's code
    assert check.valid is None
    assert "not applicable" in check.reason
    assert check.parts == {"wmi": "WDD", "vds": "000000", "vis": "0A000000"}


@pytest.mark.parametrize("first", "1234567890ABJWXZ")
def test_vin_check_digit_applies_to_first_characters_1_to_5(first: str) -> None:
    assert (check_vin(f"{first}{'0' * 16}").valid is None) == (first not in "12345")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1M8GDM9AXKP04278", "16 characters; a VIN has 17"),
        ("1M8GDM9AXKPO42788", "O cannot occur in a VIN"),
        ("IM8GDM9AXKP0427Q8", "I, Q cannot occur in a VIN"),
        ("1M8GDM9AXKP04278*", "* cannot occur in a VIN"),
    ],
)
def test_vin_form_faults(text: str, reason: str) -> None:
    check = check_vin(text)
    assert (check.valid, check.reason) == (False, reason)


def test_require_raises_with_the_place_of_the_fault() -> None:
    with pytest.raises(IdentifierError) as caught:
        check_imo("9074720").require(file="items.csv", row=4, column="serial")
    assert str(caught.value).startswith("items.csv:4: serial: imo '9074720': check digit 0")
    undecided = check_vin("WDD0000000A000000")
    assert undecided.require() is undecided


def test_a_number_read_as_a_number_is_refused() -> None:
    with pytest.raises(IdentifierError, match="read the column as text"):
        check_mmsi(4450000)  # type: ignore[arg-type]


def test_outcome_can_be_copied_and_hashed() -> None:
    check = check_container("CSQU3054383")
    assert copy.deepcopy(check) == check
    assert hash(check) == hash(copy.deepcopy(check))


@given(st.text(max_size=30))
def test_no_text_is_dropped_or_breaks_a_check(text: str) -> None:
    for check in CHECKS:
        outcome = check(text)
        assert outcome.raw == text
        assert outcome.reason


@given(st.text(alphabet=string.digits, min_size=6, max_size=6).filter(lambda t: t != "000000"))
def test_every_imo_serial_has_exactly_one_check_digit(serial: str) -> None:
    assert sum(check_imo(f"{serial}{digit}").valid is True for digit in range(10)) == 1
