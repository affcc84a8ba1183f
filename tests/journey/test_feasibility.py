from __future__ import annotations

import pytest

from osint_helpers.journey import feasibility
from osint_helpers.journey.feasibility import COLUMNS
from osint_helpers.journey.speeds import lanes_of
from tests.case.builder import edit

OUTCOMES = {
    "possible", "impossible", "unexplained", "fits", "does not fit", "depends on the day", "noted",
    "not testable",
}  # fmt: skip


@pytest.fixture(scope="module")
def real(maybach):
    return feasibility(maybach)


def test_columns_and_order_of_tests(synthetic):
    frame = feasibility(synthetic, distance=lambda _a, _b: 3120.0)
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["leg"]) == ["leg-1"] * 7 + ["leg-2"] * 3
    assert list(dict.fromkeys(frame["test"])) == [
        "elapsed days",
        "stated duration",
        "average speed",
        "stay before the next leg",
        "speed the schedule asks for",
        "position gap",
    ]
    assert set(frame["outcome"]) <= OUTCOMES


def test_every_row_names_claims_that_exist(synthetic):
    frame = feasibility(synthetic, distance=lambda _a, _b: 3120.0)
    known = set(synthetic.claims["claim"])
    assert all(set(claims) <= known for claims in frame["claims"])


def test_the_gap_stands_with_its_leg(synthetic):
    frame = feasibility(synthetic, distance=lambda _a, _b: 3120.0)
    row = frame[frame["test"] == "position gap"].iloc[0]
    assert (row["leg"], row["result"], row["unit"]) == ("leg-2", "9", "days")
    assert "the leg may reach into the gap" in row["finding"]


def test_real_dalian_to_osaka_needs_an_explanation(real):
    row = real[(real["leg"] == "L3") & (real["test"] == "average speed")].iloc[0]
    assert (row["result"], row["unit"], row["outcome"]) == ("1.6", "kn", "unexplained")
    assert "slower than 5 kn: an unrecorded stop, wait or transhipment is needed" in row["finding"]
    assert row["claims"] == ("l3_dep", "l3_arr")


def test_real_rotterdam_to_dalian_has_both_speeds(real):
    rows = real[(real["leg"] == "L1") & (real["test"] == "average speed")]
    assert list(rows["result"]) == ["9.7", "11.2"]
    assert set(rows["outcome"]) == {"possible"}


def test_real_no_leg_but_l3_needs_an_explanation(real):
    assert list(real[real["outcome"] == "unexplained"]["leg"]) == ["L3"]
    assert set(real["outcome"]) <= OUTCOMES


def test_real_gap_forbids_a_path_on_l5(real):
    row = real[(real["leg"] == "L5") & (real["test"] == "position gap")].iloc[0]
    assert row["finding"].endswith("the whole leg lies in the gap: no path may be drawn")


def test_lanes_join_the_points_of_the_case(maybach):
    from osint_helpers.reference import lane

    by_point = lanes_of(maybach)("CNDAL", "JPOSA")
    assert by_point == pytest.approx(lane("CNDAL", "JPOSA").nm)


def test_a_place_that_nobody_knows_is_not_testable(build):
    case = build(places=lambda rows: edit(rows, "ZZBBB", lat="", lon="", coordinate_source=""))
    frame = feasibility(case)
    row = frame[(frame["leg"] == "leg-1") & (frame["unit"] == "kn")].iloc[0]
    assert row["outcome"] == "not testable"
    assert row["finding"].startswith("no modelled lane from ZZAAA to ZZBBB")
