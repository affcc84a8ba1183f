"""Which of several ships on one MMSI a fix is given to: each threshold of the matcher by itself."""

from __future__ import annotations

import pandas as pd

from osint_helpers.tracks.quality import QualityRule
from tests.tracks.making import counts, line, made
from tests.tracks.test_hulls import split

NM = 1 / 60.04  # degrees


def hulls_of(*ships, rule=None):
    """Return for each ship, a list of (minute, lat, lon), the hull of each fix; None: removed."""
    fixes = sorted(one for ship in ships for one in ship)
    found = split(*map(list, zip(*fixes, strict=True)), rule or QualityRule())
    hull = [None if why else n for n, why in zip(found.hull, found.reason, strict=True)]
    return [[hull[fixes.index(one)] for one in ship] for ship in ships]


def test_a_hull_heard_a_moment_ago_is_not_at_a_disadvantage():
    near = [(10 * n, 10.0, 20.0) for n in range(6)] + [(109, 10.0, 20.0), (110, 10 + NM / 10, 20.0)]
    silent = [(10 * n, 10.0, 20.017) for n in range(6)]
    assert hulls_of(near, silent) == [[0] * 8, [1] * 6]


def test_a_course_is_carried_on_for_no_longer_than_the_rule_says():
    north = [(10 * n, 10 + n * NM * 10 / 6, 20.0) for n in range(6)]
    far = north[-1][1] + 10 * NM
    back = [(650 + 10 * n, far, 20.0) for n in range(5)]
    lies = [(10 * n + 5, far, 20.005) for n in range(64)]
    assert hulls_of(north + back, lies) == [[0] * 11, [1] * 64]


def test_a_course_is_not_taken_from_fixes_farther_apart_than_it_is_carried_on():
    sails = [(10 * n, 10.0, 20.0) for n in range(6)] + [(170, 10 + 20 * NM, 20.0)]
    lies = [(10 * n + 5, 10 + 30 * NM, 20.005) for n in range(22)]
    fix = (230, 10 + 30 * NM, 20.0)
    assert hulls_of(sails, [*lies, fix]) == [[0] * 7, [1] * 23]


def test_a_course_is_carried_on_across_the_antimeridian():
    step = 0.06
    east = [(10 * n, 10.0, 179.75 + step * n) for n in range(5)]
    east += [(50, 10.0, -179.95), (65, 10.0, -179.86)]
    lies = [(10 * n + 5, 10.01, -179.86) for n in range(6)]
    assert hulls_of(east, lies) == [[0] * 7, [1] * 6]


def test_of_the_hulls_held_open_a_stray_is_closed_before_an_established_one():
    ship = [(10 * n, 10.0, 20.0) for n in range(6)] + [(70, 10.0, 20.0), (80, 10.0, 20.0)]
    strays = [(60, 40.0, 20.0), (61, -40.0, 20.0)]
    found = hulls_of(ship, strays, rule=QualityRule(open_hulls=2))
    assert found == [[0] * 8, [None] * 2]


def test_of_established_hulls_the_one_unheard_for_longest_is_closed():
    old = [(n, 10.0, 20.0) for n in range(20)]
    new = [(30 + n, 40.0, 20.0) for n in range(6)] + [(38, 40.0, 20.0), (39, 40.0, 20.0)]
    found = hulls_of(old, new, [(37, -40.0, 20.0)], rule=QualityRule(open_hulls=2))
    assert found == [[0] * 20, [1] * 8, [None]]


def test_a_step_just_beyond_the_speed_of_the_rule_is_found(tmp_path):
    frame = line(12, north=0.0, minutes=60)
    frame.loc[6, "lat"] += 61 * NM
    store = made(tmp_path, frame)
    assert counts(store) == {"spike": 1}
    assert (store.manifest["matched"], store.manifest["split"]) == (1, 0)
    frame.loc[6, "lat"] -= NM
    assert counts(made(tmp_path / "b", frame)) == {}


def test_two_ships_a_mile_apart_at_the_same_moments_are_two(tmp_path):
    ships = [line(8, north=0.0), line(8, north=0.0, lat=10 + NM)]
    store = made(tmp_path, pd.concat(ships))
    assert store.manifest["tracks"] == 2
    near = [line(8, north=0.0), line(8, north=0.0, lat=10 + NM / 4)]
    store = made(tmp_path / "b", pd.concat(near))
    assert counts(store)["same time, other position"] == 8
    assert store.manifest["split"] == 0


