"""Reach against a stand-in sea: floors are great circles, lines 1.3 times as long."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint_helpers import journey
from osint_helpers.errors import JourneyError
from osint_helpers.journey.reach.measure import NO_ROUTE
from tests.journey.reach.conftest import DETOUR, circle

HOME = journey.End(0.0, 5.0, 0.0, "SYNTHETIC home")
DEGREE = float(circle((0, 0), [(0, 1)])[0])  # 60.1 nm


def row(reach, port):
    return reach.frame.set_index("port").loc[port]


def test_the_three_answers_lie_on_both_sides_of_the_two_distances(equator):
    # There and back 2 degrees: 240 nm by the floor, 313 nm by the line.
    for hours, answer in ((23, "unreachable"), (28, "undetermined"), (32, "reachable")):
        found = journey.reach(HOME, HOME, hours=hours, speeds_kn=10, dwell_h=0, ports=["XX007"])
        assert list(found.frame["answer"]) == [answer]


def test_margins_are_budget_less_miles_in_the_worst_and_in_the_best_case(equator):
    found = journey.reach(
        HOME, HOME, hours=(40, 48), speeds_kn=(8, 10), dwell_h=(4, 6), ports=["XX007"]
    )
    one = row(found, "XX007")
    assert one["margin_low_nm"] == pytest.approx(8 * (40 - 6) - 4 * DEGREE * DETOUR, abs=0.1)
    assert one["margin_high_nm"] == pytest.approx(10 * (48 - 4) - 4 * DEGREE, abs=0.1)
    assert one["answer"] == "undetermined"
    assert math.isnan(one["margin_nm"])


def test_the_deciding_margin_is_that_of_the_answer(equator):
    near = journey.reach(HOME, HOME, hours=48, speeds_kn=10, ports=["XX005"])
    far = journey.reach(HOME, HOME, hours=12, speeds_kn=10, ports=["XX009"])
    assert row(near, "XX005")["margin_nm"] == row(near, "XX005")["margin_low_nm"] == 420
    assert row(far, "XX009")["margin_nm"] == row(far, "XX009")["margin_high_nm"] < 0


def test_the_flip_speeds_are_where_the_answers_flip(equator):
    found = journey.reach(HOME, HOME, hours=(40, 48), speeds_kn=(1, 30), ports=["XX008"])
    one = row(found, "XX008")
    below, above = one["unreachable_below_kn"], one["reachable_from_kn"]
    assert below == math.floor(100 * 6 * DEGREE / 42) / 100
    assert above == math.ceil(100 * 6 * DEGREE * DETOUR / 34) / 100
    told = found.answers([below - 0.01, below + 0.02, above - 0.02, above])
    assert list(told.loc["XX008"]) == ["unreachable", "undetermined", "undetermined", "reachable"]


def test_the_radius_of_an_end_widens_the_interval_on_its_side(equator):
    disc = journey.End(0.0, 5.0, 12.0)
    one = row(journey.reach(disc, HOME, hours=40, speeds_kn=10, ports=["XX007"]), "XX007")
    assert one["out_at_least_nm"] == pytest.approx(2 * DEGREE - 12, abs=0.1)
    assert one["out_at_most_nm"] == pytest.approx(2 * DEGREE * DETOUR + 12, abs=0.1)
    assert one["back_at_least_nm"] == pytest.approx(2 * DEGREE, abs=0.1)


def test_a_disc_that_holds_the_port_is_at_it_already(equator):
    disc = journey.End(0.0, 5.0, 100.0)
    one = row(journey.reach(disc, disc, hours=6, speeds_kn=1, ports=["XX006"]), "XX006")
    assert (one["at_least_nm"], one["answer"]) == (0, "undetermined")


@pytest.mark.parametrize("side", ["last", "next"])
def test_an_open_gap_needs_one_way_only(equator, side):
    ends = (HOME, None) if side == "last" else (None, HOME)
    one = row(journey.reach(*ends, hours=20, speeds_kn=10, dwell_h=0, ports=["XX007"]), "XX007")
    assert one["answer"] == "reachable"
    assert one["at_least_nm"] == pytest.approx(2 * DEGREE, abs=0.1)


def test_a_stay_longer_than_the_gap_leaves_no_port(equator):
    found = journey.reach(HOME, HOME, hours=5, speeds_kn=10, dwell_h=6, ports=["XX005", "XX006"])
    assert list(found.frame["answer"]) == ["unreachable"] * 2
    assert list(found.frame["unreachable_below_kn"]) == [math.inf] * 2


def test_without_a_stay_the_whole_time_is_under_way(equator):
    found = journey.reach(HOME, HOME, hours=5, speeds_kn=10, dwell_h=0, ports=["XX005"])
    assert list(found.frame["answer"]) == ["reachable"]


def test_a_deadline_rules_out_what_the_whole_gap_allows(equator):
    free = journey.reach(HOME, HOME, hours=400, speeds_kn=10, ports=["XX007"])
    bound = journey.reach(HOME, HOME, hours=400, speeds_kn=10, ports=["XX007"], by_h=(5, 10))
    assert list(free.frame["answer"]) == ["reachable"]
    one = row(bound, "XX007")
    assert one["answer"] == "unreachable"
    assert one["unreachable_below_kn"] == math.floor(100 * 2 * DEGREE / 10) / 100
    assert one["margin_nm"] == pytest.approx(100 - 2 * DEGREE, abs=0.1)


def test_the_surest_deadline_is_the_earliest(equator):
    found = journey.reach(HOME, HOME, hours=400, speeds_kn=10, ports=["XX007"], by_h=(13, 20))
    assert list(found.frame["answer"]) == ["undetermined"]


def test_a_port_without_water_stays_listed_with_the_reason(equator):
    found = journey.reach(HOME, HOME, hours=400, speeds_kn=10, ports=["XX000", "XX004"])
    one = row(found, "XX000")
    assert (one["answer"], one["settled_by"]) == ("unreachable", NO_ROUTE)
    assert one["unreachable_below_kn"] == math.inf


def test_all_ports_are_listed_and_most_are_settled_by_the_great_circle(equator):
    found = journey.reach(HOME, HOME, hours=20, speeds_kn=10)
    assert list(found.frame["port"]) == list(equator["port"])
    circles = found.frame["settled_by"] == "great circle"
    assert list(found.frame.loc[circles, "port"]) == [
        "XX000", "XX001", "XX002", "XX003", "XX007", "XX008", "XX009",
    ]  # fmt: skip
    assert equator is not None
    assert found.frame.loc[circles, "at_most_nm"].isna().all()
    assert (found.frame.loc[circles, "answer"] == "unreachable").all()


def test_behind_the_cut_off_the_flip_speed_is_a_bound_and_not_never(equator):
    """Dry land at 0, 0 lies within the circle's budget; no route of that length leads there."""
    found = journey.reach(HOME, None, hours=66, speeds_kn=6)
    one = row(found, "XX000")
    assert one["settled_by"] == "no water route of up to 361 nm"
    assert one["answer"] == "unreachable"
    assert one["unreachable_below_kn"] == pytest.approx(361 / 60, abs=0.01)


