"""Every code of the check is in the docs with its severity, and comes from a test."""

from __future__ import annotations

import re

import pytest

from osint_helpers.evidence.verifying import codes
from tests.evidence.store_cases import REPO

DOCS = (REPO / "docs" / "evidence.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([a-z-]+)` \| (broken|notice) \| .+ \| .+ \|$", DOCS, re.MULTILINE))


def test_docs_list_exactly_the_codes() -> None:
    assert {name: one.severity for name, one in codes.CODES.items()} == ROWS


def test_codes_in_the_source_are_exactly_those_listed() -> None:
    folder = REPO / "osint_helpers" / "evidence"
    source = "".join(path.read_text() for path in (folder / "verifying").glob("*.py"))
    source += (folder / "loglines.py").read_text()
    used = set(re.findall(r'found\(\s*"([a-z-]+)"', source))
    used |= set(re.findall(r'"(log-(?:torn|line|chain|number))"', source))
    assert used == set(codes.CODES)


@pytest.mark.parametrize("name", codes.CODES)
def test_every_code_is_tried_by_a_test(name: str) -> None:
    here = REPO / "tests" / "evidence"
    tests = "".join(
        path.read_text() for path in here.glob("test_*.py") if "codes_docs" not in path.name
    )
    assert f'"{name}"' in tests


def test_every_code_says_what_to_do() -> None:
    assert all(one.advice for one in codes.CODES.values())


def test_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        codes.found("no-such-code", "x", "x")
