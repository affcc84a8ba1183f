from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.tracks import hulls
from osint_helpers.tracks.quality import QualityRule
from tests.conftest import shared_folder
from tests.tracks.making import BEGIN, MMSI, counts, line, made

RULE = QualityRule()


def shared(*ships: pd.DataFrame) -> pd.DataFrame:
    """Return ships on one MMSI, by time."""
    named = [ship.assign(name=f"SYNTHETIC {n}") for n, ship in enumerate(ships)]
    return pd.concat(named).sort_values(["t", "name"], ignore_index=True)


def names_of(store) -> list[set[str]]:
    """Return the names of each track, in order."""
    found = store.identities()
    return [set(part["name"]) for _, part in found.groupby("track")]


def split(t, lat, lon, rule=RULE, mmsi=MMSI):
    return hulls.split(mmsi, np.array(t) * 60_000_000, np.array(lat), np.array(lon), rule)


def test_two_ships_on_one_mmsi_become_two_tracks(tmp_path):
    late = BEGIN + dt.timedelta(minutes=3)
    store = made(tmp_path, shared(line(30), line(30, lat=40.0, north=-0.02, begin=late)))
    assert store.frame()["track"].unique().tolist() == [MMSI * 100, MMSI * 100 + 1]
    assert names_of(store) == [{"SYNTHETIC 0"}, {"SYNTHETIC 1"}]
    assert counts(store) == {}
    assert (store.manifest["split"], store.manifest["tracks"]) == (1, 2)


def test_two_ships_heard_at_the_same_moments_become_two_tracks(tmp_path):
    store = made(tmp_path, shared(line(30), line(30, lat=40.0, north=-0.02)))
    assert names_of(store) == [{"SYNTHETIC 0"}, {"SYNTHETIC 1"}]
    assert store.manifest["rows"] == 60


def test_hulls_are_numbered_by_their_first_fix(tmp_path):
    late = BEGIN + dt.timedelta(hours=2)
    store = made(tmp_path, shared(line(10, lat=40.0, begin=late), line(40)))
    assert names_of(store) == [{"SYNTHETIC 1"}, {"SYNTHETIC 0"}]


def test_the_other_ships_of_a_bucket_are_left_as_they_are(tmp_path):
    frame = pd.concat([shared(line(30), line(30, lat=40.0)), line(30, mmsi=MMSI + 1)])
    store = made(tmp_path, frame)
    assert store.frame(mmsi=MMSI + 1)["track"].unique().tolist() == [MMSI * 100 + 100]


def test_two_ships_that_pass_each_other_keep_their_courses():
    t = list(range(40))
    north = [(n, 10 + 0.005 * n, 20.0) for n in t]
    south = [(n + 0.5, 10.2 - 0.005 * n, 20.03) for n in t]
    far = [(40 + n / 10, 60.0, 20.0) for n in range(5)]  # what makes the number impossible
    fixes = sorted(north + south + far)
    found = split(*map(list, zip(*fixes, strict=True)))
    hull = dict(zip(fixes, found.hull, strict=True))
    assert found.hulls == 3
    assert {hull[one] for one in north} == {0}
    assert {hull[one] for one in south} == {1}


def test_a_fix_goes_to_the_ship_that_has_none_at_its_moment():
    # B comes up to A and stops beside it: nearer to A, which was just heard, than to where B was
    t = [10 * n for n in range(8)]
    a = [(m, 10.0, 20.0) for m in t]
    b = [(m, 10.0, 20.027 + 0.03 * (6 - n)) for n, m in enumerate(t[:7])] + [(70, 10.0, 20.003)]
    fixes = sorted(a + b)
    found = split(*map(list, zip(*fixes, strict=True)))
    assert set(found.reason) == {""}
    assert [found.hull[fixes.index(one)] for one in a] == [0] * 8
    assert [found.hull[fixes.index(one)] for one in b] == [1] * 8


def test_a_ship_that_stops_stays_the_ship_it_was():
    # another lies a mile off: nearer than where the one would be had it sailed on
    sails = [(10 * n, 10.0 + 0.055 * min(n, 5), 20.0) for n in range(12)]
    lies = [(10 * n + 5, 10.275, 20.017) for n in range(12)]
    fixes = sorted(sails + lies)
    found = split(*map(list, zip(*fixes, strict=True)))
    assert set(found.reason) == {""}
    assert {found.hull[fixes.index(one)] for one in sails} == {0}
    assert {found.hull[fixes.index(one)] for one in lies} == {1}


