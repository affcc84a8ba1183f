from __future__ import annotations

from osint_helpers.journey import red_flags
from osint_helpers.journey.flags import facts, notes
from osint_helpers.law import flags

NOTED = {"flag": "f_1", "rule": "RF04", "kind": "Stated", "inputs": '{"text": "SYNTHETIC"}',
         "claims": "c_dep_14", "by": "desk", "on": "2002-01-01", "note": "seen once"}  # fmt: skip


def test_every_rule_has_one_result_in_order(synthetic):
    assert [one.rule for one in red_flags(synthetic)] == list(flags.RULES)


def test_a_rule_without_a_fact_is_not_testable_and_says_what_it_needs(synthetic):
    found = {one.rule: one for one in red_flags(synthetic)}
    assert found["RF20"].result == "not_testable"
    assert "needs interview notes" in found["RF20"].text


def test_rows_of_the_analyst_stand_behind_the_facts_of_the_journey(build):
    row = {**NOTED, "rule": "RF01"}
    case = build(red_flags=[row])
    held = facts(case)["RF01"]
    assert [type(one).__name__ for one in held] == ["Gap", "Stated"]
    assert notes(case, red_flags(case))["RF01"] == ("", "note of desk: seen once")


def test_notes_are_as_many_as_facts(maybach):
    told = notes(maybach, red_flags(maybach))
    assert {rule: len(held) for rule, held in facts(maybach).items()} == {
        rule: len(held) for rule, held in told.items()
    }
