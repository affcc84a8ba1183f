"""Cells as numbers: the same for the same cells, missing ones apart from empty ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.trade import keys as module
from osint_helpers.trade.keys import Keys

CELLS = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "1a", None])] * 3), max_size=12)


def frame(rows):
    return pd.DataFrame(rows, columns=list("xyz"), dtype="str")


def test_missing_cells_rank_before_empty_ones_and_these_before_texts():
    for order in (["b", "", None, "a"], [None, "a", "b", ""]):
        held = pd.DataFrame({"x": pd.array(order, dtype="str")})
        ranks = dict(zip(order, Keys(held).rank("x"), strict=True))
        assert ranks == {None: 0, "": 1, "a": 2, "b": 3}


def test_a_missing_cell_meets_no_test():
    held = Keys(pd.DataFrame({"x": pd.array(["a", None], dtype="str")}))
    assert held.of("x", lambda _: True).tolist() == [True, False]


@pytest.mark.parametrize("room", [1 << 62, 4])
@settings(max_examples=40, deadline=None)
@given(rows=CELLS)
def test_rows_have_one_number_exactly_when_their_cells_are_the_same(room, rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ROOM", room)
        found = Keys(frame(rows)).joined(("x", "y", "z"))
    for n, one in enumerate(rows):
        assert [int(k) == int(found[n]) for k in found] == [one == other for other in rows]
    assert sorted(set(found.tolist())) == list(range(len(set(rows))))


def test_some_rows_keep_the_numbers_of_all():
    whole = Keys(frame([("a", "a", "a"), ("b", "a", "a"), ("a", "a", "a")]))
    whole.codes("x")
    part = whole.only(np.array([1, 2]))
    assert part.codes("x").tolist() == whole.codes("x")[[1, 2]].tolist()
    assert part.of("x", lambda text: text == "b").tolist() == [True, False]


def test_a_row_is_among_others_by_its_key():
    found = Keys.among(np.array([0, 1, 0, 2]), np.array([True, False, False, False]))
    assert found.tolist() == [True, False, True, False]
