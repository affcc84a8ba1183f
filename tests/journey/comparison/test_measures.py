"""The law on the day, case by case: the same answers as each case gives alone."""

from __future__ import annotations

import pytest

from osint_helpers.case import open_case
from osint_helpers.journey import comparison, law_timeline
from osint_helpers.journey.comparison import lawful
from tests.conftest import REPO

CASES = ("maybach-2018", "kobe-mercedes-2008")


@pytest.fixture(name="cases", scope="module")
def _cases():
    return [open_case(REPO / "data" / "cases" / name) for name in CASES]


def test_every_answer_of_a_case_stands_once_with_its_standing(cases):
    found = comparison.measures(cases)
    for case in cases:
        asked = law_timeline(case)
        asked = asked[asked["role"].isin(lawful.ROLES) & (asked["measure"] != "")]
        want = set(zip(asked["jurisdiction"], asked["measure"], asked["standing"], strict=True))
        mine = found[found["case"] == case.id]
        rows = list(zip(mine["jurisdiction"], mine["measure"], mine["standing"], strict=True))
        assert set(rows) == want
        assert len(rows) == len(set(rows))


def test_the_united_nations_come_first_then_the_union(cases):
    order = list(dict.fromkeys(comparison.measures(cases)["jurisdiction"]))
    assert order[:2] == ["UN", "EU"]
    assert order[2:] == sorted(order[2:])


def test_the_flag_of_a_ship_is_no_origin_or_destination(cases):
    assert all(set(roles) <= set(lawful.ROLES)
               for roles in comparison.measures(cases)["roles"])  # fmt: skip
