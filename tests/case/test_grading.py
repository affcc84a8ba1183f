from __future__ import annotations

from itertools import pairwise

import pytest

from osint_helpers.case.grading import LADDER, exceeds, is_distortion, status_ceiling
from osint_helpers.case.tables import CERTAINTY, STATUS
from osint_helpers.errors import CaseError
from tests.case.builder import edit


@pytest.mark.parametrize(
    ("certainty", "ceiling"),
    [
        ("documented_record", "documented"),
        ("official_statement", "documented"),
        ("court_finding", "documented"),
        ("reported", "reported"),
        ("self_reported", "reported"),
        ("alleged", "reported"),
        ("inferred", "inferred"),
        ("computed", "inferred"),
        ("denied", "not_drawn"),
    ],
)
def test_what_a_movement_cell_allows(build, certainty, ceiling):
    assert certainty in CERTAINTY
    case = build(
        claims=lambda rows: edit(rows, "c_arr", certainty=certainty),
        legs=lambda rows: edit(rows, "leg-1", claims="c_arr"),
    )
    assert status_ceiling(case, "leg-1") == ceiling


def test_an_inference_of_the_project_stays_one_whatever_it_cites(build):
    case = build(
        claims=lambda rows: edit(rows, "c_arr", kind="inferred"),
        legs=lambda rows: edit(rows, "leg-1", claims="c_arr"),
    )
    assert status_ceiling(case, "leg-1") == "inferred"


@pytest.mark.parametrize(
    ("claims", "ceiling"),
    [
        ("c_eta2", "scheduled"),  # a plan, though reported
        ("c_eta2; c_presumed", "scheduled"),
        ("c_presumed", "inferred"),
        ("c_ais_last", "not_drawn"),  # a documented record of no movement
        ("d_arrived", "not_drawn"),  # a distortion allows nothing
        ("c_gate", "not_drawn"),  # a movement of another leg
        ("c_eta2; c_dep2", "documented"),
    ],
)
def test_strongest_cell_of_the_leg_decides(build, claims, ceiling):
    case = build(legs=lambda rows: edit(rows, "leg-2", claims=claims))
    assert status_ceiling(case, "leg-2") == ceiling


def test_a_documented_plan_is_a_plan(build):
    case = build(
        claims=lambda rows: edit(rows, "c_eta2", certainty="documented_record"),
        legs=lambda rows: edit(rows, "leg-2", claims="c_eta2"),
    )
    assert status_ceiling(case, "leg-2") == "scheduled"


def test_a_further_reading_counts_like_the_main_one(build):
    reading = {"claim": "c_ais_last", "subject": "leg-2", "predicate": "departed",
               "value": "April 2001"}  # fmt: skip
    case = build(
        readings=lambda rows: [*rows, reading],
        legs=lambda rows: edit(rows, "leg-2", claims="c_ais_last"),
    )
    assert status_ceiling(case, "leg-2") == "documented"


def test_claims_not_named_by_the_leg_do_not_count(case):
    assert status_ceiling(case, "leg-2") == "documented"
    with pytest.raises(CaseError, match="no leg 'leg-9'"):
        status_ceiling(case, "leg-9")


def test_exceeds_follows_the_ladder():
    for low, high in pairwise(LADDER):
        assert exceeds(high, low)
        assert not exceeds(low, high)
        assert not exceeds(high, high)


def test_disputed_needs_a_version_and_not_drawn_needs_nothing():
    assert set(LADDER) | {"disputed"} == set(STATUS)
    assert exceeds("disputed", "not_drawn")
    assert not exceeds("disputed", "inferred")
    assert not exceeds("not_drawn", "not_drawn")


def test_distortions_are_told_by_their_id():
    assert is_distortion("d_arrived")
    assert not is_distortion("dep_d_")
