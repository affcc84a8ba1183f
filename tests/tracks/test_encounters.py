from __future__ import annotations

import math
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.errors import TracksError
from osint_helpers.tracks import meeting_kernels as kernels
from osint_helpers.tracks.encounters import EncounterRule, encounters
from osint_helpers.tracks.engines import DuckDB
from osint_helpers.tracks.positions import Steps, of, of_arrow
from tests.tracks import meeting_reference as reference
from tests.tracks.worlds import MINUTE, PLACES, PORTS, T0, A, B, apart, fleet, frame

ENGINE = []  # hypothesis takes no fixture of a module


@pytest.fixture(scope="module", autouse=True)
def engine():
    with DuckDB(threads=1) as made:
        ENGINE.append(made)
        yield made
        ENGINE.clear()


def found(rows, engine, rule=None, ports=PORTS):
    return encounters(frame(rows), rule, ports=ports, engine=engine)


def pair(place, other, minutes=150, every=7, tracks=(A, B), start=T0):
    """Return two tracks that lie still at two places."""
    return [
        (track, start + n * MINUTE + track % 7, *where)
        for track, where in zip(tracks, (place, other), strict=True)
        for n in range(0, minutes + every, every)
    ]


def keys(events):
    """Return what identifies each event, times in microseconds."""
    rows = events.frame
    times = [rows[name].astype("int64") for name in ("start_t", "end_t")]
    return list(zip(rows.track_a, rows.track_b, *times, rows.bins, strict=True))


def agree(rows, engine, rule=None):
    """Compare with brute force; return the events."""
    rule = rule or EncounterRule()
    events, wanted = found(rows, engine, rule), reference.encounters(rows, rule)
    assert keys(events) == [row[:5] for row in wanted]
    for name, at, near in (("closest_m", 5, 0.05), ("median_m", 6, 0.05), ("median_kn", 7, 1e-2)):
        assert events.frame[name].tolist() == pytest.approx([row[at] for row in wanted], abs=near)
    return events


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("side", [(1, 0), (0, 1), (-1, 0), (0.7, 0.7), (-0.7, 0.7)])
def test_two_ships_490_m_apart_meet_wherever_they_are(place, side, engine):
    other = apart(*place, 490 * side[0], 490 * side[1])
    assert len(agree(pair(place, other), engine)) == 1


@pytest.mark.parametrize("place", PLACES)
def test_two_ships_510_m_apart_do_not_meet(place, engine):
    assert len(agree(pair(place, apart(*place, 0, -510)), engine)) == 0


def test_ships_on_either_side_of_the_pole_meet(engine):
    assert len(agree(pair((89.999, 10.0), (89.999, -170.0)), engine)) == 1


def test_a_pair_that_drifts_across_a_degree_line_and_the_date_line_is_one_event(engine):
    rows = []
    for n in range(0, 300, 5):
        lat, lon = apart(54.995, 179.99, n * 10.0, n * 5.0)
        rows += [(A, T0 + n * MINUTE, lat, lon)]
        rows += [(B, T0 + n * MINUTE + 1, *apart(lat, lon, 300, 100))]
    events = agree(rows, engine)
    assert len(events) == 1
    assert abs(abs(events.frame.lon[0]) - 180) < 0.05


def test_the_mean_place_lies_between_the_two_also_at_the_date_line(engine):
    events = found(pair((10.0, 179.999), (10.0, -179.999)), engine)
    assert events.frame.lat[0] == pytest.approx(10.0, abs=1e-5)
    assert abs(events.frame.lon[0]) == pytest.approx(180.0, abs=1e-6)


def test_the_order_of_rows_and_of_names_does_not_matter(engine):
    rows = pair((56.0, 10.0), (56.0, 10.001))
    one = found(rows, engine).frame
    two = found(rows[::-1], engine).frame
    pd.testing.assert_frame_equal(one, two)
    assert (one.track_a < one.track_b).all()


def test_two_hulls_under_one_mmsi_may_meet_and_are_marked(engine):
    events = found(pair((56.0, 10.0), (56.0, 10.001), tracks=(A, A + 1)), engine)
    assert len(events) == 1
    assert events.frame.mmsi_a[0] == events.frame.mmsi_b[0]
    assert events.frame.text[0].endswith("two tracks under one MMSI")
    assert "one MMSI" not in found(pair((56.0, 10.0), (56.0, 10.001)), engine).frame.text[0]


