"""Placing without overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.exhibits.layout import barycentre, spread

WANTED = st.lists(st.tuples(st.floats(0, 500), st.floats(1, 60)), min_size=1, max_size=12).map(
    sorted
)


def test_boxes_that_do_not_meet_stay_where_they_want():
    assert spread([10.0, 50.0], [10, 10], 5) == [10.0, 50.0]


def test_two_boxes_at_one_place_move_apart_evenly():
    assert spread([50.0, 50.0], [10, 10], 6) == pytest.approx([42.0, 58.0])


def test_no_box_starts_above_the_top():
    assert spread([0.0, 0.0], [10, 10], 2, top=20) == pytest.approx([25.0, 37.0])


@given(WANTED)
def test_spread_keeps_order_and_distance(pairs):
    wanted, sizes = [p[0] for p in pairs], [p[1] for p in pairs]
    centres = spread(wanted, sizes, 4.0)
    for n in range(len(centres) - 1):
        room = centres[n + 1] - sizes[n + 1] / 2 - (centres[n] + sizes[n] / 2)
        assert room >= 4.0 - 1e-6


def test_barycentre_takes_a_crossing_out():
    edges = {("a", "y"): 1.0, ("b", "x"): 1.0}
    left, right = barycentre([["a", "b"], ["x", "y"]], edges)
    assert [left.index("a") < left.index("b"), right.index("y") < right.index("x")] in (
        [True, True], [False, False],
    )  # fmt: skip


def test_barycentre_follows_the_heavier_edge():
    edges = {("a", "x"): 1.0, ("a", "z"): 9.0, ("b", "x"): 9.0, ("b", "z"): 1.0}
    left, _ = barycentre([["a", "b"], ["x", "y", "z"]], edges)
    assert left == ["b", "a"]


def test_nodes_without_edges_keep_their_order():
    assert barycentre([["c", "a", "b"]], {}) == [["c", "a", "b"]]
