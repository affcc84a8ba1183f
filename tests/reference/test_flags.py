from __future__ import annotations

import csv
import re
from pathlib import Path

import pycountry
import pytest

from osint_helpers.errors import IdentifierError, ReferenceDataError
from osint_helpers.reference import flag_of, mid
from osint_helpers.reference.provenance import rows

PANAMA = [*range(351, 358), *range(370, 375)]


@pytest.mark.parametrize(
    ("digits", "alpha2"),
    [
        ("445", "KP"), ("671", "TG"), ("511", "PW"), ("538", "MH"), ("477", "HK"), ("667", "SL"),
        ("304", "AG"), ("305", "AG"), ("440", "KR"), ("441", "KR"), ("236", "GI"), ("204", "PT"),
        ("255", "PT"), ("303", "US"), ("416", "TW"), ("615", "CG"), ("676", "CD"), ("578", "WF"),
        *((str(number), "PA") for number in PANAMA),
    ],
)  # fmt: skip
def test_flag_of_a_ship(digits: str, alpha2: str) -> None:
    assert flag_of(f"{digits}000000").country == alpha2


def test_flag_names_the_territory_as_the_itu_does() -> None:
    assert mid("255").name == "Portugal - Madeira"
    assert mid("303").name == "United States of America - Alaska (State of)"
    assert mid("445").provenance.text() == (
        "cited fact: data/reference/mid.csv, row 445, ITU table of maritime identification digits"
    )


@pytest.mark.parametrize("mmsi", ["004450000", "044500000", "111445000", "994450000", "984450000"])
def test_flag_of_other_stations(mmsi: str) -> None:
    assert flag_of(mmsi).country == "KP"


def test_no_flag() -> None:
    with pytest.raises(ReferenceDataError, match="carries no flag digits"):
        flag_of("970000000")
    with pytest.raises(ReferenceDataError, match="MID '299' is not allocated"):
        flag_of("299000000")
    with pytest.raises(IdentifierError, match="8 digits; 9 are needed"):
        flag_of("44500000")


def test_table_has_292_digits_and_iso_codes_only() -> None:
    table = rows("mid.csv")
    assert len(table) == 292 == len({row["mid"] for row in table})
    assert [row["mid"] for row in table] == sorted(row["mid"] for row in table)
    for row in table:
        assert pycountry.countries.get(alpha_2=row["alpha2"]) is not None, row
        assert re.fullmatch(r"[2-7]\d\d", row["mid"])


def test_table_is_that_of_the_itu(facts: Path) -> None:
    published = facts.parent / "data" / "reference" / "itu_mid_table.csv"
    names: dict[str, list[str]] = {}
    with published.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            names.setdefault(row["MID"], []).append(row["Allocated_to"])
    own = {row["mid"]: row["name"] for row in rows("mid.csv")}
    assert own.keys() == names.keys()
    for digits, listed in names.items():
        if len(listed) == 1:
            assert own[digits] == listed[0]
        else:
            assert all(part.split(" - ")[1] in own[digits] for part in listed)
    assert [digits for digits, listed in names.items() if len(listed) > 1] == ["306"]


def test_iso_code_and_itu_name_say_the_same() -> None:
    """Each ITU name shares a telling word with the ISO name of its code, but for these."""
    without_a_shared_word = {
        "204",  # Azores: Portugal
        "255",  # Madeira: Portugal
        "303",  # Alaska: United States
        "306",  # Bonaire, Curacao and Sint Maarten on one MID: Netherlands
        "501",  # Adelie Land: French Southern Territories
        "607",  # Saint Paul and Amsterdam Islands: French Southern Territories
        "618",  # Crozet Archipelago: French Southern Territories
        "635",  # Kerguelen Islands: French Southern Territories
        "660",  # Reunion, printed without its accent
    }
    word, dull = (
        re.compile(r"\w{3,}"),
        {"republic", "islands", "democratic", "people", "the", "and"},
    )
    found = set()
    for row in rows("mid.csv"):
        entry = pycountry.countries.get(alpha_2=row["alpha2"])
        iso = f"{entry.name} {getattr(entry, 'official_name', '')}"
        territory = row["name"].split(" - ")[-1]
        shared = set(word.findall(territory.lower())) & set(word.findall(iso.lower()))
        if not shared - dull:
            found.add(row["mid"])
    assert found == without_a_shared_word
