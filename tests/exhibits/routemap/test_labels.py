import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.exhibits.routemap.labels import (
    Box,
    Wanted,
    displace,
    place,
    text_width,
    wrap,
)

POINTS = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), max_size=9)


def moved(points, offsets):
    return [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, offsets, strict=True)]


@settings(max_examples=60, deadline=None)
@given(POINTS, st.floats(4, 14))
def test_displaced_pins_never_overlap(points, radius):
    at = moved(points, displace(points, radius))
    for j in range(1, len(at)):
        for i in range(j):
            assert math.dist(at[i], at[j]) >= 2 * radius - 0.3


def test_pins_far_apart_stay_where_they_are():
    assert displace([(0, 0), (30, 0), (0, 40)], 14) == [(0, 0), (0, 0), (0, 0)]


def test_two_pins_move_apart_by_equal_shares_along_their_line():
    assert displace([(0, 0), (10, 0)], 14) == [(-9.2, 0), (9.3, 0)]


def test_pins_on_one_point_go_different_ways():
    offsets = displace([(5, 5)] * 5, 10)
    assert len(set(offsets)) == 5


def test_no_pins_no_offsets():
    assert displace([], 10) == []


def test_a_label_goes_right_of_its_pin_when_it_can():
    want = Wanted(100, 100, 12, 50, 16)
    assert place([want], size=(400, 300), taken=[], lines=[]) == [Box(112, 92, 50, 16)]


def test_a_label_goes_left_when_the_right_is_taken():
    want = Wanted(100, 100, 12, 50, 16)
    got = place([want], size=(400, 300), taken=[Box(110, 80, 300, 40)], lines=[])
    assert got == [Box(38, 92, 50, 16)]


def test_a_label_avoids_a_line_it_could_cover():
    want = Wanted(100, 100, 12, 50, 16)
    line = [(x, 100.0) for x in range(112, 162, 4)]
    assert place([want], size=(400, 300), taken=[], lines=line)[0] == Box(38, 92, 50, 16)


def test_labels_do_not_meet_each_other_or_leave_the_picture():
    wanted = [Wanted(200 + 3 * n, 150, 10, 60, 16) for n in range(8)]
    boxes = place(wanted, size=(400, 300), taken=[], lines=[])
    assert None not in boxes
    for j, box in enumerate(boxes):
        assert box.x >= 3
        assert box.x + box.w <= 397
        assert not any(box.meets(other) for other in boxes[:j])


def test_a_label_without_room_is_left_out():
    want = Wanted(20, 20, 10, 60, 16)
    assert place([want], size=(40, 40), taken=[], lines=[]) == [None]


def test_words_of_an_area_stand_on_its_middle():
    want = Wanted(100, 100, 0, 50, 20)
    assert place([want], size=(300, 300), taken=[], lines=[]) == [Box(75, 90, 50, 20)]


def test_east_asian_text_is_measured_a_full_width_a_sign():
    assert text_width("大連港", 10) == 30


def test_bold_is_wider():
    assert text_width("abc", 10, bold=True) > text_width("abc", 10)


@given(st.text(max_size=120), st.floats(40, 300))
def test_wrapped_lines_fit_and_keep_every_sign(text, width):
    lines = wrap(text, width, 13)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert text_width(line, 13) <= width or len(line) == 1


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_wraps_to_one_empty_line(text):
    assert wrap(text, 100, 13) == [""]
