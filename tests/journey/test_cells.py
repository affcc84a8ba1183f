from __future__ import annotations

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import CaseError
from osint_helpers.journey import Cell, Version, legs
from tests.case.builder import edit


def _leg(case, name):
    return next(leg for leg in legs(case) if leg.id == name)


def _version(text, **more):
    return Version(text, text, ("c",), ("reported",), **more)


def test_empty_cell_is_not_published():
    assert Cell("vessel").text == "not published"
    assert Cell("vessel").qualified == "not published"


def test_text_prints_every_version():
    cell = Cell("vessel", (_version("A"), _version("B")), disputed=True)
    assert cell.text == "A / B"
    assert cell.qualified == "A / B (disputed)"


def test_a_distortion_is_printed_only_as_contradicted():
    cell = Cell("arrived", (_version("A"), _version("B", distortion=True)))
    assert cell.text == "A / B (contradicted)"
    assert cell.qualified == "A / B (contradicted)"


def test_a_cell_with_a_distortion_alone_is_not_published():
    cell = Cell("arrived", (_version("B", distortion=True),))
    assert cell.text == "not published / B (contradicted)"


def test_a_distortion_that_repeats_a_sound_version_is_left_out_of_the_text():
    cell = Cell("to", (_version("A"), _version("A", distortion=True)))
    assert cell.text == cell.qualified == "A"


def test_a_version_all_of_whose_claims_are_weak_says_so():
    weak = Version("x", "x", ("a", "b"), ("inferred", "alleged"))
    assert weak.qualified == "x (inferred, alleged)"
    assert Cell("to", (weak,), disputed=True).qualified == "x (inferred, alleged, disputed)"


def test_one_firm_claim_lifts_the_mark():
    assert Version("x", "x", ("a", "b"), ("inferred", "reported")).qualified == "x"


def test_equal_dates_are_one_version_and_different_ones_dispute(synthetic):
    cell = _leg(synthetic, "leg-1").cell("departed")
    assert [v.text for v in cell.versions] == ["14 March 2001", "20 March 2001"]
    assert cell.disputed


def test_equal_values_join_their_claims_and_certainties(synthetic):
    (version,) = _leg(synthetic, "leg-1").cell("from").versions
    assert version.claims == ("c_gate", "c_dep_14", "c_dep_20")
    assert version.certainty == ("documented_record", "reported")
    assert version.text == "SYNTHETIC Port A"
    assert version.interval is None


def test_contradiction_about_another_cell_does_not_dispute_this_one(synthetic):
    assert not _leg(synthetic, "leg-1").cell("from").disputed


def test_dates_that_can_both_be_true_do_not_dispute(build):
    case = build(
        claims=lambda rows: edit(rows, "c_dep_14", date_from="2001-03", precision="month"),
        contradictions=[],
    )
    cell = _leg(case, "leg-1").cell("departed")
    assert len(cell.versions) == 2
    assert not cell.disputed


def test_a_recorded_contradiction_disputes_even_dates_that_overlap(build):
    case = build(
        claims=lambda rows: edit(rows, "c_dep_14", date_from="2001-03", precision="month"),
        contradictions=[{"claim": "c_dep_14", "other": "c_dep_20"}],
    )
    assert _leg(case, "leg-1").cell("departed").disputed


def test_a_distortion_alone_disputes_no_cell(synthetic):
    cell = _leg(synthetic, "leg-2").cell("scheduled_arrival")
    assert not cell.disputed
    arrived = _leg(synthetic, "leg-2").cell("arrived")
    assert [v.distortion for v in arrived.versions] == [True]
    assert not arrived.disputed


def test_a_plan_does_not_contradict_the_event(build):
    case = build(contradictions=[{"claim": "c_eta2", "other": "c_arr"}])
    assert not _leg(case, "leg-2").cell("scheduled_arrival").disputed
    assert not _leg(case, "leg-1").cell("arrived").disputed


def test_a_contradiction_across_cells_disputes_the_main_cell_of_each(build):
    case = build(contradictions=[{"claim": "c_arr", "other": "c_dep2"}])
    arrived = _leg(case, "leg-1").cell("arrived")
    assert arrived.disputed
    assert arrived.against == ("c_dep2",)
    assert _leg(case, "leg-2").cell("departed").against == ("c_arr",)
    assert not _leg(case, "leg-1").cell("to").disputed
    assert not _leg(case, "leg-2").cell("vessel").disputed


def test_a_contradiction_across_subjects_reaches_the_cells_with_the_same_predicate(build):
    case = build(
        readings=lambda rows: [
            *rows,
            {"claim": "c_firm", "subject": "leg-1", "predicate": "role", "value": "X",
             "precision": "none"},
        ],
        contradictions=[{"claim": "c_firm", "other": "c_denial"}],
    )  # fmt: skip
    assert _leg(case, "leg-1").cell("role").against == ("c_denial",)


def test_resolution_chooses_one_version_and_keeps_both(synthetic):
    first, second = _leg(synthetic, "leg-1").cell("departed").versions
    assert (first.chosen, second.chosen) == (False, True)
    assert _leg(synthetic, "leg-1").cell("arrived").versions[0].chosen is None


@pytest.mark.parametrize(("predicate", "claim"), [("departed", "c_arr"), ("arrived", "d_arrived")])
def test_resolution_must_name_a_sound_claim_of_the_cell(build, predicate, claim):
    leg = "leg-2" if claim == "d_arrived" else "leg-1"
    row = {"subject": leg, "predicate": predicate, "chosen_claim": claim, "by": "x", "why": "y"}
    with pytest.raises(CaseError) as caught:
        legs(build(resolutions=[row]))
    assert (caught.value.row, caught.value.column) == (2, "chosen_claim")


def test_a_month_stays_a_month(synthetic):
    (version,) = _leg(synthetic, "leg-1").cell("gate_in").versions
    assert version.text == "February 2001"
    assert version.interval == DateInterval.parse("2001-02", "", "month")


def test_a_time_without_a_date_keeps_its_words(build):
    case = build(
        claims=lambda rows: edit(
            rows, "c_arr", date_from="", precision="none", value="no record of a call"
        )
    )
    (version,) = _leg(case, "leg-1").cell("arrived").versions
    assert version.text == "no record of a call"
    assert version.interval is None


def test_event_types_stay_apart(synthetic):
    leg = _leg(synthetic, "leg-1")
    assert leg.cell("gate_in").text == "February 2001"
    assert "February" not in leg.cell("departed").text
    second = _leg(synthetic, "leg-2")
    assert second.cell("scheduled_arrival").text == "15 April 2001"
    assert second.cell("arrived").sound == ()


def test_distortions_come_last_whatever_the_order_of_the_file(build):
    wrong = {"subject": "leg-1", "date_from": "2001-04-15"}
    case = build(claims=lambda rows: list(reversed(edit(rows, "d_arrived", **wrong))))
    cell = _leg(case, "leg-1").cell("arrived")
    assert [v.claims for v in cell.versions] == [("c_arr",), ("d_arrived",)]
    assert cell.text == "2 April 2001 / 15 April 2001 (contradicted)"


def test_a_country_code_in_a_place_cell_is_printed_as_the_country(build):
    def declared(value):
        row = {"claim": "c_dep2", "subject": "leg-2", "predicate": "declared_from", "value": value}
        return _leg(build(readings=lambda rows: [*rows, row]), "leg-2").cell("declared_from").text

    assert declared("TW") == "Taiwan"
    assert declared("ZZ") == "ZZ"
    assert declared("TWX") == "TWX"
