"""Maps over 180 degrees, of SYNTHETIC ports: of one piece, wherever on earth the ports lie."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely import Polygon

from osint_helpers import reference
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import route_map
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.routemap.areas import ellipse
from osint_helpers.exhibits.routemap.coast import around
from osint_helpers.exhibits.routemap.geometry import Frame
from osint_helpers.exhibits.routemap.spec import validate
from osint_helpers.exhibits.routemap.svg import area_drawn, svg
from osint_helpers.exhibits.routemap.turning import Turn, continuous, joined, turn_of
from tests.case.builder import edit, write_case
from tests.exhibits.routemap.sample import changed

LON = st.floats(-180, 180).map(lambda lon: round(lon, 3))
LAT = st.floats(-75, 75).map(lambda lat: round(lat, 3))
POINT = st.tuples(LAT, LON)
WORLD = Frame(-80, -180, 80, 180)


def apart(a, b):
    return max(abs(a[0] - b[0]), abs(a[1] - b[1])) > 0.5


def split(*points):
    return reference.split_at_antimeridian(list(points))


@given(st.lists(POINT, min_size=2, max_size=6))
def test_a_line_cut_at_180_degrees_is_one_again_and_has_no_jump(points):
    parts = split(*points)
    whole = joined(parts)
    assert len(whole) == 1
    for (_, before), (_, after) in pairwise(whole[0]):
        assert abs(after - before) <= 180 + 1e-6
    assert all(-90 <= lat <= 90 for lat, _ in whole[0])
    there = {(round(lat, 6), round(lon % 360, 6) % 360) for lat, lon in whole[0]}
    assert {(round(lat, 6), round(lon % 360, 6) % 360) for part in parts for lat, lon in part} == (
        there
    )


def test_parts_that_do_not_meet_stay_apart():
    assert len(joined([[(0.0, 10.0), (0.0, 180.0)], [(5.0, -180.0), (5.0, -170.0)]])) == 2
    assert len(joined([[(0.0, 10.0), (0.0, 20.0)], [(0.0, 20.0), (0.0, 30.0)]])) == 2


@settings(deadline=None)
@given(POINT, POINT)
@example((-10.0, 170.0), (-14.0, -170.0))
@example((70.0, 0.0), (70.0, -175.0))
def test_the_shading_of_a_gap_is_drawn_wherever_its_ports_lie(a, b):
    if not apart(a, b):
        return
    ring = ellipse(a, b)
    assert ring[0] == ring[-1]
    assert all(abs(two[1] - one[1]) <= 180 or abs(two[0]) == 90 for one, two in pairwise(ring))
    drawn = area_drawn({"ring": ring}, WORLD)
    assert re.search(r'd="M[^"]+z"', drawn), "nothing is shaded"


@settings(deadline=None)
@given(LAT, st.floats(-170, 170), st.floats(1, 8), st.floats(-360, 360))
def test_the_shading_has_one_size_at_every_longitude(lat, lon, wide, shift):
    def area(east):
        a, b = ((east + half + 180) % 360 - 180 for half in (-wide / 2, wide / 2))
        return Polygon([(x, y) for y, x in ellipse((lat, a), (lat, b))]).area

    assert area(lon) == pytest.approx(area(lon + shift), rel=0.01)


def test_a_shading_around_a_pole_covers_all_longitudes():
    ring = ellipse((80.0, 0.0), (80.0, 179.0))
    assert max(lon for _, lon in ring) - min(lon for _, lon in ring) == pytest.approx(360, abs=0.01)
    held = Polygon([(lon, lat) for lat, lon in ring])
    assert held.is_valid
    assert held.bounds[3] == 90


@given(st.lists(st.lists(POINT, min_size=2, max_size=4), min_size=1, max_size=3), POINT)
def test_on_a_turned_map_all_lies_within_one_turn_of_its_beginning(lines, stop):
    parts = [split(*points) for points in lines]
    turn = turn_of(parts, [], [stop])
    if turn.start is None:
        return
    moved = [p for one in parts for line in turn.lines(one) for p in line] + [turn.point(stop)]
    assert all(turn.start - 1e-5 <= lon <= turn.start + 360 + 1e-5 for _, lon in moved)
    assert sorted({round(lon % 360, 5) % 360 for _, lon in moved}) == sorted(
        {round(lon % 360, 5) % 360 for one in [*parts, [[stop]]] for part in one for _, lon in part}
    )


def test_what_does_not_cross_turns_nothing():
    assert turn_of([[[(0.0, 10.0), (5.0, 170.0)]]], [], [(0.0, -170.0)]) == Turn(None)


def test_what_needs_every_longitude_turns_nothing():
    around_all = split(*[(0.0, lon) for lon in (0.0, 90.0, 170.0, -170.0, -90.0, 0.0)])
    assert turn_of([around_all], [], []) == Turn(None)


def test_the_widest_empty_stretch_is_left_out():
    turn = turn_of([split((0.0, 150.0), (0.0, -150.0))], [], [(0.0, 100.0)])
    assert turn.start == 100.0


def test_a_beginning_settles_so_that_the_frame_begins_on_earth():
    assert Turn(150.0).settled(195.0) == Turn(-210.0)
    assert Turn(-175.0).settled(-190.0) == Turn(185.0)
    assert Turn(110.0).settled(100.0) == Turn(110.0)
    assert Turn(None).settled(500.0) == Turn(None)


def ports(folder, a, b, c):
    where = {"ZZAAA": a, "ZZBBB": b, "ZZCCC": c}

    def moved(rows):
        for code, (lat, lon) in where.items():
            rows = edit(rows, code, lat=str(lat), lon=str(lon))
        return rows

    return open_case(write_case(folder / "synthetic-ocean", places=moved))


@pytest.mark.parametrize("view", ["world", "region"])
def test_a_gap_over_180_degrees_is_shaded_in_one_piece(tmp_path, view):
    case = ports(tmp_path, (-8.0, 160.0), (-10.0, 175.0), (-14.0, -172.0))
    spec = route_map(case, "C-1", view=view).spec
    ring = spec["areas"][0]["ring"]
    _, west, _, east = spec["bounds"]
    assert east > 180
    middle = sum(lon for _, lon in ring[:-1]) / (len(ring) - 1)
    assert west < middle < east
    assert svg(spec).count('fill-opacity="0.14"') == 2  # the shading, and its sample


def test_a_line_over_180_degrees_is_drawn_once_with_both_pins_on_it(tmp_path):
    case = ports(tmp_path, (-10.0, 170.0), (-14.0, -171.0), (-20.0, -175.0))
    spec = route_map(case, "C-1").spec
    assert len(spec["legs"][0]["paths"]) == 1
    picture = svg(spec)
    assert len(re.findall("<polyline", picture)) == 1
    line = [tuple(map(float, p.split(","))) for p in
            re.search(r'<polyline points="([^"]+)"', picture)[1].split()]  # fmt: skip
    pins = [(float(x), float(y)) for x, y in
            re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="9"', picture)]  # fmt: skip
    for end in (line[0], line[-1]):
        assert min(max(abs(x - end[0]), abs(y - end[1])) for x, y in pins) < 2
    assert all(-180 <= stop["lon"] <= 180 for stop in spec["stops"]), "as published"


def test_a_detail_east_of_180_degrees_begins_on_earth(tmp_path):
    case = ports(tmp_path, (-10.0, 120.0), (-14.0, -171.0), (-15.0, -172.0))
    spec = route_map(case, "C-1", view="region").spec
    assert -180 <= spec["bounds"][1] < spec["bounds"][3] <= 180
    assert spec["bounds"][1] < -172 < -171 < spec["bounds"][3]
    assert "Port B" in svg(spec)


def test_a_map_west_of_180_degrees_is_as_it_was(tmp_path):
    case = ports(tmp_path, (0.5, 0.5), (-10.0, -20.0), (-20.0, -30.0))
    spec = route_map(case, "C-1").spec
    assert spec["land"] == {"key": "world"}
    assert spec["bounds"][3] <= 180


@pytest.mark.parametrize("frame", [Frame(50, 150, 75, 215), Frame(-60, 1, 75, 361)])
def test_land_over_180_degrees_has_no_seam(frame):
    at = [abs(y1 - y0) for rings in around(frame, "world") for ring in rings
          for (x0, y0), (x1, y1) in pairwise(ring)
          if abs(x0 - 180) < 1e-6 and abs(x1 - 180) < 1e-6]  # fmt: skip
    assert sum(at) < 1, "Chukotka alone would have four degrees; a thinned island keeps its own"
    spread = [lon for rings in around(frame, "world") for lon, _ in rings[0]]
    assert min(spread) < 175
    assert max(spread) > 185


def test_a_spec_may_count_on_only_where_its_map_does():
    validate(changed("areas.0.ring", [[0, 170], [5, 190], [5, 195], [0, 170]]))
    wide = changed("legs.0.paths", [[[0.5, 170], [0.5, 190]]])
    with pytest.raises(ExhibitError, match="latitude and a longitude"):
        validate(wide)
    validate({**wide, "bounds": [-1, 160, 6, 200]})
    with pytest.raises(ExhibitError, match="more than 360"):
        validate({**wide, "bounds": [-1, -170, 6, 191]})
    with pytest.raises(ExhibitError, match="latitude and a longitude"):
        validate({**wide, "bounds": [-1, 160, 6, 541]})


def test_the_tow_of_the_repository_is_of_one_piece():
    exhibit: Exhibit = route_map(open_case("wise-honest-2018"), "C-4")
    assert [len(leg["paths"]) for leg in exhibit.spec["legs"]] == [1]
    assert exhibit.spec["bounds"][3] > 190


def test_a_ring_is_continuous_whatever_its_first_longitude():
    ring = [[0.0, 179.0], [1.0, -179.0], [2.0, 179.5], [0.0, 179.0]]
    assert [lon for _, lon in continuous(ring)] == [179.0, 181.0, 179.5, 179.0]