@pytest.mark.parametrize(("minutes", "count"), [(119, 0), (120, 1)])
def test_two_hours_from_first_to_last_moment_are_enough(minutes, count, engine):
    # the fixes enclose the moments 0 to 110 or 0 to 120 minutes
    rows = [
        (track, T0 + at, 56.0, lon)
        for track, lon in ((A, 10.0), (B, 10.001))
        for at in (-1, minutes * MINUTE)
    ]
    rule = EncounterRule(across_h=24)
    assert len(agree(rows, engine, rule)) == count


@pytest.mark.parametrize(("away", "count"), [(220, 1), (250, 2)])
def test_runs_less_than_four_hours_apart_are_one_encounter(away, count, engine):
    near = pair((56.0, 10.0), (56.0, 10.001), minutes=150, every=5)
    later = T0 + (150 + away) * MINUTE
    events = agree(near + pair((56.0, 10.0), (56.0, 10.001), every=5, start=later), engine)
    assert len(events) == count


def test_short_runs_do_not_add_up(engine):
    rows = []
    for n in range(4):
        rows += pair((56.0, 10.0), (56.0, 10.001), 65, 5, start=T0 + n * 130 * MINUTE)
    assert len(agree(rows, engine)) == 0


@pytest.mark.parametrize(("silent", "count"), [(60, 1), (61, 0)])
def test_nothing_is_interpolated_across_more_than_an_hour(silent, count, engine):
    rows = pair((56.0, 10.0), (56.0, 10.001), minutes=100, every=5)
    later = T0 + (105 + silent) * MINUTE - 5 * MINUTE
    rows += pair((56.0, 10.0), (56.0, 10.001), minutes=100, every=5, start=later)
    last = max(t for track, t, *_ in rows if t < later)
    assert later + A % 7 - last <= 61 * MINUTE
    assert len(agree(rows, engine)) == count


@pytest.mark.parametrize(("kn", "count"), [(1.9, 1), (2.1, 0)])
def test_both_are_slower_than_two_knots(kn, count, engine):
    rows = []
    for n in range(0, 200, 5):
        lat = 56 + math.degrees(kn * reference.KN * n * 60 / reference.R)
        rows += [(A, T0 + n * MINUTE, lat, 10.0), (B, T0 + n * MINUTE, lat, 10.001)]
    assert len(agree(rows, engine)) == count


def test_the_speed_sent_replaces_that_of_positions_a_few_seconds_apart(engine):
    rng = random.Random(5)  # noqa: S311
    rows = []
    for n in range(0, 9000, 5):
        for track, lon in ((A, 10.0), (B, 10.002)):
            place = apart(56.0, lon, rng.uniform(-9, 9), rng.uniform(-9, 9))
            rows.append((track, T0 + n * 1_000_000, *place, 0.1))
    assert len(agree(rows, engine)) == 1
    assert len(agree(rows, engine, EncounterRule(sog_under_s=0))) == 0
    nothing = [(*row[:4], None) for row in rows]
    assert len(agree(nothing, engine)) == 0


def test_a_fast_speed_sent_between_close_fixes_ends_the_run(engine):
    rows = [
        (track, T0 + n * 30_000_000, 56.0, lon, 9.0 if 130 < n < 150 else 0.0)
        for track, lon in ((A, 10.0), (B, 10.001))
        for n in range(300)
    ]
    assert len(agree(rows, engine)) == 0


def test_the_nearest_port_is_told_with_ties_by_its_id(engine):
    ports = pd.DataFrame(
        {"port": ["ZZB", "ZZA", "ZZC"], "lat": [56.1, 56.1, 57], "lon": [10.0, 10.0, 10.0]}
    )
    rows = pair((56.0, 10.0), (56.0, 10.001))
    events = found(rows, engine, ports=ports)
    assert events.frame.port[0] == "ZZA"
    assert events.frame.port_km[0] == pytest.approx(11.12, abs=0.01)


@pytest.mark.parametrize(("km", "count"), [(11, 1), (12, 0)])
def test_encounters_near_a_port_are_left_out_when_asked_and_counted(km, count, engine):
    ports = pd.DataFrame({"port": ["ZZA"], "lat": [56.1], "lon": [10.0]})
    rows = pair((56.0, 10.0), (56.0, 10.001))
    events = found(rows, engine, EncounterRule(away_from_port_km=km), ports)
    assert len(events) == count
    said = f"Left out by the rule: {1 - count} encounters less than {km} km from a port."
    assert said in events.limits


@pytest.mark.parametrize("ports", [PORTS, PORTS.iloc[:0]])
@pytest.mark.parametrize("rows", [[], [(A, T0, 56.0, 10.0)]])
def test_nothing_or_one_position_gives_no_event(rows, ports, engine):
    events = encounters(frame(rows), ports=ports, engine=engine)
    assert len(events) == 0
    assert list(events.frame.columns)[:3] == ["event", "kind", "mmsi_a"]


