"""A gap in AIS is never told as an act: documentation, notebooks and code of the project."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from osint_helpers.case.rules.wording import AIS_AS_ACT
from tests.conftest import REPO

# What is quoted (words of a source, names of fields, the rule's own examples) is left out.
QUOTED = re.compile(r"```.*?```|`[^`]*`|“[^”]*”|\"[^\"]*\"|«[^»]*»", re.DOTALL)
# The rule itself, and the sentence that says which words are banned and why.
NAMES_THE_WORDS = re.compile(
    r"never dark, disabled[^.]*\."
    r"|That a transponder was switched off is a conclusion no gap allows"
)
PAGES = sorted([*REPO.glob("*.md"), *REPO.glob("docs/*.md"), *REPO.glob("notebooks/*.py")])
MODULES = sorted((REPO / "osint_helpers").rglob("*.py"))


def told(text: str) -> list[str]:
    bare = NAMES_THE_WORDS.sub("", QUOTED.sub("", text))
    return [found[0] for found in AIS_AS_ACT.finditer(" ".join(bare.split()))]


def strings(path: Path) -> list[str]:
    """Return every text constant of a module: docstrings, messages, provenance lines."""
    tree = ast.parse(path.read_text("utf8"))
    return [
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(REPO)))
def test_pages_and_notebooks_say_when_nothing_was_received(path):
    assert told(path.read_text("utf8")) == []


def test_no_module_prints_a_gap_as_an_act():
    found = {
        str(path.relative_to(REPO)): hits
        for path in MODULES
        if path.name != "wording.py" and (hits := [h for s in strings(path) for h in told(s)])
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "the ship went dark", "a dark vessel", "dark fleets", "AIS was switched off",
        "it disabled its transponder", "the vessel hid its AIS", "turned off the AIS",
        "18 days dark",
    ],
)  # fmt: skip
def test_the_rule_knows_the_words(text):
    assert told(text)


@pytest.mark.parametrize(
    "text",
    ["not received from 1 to 19 October", "the source says “went dark”", "drawn in dark grey",
     "field `intentionalDisabling` of an AIS gap"],
)  # fmt: skip
def test_the_rule_leaves_the_rest(text):
    assert told(text) == []
