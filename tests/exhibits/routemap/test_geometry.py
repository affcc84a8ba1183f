import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.exhibits.routemap.geometry import (
    Frame,
    clip_area,
    clip_line,
    frame_around,
    latitude,
    mercator,
    thin,
)

LATLON = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


@given(st.floats(-84, 84))
def test_latitude_is_the_inverse_of_mercator(lat):
    assert latitude(mercator(lat)) == pytest.approx(lat, abs=1e-9)


def test_mercator_of_sixty_degrees():
    # ln(tan(75 deg)) = 1.3169578969 radians
    assert mercator(60) == pytest.approx(75.4561292, abs=1e-6)


def test_corners_of_a_frame_are_corners_of_the_picture():
    frame = Frame(30, 100, 50, 140)
    assert frame.xy(50, 100) == (0, 0)
    x, y = frame.xy(30, 140)
    assert (x, y) == (900, pytest.approx(frame.height, abs=0.5))


def test_a_degree_of_longitude_at_the_equator_is_111_km():
    assert Frame(-5, 0, 5, 9).km(100, 0) == pytest.approx(111.32, abs=0.01)


def test_scale_shrinks_with_the_cosine_of_latitude():
    frame = Frame(50, 0, 70, 9)
    assert frame.km(100, 60) == pytest.approx(111.32 / 2, abs=0.01)


@given(st.lists(LATLON, min_size=1, max_size=6))
def test_a_frame_holds_its_points(points):
    frame = frame_around(points, pad=0.1, tall=(0.4, 0.8))
    for lat, lon in points:
        assert frame.south - 0.01 <= lat <= frame.north + 0.01
        assert frame.west - 0.01 <= lon <= frame.east + 0.01
    assert frame.west >= -180
    assert frame.east <= 180


def test_a_wide_row_of_points_gets_the_least_height():
    frame = frame_around([(0, 0), (0, 90)], pad=0.1, tall=(0.5, 0.8))
    assert frame.height == pytest.approx(450, abs=1)


def test_a_tall_column_of_points_gets_the_greatest_height():
    frame = frame_around([(-40, 10), (40, 10)], pad=0.1, tall=(0.5, 0.8))
    assert frame.height == pytest.approx(720, abs=1)


def test_a_grown_frame_is_larger_on_every_side_and_stays_on_earth():
    frame = Frame(30, 170, 50, 179).grown(0.5, 0.5)
    assert frame.bounds == [17.95, 165.5, 57.76, 180]


def test_thinning_keeps_the_ends_and_drops_what_lies_on_the_way():
    assert thin([(0, 0), (0.0001, 1), (0, 2), (5, 3)], 0.01) == [[0, 0], [0, 2], [5, 3]]


def test_a_line_is_cut_to_the_picture():
    assert clip_line([(-10, 5), (110, 5)], 100, 50) == [[(0, 5), (100, 5)]]


def test_a_line_outside_leaves_nothing():
    assert clip_line([(-10, 5), (-1, 5)], 100, 50) == []


def test_an_area_keeps_its_hole():
    outer = [(-10, -10), (60, -10), (60, 60), (-10, 60)]
    hole = [(10, 10), (20, 10), (20, 20), (10, 20)]
    (rings,) = clip_area([outer, hole], 50, 50)
    assert len(rings) == 2
    assert set(rings[0]) == {(0, 0), (0, 50), (50, 50), (50, 0)}


def test_an_area_that_crosses_itself_is_repaired():
    bow = [(0, 0), (10, 10), (10, 0), (0, 10)]
    assert len(clip_area([bow], 50, 50)) == 2
