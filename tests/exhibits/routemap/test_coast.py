import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.exhibits.routemap.coast import (
    SIGNS,
    _written,
    cut,
    drawn,
    numbers,
    pack,
    unpack,
)
from osint_helpers.exhibits.routemap.geometry import Frame

SQUARE = [[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]]
HOLE = [[4.0, 4.0], [6.0, 4.0], [6.0, 6.0], [4.0, 6.0], [4.0, 4.0]]


def test_packing_writes_the_first_point_and_then_steps():
    ((ring,),) = pack([[[[1.0, 2.0], [1.5, 2.0], [1.5, 2.5], [1.0, 2.0]]]], 1)
    assert numbers(ring) == [10, 20, 5, 0, 0, 5, -5, -5]


def test_a_number_is_written_in_digits_of_five_bits_the_lowest_first():
    assert numbers("AAAAAAAA") == [0] * 8
    assert numbers("BCgBggDf") == [-1, 1, 16, 1536, -16]  # 1, 2, 0 + 1 * 32, 0 + 0 + 3 * 1024, 31
    assert SIGNS[0] == "A"
    assert len(set(SIGNS)) == 64


@given(st.lists(st.integers(-(10**7), 10**7), min_size=8, max_size=40))
def test_any_numbers_are_read_back(flat):
    assert numbers("".join(map(_written, flat))) == flat


def test_rings_of_an_earlier_edition_are_read():
    assert unpack([[[10, 20, 5, 0, 0, 5, -5, -5]]], 1) == [
        [[[1.0, 2.0], [1.5, 2.0], [1.5, 2.5], [1.0, 2.0]]]
    ]


@pytest.mark.parametrize("ring", ["A!", "AAAAAAAAg", "\N{GREEK SMALL LETTER ALPHA}"])
def test_what_is_no_packed_ring_is_refused(ring):
    with pytest.raises(ValueError, match=r"not found|no end"):
        numbers(ring)


def test_unpacking_gives_the_points_back():
    assert unpack(pack([[*SQUARE, HOLE]], 2), 2) == [[*SQUARE, HOLE]]


def test_a_point_that_rounds_onto_the_one_before_is_dropped():
    ring = [[0, 0], [0.001, 0], [1, 0], [1, 1], [0, 0]]
    ((packed,),) = pack([[ring]], 1)
    assert numbers(packed) == [0, 0, 10, 0, 0, 10, -10, -10]


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