def test_the_sea_is_asked_about_open_ports_only(equator, plain_sea):
    journey.reach(HOME, HOME, hours=20, speeds_kn=10)
    assert plain_sea == [3]  # 4, 5 and 6 E; both ends are one disc, so once


def test_ports_of_a_frame_keep_their_order(equator):
    frame = equator.iloc[::-1].drop(columns="source")
    found = journey.reach(HOME, HOME, hours=20, speeds_kn=10, ports=frame)
    assert list(found.frame["port"]) == list(frame["port"])


def test_counts_and_words_cover_every_port(equator):
    found = journey.reach(HOME, HOME, hours=(18, 20), speeds_kn=(8, 10))
    assert sum(found.counts.values()) == len(equator)
    assert "could have been; not where it was" in found.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"speeds_kn": 0}, "speed of 0 kn"),
        ({"speeds_kn": (9, 8)}, "no range"),
        ({"speeds_kn": (-1, 8)}, "no range"),
        ({"hours": (5, math.inf)}, "no range"),
        ({"hours": math.nan}, "no range"),
        ({"dwell_h": -1}, "no range"),
        ({"ports": ["XX0007"]}, "no seaport"),
        ({"ports": ["XX007", "XX007"]}, "named twice"),
        ({"ports": pd.DataFrame({"port": []})}, "lacks name"),
    ],
)
def test_what_is_no_assumption_is_refused(equator, change, words):
    with pytest.raises(JourneyError, match=words):
        journey.reach(HOME, HOME, **{"hours": 20, "speeds_kn": 10, **change})


