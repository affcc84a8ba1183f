from __future__ import annotations

import math

import pandas as pd
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks.engines import DuckDB
from osint_helpers.tracks.loitering import LoiteringRule, loitering
from tests.tracks import meeting_reference as reference
from tests.tracks.worlds import MINUTE, PLACES, PORTS, T0, A, B, fleet, frame

FREE = LoiteringRule(away_from_port_km=0)


@pytest.fixture(scope="module")
def engine():
    with DuckDB(threads=1) as made:
        yield made


def drift(kn, hours, start=T0, lat=56.0, every=6, track=A):
    """Return a track that goes north at one speed."""
    step = math.degrees(kn * reference.KN * 60 / reference.R)
    return [
        (track, start + n * MINUTE, lat + n * step, 10.0)
        for n in range(0, round(hours * 60) + 1, every)
    ]


def agree(rows, engine, rule=FREE):
    events = loitering(frame(rows), rule, ports=PORTS, engine=engine)
    found = events.frame
    wanted = reference.loitering(rows, rule)
    times = [found[name].astype("int64") for name in ("start_t", "end_t")]
    assert list(zip(found.track, *times, found.fixes, strict=True)) == [
        (*row[:3], row[5]) for row in wanted
    ]
    assert found.mean_kn.tolist() == pytest.approx([row[3] for row in wanted], abs=1e-3)
    return events


@pytest.mark.parametrize(("kn", "count"), [(0, 1), (1.9, 1), (2.1, 0), (12, 0)])
def test_an_hourly_mean_below_two_knots_for_four_hours_is_loitering(kn, count, engine):
    assert len(agree(drift(kn, 5), engine)) == count


@pytest.mark.parametrize(("hours", "count"), [(3.4, 0), (3.9, 1)])
def test_four_clock_hours_are_enough(hours, count, engine):
    assert len(agree(drift(0.5, hours, start=T0 - 1), engine)) == count


def test_one_fast_hour_parts_two_runs(engine):
    rows = drift(0.5, 6)
    t, lat = rows[-1][1], rows[-1][2]
    rows += drift(9, 1, t + 6 * MINUTE, lat)
    t, lat = rows[-1][1], rows[-1][2]
    rows += drift(0.5, 6, t + 6 * MINUTE, lat)
    assert len(agree(rows, engine)) == 2


def test_a_burst_of_speed_within_an_hour_counts_by_the_mean(engine):
    rows = drift(0.2, 2)
    for kn, hours in ((8, 0.2), (0.2, 3)):
        rows += drift(kn, hours, rows[-1][1] + 6 * MINUTE, rows[-1][2])
    assert len(agree(rows, engine)) == 1


def test_hours_with_too_few_moments_are_not_slow_hours(engine):
    rows = [row for row in drift(0.5, 8) if not 200 <= (row[1] - T0) // MINUTE < 290]
    assert len(agree(rows, engine, LoiteringRule(away_from_port_km=0, across_h=0.5))) == 0
    assert len(agree(rows, engine, LoiteringRule(away_from_port_km=0, across_h=2))) == 1


@pytest.mark.parametrize("place", PLACES)
def test_a_drifting_fleet_gives_the_events_of_brute_force(place, engine):
    rule = LoiteringRule(away_from_port_km=0, hours=2, least_moments=3, slower_kn=0.3)
    assert sum(len(agree(fleet(seed, place), engine, rule)) for seed in range(2)) > 5


def test_the_place_is_the_mean_also_at_the_date_line(engine):
    rows = [(A, T0 + n * 5 * MINUTE, 10.0, 179.999 if n // 2 % 2 else -179.999) for n in range(70)]
    events = agree(rows, engine)
    assert events.frame.lat[0] == pytest.approx(10.0, abs=1e-5)
    assert abs(events.frame.lon[0]) == pytest.approx(180.0, abs=2e-4)


def test_runs_near_a_port_are_left_out_by_default_and_counted(engine):
    rows = drift(0.1, 6) + drift(0.1, 6, lat=20.0, track=B)
    ports = pd.DataFrame({"port": ["ZZA"], "lat": [56.0], "lon": [10.1]})
    events = loitering(frame(rows), ports=ports, engine=engine)
    assert events.frame.track.tolist() == [B]
    said = "Left out by the rule: 1 runs of slow hours less than 10 km from a port."
    assert said in events.limits
    kept = loitering(frame(rows), FREE, ports=ports, engine=engine)
    assert kept.frame.track.tolist() == [A, B]
    assert kept.frame.port_km[0] == pytest.approx(6.2, abs=0.3)


def test_the_distance_to_the_coast_is_told_when_asked_for(engine):
    # 0 N 20 W is 500 nm from any coast; 54.6 N 12.0 E lies off Gedser, Denmark
    rows = [
        (track, T0 + n * 10 * MINUTE, lat, lon)
        for track, lat, lon in ((A, 0.0, -20.0), (B, 54.5, 12.0))
        for n in range(40)
    ]
    rule = LoiteringRule(away_from_port_km=0, shore_within_nm=50)
    events = loitering(frame(rows), rule, ports=PORTS, engine=engine)
    assert math.isnan(events.frame.shore_nm[0])
    assert 1 < events.frame.shore_nm[1] < 10
    assert loitering(frame(rows), FREE, ports=PORTS, engine=engine).frame.shore_nm.isna().all()
    away = LoiteringRule(away_from_port_km=0, away_from_shore_nm=20)
    off = loitering(frame(rows), away, ports=PORTS, engine=engine)
    assert off.frame.track.tolist() == [A]
    assert any("1 runs of slow hours less than 20 nm" in limit for limit in off.limits)


@pytest.mark.parametrize("rows", [[], [(A, T0, 56.0, 10.0)]])
def test_nothing_or_one_position_gives_no_event(rows, engine):
    assert len(loitering(frame(rows), ports=PORTS, engine=engine)) == 0


def test_the_wording_says_slow_and_nothing_more(engine):
    events = agree(drift(0.5, 5), engine)
    assert events.frame.text[0] == (
        "mean speed below 2 kn in each of 5 clock hours, "
        "from 2020-06-30 00:10 UTC to 2020-06-30 04:50 UTC"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("slower_kn", 0), ("hours", 0), ("least_moments", 7), ("every_min", 7), ("every_min", 0),
     ("across_h", 0), ("away_from_port_km", -1), ("shore_within_nm", -1), ("sog_under_s", -1)],
)  # fmt: skip
def test_an_impossible_threshold_is_refused(field, value):
    with pytest.raises(TracksError) as error:
        LoiteringRule(**{field: value})
    assert error.value.column == field
