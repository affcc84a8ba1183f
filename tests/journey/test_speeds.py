from __future__ import annotations

from fractions import Fraction

import pytest

from osint_helpers.errors import NoRouteError
from osint_helpers.journey import legs
from osint_helpers.journey.speeds import FAST_KN, SLOW_KN, average_kn, speed_rows
from tests.case.builder import edit


def _leg(case, name):
    return next(leg for leg in legs(case) if leg.id == name)


def _rows(case, name, miles, **more):
    return speed_rows(_leg(case, name), lambda _a, _b: miles, **more)


def test_speed_of_every_pair_of_versions(synthetic):
    rows = _rows(synthetic, "leg-1", 3120)
    assert [(r.test, r.result, r.outcome) for r in rows] == [
        ("average speed", "6.8", "possible"),
        ("average speed", "10", "possible"),
    ]
    assert "3,120 nm" in rows[0].method
    assert rows[0].claims == ("c_dep_14", "c_arr")


def test_the_ends_of_the_leg_are_asked_for(synthetic):
    asked = []
    speed_rows(_leg(synthetic, "leg-1"), lambda a, b: asked.append((a, b)) or 1000.0)
    assert asked == [("ZZAAA", "ZZBBB")]


def test_too_slow_for_every_hour_of_both_days_is_unexplained(synthetic):
    # 13 days can be 12 days of hours: 5 kn over them is 1,440 nm.
    late = [_rows(synthetic, "leg-1", miles)[1] for miles in (1439, 1440, 1561)]
    assert [r.outcome for r in late] == ["unexplained", "depends on the day", "possible"]
    assert "an unrecorded stop, wait or transhipment is needed" in late[0].finding
    assert "slower than 5 kn" in late[0].finding


def test_too_fast_for_every_hour_of_both_days_is_impossible(synthetic):
    # 13 days can be 14 days of hours: 25 kn over them is 8,400 nm.
    rows = [_rows(synthetic, "leg-1", miles)[1] for miles in (8401, 8400, 7800)]
    assert [r.outcome for r in rows] == ["impossible", "depends on the day", "possible"]


def test_thresholds_are_parameters(synthetic):
    assert _rows(synthetic, "leg-1", 3120, slow_kn=11)[1].outcome == "unexplained"
    assert _rows(synthetic, "leg-1", 3120, fast_kn=9)[1].outcome == "impossible"
    assert (SLOW_KN, FAST_KN) == (5.0, 25.0)


def test_a_range_of_days_is_a_range_of_speeds(build):
    case = build(
        claims=lambda rows: edit(
            edit(rows, "c_arr", date_from="2001-04", precision="month"), "c_dep_14",
            date_from="2001-03-20",
        )
    )  # fmt: skip
    (row,) = _rows(case, "leg-1", 2880)
    assert row.result == "2.9 to 10"
    assert row.outcome == "depends on the day"


def test_a_planned_arrival_is_a_test_of_its_own(synthetic):
    (row,) = _rows(synthetic, "leg-2", 1200)
    assert (row.test, row.result) == ("speed the schedule asks for", "10")
    assert row.claims == ("c_dep2", "c_eta2")


def test_the_same_day_gives_no_speed(build):
    case = build(claims=lambda rows: edit(rows, "c_eta2", date_from="2001-04-10"))
    (row,) = _rows(case, "leg-2", 100)
    assert (row.outcome, row.result) == ("not testable", "")


def test_one_day_apart_can_never_be_called_too_slow(build):
    case = build(claims=lambda rows: edit(rows, "c_eta2", date_from="2001-04-11"))
    (row,) = _rows(case, "leg-2", 24)
    assert (row.result, row.outcome) == ("1", "depends on the day")


def test_no_lane_is_not_testable_and_names_the_reason(synthetic):
    def none(_a: str, _b: str) -> float:
        raise NoRouteError("no lane in the network")

    (row,) = speed_rows(_leg(synthetic, "leg-1"), none)
    assert row.outcome == "not testable"
    assert row.finding == "no modelled lane from ZZAAA to ZZBBB: no lane in the network"


def test_a_leg_by_another_mode_has_no_row(build):
    case = build(legs=lambda rows: edit(rows, "leg-1", mode="road"))
    assert _rows(case, "leg-1", 100) == []


def test_an_open_end_has_no_row(build):
    case = build(readings=lambda rows: [r for r in rows if r["predicate"] != "to"])
    assert _rows(case, "leg-1", 100) == []


def test_average_over_no_days_is_refused():
    assert average_kn(240.0, 1) == Fraction(10)
    with pytest.raises(ValueError, match="no average over 0 days"):
        average_kn(240.0, 0)
