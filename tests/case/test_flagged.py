from __future__ import annotations

import pytest

from osint_helpers.case.flagged import row_facts
from osint_helpers.errors import CaseError
from osint_helpers.law import flags

ROW = {"flag": "f_1", "rule": "RF01", "kind": "Gap",
       "inputs": '{"ship": "SYNTHETIC Ship", "off": "claim:c_ais_last", "on": "2001-04-20"}',
       "claims": "c_ais_last; c_ais_next", "by": "analyst", "on": "2002-01-01"}  # fmt: skip


def one(build, **changes):
    ((rule, fact),) = row_facts(build(red_flags=[{**ROW, **changes}]))
    return rule, fact


def test_a_row_becomes_a_fact_with_its_claims(build):
    rule, fact = one(build)
    assert rule == "RF01"
    assert fact.evidence == ("c_ais_last", "c_ais_next")
    assert fact.when == "from 11 April 2001 to 20 April 2001"


@pytest.mark.parametrize(
    ("cell", "responses"), [("", None), ("none found", ()), ("c_denial", ("c_denial",))]
)
def test_responses_are_claims_none_found_or_not_applicable(build, cell, responses):
    assert one(build, responses=cell)[1].responses == responses


def test_an_explanation_names_the_claim_that_gives_it(build):
    _, fact = one(build, explained="repairs, as logged", explained_by="c_denial")
    assert fact.explained == flags.Explanation(text="repairs, as logged", evidence=("c_denial",))


@pytest.mark.parametrize("half", [{"explained": "repairs"}, {"explained_by": "c_denial"}])
def test_half_an_explanation_is_refused(build, half):
    with pytest.raises(CaseError, match=r"red_flags.csv:2: explained_by"):
        one(build, **half)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rule": "RF99"}, "rule: 'RF99' is no rule"),
        ({"kind": "Nothing"}, "kind: 'Nothing' is no kind of fact"),
        ({"rule": "RF04"}, "kind: RF04 cannot test a Gap"),
        ({"inputs": "{"}, "inputs: is no JSON object"),
        ({"inputs": "[]"}, "inputs: is no JSON object"),
        ({"inputs": '{"ship": 1}'}, "inputs: ship is 1"),
        ({"inputs": ROW["inputs"].replace("c_ais_last", "c_nothing")}, "is no claim of the case"),
        ({"inputs": ROW["inputs"].replace("c_ais_last", "c_model")}, "has no date"),
    ],
)
def test_a_slip_names_row_and_column(build, changes, told):
    with pytest.raises(CaseError, match=r"red_flags.csv:2: ") as caught:
        one(build, **changes)
    assert told in caught.value.line()
