from __future__ import annotations

import pytest

from osint_helpers.dates import DayRange
from osint_helpers.journey import legs
from osint_helpers.journey.pairs import order, pairs_of, span
from osint_helpers.journey.readings import records
from osint_helpers.journey.timing import duration_rows, dwell_rows, elapsed_rows
from tests.case.builder import edit


def _legs(case):
    return {leg.id: leg for leg in legs(case)}


def _durations(case, leg):
    claims = {row["claim"]: row for row in records(case.claims)}
    return duration_rows(_legs(case)[leg], claims)


def test_elapsed_days_for_every_pair_of_versions(synthetic):
    rows = elapsed_rows(_legs(synthetic)["leg-1"])
    assert [(r.result, r.outcome, r.claims) for r in rows] == [
        ("19", "possible", ("c_dep_14", "c_arr")),
        ("13", "possible", ("c_dep_20", "c_arr")),
    ]


def test_a_month_gives_a_range_of_days(build):
    case = build(claims=lambda rows: edit(rows, "c_arr", date_from="2001-04", precision="month"))
    assert [r.result for r in elapsed_rows(_legs(case)["leg-1"])] == ["18 to 47", "12 to 41"]


def test_an_arrival_before_the_departure_is_impossible(build):
    case = build(claims=lambda rows: edit(rows, "c_arr", date_from="2001-03-18"))
    rows = elapsed_rows(_legs(case)["leg-1"])
    assert [(r.result, r.outcome) for r in rows] == [("4", "possible"), ("-2", "impossible")]
    assert "one of the two dates is wrong" in rows[1].finding


def test_order_that_depends_on_the_day():
    assert order(DayRange(-3, 4)) == "depends on the day"
    assert order(DayRange(0, 4)) == "possible"
    assert order(DayRange(-3, -1)) == "impossible"
    assert order(DayRange(-3, -1, approximate=True)) == "depends on the day"


def test_a_leg_without_an_arrival_is_not_testable_and_says_so(synthetic):
    (row,) = elapsed_rows(_legs(synthetic)["leg-2"])
    assert (row.outcome, row.finding) == ("not testable", "no date of arrival is published")
    assert row.claims == ("c_dep2",)


def test_a_known_wrong_arrival_makes_no_pair(synthetic):
    leg = _legs(synthetic)["leg-2"]
    assert leg.cell("arrived").versions
    assert pairs_of(leg.cell("departed"), leg.cell("arrived")) == []


def test_a_date_without_a_beginning_makes_no_pair(build):
    case = build(
        claims=lambda rows: edit(
            rows, "c_arr", date_from="", date_to="2001-04-02", precision="approx"
        )
    )
    assert elapsed_rows(_legs(case)["leg-1"])[0].outcome == "not testable"


def test_stated_duration_against_every_pair(synthetic):
    rows = _durations(synthetic, "leg-1")
    assert [(r.result, r.outcome) for r in rows] == [("19", "does not fit"), ("13", "fits")]
    assert "at least 6 more" in rows[0].finding
    assert rows[1].claims == ("c_days", "c_dep_20", "c_arr")


def test_stated_duration_longer_than_the_dates(build):
    case = build(claims=lambda rows: edit(rows, "c_days", value="20 days", number="20"))
    assert "at least 1 fewer" in _durations(case, "leg-1")[0].finding


def test_stated_duration_against_a_range(build):
    case = build(claims=lambda rows: edit(rows, "c_arr", date_from="2001-04", precision="month"))
    assert [r.outcome for r in _durations(case, "leg-1")] == ["does not fit", "depends on the day"]


def test_a_duration_without_days_is_left_alone(build):
    case = build(claims=lambda rows: edit(rows, "c_days", value="long", number="", unit=""))
    assert _durations(case, "leg-1") == []


def test_stay_between_arrival_and_next_departure(synthetic):
    (row,) = dwell_rows(legs(synthetic))
    assert (row.leg, row.result, row.outcome) == ("leg-1", "8", "possible")
    assert row.finding.startswith("SYNTHETIC Port B, 2 April 2001 to 10 April 2001 (leg leg-2)")


def test_a_departure_before_the_arrival_is_impossible(build):
    case = build(claims=lambda rows: edit(rows, "c_dep2", date_from="2001-04-01"))
    assert dwell_rows(legs(case))[0].outcome == "impossible"


def test_no_stay_where_the_places_do_not_meet(build):
    case = build(readings=lambda rows: [r for r in rows if r["value"] != "ZZBBB"])
    assert dwell_rows(legs(case)) == []


def test_span_in_print():
    assert span(DayRange(1, 1)) == "1"
    assert span(DayRange(1, 3, approximate=True)) == "about 1 to 3"


def test_real_stated_41_days_fit_the_later_departure_only(maybach):
    rows = _durations(maybach, "L1")
    assert [(r.claims[1], r.result, r.outcome) for r in rows] == [
        ("l1_dep14", "47", "does not fit"),
        ("l1_dep20", "41", "fits"),
    ]


@pytest.mark.parametrize(("leg", "days"), [("L1", "26"), ("L3", "9"), ("L4", "1")])
def test_real_stays(maybach, leg, days):
    assert [r.result for r in dwell_rows(legs(maybach)) if r.leg == leg] == [days]


def test_a_return_does_not_meet_the_departure_that_came_before_it(build):
    back = {"claim": "c_dep2", "subject": "leg-2", "predicate": "arrived", "value": ""}
    case = build(
        claims=lambda rows: edit(rows, "c_presumed", value="ZZAAA"),
        readings=lambda rows: [*rows, back | {"date_from": "2001-04-15", "precision": "day"}],
    )
    assert [row.leg for row in dwell_rows(legs(case))] == ["leg-1"]


def test_one_period_for_both_ends_has_no_elapsed_days(build):
    both = [
        {"claim": "c_model", "subject": "leg-2", "predicate": predicate, "value": "the period",
         "date_from": "2001-04", "date_to": "2001-06", "precision": "month"}
        for predicate in ("departed", "arrived")
    ]  # fmt: skip
    case = build(readings=lambda rows: [*rows, *both])
    (row,) = [row for row in elapsed_rows(_legs(case)["leg-2"]) if row.claims == ("c_model",)]
    assert (row.result, row.outcome) == ("", "not testable")
    assert "the same period" in row.finding
