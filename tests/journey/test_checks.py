from __future__ import annotations

import json

import pytest

from osint_helpers.case.strands import count
from osint_helpers.errors import CaseError, OsintError
from osint_helpers.journey import checks, evaluate
from osint_helpers.journey.checks import COLUMNS
from osint_helpers.journey.rules import RULES
from tests.journey.facts_case import checks_of, inputs_of


def test_every_check_of_every_fact_file_is_reproduced(facts):
    rows = checks_of(facts)
    assert len({name for name, *_ in rows}) >= 9
    wrong = []
    for name, check, case in rows:
        found = evaluate(
            check["kind"],
            inputs_of(check),
            check["claims"],
            lambda claims, case=case: count(case, claims),
        )
        if found.holds != (check["expect"] == "holds"):
            wrong.append((name, check["id"], found))
    assert wrong == []
    assert {check["expect"] for _, check, _ in rows} == {"holds", "fails"}


def test_the_fact_files_use_only_kinds_that_exist(facts):
    assert {check["kind"] for _, check, _ in checks_of(facts)} <= {*RULES, "strands"}


def test_checks_of_a_case_as_a_frame(synthetic):
    frame = checks(synthetic)
    assert tuple(frame.columns) == COLUMNS
    row = frame.iloc[0]
    assert (row["computed"], row["expected"], row["outcome"]) == ("13 days", "holds", "holds")
    assert row["agrees"]
    assert row["claims"] == ("c_dep_20", "c_arr", "c_days")


def test_an_outcome_other_than_expected_does_not_agree(build):
    frame = checks(build(checks=lambda rows: [{**rows[0], "expect": "fails"}]))
    assert list(frame["agrees"]) == [False]


def test_all_real_checks_agree_also_the_one_expected_to_fail(maybach):
    frame = checks(maybach).set_index("check")
    assert len(frame) == len(maybach.checks)
    assert frame["agrees"].all()
    assert frame.loc["k_dep14_41", "outcome"] == "fails"
    assert frame.loc["k_dep14_41", "computed"] == "25 July 2018"


def test_speeds_of_the_checks_rest_on_lanes_of_the_same_length(maybach):
    from osint_helpers.reference import lane

    for inputs in maybach.checks[maybach.checks["kind"] == "speed_kn"]["inputs"]:
        given = json.loads(inputs)
        assert lane(*given["distance"]).nm == pytest.approx(given["nm"], rel=0.01)


def test_strands_kind_counts_both_bounds(build):
    row = {"check": "k_s", "kind": "strands", "statement": "s", "claims": "c_dep_20"}
    row |= {"expect": "holds"}
    case = build(
        checks=[
            row | {"inputs": '{"bound": "upper", "equals": 2}'},
            row | {"check": "k_t", "inputs": '{"bound": "lower", "equals": 1}'},
            row | {"check": "k_u", "inputs": '{"bound": "lower", "equals": 2}'},
        ]
    )
    frame = checks(case)
    assert list(frame["computed"]) == ["at most 2", "at least 1", "at least 1"]
    assert list(frame["outcome"]) == ["holds", "holds", "fails"]


def test_unknown_kind_is_named(build):
    case = build(checks=lambda rows: [{**rows[0], "kind": "divination"}])
    with pytest.raises(CaseError, match="check 'k_days': no rule of kind 'divination'") as caught:
        checks(case)
    assert (caught.value.row, caught.value.column) == (2, "kind")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no JSON object"),
        ("[1]", "inputs is"),
        ('{"start": "2001-03-20", "start": "2001-03-21"}', "stands twice"),
        ('{"start": NaN}', "NaN"),
        ('{"start": "2001-03-20"}', "end is 'missing'"),
        ('{"start": "20010320", "end": "2001-04-02", "inclusive": false, "equals": 13}', "start"),
        ('{"start": "2001-03", "end": "2001-04-02", "inclusive": false, "equals": 13}', "start"),
        ('{"start": "2001-03-20", "end": "2001-02-30", "inclusive": false, "equals": 13}', "end"),
        ('{"start": "2001-03-20", "end": "2001-04-02", "inclusive": 0, "equals": 13}', "inclusive"),
        (
            '{"start": "2001-03-20", "end": "2001-04-02", "inclusive": true, "equals": "13"}',
            "equals",
        ),
        (
            '{"start": "2001-03-20", "end": "2001-04-02", "inclusive": true, "equals": true}',
            "equals",
        ),
        (
            '{"start": "2001-03-20", "end": "2001-04-02", "inclusive": true, "equals": 1.5}',
            "equals",
        ),
    ],
)
def test_bad_inputs_name_the_check_and_the_key(build, text, part):
    case = build(checks=lambda rows: [{**rows[0], "inputs": text or "x"}])
    with pytest.raises(OsintError) as caught:
        checks(case)
    assert "k_days" in str(caught.value)
    assert part in str(caught.value)
    assert caught.value.row == 2


def test_strands_without_a_counter_or_claims_is_refused():
    with pytest.raises(CaseError, match="claims"):
        evaluate("strands", {"bound": "upper", "equals": 1}, ("a",))
    with pytest.raises(CaseError, match="bound"):
        evaluate("strands", {"bound": "middle", "equals": 1}, ("a",))


def test_no_checks_is_an_empty_frame(build):
    frame = checks(build(checks=[]))
    assert tuple(frame.columns) == COLUMNS
    assert frame["agrees"].all()
