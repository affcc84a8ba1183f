from __future__ import annotations

from osint_helpers.journey import contradictions
from osint_helpers.journey.contradictions import COLUMNS


def _pair(frame, one, other):
    found = frame[(frame["claim"] == one) & (frame["other"] == other)]
    assert len(found) == 1
    return found.iloc[0]


def test_both_sides_with_sources_and_strands(synthetic):
    frame = contradictions(synthetic)
    assert tuple(frame.columns) == COLUMNS
    row = _pair(frame, "c_dep_14", "c_dep_20")
    assert (row["subject"], row["predicate"]) == ("leg-1", "departed")
    assert (row["value"], row["other_value"]) == ("14 March 2001", "20 March 2001")
    assert row["sources"] == ("s_daily", "s_relay")
    assert row["other_sources"] == ("s_report", "s_paper")
    assert row["strands"] == "2 articles, at most 1 strand (at least 1)"
    assert row["other_strands"] == "2 articles, at most 2 strands (at least 1)"
    assert row["note"] == "gate-in or sailing"


def test_the_resolution_stands_beside_the_pair_it_settles(synthetic):
    row = _pair(contradictions(synthetic), "c_dep_14", "c_dep_20")
    assert (row["resolution"], row["why"]) == ("c_dep_20", "rests on a record")


def test_a_resolution_for_a_third_claim_does_not_settle_the_pair(build):
    claim = {"claim": "c_arr", "subject": "leg-1", "predicate": "departed", "value": "",
             "date_from": "2001-03-25", "precision": "day"}  # fmt: skip
    case = build(
        readings=lambda rows: [*rows, claim],
        resolutions=lambda rows: [{**rows[0], "chosen_claim": "c_arr"}],
    )
    row = _pair(contradictions(case), "c_dep_14", "c_dep_20")
    assert (row["resolution"], row["why"]) == ("", "")


def test_distortions_are_flagged(synthetic):
    frame = contradictions(synthetic)
    assert list(frame["distortion"]) == [False, True]


def test_a_pair_listed_both_ways_stands_once(build):
    frame = contradictions(
        build(
            contradictions=[
                {"claim": "c_dep_14", "other": "c_dep_20"},
                {"claim": "c_dep_20", "other": "c_dep_14"},
            ]
        )
    )
    assert len(frame) == 1


def test_claims_without_a_shared_cell_meet_in_the_main_cell_of_the_first(build):
    case = build(contradictions=[{"claim": "c_firm", "other": "c_denial"}])
    row = contradictions(case).iloc[0]
    assert (row["subject"], row["predicate"]) == ("synth_firm", "role")
    assert row["value"] == "The firm is said to have known the consignee"


def test_no_contradictions_is_an_empty_frame_with_columns(build):
    frame = contradictions(build(contradictions=[]))
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 0


def test_real_case_holds_every_pair_of_its_table(maybach):
    frame = contradictions(maybach)
    assert len(frame) == len(maybach.contradictions)
    row = _pair(frame, "l1_dep14", "l1_dep20")
    assert (row["subject"], row["predicate"], row["resolution"]) == ("L1", "departed", "")
    wrong = _pair(frame, "l1_arr", "d_arr_august")
    assert wrong["distortion"]
    assert wrong["resolution"] == "l1_arr"
    assert wrong["other_value"] == "August 2018"


def test_of_several_shared_cells_the_one_with_different_values_is_shown(build):
    same = [
        {"claim": claim, "subject": "synth_ship", "predicate": "seen", "value": value,
         "precision": "none"}
        for claim, value in (("c_firm", "a"), ("c_denial", "b"))
    ]  # fmt: skip
    shared = [r | {"subject": "crate", "predicate": "seen", "value": "a"} for r in same]
    case = build(
        readings=lambda rows: [*rows, *shared, *same],
        contradictions=[{"claim": "c_firm", "other": "c_denial"}],
    )
    row = contradictions(case).iloc[0]
    assert (row["subject"], row["value"], row["other_value"]) == ("synth_ship", "a", "b")
