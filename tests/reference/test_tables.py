from __future__ import annotations

import re

import pytest

from osint_helpers._paths import reference_folder
from osint_helpers.reference.provenance import rows

TABLES = sorted(path.name for path in reference_folder().glob("*.csv"))


def test_readme_describes_every_table_and_no_other() -> None:
    text = (reference_folder() / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## (\S+\.csv)$", text, re.MULTILINE)) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_readme_describes_every_column(name: str) -> None:
    text = (reference_folder() / "README.md").read_text(encoding="utf-8")
    section = text.split(f"## {name}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    described = [column for cell in cells for column in re.findall(r"`(\w+)`", cell)]
    assert sorted(described) == sorted(rows(name)[0])


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_clean_text(name: str) -> None:
    data = (reference_folder() / name).read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    for row in rows(name):
        assert all(cell == cell.strip() for cell in row.values()), row


def test_references_between_tables_hold() -> None:
    known = {row["place"] for row in rows("places.csv")}
    for name in ("place_codes.csv", "place_alternatives.csv"):
        assert {row["place"] for row in rows(name)} <= known
    for row in rows("distances.csv"):
        assert {row["from"], row["to"]} <= known
    assert {row["status"] for row in rows("place_codes.csv")} == {
        "current",
        "superseded_or_confusable",
    }
