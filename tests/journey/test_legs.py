from __future__ import annotations

from datetime import date

from osint_helpers.case.tables import LEG_PREDICATES
from osint_helpers.journey import legs, table
from osint_helpers.journey.legs import TABLE_COLUMNS, stronger, weaker
from tests.case.builder import edit


def _by_id(case, **more):
    return {leg.id: leg for leg in legs(case, **more)}


def test_legs_come_in_order_of_position(build):
    case = build(legs=lambda rows: edit(rows, "leg-2", position="0.5"))
    assert [leg.id for leg in legs(case)] == ["leg-2", "leg-1"]


def test_every_leg_predicate_has_a_cell(synthetic):
    assert set(LEG_PREDICATES) <= set(_by_id(synthetic)["leg-2"].cells)
    assert _by_id(synthetic)["leg-2"].cell("carrier").text == "not published"


def test_claims_of_the_leg_come_first_and_distortions_never(synthetic):
    leg = _by_id(synthetic)["leg-2"]
    assert leg.claims[:3] == ("c_dep2", "c_eta2", "c_ais_last")
    assert "d_arrived" not in leg.claims
    assert _by_id(synthetic)["leg-1"].claims[-1] == "c_days"


def test_strands_count_over_the_claims_of_the_leg(synthetic):
    assert _by_id(synthetic)["leg-1"].strands.strands == ("org_a", "org_b")


def test_known_on_leaves_out_legs_and_cells_that_were_not_public(build):
    late = {"known_since": "2001-08-01"}
    case = build(
        claims=lambda rows: edit(edit(rows, "c_gate", **late), "c_dep_14", **late),
        support=lambda rows: [r for r in rows if r["claim"] not in ("c_gate", "c_dep_14")],
    )
    leg = _by_id(case, known_on=date(2001, 6, 1))["leg-1"]
    assert leg.cell("gate_in").text == "not published"
    assert leg.cell("departed").text == "20 March 2001"
    assert not leg.cell("departed").disputed
    assert _by_id(case, known_on=date(2001, 5, 31)) == {}


def test_known_on_marks_what_was_only_possibly_public(build):
    case = build(
        sources=lambda rows: edit(rows, "s_report", published="2001-06", precision="month")
    )
    leg = _by_id(case, known_on=date(2001, 6, 1))["leg-1"]
    (version,) = leg.cell("gate_in").versions
    assert version.known == "possible"
    (version,) = _by_id(case, known_on=date(2001, 6, 30))["leg-1"].cell("gate_in").versions
    assert version.known == "certain"


def test_known_on_applies_no_later_resolution(synthetic):
    leg = _by_id(synthetic, known_on=date(2001, 12, 31))["leg-1"]
    assert [v.chosen for v in leg.cell("departed").versions] == [None, None]


def test_known_on_never_shows_a_status_the_known_claims_cannot_carry(build):
    case = build(
        claims=lambda rows: [
            {**r, "known_since": "2001-07-01"} if r["claim"] != "c_dep_14" else r for r in rows
        ],
        support=lambda rows: [r for r in rows if r["claim"] in ("c_dep_14", "d_arrived")],
    )
    assert _by_id(case, known_on=date(2001, 6, 10))["leg-1"].status == "reported"
    assert _by_id(case, known_on=date(2001, 7, 1))["leg-1"].status == "documented"


def test_known_on_a_leg_known_from_its_plan_alone_is_scheduled(build):
    case = build(
        legs=lambda rows: edit(rows, "leg-2", status="documented"),
        claims=lambda rows: [
            {**r, "known_since": "2001-07-01"} if r["claim"] != "c_eta2" else r for r in rows
        ],
        support=lambda rows: [r for r in rows if r["claim"] in ("c_eta2", "d_arrived")],
    )
    assert _by_id(case, known_on=date(2001, 6, 10))["leg-2"].status == "scheduled"


def test_order_of_statuses():
    assert weaker("documented", "scheduled") == "scheduled"
    assert stronger("inferred", "scheduled") == "scheduled"


def test_sea_modes(synthetic, maybach):
    assert _by_id(synthetic)["leg-1"].by_sea
    assert [leg.id for leg in legs(maybach) if leg.by_sea] == ["L1", "L3", "L4", "L5", "R1"]


def test_table_prints_every_cell(synthetic):
    frame = table(synthetic)
    assert tuple(frame.columns) == TABLE_COLUMNS
    row = frame.iloc[0]
    assert row["departed"] == "14 March 2001 / 20 March 2001 (disputed)"
    assert row["carrier"] == "not published"
    assert row["strands"] == "4 articles, at most 2 strands (at least 1)"


def test_real_journey_keeps_both_departures_and_no_arrival_at_nakhodka(maybach):
    found = _by_id(maybach)
    departed = found["L1"].cell("departed")
    assert departed.text == "14 June 2018 / 20 June 2018"
    assert departed.disputed
    assert [v.chosen for v in departed.versions] == [None, None]
    arrived = found["L5"].cell("arrived")
    assert [v.text for v in arrived.versions if v.chosen] == ["no record of a call"]
    assert arrived.disputed
    assert found["L5"].cell("scheduled_arrival").text == "5 October 2018"
    assert found["L5"].status == "scheduled"
    assert found["L1"].cell("vessel").text == "not published"


def test_real_distortions_are_never_chosen_and_do_not_dispute(maybach):
    wrong = [
        (leg.id, v.claims)
        for leg in legs(maybach)
        for cell in leg.cells.values()
        for v in cell.versions
        if v.distortion
    ]
    assert ("L1", ("d_arr_august",)) in wrong
    arrived = _by_id(maybach)["L1"].cell("arrived")
    assert arrived.text == "31 July 2018 / August 2018 (contradicted)"
    assert not arrived.disputed
    assert not any(
        v.chosen
        for leg in legs(maybach)
        for cell in leg.cells.values()
        for v in cell.versions
        if v.distortion
    )


def test_real_legs_have_the_positions_and_statuses_of_the_case(maybach):
    assert [(leg.id, leg.status) for leg in legs(maybach)] == list(
        zip(maybach.legs["leg"], maybach.legs["status"], strict=True)
    )
