from __future__ import annotations

import pytest

from osint_helpers.journey import legs, stops
from osint_helpers.journey.stops import arrival_status
from tests.case.builder import edit


def _by_place(case):
    return {stop.place: stop for stop in stops(case)}


def test_stops_follow_the_legs_and_adjoining_ends_are_one(synthetic):
    found = stops(synthetic)
    assert [(s.n, s.place, s.legs) for s in found] == [
        (1, "ZZAAA", ("leg-1",)),
        (2, "ZZBBB", ("leg-1", "leg-2")),
        (3, "ZZCCC", ("leg-2",)),
    ]


def test_when_tells_arrivals_and_departures_apart(synthetic):
    found = _by_place(synthetic)
    assert found["ZZBBB"].when == "arr. 2 April 2001; dep. 10 April 2001"
    assert (
        found["ZZAAA"].when
        == "gate-in February 2001; dep. 14 March 2001 / 20 March 2001 (disputed)"
    )
    assert found["ZZCCC"].when == "due 15 April 2001"


def test_status_is_the_best_of_the_ends_and_a_plan_is_no_arrival(synthetic):
    found = _by_place(synthetic)
    assert found["ZZBBB"].status == "documented"
    assert found["ZZCCC"].status == "scheduled"


def test_a_documented_leg_with_a_planned_arrival_makes_a_scheduled_stop(build):
    case = build(legs=lambda rows: edit(rows, "leg-2", status="documented"))
    assert _by_place(case)["ZZCCC"].status == "scheduled"


def test_an_estimate_makes_an_inferred_stop(build):
    case = build(
        legs=lambda rows: edit(rows, "leg-2", status="documented"),
        claims=lambda rows: edit(rows, "c_eta2", predicate="estimated_arrival"),
    )
    stop = _by_place(case)["ZZCCC"]
    assert stop.status == "inferred"
    assert stop.when == "est. arr. 15 April 2001"


def test_a_leg_that_is_not_drawn_makes_no_stop(build):
    case = build(legs=lambda rows: edit(rows, "leg-2", status="not_drawn"))
    assert [s.place for s in stops(case)] == ["ZZAAA", "ZZBBB"]


def test_a_place_without_a_point_makes_no_stop(build):
    case = build(places=lambda rows: edit(rows, "ZZCCC", lat="", lon="", coordinate_source=""))
    assert [s.place for s in stops(case)] == ["ZZAAA", "ZZBBB"]


def test_a_later_return_is_another_stop(build):
    case = build(claims=lambda rows: edit(rows, "c_presumed", value="ZZAAA"))
    assert [s.place for s in stops(case)] == ["ZZAAA", "ZZBBB", "ZZAAA"]


def test_a_known_wrong_place_makes_no_stop(build):
    case = build(
        claims=lambda rows: [
            r | {"value": "ZZAAA", "predicate": "to"} if r["claim"] == "d_arrived" else r
            for r in rows
        ]
    )
    assert [s.place for s in stops(case)] == ["ZZAAA", "ZZBBB", "ZZCCC"]


def test_claims_of_a_stop_are_those_of_its_place_and_dates(synthetic):
    assert _by_place(synthetic)["ZZCCC"].claims == ("c_presumed", "c_eta2")


def test_nakhodka_is_scheduled_and_no_call_is_recorded(maybach):
    stop = _by_place(maybach)["RUNJK"]
    assert stop.status == "scheduled"
    assert stop.when.startswith("due 5 October 2018")
    assert stop.when.endswith("no call recorded")
    assert stop.note.startswith("no call recorded")
    assert "arr. 5 October 2018 (disputed)" in stop.when
    assert "l6_no_record" in stop.claims


def test_real_stops_in_order(maybach):
    assert [(s.place, s.status) for s in stops(maybach)] == [
        ("NLRTM", "documented"),
        ("CNDAL", "documented"),
        ("JPOSA", "documented"),
        ("KRPUS", "documented"),
        ("RUNJK", "scheduled"),
        ("UHWW", "inferred"),
        ("ZKPY", "inferred"),
        ("KRKPO", "disputed"),
    ]
    assert _by_place(maybach)["CNDAL"].when == "arr. 31 July 2018; dep. 26 August 2018"


@pytest.mark.parametrize(
    ("predicate", "status"),
    [("arrived", "documented"), ("discharged", "documented"), ("no_call_recorded", "scheduled")],
)
def test_arrival_status_needs_an_arrival_that_no_search_contradicts(build, predicate, status):
    extra = {"claim": "c_dep2", "subject": "leg-2", "predicate": predicate, "value": ""}
    if predicate != "no_call_recorded":
        extra |= {"date_from": "2001-04-15", "precision": "day"}
    case = build(
        legs=lambda rows: edit(rows, "leg-2", status="documented"),
        readings=lambda rows: [*rows, extra],
    )
    leg = next(leg for leg in legs(case) if leg.id == "leg-2")
    assert arrival_status(leg) == status


def test_an_arrival_that_a_search_contradicts_makes_a_scheduled_stop(build):
    extra = {"claim": "c_dep2", "subject": "leg-2", "value": ""}
    case = build(
        legs=lambda rows: edit(rows, "leg-2", status="documented"),
        readings=lambda rows: [
            *rows,
            extra | {"predicate": "arrived", "date_from": "2001-04-15", "precision": "day"},
            extra | {"predicate": "no_call_recorded", "value": "no record", "precision": "none"},
        ],
    )
    stop = _by_place(case)["ZZCCC"]
    assert stop.status == "scheduled"
    assert stop.when == "due 15 April 2001; arr. 15 April 2001; no call recorded"


def _with_leg(build, start, end):
    """Return the case with a third leg between two of its ports."""
    leg = {"leg": "leg-3", "position": "3", "label": "SYNTHETIC third leg", "mode": "sea",
           "status": "documented", "claims": "c_gate"}  # fmt: skip
    ends = [
        {"claim": "c_gate", "subject": "leg-3", "predicate": predicate, "value": place,
         "precision": "none"}
        for predicate, place in (("from", start), ("to", end))
    ]  # fmt: skip
    return build(legs=lambda rows: [*rows, leg], readings=lambda rows: [*rows, *ends])


def test_a_leg_that_begins_at_an_earlier_stop_is_a_branch_of_it(build):
    assert [(s.place, s.legs) for s in stops(_with_leg(build, "ZZAAA", "ZZCCC"))] == [
        ("ZZAAA", ("leg-1", "leg-3")),
        ("ZZBBB", ("leg-1", "leg-2")),
        ("ZZCCC", ("leg-2", "leg-3")),
    ]


def test_a_later_return_is_a_stop_of_its_own(build):
    found = [s.place for s in stops(_with_leg(build, "ZZCCC", "ZZAAA"))]
    assert found == ["ZZAAA", "ZZBBB", "ZZCCC", "ZZAAA"]
