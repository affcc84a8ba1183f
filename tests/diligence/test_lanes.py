"""Lane plausibility: what the dates need, at both ends of length and time."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from osint_helpers.diligence import DiligenceRule, LaneRule, check
from osint_helpers.errors import DiligenceError
from tests.diligence.files import checked, held


@pytest.mark.parametrize(
    ("departed", "arrived", "outcome"),
    [
        ("2026-02-01", "2026-03-20", "possible"),
        ("2026-02-01", "2026-02-11", "faster than the bound would be needed"),
        ("2026-02-01", "2026-08-01", "time not accounted for"),
        ("2026-02-10", "2026-02-01", "arrival before departure"),
        ("2026-02", "2026-02", "possible"),  # 1 to 28 February
        ("2026-02-01", "", "not testable"),
    ],
)
def test_the_outcome_follows_from_dates_and_length(tmp_path, departed, arrived, outcome) -> None:
    found = checked(tmp_path, {"departed_on": departed, "arrived_on": arrived})
    lane = found.lanes[2]
    assert lane.outcome == outcome
    assert lane.finding


def test_two_printed_days_lie_up_to_a_day_more_or_less_apart(tmp_path: Path) -> None:
    lane = checked(tmp_path, {"departed_on": "2026-02-01", "arrived_on": "2026-03-20"}).lanes[2]
    assert (lane.hours_low, lane.hours_high) == (46 * 24, 48 * 24)
    assert lane.least_kn == pytest.approx(lane.at_least_nm / (48 * 24), abs=0.01)
    assert lane.most_kn == pytest.approx(lane.at_most_nm / (46 * 24), abs=0.01)
    assert 10_000 < lane.at_least_nm < lane.at_most_nm < 11_500


def test_one_day_between_near_ports_allows_any_speed_up(tmp_path: Path) -> None:
    row = {"port_of_loading": "JPOSA", "port_of_discharge": "JPUKB",
           "departed_on": "2026-02-01", "arrived_on": "2026-02-01"}  # fmt: skip
    lane = checked(tmp_path, row).lanes[2]
    assert lane.outcome == "possible"
    assert math.isinf(lane.most_kn)


def test_ports_in_between_lengthen_the_way(tmp_path: Path) -> None:
    found = checked(tmp_path, {}, {"transit": "SGSIN"}, {"transit": "USLGB"})
    lengths = [found.lanes[row].at_least_nm for row in (2, 3, 4)]
    assert lengths[0] < lengths[2]
    assert lengths[1] < lengths[2]
    assert found.lanes[4].way == "Rotterdam to Long Beach to Busan"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"port_of_discharge": "Bangladesh"}, "is no seaport with a known point"),
        ({"port_of_discharge": ""}, "the port of discharge is not given or not known"),
        ({"port_of_discharge": "NLRTM"}, "the same"),
        ({"transit": "SGSIN; SYNTHETICPORT"}, "a port in between is not known"),
        ({"departed_on": ""}, "no date of departure"),
    ],
)
def test_what_is_lacking_is_not_testable_with_the_reason(tmp_path, row, words) -> None:
    lane = checked(tmp_path, row).lanes[2]
    assert lane.outcome == "not testable"
    assert words in lane.finding


def test_a_port_of_the_package_gets_its_slack(tmp_path: Path) -> None:
    rows = held(tmp_path, {"port_of_discharge": "GBFXT"})
    wide, narrow = (
        check(rows, rule=DiligenceRule(lane=LaneRule(port_slack_nm=slack))).lanes[2]
        for slack in (30.0, 0.0)
    )
    assert wide.at_most_nm == pytest.approx(narrow.at_most_nm + 30, abs=0.2)
    assert wide.at_least_nm < narrow.at_least_nm


def test_the_bounds_are_parameters(tmp_path: Path) -> None:
    rows = held(tmp_path, {})
    fast = DiligenceRule(lane=LaneRule(fast_kn=8.0))
    assert check(rows, rule=fast).lanes[2].outcome == "faster than the bound would be needed"
    with pytest.raises(DiligenceError, match="are no bounds"):
        LaneRule(fast_kn=4.0)
    with pytest.raises(DiligenceError, match="slack"):
        LaneRule(port_slack_nm=-1)


def test_a_closed_passage_changes_the_length(tmp_path: Path) -> None:
    rows = held(tmp_path, {})
    usual = LaneRule()
    closed = LaneRule(closed=(*usual.closed, "suez"))
    lengths = [check(rows, rule=DiligenceRule(lane=one)).lanes[2].at_least_nm
               for one in (usual, closed)]  # fmt: skip
    assert lengths[1] > lengths[0] + 1000
