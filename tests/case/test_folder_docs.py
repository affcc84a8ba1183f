"""The pages about the case folder and the lint say all there is, and nothing else."""

from __future__ import annotations

import re

import pytest

from osint_helpers.case.faults import FAULTS
from osint_helpers.case.meta import CaseMeta
from osint_helpers.case.rules import rules
from osint_helpers.case.rules.checks import CHECK_INPUTS
from osint_helpers.case.starting.help import meanings
from osint_helpers.case.tables import LEG_PREDICATES, TABLES
from osint_helpers.report.pairing import FINDINGS
from scripts.make_folder_docs import filled, linked, plain
from tests.conftest import REPO

FOLDER = (REPO / "docs" / "case-folder.md").read_text("utf8")
RULES = (REPO / "docs" / "lint-rules.md").read_text("utf8")


def section(name: str) -> str:
    """Return the text under ``## <name>.csv``."""
    found = re.search(rf"^## {name}\.csv\n(.*?)(?=^## )", FOLDER, re.MULTILINE | re.DOTALL)
    assert found, f"docs/case-folder.md has no section {name}.csv"
    return found[1]


def described(name: str) -> dict[str, str]:
    """Return column -> description of one table of the page."""
    first = section(name).split("| kind | inputs |")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", first, re.MULTILINE))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name):
    assert tuple(described(name)) == TABLES[name].columns


def test_the_tables_of_the_page_are_those_of_the_help_text():
    assert filled(FOLDER) == FOLDER, "run python scripts/make_folder_docs.py"


def test_a_changed_meaning_and_a_missing_row_are_noticed():
    changed = FOLDER.replace("| `note` | caution |", "| `note` | something else |", 1)
    assert changed != FOLDER
    assert filled(changed) == FOLDER
    short = FOLDER.replace("| `note` | caution |\n", "", 1)
    assert filled(short) == FOLDER


def test_a_page_without_a_section_stops_the_script():
    with pytest.raises(SystemExit, match=r"no table of columns for legs\.csv"):
        filled(FOLDER.replace("## legs.csv", "## legz.csv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_meaning_stands_whole_in_the_page(name):
    words = described(name)
    for column in TABLES[name].columns:
        assert linked(meanings()[name, column]) in words[column]


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_is_stands_in_both_alike(name):
    about = section(name).strip().split("\n\n")[0]
    assert plain(about) == meanings()[name, ""]


def test_columns_that_may_be_left_out_are_marked_and_no_other():
    for name, table in TABLES.items():
        marked = {one for one, text in described(name).items() if "may be left out" in text}
        assert marked == set(table.may_lack), name


@pytest.mark.parametrize("name", TABLES)
def test_keys_lists_numbers_and_references_are_marked(name):
    table, words = TABLES[name], described(name)
    assert [column for column in words if "**key**" in words[column]] == list(table.key)
    assert {c for c in words if re.search(r"(^|, )list( →|;)", words[c])} == set(table.lists)
    assert {c for c in words if re.search(r"(^|, )number;", words[c])} == set(table.numbers)
    marked = {c: m[1] for c in words if (m := re.search(r"→ (\w+)", words[c]))}
    assert marked == table.refs
    required = {c for c in words if "*required*" in words[c]}
    assert required | set(table.key[:1]) == set(table.required) | set(table.key[:1])


@pytest.mark.parametrize("name", TABLES)
def test_vocabularies_are_listed(name):
    words = described(name)
    for column, allowed in TABLES[name].vocab.items():
        if column in {"precision", "reliability", "credibility"}:
            continue  # a table of its own, and ranges
        missing = [word for word in allowed if word and f"`{word}`" not in words[column]]
        assert missing == []


def test_no_section_describes_what_is_no_table():
    assert re.findall(r"^## (\w+)\.csv$", FOLDER, re.MULTILINE) == list(TABLES)


def test_precisions_predicates_and_keys_of_case_toml():
    for word in TABLES["claims"].vocab["precision"]:
        assert f"| `{word}` |" in FOLDER
    assert [w for w in LEG_PREDICATES if f"`{w}`" not in described("readings")["predicate"]] == []
    part = FOLDER.split("## case.toml")[1].split("## text")[0]
    for key in CaseMeta.__dataclass_fields__:
        assert re.search(rf"`\[*{key}\]*`", part), key


def test_kinds_of_checks_and_their_inputs():
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| .+ \|$", section("checks"), re.MULTILINE)
    found = {kind: tuple(inputs.split(", ")) for kind, inputs in rows}
    assert {kind: found.get(kind) for kind in CHECK_INPUTS} == CHECK_INPUTS


def test_every_code_is_listed_with_its_title():
    listed = dict(re.findall(r"^\| ([EW]\d{3}) \| ([^|]+) \|", RULES, re.MULTILINE))
    titles = {code: entry.title for code, entry in rules().items()}
    assert listed == FAULTS | titles | FINDINGS
