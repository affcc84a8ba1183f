"""The weight test: what does not fit, and what would make it fit. SYNTHETIC loads."""

from __future__ import annotations

import json
import math

import pytest

from osint_helpers.journey import LoadRule, loads
from osint_helpers.journey.loads import AS_TOLD, FEWER, LIGHTER, MORE_UNITS
from osint_helpers.law import flags

RULE = LoadRule(container_payload_kg=28_000, bottle_half_litre_kg=0.9)


@pytest.fixture
def loaded(build):
    """Return a maker of the synthetic case with these loads."""

    def make(*inputs):
        rows = [
            {"flag": f"rf15_{n}", "rule": "RF15", "kind": "Load", "inputs": json.dumps(one),
             "claims": claim, "by": "analyst", "on": "2002-01-10"}
            for n, (one, claim) in enumerate(inputs)
        ]  # fmt: skip
        return build(red_flags=rows)

    return make


def bottles(**more):
    return {"goods": "bottles", "pieces": 90_000, "containers": 1, **more}


def by_supposition(case, rule=RULE):
    return {row["supposed"]: row for row in loads(case, rule).to_dict("records")}


def test_what_is_too_heavy_stands_with_three_ways_out(loaded):
    rows = by_supposition(loaded((bottles(), "c_arr")))
    assert list(rows) == [AS_TOLD, LIGHTER, FEWER, MORE_UNITS]
    assert [row["fits"] for row in rows.values()] == [False, True, True, True]
    told = rows[AS_TOLD]
    assert (told["tonnes"], told["payload_tonnes"], told["litres"]) == (81.0, 28.0, 45_000.0)
    assert told["finding"] == "2.9 times the assumed payload"


def test_the_ways_out_are_the_largest_that_fit(loaded):
    rows = by_supposition(loaded((bottles(), "c_arr")))
    assert rows[FEWER]["pieces"] == 31_111
    assert 31_111 * 0.9 <= 28_000 < 31_112 * 0.9
    assert rows[MORE_UNITS]["containers"] == 3
    assert 2 * 28_000 < 90_000 * 0.9 <= 3 * 28_000
    assert rows[LIGHTER]["piece_kg"] == pytest.approx(28_000 / 90_000, abs=0.0005)
    assert "0.31 kg; in proportion 0.17 litre" in rows[LIGHTER]["finding"]
    assert math.isnan(rows[LIGHTER]["litres"])  # they are no half-litre bottles any more


def test_a_load_that_just_fits_has_one_row(loaded):
    rows = by_supposition(loaded((bottles(pieces=280, piece_kg=100), "c_arr")))
    assert list(rows) == [AS_TOLD]
    assert rows[AS_TOLD]["fits"]


def test_a_piece_of_known_mass_says_nothing_of_litres(loaded):
    rows = by_supposition(loaded((bottles(piece_kg=0.9), "c_arr")))
    assert all(math.isnan(row["litres"]) for row in rows.values())
    assert "litre" not in rows[LIGHTER]["finding"]


def test_the_same_load_from_two_rows_is_one_with_both_claims(loaded):
    case = loaded((bottles(), "c_arr"), (bottles(at_least=True), "c_dep2"))
    held = loads(case, RULE)
    assert len(held) == 4
    assert set(held["claims"]) == {("c_arr", "c_dep2")}


def test_a_load_without_a_number_of_containers_is_left_to_the_rule(loaded):
    assert loads(loaded(({"goods": "bottles", "pieces": 9}, "c_arr"))).empty


def test_other_assumptions_give_other_answers(loaded):
    case = loaded((bottles(), "c_arr"))
    wide = LoadRule(container_payload_kg=90_000, bottle_half_litre_kg=0.9)
    assert list(by_supposition(case, wide)) == [AS_TOLD]


def test_the_defaults_are_those_of_the_rule():
    held = LoadRule.default()
    parameters = flags.RULES["RF15"].parameters
    assert held.container_payload_kg == parameters["container_payload_kg"].value
    assert held.bottle_half_litre_kg == parameters["bottle_half_litre_kg"].value


def test_a_load_that_fills_whole_containers_needs_no_further_one(loaded):
    rows = by_supposition(loaded((bottles(pieces=560, piece_kg=100), "c_arr")))
    assert rows[MORE_UNITS]["containers"] == 2
    assert rows[FEWER]["finding"] == "fits up to 280, 50% of the published number"


def test_a_part_of_a_piece_is_a_piece(loaded):
    rows = by_supposition(loaded((bottles(pieces=280.5, piece_kg=100), "c_arr")))
    assert rows[AS_TOLD]["pieces"] == 281
    assert not rows[AS_TOLD]["fits"]


def test_the_same_pieces_in_more_containers_are_another_load(loaded):
    case = loaded((bottles(), "c_arr"), (bottles(containers=3), "c_dep2"))
    told = loads(case, RULE)
    told = told[told["supposed"] == AS_TOLD]
    assert list(told["containers"]) == [1, 3]
    assert list(told["fits"]) == [False, True]
    assert list(told["claims"]) == [("c_arr",), ("c_dep2",)]
