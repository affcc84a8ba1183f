from __future__ import annotations

from datetime import date

from osint_helpers.journey import decided, parties, screenings
from tests.case.builder import edit

NAMED = {"named_because": "SYNTHETIC report"}


def by_id(case):
    return {one.entity: one for one in parties(case)}


def named(build, **more):
    def change(rows):
        rows = edit(rows, "synth_firm", **NAMED, name_original="ЗЮНТ", country="KR")
        return edit(rows, "synth_ship", **NAMED)

    return by_id(build(entities=change, **more))


def test_a_party_without_a_reason_to_be_named_is_not_asked_about(synthetic):
    found = by_id(synthetic)
    assert {one.subject for one in found.values()} == {None}
    assert found["synth_owner"].why_not == "name not published, or given by role only"


def test_bodies_are_no_party_of_the_journey(maybach):
    found = by_id(maybach)
    assert found["un_panel"].subject is None
    assert "no party of the journey" in found["un_panel"].why_not


def test_a_named_firm_is_asked_by_both_scripts_and_country(build):
    firm = named(build)["synth_firm"]
    assert [(one.text, one.quality) for one in firm.subject.names] == [
        ("SYNTHETIC Firm", "primary"), ("ЗЮНТ", "strong alias"),
    ]  # fmt: skip
    assert (firm.subject.kind, firm.subject.countries) == ("organisation", ("KR",))


def test_a_party_is_asked_for_the_days_of_its_legs_and_of_the_report(build):
    ship = named(build)["synth_ship"]
    assert ship.legs == ("leg-2",)
    assert ship.days == {
        "first day of its legs": date(2001, 4, 10),
        "last day of its legs": date(2001, 4, 15),
        "day of the report": date(2002, 1, 31),
    }


def test_a_party_of_no_leg_is_asked_for_all_of_them(build):
    firm = named(build)["synth_firm"]
    assert firm.legs == ()
    assert firm.days["first day of its legs"] == date(2001, 2, 1)
    assert firm.days["last day of its legs"] == date(2001, 4, 15)


def test_a_leg_of_one_day_is_asked_once(maybach):
    air_koryo = by_id(maybach)["air_koryo"]
    assert air_koryo.days == {
        "day of its legs": date(2018, 10, 7), "day of the report": date(2026, 11, 21),
    }  # fmt: skip


def test_relations_bring_a_party_to_a_leg(maybach):
    assert by_id(maybach)["do_young"].legs == ("L5", "L6")


def test_numbers_that_claims_give_are_asked_and_known_wrong_ones_are_not(build):
    def add(rows):
        base = {"subject": "synth_ship", "predicate": "imo", "precision": "none"}
        return [*rows, {**base, "claim": "c_ais_last", "value": "9999993"},
                {**base, "claim": "d_arrived", "value": "9999981"}]  # fmt: skip

    ship = named(build, readings=add)["synth_ship"]
    assert [(one.type, one.value) for one in ship.subject.identifiers] == [("imo", "9999993")]


def test_a_case_without_records_or_judgements_has_none(synthetic):
    assert screenings(synthetic) == ()
    assert decided(synthetic).judgements == ()


def test_judgements_of_the_case_are_read(build):
    row = {"a": "synth_firm", "b": "OFAC SDN 1", "verdict": "different", "why": "SYNTHETIC",
           "by": "analyst", "on": "2002-01-01"}  # fmt: skip
    (one,) = decided(build(screening_judgements=[row])).judgements
    assert one.pair == ("OFAC SDN 1", "synth_firm")