def test_a_gap_of_days_stays_within_a_hull():
    lat = [10.0] * 6 + [60.0] + [14.0] * 6
    t = [*range(6), 6, *range(4000, 4006)]
    found = split(t, lat, [20.0] * 13)
    assert found.hulls == 1
    assert [at for at, why in enumerate(found.reason) if why] == [6]


def test_a_wrong_fix_that_could_just_be_reached_does_not_cut_the_track():
    # 5 nm off after ten minutes: 30 kn; back a minute later: 300 kn
    t = [*range(0, 100, 10), 100, 101, *range(111, 211, 10)]
    lat = [10.0] * 10 + [10.0 + 5 / 60] + [10.0] * 11
    found = split(t, lat, [20.0] * 22)
    assert found.hulls == 1
    assert [at for at, why in enumerate(found.reason) if why] == [10]
    assert set(found.reason) == {"", "spike"}


def test_a_spike_as_the_first_fix_takes_no_number():
    found = split([0, 10, 20, 30, 40, 50, 60], [60.0] + [10.0] * 6, [20.0] * 7)
    assert found.reason == ["spike"] + [""] * 6
    assert found.hull == [0] * 7


def test_of_two_fixes_no_ship_could_join_the_first_stays():
    found = split([0, 1], [10.0, 60.0], [20.0, 20.0])
    assert (found.reason, found.hulls) == (["", "spike"], 1)


def test_the_antimeridian_is_no_jump():
    lon = [179.98, 179.99, -180.0, -179.99, -179.98]
    t = [0, 10, 20, 30, 40]
    assert split(t, [10.0] * 5, lon).reason == [""] * 5


def test_more_hulls_than_numbers_are_removed_and_counted(tmp_path):
    ships = [line(5, lat=-60 + n, north=0.0, lon=n % 7 * 20.0) for n in range(104)]
    rule = QualityRule(open_hulls=200)
    store = made(tmp_path, shared(*ships), rule=rule)
    assert counts(store) == {"more than 100 hulls on the MMSI": 20}
    assert store.frame()["track"].max() == MMSI * 100 + 99


def test_no_more_are_held_open_than_the_rule_says():
    rule = QualityRule(open_hulls=2, hull_fixes=2)
    t = [m for m in range(6) for _ in range(4)]
    lat = [10.0, 30.0, 50.0, 70.0] * 6
    found = split(t, lat, [0.0] * 24, rule)
    assert sum(1 for why in found.reason if not why) < 24


def test_thresholds_are_those_of_the_rule():
    t, lat = [0, 60, 120, 180, 240, 300], [10.0, 10.0, 12.0, 10.0, 10.0, 10.0]
    assert split(t, lat, [0.0] * 6).reason[2] == "spike"  # 120 nm in an hour
    assert set(split(t, lat, [0.0] * 6, QualityRule(speed_kn=121)).reason) == {""}
    assert set(split(t, lat, [0.0] * 6, mmsi=111_199_001).reason) == {""}


FIX = st.tuples(st.integers(0, 300), st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(FIX, min_size=1, max_size=40))
def test_no_hull_has_two_fixes_of_a_moment_or_an_impossible_step(fixes):
    fixes.sort()
    t, lat, lon = map(list, zip(*fixes, strict=True))
    found = split(t, lat, lon)
    held = [n for n, why in zip(found.hull, found.reason, strict=True) if not why]
    assert set(held) == set(range(found.hulls))
    for hull in range(found.hulls):
        mine = [i for i in range(len(t)) if found.hull[i] == hull and not found.reason[i]]
        for i, j in pairwise(mine):
            assert t[i] < t[j]
            far = hulls.miles(lat[i], lon[i], lat[j], lon[j])
            assert far <= (RULE.jitter_nm + RULE.speed_kn * (t[j] - t[i]) / 60) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("name", "most"),
    [("us_coastal_2020-06-30", 0.02), ("solent_2016-01-12", 0.0),
     ("nyharbor_2020-06-30_first_hour_full", 0.0)],
)  # fmt: skip
def test_real_days_do_not_fall_into_pieces(tmp_path, name, most):
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real days are not on this machine (set OSINT_SHARED)")
    held = made(tmp_path, folder / "data" / "ais" / f"{name}.parquet").manifest
    assert held["split"] <= most * held["vessels"]
    assert held["tracks"] - held["vessels"] <= 1.1 * held["split"]
    assert held["rows"] > 0.999 * held["rows_in"]