def test_without_any_port_the_port_is_empty(engine):
    events = found(pair((56.0, 10.0), (56.0, 10.001)), engine, ports=PORTS.iloc[:0])
    assert events.frame.port[0] == ""
    assert math.isnan(events.frame.port_km[0])


def test_ids_depend_on_rule_ports_and_positions_alone(engine):
    rows = pair((56.0, 10.0), (56.0, 10.001))
    first = found(rows, engine).frame.event[0]
    assert found(rows[::-1], engine).frame.event[0] == first
    assert found(rows, engine, EncounterRule(hours=1.5)).frame.event[0] != first
    moved = PORTS.assign(lat=-61.0)
    assert found(rows, engine, ports=moved).frame.event[0] != first


def test_the_wording_says_near_and_slow_and_nothing_more(engine):
    events = found(pair((56.0, 10.0), (56.0, 10.001)), engine)
    assert events.frame.text[0] == (
        "999000001 and 999000002 within 500 m of each other and slower than 2 kn from "
        "2020-06-30 00:10 UTC to 2020-06-30 02:30 UTC at 15 moments 10 min apart: "
        "nearest 62 m, median 62 m"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("within_m", 0), ("within_m", math.nan), ("slower_kn", -1), ("hours", 0), ("merge_h", 0),
     ("every_min", 0), ("every_min", 0.001), ("across_h", 25), ("sog_under_s", -1),
     ("away_from_port_km", -1)],
)  # fmt: skip
def test_an_impossible_threshold_is_refused(field, value):
    with pytest.raises(TracksError) as error:
        EncounterRule(**{field: value})
    assert error.value.column == field


@pytest.mark.parametrize(
    "ports",
    [
        PORTS.drop(columns="lat"),
        PORTS.assign(lat=91.0),
        PORTS.assign(lon="east"),
        pd.concat([PORTS, PORTS]),
    ],
)
def test_ports_that_cannot_be_used_are_refused(ports, engine):
    with pytest.raises(TracksError):
        found(pair((56.0, 10.0), (56.0, 10.001)), engine, ports=ports)


@pytest.mark.parametrize("place", PLACES)
def test_a_drifting_fleet_gives_the_events_of_brute_force(place, engine):
    rule = EncounterRule(hours=0.5, merge_h=1.0)
    events = [len(agree(fleet(seed, place), engine, rule)) for seed in range(3)]
    assert sum(events) > 10


@settings(max_examples=30)
@given(
    st.integers(0, 10**6), st.floats(-90, 90), st.floats(-180, 180),
    st.sampled_from([20.0, 500.0, 3000.0]), st.sampled_from([5.0, 10.0, 17.0]),
)  # fmt: skip
def test_any_small_world_gives_the_events_of_brute_force(seed, lat, lon, within, every):
    rule = EncounterRule(within_m=within, every_min=every, hours=0.5, merge_h=1.0, slower_kn=5)
    agree(fleet(seed, (lat, lon), 8, 25, spread=3 * within), ENGINE[0], rule)


def test_slices_of_time_laid_together_give_the_pairs_of_the_whole(engine):
    rule, rows = EncounterRule(hours=0.5), fleet(3, (54.9998, 12.9999))
    source = of(frame(rows))

    import pyarrow as pa

    def arrow(held):
        return of_arrow(pa.Table.from_pandas(held, preserve_index=False))

    def ordered(table):
        return table.to_pandas().sort_values(["track_a", "track_b", "moment"], ignore_index=True)

    whole = ordered(engine.run(kernels.near, {"steps": Steps(source)}, rule))
    sliced = kernels.Sliced(rule, 1_800_000_000)
    slow = engine.run(kernels.slow, {"steps": Steps(source)}, sliced).to_pandas()
    slices = [part.drop(columns="slice") for _, part in slow.groupby("slice")]
    assert len(slices) > 2
    parts = [ordered(engine.run(kernels.close, {"moments": arrow(one)}, rule)) for one in slices]
    assert sum(len(part) > 0 for part in parts) > 1
    together = pd.concat(parts).sort_values(["track_a", "track_b", "moment"], ignore_index=True)
    pd.testing.assert_frame_equal(together, whole)
    made = engine.run(kernels.meetings, {"pairs": arrow(together)}, rule).num_rows
    assert made == len(reference.encounters(rows, rule)) > 0


def test_without_ports_given_those_of_the_package_are_used(engine):
    events = encounters(frame(pair((53.54, 9.97), (53.54, 9.971))), engine=engine)
    assert events.frame.port[0] != ""
    assert events.frame.port_km[0] < 20  # off Hamburg
