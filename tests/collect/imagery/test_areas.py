"""The box around a place, its antimeridian and its poles."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.imagery.areas import EARTH_KM, area, around, split
from osint_helpers.errors import CollectError, ReferenceDataError


def distance_km(lat, lon, other_lat, other_lon):
    """Great-circle distance, haversine: another way than the one under test."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def test_a_port_is_found_by_its_unlocode_and_by_its_name():
    by_code, by_name = area("KRPUS", None, 25.0), area("busan", None, 25.0)
    assert by_code == by_name
    assert by_code.place == "KRPUS"
    assert by_code.point == (35.098203, 129.035797)


def test_the_box_reaches_the_stated_distance_north_and_no_less_to_the_sides():
    ((west, south, east, north),) = area("KRPUS", None, 25.0).boxes
    lat, lon = 35.098203, 129.035797
    assert distance_km(lat, lon, north, lon) == pytest.approx(25, abs=0.01)
    assert distance_km(lat, lon, south, lon) == pytest.approx(25, abs=0.01)
    assert distance_km(lat, lon, lat, east) == pytest.approx(25, abs=0.01)
    assert lon - west == pytest.approx(east - lon, abs=2e-6)


@given(
    lat=st.floats(-89.9, 89.9), lon=st.floats(-180, 180),
    radius=st.floats(1, 1500), bearing=st.floats(0, 360),
)  # fmt: skip
def test_every_point_within_the_distance_lies_in_a_box(lat, lon, radius, bearing):
    boxes = around(lat, lon, radius)
    angle, way, start = radius * 0.999 / EARTH_KM, math.radians(bearing), math.radians(lat)
    there = math.asin(
        math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(way)
    )
    aside = math.atan2(
        math.sin(way) * math.sin(angle) * math.cos(start),
        math.cos(angle) - math.sin(start) * math.sin(there),
    )
    x, y = (lon + math.degrees(aside) + 540) % 360 - 180, math.degrees(there)
    near = 1e-5
    assert any(
        w - near <= one <= e + near and s - near <= y <= n + near
        for w, s, e, n in boxes
        for one in (x, x + 360 if x < -179.99 else x, x - 360 if x > 179.99 else x)
    )
    assert all(-180 <= w < e <= 180 and -90 <= s < n <= 90 for w, s, e, n in boxes)


def test_a_box_over_the_antimeridian_becomes_two_that_meet_there():
    assert split((177.0, 8.0, -177.0, 12.0)) == ((177.0, 8.0, 180.0, 12.0), (-180.0, 8, -177, 12))
    boxes = around(10.0, 179.9, 50.0)
    assert [(round(w, 1), round(e, 1)) for w, _, e, _ in boxes] == [
        (179.4, 180.0),
        (-180.0, -179.6),
    ]


def test_a_box_that_ends_on_the_antimeridian_stays_one():
    assert split((177.0, 8.0, -180.0, 12.0)) == ((177.0, 8.0, 180.0, 12.0),)


def test_a_circle_over_a_pole_takes_all_longitudes_up_to_the_pole():
    ((west, south, east, north),) = around(89.5, 30.0, 100.0)
    assert (west, east, north) == (-180.0, 180.0, 90.0)
    assert south == pytest.approx(89.5 - math.degrees(100 / EARTH_KM), abs=1e-5)
    ((_, low, _, high),) = around(-89.5, 30.0, 100.0)
    assert low == -90.0
    assert high < -88


@pytest.mark.parametrize("radius", [0, -1, 2001, float("nan")])
def test_a_radius_out_of_range_is_refused(radius):
    with pytest.raises(CollectError, match="radius"):
        around(0, 0, radius)


@pytest.mark.parametrize(
    "bbox",
    [(1, 2, 3), (0, 10, 5, 5), (0, 0, 0, 1), (-190, 0, 1, 1), (0, 0, 1, 91), "abcd",
     (0, None, 1, 1)],
)  # fmt: skip
def test_a_box_that_is_none_is_refused(bbox):
    with pytest.raises(CollectError) as caught:
        area("", bbox, 25.0)
    assert caught.value.column == "bbox"


def test_one_of_place_and_box_must_be_given():
    with pytest.raises(CollectError, match="at a place or in a box"):
        area("", None, 25.0)
    with pytest.raises(CollectError, match="at a place or in a box"):
        area("KRPUS", (1, 2, 3, 4), 25.0)


def test_a_place_without_a_point_is_refused_and_not_guessed():
    with pytest.raises(ReferenceDataError, match="has no coordinate"):
        area("CN_LUHUASHAN", None, 25.0)