def test_what_would_lie_beyond_the_pole_is_not_called_exchanged():
    # an aircraft: its reach is so wide that a latitude of 91 would be within it
    t = [60 * n for n in range(12)]
    t.insert(6, 330)
    lat, lon = [84.0] * 13, [10.0] * 13
    lat[6], lon[6] = 10.0, 91.0
    found = split(t, lat, lon, mmsi=111_199_001)
    assert [(n, why) for n, why in enumerate(found.reason) if why] == [(6, "spike")]


def swapped(stray, before, after):
    """Return why a stray with its coordinates exchanged is removed."""
    fixes = sorted([*before, *after, stray])
    found = split(*map(list, zip(*fixes, strict=True)))
    return found.reason[fixes.index(stray)]


def test_exchanged_coordinates_must_fit_the_fix_before_and_the_one_after():
    before = [(10 * n, 10.0, 50.0) for n in range(6)]
    after = [(200 + 10 * n, 11.5, 50.0) for n in range(6)]
    assert swapped((60, 50.0, 11.5), before, after) == "spike"
    assert swapped((190, 50.0, 10.0), before, after) == "spike"
    assert swapped((60, 50.0, 10.1), before, [(t, 10.2, 50.0) for t, *_ in after]) == (
        "latitude and longitude swapped"
    )


def test_exchanged_coordinates_must_lie_near_however_long_the_silence():
    before = [(10 * n, 10.0, 50.0) for n in range(6)]
    after = [(500 + 10 * n, 10.0, 50.0) for n in range(6)]
    assert swapped((275, 50.0, 10 + 100 * NM), before, after) == "spike"


def test_of_two_tracks_with_exchanged_coordinates_the_shorter_is_removed():
    t = [10 * n for n in range(25)]
    found = split(t, [50.0] * 5 + [10.0] * 20, [10.0] * 5 + [50.0] * 20)
    assert found.reason == ["latitude and longitude swapped"] * 5 + [""] * 20


def test_a_lone_track_makes_no_step_beyond_its_reach():
    t, equator = [60 * n for n in range(12)], [0.0] * 12
    found = split(t, equator, [20.0] * 6 + [20 + 61 * NM] + [20.0] * 5)
    assert [n for n, why in enumerate(found.reason) if why] == [6]


def test_two_fixes_out_of_reach_are_no_spike():
    found = split([10 * n for n in range(12)], [10.0] * 6 + [40.0] * 2 + [10.0] * 4, [20.0] * 12)
    assert [why for why in found.reason if why] == ["impossible speed"] * 2


def test_one_right_fix_at_the_beginning_is_kept_with_what_continues_it():
    drifts = [(10 * n, 10 + n * 10.4 * NM, 20.0) for n in range(5)]
    goes_on = [(45 + 10 * n, 10 - 40 * NM, 20.0) for n in range(6)]
    assert hulls_of(drifts, goes_on) == [[0] + [None] * 4, [0] * 6]


def test_as_many_fixes_as_make_a_hull_are_enough_to_continue_one():
    ship = [(10 * n, 10.0, 20.0) for n in range(10)]
    wrong, goes_on = [(100, 10 + 5 * NM, 20.0)], [(101 + 10 * n, 10.0, 20.0) for n in range(5)]
    assert hulls_of(ship, wrong, goes_on) == [[0] * 10, [None], [0] * 5]


def test_as_many_hulls_as_the_rule_says_are_held_open_and_no_more():
    ships = [[(n, lat, 20.0) for n in range(6)] for lat in (10.0, 30.0, 50.0)]
    three = hulls_of(*ships, rule=QualityRule(open_hulls=3, hull_fixes=2))
    assert three == [[0] * 6, [1] * 6, [2] * 6]
    two = hulls_of(*ships, rule=QualityRule(open_hulls=2, hull_fixes=2))
    assert None in [one for ship in two for one in ship]


def test_aircraft_do_not_go_through_the_matcher_for_flying(tmp_path):
    plane = made(tmp_path, line(6, mmsi=111_199_001, north=0.5)).manifest
    assert (plane["matched"], plane["rows"]) == (0, 6)
    assert made(tmp_path / "b", line(6, north=0.5)).manifest["matched"] == 1
