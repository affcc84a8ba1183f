"""What the red flags of the Maybach case say, beyond what holds for every case."""

from __future__ import annotations

import csv

import pytest

from osint_helpers import journey
from osint_helpers.case import open_case
from tests.conftest import REPO

CASE = open_case(REPO / "data" / "cases" / "maybach-2018")


@pytest.mark.parametrize("rule", ["RF16", "RF20", "RF03"])
def test_what_is_not_published_is_not_testable(rule):
    found = {one.rule: one.result for one in journey.red_flags(CASE)}
    assert found[rule] == "not_testable"


def test_a_listing_after_the_leg_does_not_fire():
    (result,) = [one for one in journey.red_flags(CASE) if one.rule == "RF19"]
    (late,) = [one for one in result.findings if "e_danxing" in one.evidence]
    assert late.result == "not_fired"
    assert "after the leg" in late.text
    assert result.result != "fired"


def test_the_rows_of_the_analyst_cite_claims_about_what_they_say():
    path = REPO / "data" / "cases" / "maybach-2018" / "red_flags.csv"
    with path.open(encoding="utf-8", newline="") as file:
        held = list(csv.DictReader(file))
    assert len(held) == 12
    assert {row["by"] for row in held} == {"maintainers"}
