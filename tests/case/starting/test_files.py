from __future__ import annotations

import re

import pytest

from osint_helpers.case import lint, open_case
from osint_helpers.case.starting import Asked, case_files, script
from osint_helpers.case.starting.help import meanings, tables_page
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError
from tests.conftest import REPO


def written(folder, asked):
    for name, text in case_files(asked).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
    return folder


def test_a_new_case_opens_and_names_what_is_to_be_written(tmp_path):
    case = open_case(written(tmp_path / "new-case", Asked("new-case", "2026-01-31")))
    found = lint(case)
    assert {one.code for one in found} == {"W250", "W251"}
    named = {one.column for one in found if one.file == "case.toml"}
    assert {"title", "question", "prepared_by"} <= named


def test_what_was_asked_for_is_not_marked(tmp_path):
    asked = Asked("new-case", "2026-01-31", 'A "title"', "Which way?", "SYNTHETIC desk")
    case = open_case(written(tmp_path / "new-case", asked))
    assert (case.meta.title, case.meta.question) == ('A "title"', "Which way?")
    named = {one.column for one in lint(case) if one.file == "case.toml"}
    assert not named & {"title", "question", "prepared_by", "as_of"}


def test_only_the_notebook_of_an_example_is_stamped():
    assert "SYNTHETIC" in script("new-case", example=True)
    assert "SYNTHETIC" not in script("new-case")
    assert 'open_case("new-case")' in script("new-case")


@pytest.mark.parametrize("sign", [chr(code) for code in (0, 31, 127, 0xD800, 0xDFFF)])
def test_a_sign_no_line_of_text_holds_is_refused(sign):
    with pytest.raises(CaseError, match="control character or half a letter"):
        case_files(Asked("new-case", "2026-01-31", title=f"a{sign}b"))


@pytest.mark.parametrize("sign", [" ", "~", "\x80", "\ud7ff", "\ue000", "車"])
def test_every_other_sign_may_stand_in_a_title(sign):
    assert (
        f"a{sign}b" in case_files(Asked("new-case", "2026-01-31", title=f"a{sign}b"))["case.toml"]
    )


def test_the_example_lints_clean(tmp_path):
    case = open_case(written(tmp_path / "new-case", Asked("new-case", example=True)))
    assert lint(case) == []
    assert "SYNTHETIC" in case.meta.label


def test_a_day_that_is_none_and_a_control_character_are_refused():
    with pytest.raises(CaseError, match="is no day"):
        case_files(Asked("new-case", "31.1.2026"))
    with pytest.raises(CaseError, match="control character"):
        case_files(Asked("new-case", "2026-01-31", title="a\x1bb"))


def test_help_says_something_of_every_table_and_column():
    wanted = {(name, column) for name, t in TABLES.items() for column in ("", *t.columns)}
    assert set(meanings()) == wanted
    assert all(meanings().values())
    page = tables_page()
    for name, table in TABLES.items():
        part = page.split(f"## {name}.csv\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == list(table.columns)


def test_help_marks_what_the_schema_asks():
    page = tables_page()
    assert "| `legs`" not in page
    assert "| `status` | *required*; one of `documented`, `reported`" in page
    assert "| `claims` | *required*; list of ids of `claims`;" in page


def test_the_sections_are_those_of_the_first_case_in_the_same_order():
    def sections(text):
        return re.findall(r"^# ## (.+)$", text, re.MULTILINE)

    model = (REPO / "notebooks" / "01-maybach-2018.py").read_text("utf8")
    assert sections(script("my-case")) == sections(model)
    assert '"my-case"' in script("my-case")
    assert "@" not in script("my-case")


def test_no_column_is_described_twice_in_the_same_words():
    lines = [line for line in tables_page().splitlines() if line.startswith("| `")]
    parts = {line: [part.strip(" |") for part in line.split(";")] for line in lines}
    assert [line for line, said in parts.items() if len(said) != len(set(said))] == []
