"""What the journey of a case gives to the rules by itself."""

from __future__ import annotations

from osint_helpers.journey.flags.own import own_facts
from osint_helpers.law import flags
from tests.case.builder import edit


def by_rule(case):
    found: dict[str, list[flags.Fact]] = {}
    for rule, fact in own_facts(case):
        found.setdefault(rule, []).append(fact)
    return found


def test_a_gap_is_a_span_of_hours_between_two_days(synthetic):
    (gap,) = by_rule(synthetic)["RF01"]
    assert gap.hours == (192.0, 240.0)
    assert gap.evidence == ("c_ais_last", "c_ais_next")


def test_a_gap_without_an_end_has_no_upper_length(build):
    def first(rows):
        return [row for row in rows if row["claim"] != "c_ais_next"]

    def own(rows):
        return edit(rows, "leg-2", claims="c_dep2; c_eta2; c_ais_last")

    case = build(claims=first, support=first, legs=own)
    (gap,) = by_rule(case)["RF01"]
    assert gap.hours == (0.0, float("inf"))


def test_joined_sea_legs_are_one_voyage(maybach):
    (voyage,) = by_rule(maybach)["RF06"]
    assert voyage.calls == ("NLRTM", "CNDAL", "JPOSA", "KRPUS", "RUNJK")
    assert "l1_arr" in voyage.evidence


def test_a_leg_of_other_goods_is_no_part_of_the_voyage(maybach):
    assert "KRKPO" not in by_rule(maybach)["RF06"][0].calls
    assert "R1" not in {one.leg for one in by_rule(maybach)["RF10"]}


def test_a_planned_call_without_a_record_is_a_declared_call(maybach):
    (call,) = by_rule(maybach)["RF07"]
    assert (call.ship, call.port, call.day.text()) == ("DN5505", "Nakhodka", "5 October 2018")
    assert "l6_no_record" in call.evidence
    assert "l6_no_record" in call.record


def test_both_ends_of_a_drawn_and_dated_leg_are_visited(maybach):
    visits = {(one.leg, one.places): one.when.text() for one in by_rule(maybach)["RF10"]}
    assert visits["L1", ("Rotterdam",)] == "14\u201320 June 2018"
    assert visits["L1", ("Dalian",)] == "31 July 2018"
    assert not any(leg == "L0b" for leg, _ in visits)  # not drawn


def test_a_ship_is_tested_with_the_numbers_that_are_published(build, maybach):
    told = by_rule(maybach)["RF02"]
    assert [(one.ship, one.imo, one.mmsi) for one in told] == [
        ("DN5505", "", ""), ("Katrin", "", ""),
    ]  # fmt: skip

    def add(rows):
        return [*rows, {"claim": "c_ais_last", "subject": "synth_ship", "predicate": "imo",
                        "value": "9999993", "precision": "none"}]  # fmt: skip

    (ship,) = by_rule(build(readings=add))["RF02"]
    assert (ship.imo, ship.evidence) == ("9999993", ("c_ais_last",))
