from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers._paths import reference_folder
from osint_helpers.errors import ExportError
from osint_helpers.export import ftm_model as model
from osint_helpers.reference.provenance import rows

FOLDER = reference_folder() / "ftm"
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))


def test_readme_names_every_table_every_column_and_the_version():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## (\S+\.csv)$", text, re.MULTILINE)) == TABLES
    for name in TABLES:
        section = text.split(f"## {name}\n")[1].split("\n## ")[0]
        cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
        described = [column for cell in cells for column in re.findall(r"`(\w+)`", cell)]
        assert described == list(rows(f"ftm/{name}")[0])
    assert f"FollowTheMoney {model.VERSION}" in text


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_clean_text(name):
    data = (FOLDER / name).read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert all(cell == cell.strip() for row in rows(f"ftm/{name}") for cell in row.values())


def test_every_edge_fills_the_two_ends_of_its_schema():
    for edge in model.edges().values():
        assert {edge.subject_is, edge.object_is} == set(model.schemata()[edge.schema].ends)


def test_every_range_and_required_property_stands_in_the_tables():
    for (schema, _), known in model.properties().items():
        assert schema in model.schemata()
        assert (known.type == "entity") == bool(known.range)
    for schema in model.schemata().values():
        for name in schema.required:
            assert model.property_of(schema.name, name)


def test_a_name_the_tables_do_not_hold_is_never_written():
    with pytest.raises(ExportError, match=r"Vessel\.vin is not in the table"):
        model.property_of("Vessel", "vin")


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("date", "2018-06", "2018-06"), ("date", "2018", "2018"), ("date", "c. 2018", ""),
        ("date", "14/06/2018", ""), ("date", "2018-13", ""), ("date", "0999", ""),
        ("date", "2018-02-29", ""), ("date", "2016-02-29", "2016-02-29"),
        ("date", "2018-06-14T05:00:13Z", ""), ("country", "DE", "de"), ("country", "Korea", ""),
        ("country", "Togo", "tg"), ("country", "nowhere", ""), ("language", "en", "eng"),
        ("language", "English", ""), ("language", "zzz", ""), ("number", "-1.25", "-1.25"),
        ("number", "1e5", ""), ("name", '"\'X\'"', "X"), ("name", " a  b ", "a b"),
        ("address", "a;b,,c", "a, b, c"), ("text", "a\nb", "a b"), ("string", "\x00", ""),
        ("url", "https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("url", "javascript:alert(1)", ""), ("url", "https://example.org", ""),
        ("url", "https://EXAMPLE.org/", ""), ("url", "https://example/", ""),
        ("entity", "abc-1", "abc-1"), ("entity", "a b", ""), ("entity", "-", ""),
    ],
)  # fmt: skip
def test_a_value_is_kept_as_the_library_keeps_it_or_not_at_all(kind, text, kept):
    assert model.clean(kind, text) == kept


@given(st.sampled_from(["name", "string", "text", "address", "identifier"]), st.text())
def test_cleaning_changes_nothing_the_second_time(kind, text):
    found = model.clean(kind, text)
    assert model.clean(kind, found) == found