def test_a_deadline_without_a_last_position_is_refused(equator):
    with pytest.raises(JourneyError, match="deadline"):
        journey.reach(None, HOME, hours=20, speeds_kn=10, by_h=5)
    with pytest.raises(JourneyError, match="last or a next"):
        journey.reach(None, None, hours=20, speeds_kn=10)


@pytest.mark.parametrize(
    "bad", [(91, 0, 0), (0, 181, 0), (0, 0, -1), (0, 0, 601), (math.nan, 0, 0)]
)
def test_an_end_off_the_globe_is_refused(bad):
    with pytest.raises(JourneyError):
        journey.End(*bad)


def ordered(low, high):
    return st.tuples(st.floats(low, high), st.floats(low, high)).map(lambda t: tuple(sorted(t)))


span = ordered(0.5, 30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=ordered(1, 300),
    speeds=span,
    dwell=ordered(0, 20),
    radius=st.floats(0, 100),
    share=st.lists(st.floats(0, 1), min_size=4, max_size=4),
)
def test_an_answer_holds_at_every_point_of_the_ranges(equator, hours, speeds, dwell, radius, share):
    """Any one time, speed, stay and end within the ranges: never the opposite answer."""
    disc = journey.End(0.0, 5.0, radius)
    codes = list(equator["port"][1:])
    wide = journey.reach(disc, disc, hours=hours, speeds_kn=speeds, dwell_h=dwell, ports=codes)
    parts = zip((hours, speeds, dwell), share, strict=False)
    picked = [low + part * (high - low) for (low, high), part in parts]
    east = 5.0 + (2 * share[3] - 1) * radius / 61
    end = journey.End(0.0, east, 0.0)
    one = journey.reach(
        end, end, hours=picked[0], speeds_kn=picked[1], dwell_h=picked[2], ports=codes
    )
    for told, found in zip(wide.frame["answer"], one.frame["answer"], strict=True):
        assert told == "undetermined" or {told, found} != {"reachable", "unreachable"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.floats(1, 200), speeds=span)
def test_all_ports_and_named_ports_get_the_same_answers(equator, hours, speeds):
    every = journey.reach(HOME, HOME, hours=hours, speeds_kn=speeds)
    named = journey.reach(HOME, HOME, hours=hours, speeds_kn=speeds, ports=list(equator["port"]))
    assert list(every.frame["answer"]) == list(named.frame["answer"])
    assert (np.asarray(every.flips[0]) <= np.asarray(named.flips[0]) + 1e-9).all()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.floats(20, 200), east=st.floats(5, 9), radius=st.floats(0, 30))
def test_the_cut_off_of_the_search_excludes_nothing_between_two_ends(equator, hours, east, radius):
    ends = (journey.End(0.0, 5.0, radius), journey.End(0.0, east, radius))
    codes = list(equator["port"])
    every = journey.reach(*ends, hours=hours, speeds_kn=(5, 10))
    named = journey.reach(*ends, hours=hours, speeds_kn=(5, 10), ports=codes)
    assert list(every.frame["answer"]) == list(named.frame["answer"])
