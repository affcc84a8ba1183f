from __future__ import annotations

import pytest

from osint_helpers import journey
from osint_helpers.errors import JourneyError
from osint_helpers.journey.reach.itinerary import ALONE, TOGETHER
from tests.journey.reach.test_reach import DEGREE, HOME


def test_two_calls_need_the_way_between_and_two_stays(equator):
    reach = journey.reach(
        HOME,
        HOME,
        hours=50,
        speeds_kn=(5, 10),
        dwell_h=6,
        ports=["XX004", "XX006"],
    )
    found = reach.itineraries(2)
    one = found.frame.iloc[0]
    assert (one["first"], one["second"]) == ("XX004", "XX006")
    assert one["at_least_nm"] == pytest.approx(4 * DEGREE, abs=0.1)
    assert one["margin_high_nm"] == pytest.approx(10 * (50 - 12) - 4 * DEGREE, abs=0.1)
    assert one["unreachable_below_kn"] == pytest.approx(4 * DEGREE / 38, abs=0.01)


def test_both_orders_are_listed_and_no_port_follows_itself(equator):
    reach = journey.reach(HOME, HOME, hours=100, speeds_kn=10, ports=["XX004", "XX006", "XX007"])
    pairs = set(zip(*(reach.itineraries().frame[c] for c in ("first", "second")), strict=True))
    assert len(pairs) == 6
    assert ("XX006", "XX004") in pairs


def test_what_does_not_fit_is_counted(equator):
    reach = journey.reach(
        HOME, HOME, hours=40, speeds_kn=10, dwell_h=0, ports=["XX001", "XX003", "XX007", "XX009"]
    )
    found = reach.itineraries(2)
    assert found.left_out == {ALONE: 2, TOGETHER: 2}
    assert found.frame.empty
    assert found.text.startswith("0 ordered pairs of ports")


def test_one_call_is_the_list_of_ports_that_fit(equator):
    reach = journey.reach(HOME, HOME, hours=40, speeds_kn=10, dwell_h=0)
    found = reach.itineraries(1)
    assert list(found.frame["first"]) == [
        "XX005",
        "XX004",
        "XX006",
        "XX003",
        "XX007",
        "XX002",
        "XX008",
    ]
    assert set(found.frame["second"]) == {""}
    assert found.left_out == {ALONE: 3}


def test_the_deadline_binds_the_first_call_only(equator):
    reach = journey.reach(
        HOME, HOME, hours=200, speeds_kn=10, dwell_h=0, ports=["XX006", "XX009"], by_h=10
    )
    frame = reach.itineraries(2).frame
    assert list(zip(frame["first"], frame["second"], strict=True)) == [("XX006", "XX009")]


def test_too_many_candidates_are_refused_by_number(equator):
    reach = journey.reach(HOME, HOME, hours=400, speeds_kn=10)
    with pytest.raises(JourneyError, match="9 ports fit alone"):
        reach.itineraries(2, most=8)


@pytest.mark.parametrize(("calls", "ports"), [(3, None), (0, None), (2, ["ZZ"])])
def test_other_calls_and_other_ports_are_refused(equator, calls, ports):
    with pytest.raises(JourneyError):
        journey.reach(HOME, HOME, hours=40, speeds_kn=10).itineraries(calls, ports)


def test_a_single_candidate_makes_no_pair(equator):
    reach = journey.reach(HOME, HOME, hours=40, speeds_kn=10, ports=["XX005"])
    assert reach.itineraries(2).frame.empty
