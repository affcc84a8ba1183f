"""Footprints at the antimeridian, at poles, with holes, and broken ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.imagery.footprints import covers, meets, rings, shape_of
from osint_helpers.errors import OsintError, SchemaChanged


def polygon(*points, holes=()):
    ring = [list(p) for p in (*points, points[0])]
    return {"type": "Polygon", "coordinates": [ring, *holes]}


SQUARE = polygon((129, 35), (130, 35), (130, 36), (129, 36))
WRAPPED = polygon((179, 8), (-179, 8), (-179, 12), (179, 12))
BEYOND = polygon((179, 8), (181, 8), (181, 12), (179, 12))
POLE = polygon((0, 80), (90, 80), (180, 80), (-90, 80))


@pytest.mark.parametrize(
    ("point", "expected"),
    [((35.5, 129.5), True), ((36, 129), True), ((35.5, 130.01), False), ((34.9, 129.5), False)],
)
def test_a_point_inside_or_on_the_edge_is_covered(point, expected):
    assert covers(SQUARE, point) is expected


@pytest.mark.parametrize("shape", [WRAPPED, BEYOND], ids=["jump", "beyond 180"])
def test_a_footprint_over_the_antimeridian_covers_both_sides_and_no_more(shape):
    assert [covers(shape, (10, lon)) for lon in (179.5, -179.5, 180, -180)] == [True] * 4
    assert [covers(shape, (10, lon)) for lon in (178.9, -178.9, 0, 90)] == [False] * 4


@pytest.mark.parametrize("shape", [WRAPPED, BEYOND], ids=["jump", "beyond 180"])
def test_it_is_cut_at_the_antimeridian_into_parts_within_180(shape):
    cut = shape_of(shape)
    assert cut.area == pytest.approx(8)
    assert cut.bounds == (-180.0, 8.0, 180.0, 12.0)
    assert sorted(round(one.area) for one in cut.geoms) == [4, 4]


def test_a_ring_that_touches_both_names_of_the_antimeridian_is_one_area():
    shape = polygon((179, 8), (180, 8), (-180, 8), (-179, 8), (-179, 12), (-180, 12), (180, 12),
                    (179, 12))  # fmt: skip
    assert shape_of(shape).area == pytest.approx(8)


def test_a_ring_around_a_pole_says_not_known():
    assert shape_of(POLE) is None
    assert covers(POLE, (85, 10)) is None
    assert meets(POLE, [(0, 84, 1, 86)]) is None


def test_a_picture_of_the_whole_earth_is_one():
    earth = polygon((-180, -90), (180, -90), (180, 90), (-180, 90))
    assert shape_of(earth).area == pytest.approx(360 * 180)


def test_no_geometry_is_not_known():
    assert covers(None, (0, 0)) is None


def test_a_hole_is_outside_also_beyond_the_antimeridian():
    hole = [[-179.8, 9], [-179.2, 9], [-179.2, 11], [-179.8, 11], [-179.8, 9]]
    shape = {**WRAPPED, "coordinates": [*WRAPPED["coordinates"], hole]}
    assert covers(shape, (10, -179.5)) is False
    assert covers(shape, (8.5, -179.5)) is True


def test_a_multipolygon_covers_what_any_part_covers():
    both = {"type": "MultiPolygon",
            "coordinates": [SQUARE["coordinates"], WRAPPED["coordinates"]]}  # fmt: skip
    assert covers(both, (35.5, 129.5)) is True
    assert covers(both, (10, -179.5)) is True
    assert covers(both, (0, 0)) is False


def test_boxes_are_met_by_edge_or_area():
    assert meets(SQUARE, [(0, 0, 1, 1), (130, 36, 131, 37)]) is True
    assert meets(SQUARE, [(0, 0, 1, 1)]) is False


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "Point", "coordinates": [0, 0]}, [], "x", {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []}, {"type": "Polygon", "coordinates": [[[0, 0]]]},
        polygon((0, 0), (1, 0), (1, 91)), polygon((0, 0), (400, 0), (1, 1)),
        {"type": "Polygon", "coordinates": [[["0", 0], [1, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[True, 0], [1, 0], [1, 1], [0, 0]]]},
        {"type": "MultiPolygon", "coordinates": [[]]},
    ],
)  # fmt: skip
def test_what_is_no_area_on_earth_is_refused(bad):
    with pytest.raises(SchemaChanged) as caught:
        rings(bad, where="item 1")
    assert caught.value.column == "geometry"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@given(st.one_of(JSON, st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon"]), "coordinates": JSON})))  # fmt: skip
def test_arbitrary_geometry_raises_nothing_but_our_errors(geometry):
    try:
        shape_of(geometry)
    except OsintError:
        return


POINT = st.tuples(st.floats(-360, 360), st.floats(-90, 90)).map(list)


@given(st.lists(POINT, min_size=4, max_size=8))
def test_any_ring_on_earth_gives_a_shape_within_180_degrees(ring):
    shape = shape_of({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    if shape is not None and not shape.is_empty:
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
