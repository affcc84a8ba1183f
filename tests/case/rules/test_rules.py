from __future__ import annotations

import pytest

from osint_helpers.case import lint
from osint_helpers.case.rules import registry, rules
from tests.case.captures import put
from tests.case.rules.cases import BREACHES

# E105 needs two rows changed and is tested below; W229 needs a log, in test_pulls;
# E167 and W231 need records of screening, in test_screening; E116 needs two cases, in
# tests/case/test_gathering.py.
BESIDE = {"E105", "W229", "E167", "W231", "E116"}


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.label)
def test_breach_is_found_and_nothing_else(build, breach):
    case = build(**breach.change)
    for one in breach.captures:
        if "broken" in one:
            (case.folder / "captures" / one["broken"]).mkdir(parents=True)
        else:
            put(case.folder, **one)
    found = lint(case)
    assert [(one.code, (one.file, one.row, one.column)) for one in found] == [
        (breach.code, breach.spot)
    ]


def test_every_rule_has_a_breach():
    assert {breach.code for breach in BREACHES} | BESIDE == set(rules())


def test_there_are_twenty_errors_and_eight_warnings_at_least():
    severities = [entry.severity for entry in rules().values()]
    assert severities.count("error") >= 20
    assert severities.count("warning") >= 8


def test_the_synthetic_case_is_clean(case):
    assert lint(case) == []


def test_a_code_is_given_once_and_has_its_form():
    rules()
    for code in ("E101", "E1", "X101", "W101"):
        with pytest.raises(ValueError, match=code):
            registry.rule(code, "SYNTHETIC")(lambda case: iter(()))


def test_every_rule_has_a_title_and_a_docstring():
    titles = [entry.title for entry in rules().values()]
    assert len(set(titles)) == len(titles)
    assert all(entry.check.__doc__ for entry in rules().values())
