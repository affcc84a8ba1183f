"""The pages about the case folder and the lint say all there is, and nothing else."""

from __future__ import annotations

import re

import pytest

from osint_helpers.case.faults import FAULTS
from osint_helpers.case.meta import CaseMeta
from osint_helpers.case.rules import rules
from osint_helpers.case.rules.checks import CHECK_INPUTS
from osint_helpers.case.tables import LEG_PREDICATES, TABLES
from osint_helpers.report.pairing import FINDINGS
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


@pytest.mark.parametrize("name", TABLES)
def test_keys_lists_numbers_and_references_are_marked(name):
    table, words = TABLES[name], described(name)
    assert [column for column in words if "**key**" in words[column]] == list(table.key)
    assert {c for c in words if re.search(r"\blist\b", words[c])} == set(table.lists)
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
