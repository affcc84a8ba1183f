from osint_helpers.exhibits.routemap.coast import cut, drawn, pack, unpack
from osint_helpers.exhibits.routemap.geometry import Frame

SQUARE = [[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]]
HOLE = [[4.0, 4.0], [6.0, 4.0], [6.0, 6.0], [4.0, 6.0], [4.0, 4.0]]


def test_packing_writes_the_first_point_and_then_steps():
    assert pack([[[[1.0, 2.0], [1.5, 2.0], [1.5, 2.5], [1.0, 2.0]]]], 1) == [
        [[10, 20, 5, 0, 0, 5, -5, -5]]
    ]


def test_unpacking_gives_the_points_back():
    assert unpack(pack([[*SQUARE, HOLE]], 2), 2) == [[*SQUARE, HOLE]]


def test_a_point_that_rounds_onto_the_one_before_is_dropped():
    ring = [[0, 0], [0.001, 0], [1, 0], [1, 1], [0, 0]]
    assert pack([[ring]], 1) == [[[0, 0, 10, 0, 0, 10, -10, -10]]]


def test_a_polygon_too_small_to_draw_is_dropped():
    assert pack([[[[0, 0], [0.001, 0], [0.001, 0.001], [0, 0]]]], 1) == []


def test_land_is_cut_to_the_frame_and_keeps_its_holes():
    (rings,) = unpack(cut([[SQUARE[0], HOLE]], Frame(-5, -5, 8, 8), 2), 2)
    assert len(rings) == 2
    assert max(lon for lon, _ in rings[0]) == 8
    assert max(lat for _, lat in rings[0]) == 8


def test_land_of_a_specification_is_its_own_coast():
    land = {"key": "coast", "digits": 2, "polygons": pack([SQUARE], 2)}
    assert drawn(land) == [SQUARE]
