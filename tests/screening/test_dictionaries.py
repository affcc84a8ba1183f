from __future__ import annotations

import re

import pytest

from osint_helpers._paths import reference_folder
from osint_helpers.reference.provenance import rows
from osint_helpers.screening import dictionaries

FOLDER = reference_folder() / "names"
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_its_source_and_stands_once(name):
    found = rows(f"names/{name}")
    assert found
    assert all(row["source"] for row in found)
    keys = [tuple(row.values())[:2] if name in {"transliteration.csv", "given_names.csv"} else
            (row.get("word", ""), row.get("kinds", ""), row.get("form"), row.get("sign"))
            for row in found]  # fmt: skip
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_clean_text(name):
    data = (FOLDER / name).read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert all(cell == cell.strip() for row in rows(f"names/{name}") for cell in row.values())


def test_readme_describes_every_column():
    text = (reference_folder() / "README.md").read_text(encoding="utf-8").split("## names/")[1]
    held: dict[str, list[str]] = {}
    for file, column in re.findall(r"^\| (?:`(\w+\.csv)`)? ?\| `(\w+)` \|", text, re.MULTILINE):
        name = file or list(held)[-1]
        held.setdefault(name, []).append(column)
    assert held == {name: list(rows(f"names/{name}")[0]) for name in held}
    assert sorted(held) == TABLES


def test_weights_are_shares_and_positions_known():
    assert all(0 < float(row["weight"]) <= 1 for row in rows("names/generic_words.csv"))
    assert {row["position"] for row in rows("names/vessel_prefixes.csv")} == {"start", "end"}
    assert {row["language"] for row in rows("names/transliteration.csv")} == set(
        dictionaries.LANGUAGES
    )


def test_a_ships_prefix_is_two_words_at_most_and_short():
    # `preparing` looks no further
    for words in dictionaries.vessel_prefixes():
        assert len(words) <= 2
        assert len(words[0]) < 7


def test_a_row_names_a_table_only_where_it_was_compared_with_it():
    compared = {
        "legal_forms.csv": "ISO 20275 code list of 2023-09-28",
        "look_alikes.csv": "Unicode Technical Standard 39 confusables",
    }
    text = (reference_folder() / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        assert {row["source"] for row in rows(f"names/{name}")} <= {"own", compared.get(name)}
        assert compared.get(name, "own") in text


def test_given_names_are_folded_words_and_each_has_a_variant():
    found = rows("names/given_names.csv")
    assert all(row["name"].isascii() and row["name"].islower() for row in found)
    assert {row["form"] for row in found} == {"variant", "short"}
    assert {row["given_name"] for row in found} == {
        row["given_name"] for row in found if row["form"] == "variant"
    }
