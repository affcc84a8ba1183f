from __future__ import annotations

import pytest

from osint_helpers.journey import legs
from osint_helpers.journey.flights import flight_rows
from tests.case.builder import _claim, _support


def _flights(build, *extra, **tables):
    case = build(
        claims=lambda rows: [*rows, *extra],
        support=lambda rows: [*rows, *(_support(r["claim"], "s_report")[0] for r in extra)],
        legs=lambda rows: [
            *rows,
            {"leg": "leg-3", "position": "3", "label": "by air", "mode": "air",
             "status": "inferred", "claims": extra[0]["claim"]},
        ],
        **tables,
    )  # fmt: skip
    return flight_rows(case, legs(case))


def _flown(claim, day, predicate="flown", **more):
    more = {"topic": "leg-3", "value": "2 flights"} | more
    return _claim(claim, "synth_ship", predicate, "SYNTHETIC flights", date_from=day, **more)


def test_flights_while_the_item_was_under_way_elsewhere(build):
    (row,) = _flights(build, _flown("c_f", "2001-03-25", "flown_before"))
    assert row.result == "25 March 2001"
    assert "leg leg-1 (Port A to Port B) was under way then" in row.finding
    assert "cannot have carried the item" in row.finding
    assert row.claims == ("c_f", "c_dep_14", "c_dep_20", "c_arr")


@pytest.mark.parametrize("day", ["2001-03-16", "2001-03-20", "2001-04-02"])
def test_only_what_holds_for_every_version_counts_as_under_way(build, day):
    (row,) = _flights(build, _flown("c_f", day))
    assert "cannot have carried" not in row.finding


def test_flights_after_a_planned_arrival(build):
    (row,) = _flights(build, _flown("c_f", "2001-04-17"))
    assert row.finding.startswith(
        "SYNTHETIC Ship: 2 flights. 2 days after the planned arrival of leg leg-2 (15 April 2001)"
    )
    assert row.claims == ("c_f", "c_eta2")


def test_flights_of_one_day_are_one_row_with_every_version(build):
    (row,) = _flights(
        build, _flown("c_f", "2001-04-17"), _flown("c_g", "2001-04-17", value="1 flight")
    )
    assert row.finding.startswith("SYNTHETIC Ship: 2 flights; SYNTHETIC Ship: 1 flight.")


def test_a_plan_published_before_the_ship_was_due(build):
    (row,) = _flights(build, _flown("c_p", "2001-04-12", "flight_plan"))
    assert (row.test, row.result) == ("flight plan and arrival", "3")
    assert row.finding.startswith(
        "flight plan published 3 days before the ship of leg leg-2 was due"
    )


def test_a_plan_published_later_says_so(build):
    (row,) = _flights(build, _flown("c_p", "2001-04-15", "flight_plan"))
    assert row.finding.startswith("flight plan not published before the ship")


def test_known_wrong_flights_have_no_row(build):
    assert _flights(build, _flown("d_f", "2001-04-17", topic="leg-3")) == []


def test_a_case_without_flights_has_no_row(synthetic):
    assert flight_rows(synthetic, legs(synthetic)) == []


def test_real_flights(maybach):
    first, second, plan = flight_rows(maybach, legs(maybach))
    assert first.result == "30 July 2018"
    assert "leg L1 Rotterdam \u2013 Dalian was under way then" in first.finding
    assert first.claims == ("l7_precedent", "l1_dep14", "l1_dep20", "l1_arr")
    assert second.result == "7 October 2018"
    assert "2 days after the planned arrival of leg L5 (5 October 2018)" in second.finding
    assert plan.result == "3"
    assert "l7_plan" in plan.claims


def test_a_leg_whose_departure_may_lie_later_does_not_cover_the_day(build):
    month = {"date_from": "2001-03", "precision": "month"}
    case = build(
        claims=lambda rows: [
            *(r | month if r["claim"] == "c_dep_20" else r for r in rows),
            _flown("c_f", "2001-03-25"),
        ]
    )
    (row,) = flight_rows(case, legs(case))
    assert "cannot have carried" not in row.finding
