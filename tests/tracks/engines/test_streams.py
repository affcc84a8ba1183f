"""A pass gives what its kernel gives, however the source is cut into pieces."""

from __future__ import annotations

import threading
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers import tracks
from osint_helpers.errors import TracksError
from osint_helpers.tracks.engines import DuckDB, pieces, streams
from osint_helpers.tracks.gap_kernels import before, edges
from osint_helpers.tracks.gaps import GapRule
from osint_helpers.tracks.positions import Steps, of
from tests.tracks.conformance.searches import Portable
from tests.tracks.frames import Fixed

RULE = GapRule(longer_than_h=2.0, before_h=3.0)
HALF_HOUR = 1_800_000_000
RECEIVERS = st.sampled_from([None, "", "terrestrial", "satellite", "dynamic"])


def frame_of(ships: dict[int, list[tuple[int, str | None]]]) -> pd.DataFrame:
    """Return SYNTHETIC positions: a ship's steps are half hours after its last position."""
    rows = []
    for ship, steps in sorted(ships.items()):
        t_us = 1_593_475_200_000_000
        for wait, receiver in steps:
            t_us += wait * HALF_HOUR
            rows.append((999_000_000_00 + ship, t_us, 10.0 + ship / 10, t_us % 97 / 10, receiver))
    frame = pd.DataFrame(rows, columns=["track", "t_us", "lat", "lon", "receiver"])
    return frame.astype({"track": "int64", "t_us": "int64", "receiver": "object"})


worlds = st.dictionaries(
    st.integers(0, 9),
    st.lists(st.tuples(st.integers(1, 6), RECEIVERS), min_size=1, max_size=12),
    max_size=5,
).map(frame_of)


def events(frame, engine):
    return tracks.gaps(frame, RULE, engine=engine).frame


@settings(max_examples=40, deadline=None)
@given(frame=worlds, piece=st.integers(1, 9), threads=st.integers(1, 3))
def test_gaps_of_pieces_are_those_of_the_expression(frame, piece, threads):
    if frame.empty:
        return
    with pytest.MonkeyPatch.context() as patch, DuckDB(threads=threads) as engine:
        patch.setattr(pieces, "PIECE", piece)
        found = events(frame, engine)
    with Portable() as engine:
        pd.testing.assert_frame_equal(found, events(frame, engine))


def test_a_pass_is_taken_for_a_sorted_source_alone(tmp_path):
    frame = frame_of({1: [(1, None), (5, None)]})
    steps = Steps(of(frame))
    assert streams.found(edges, {"steps": steps})
    assert not streams.found(before, {"steps": steps})
    path = tmp_path / "two.parquet"
    frame.iloc[::-1].to_parquet(path)
    assert not streams.found(edges, {"steps": Steps(of(path))})


def store(folder, frame, group):
    """Lay a frame into a file as a store holds it, some rows a group."""
    path = folder / "positions.parquet"
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path, row_group_size=group)
    return path


@pytest.mark.parametrize("group", [1, 2, 5, 1000])
def test_row_groups_of_any_size_give_the_same_rows(tmp_path, group, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", group)
    frame = frame_of({n: [(1 + k % 5, "satellite") for k in range(9)] for n in range(4)})
    given = of(Fixed(store(tmp_path, frame, group)))
    one = streams.run(edges, {"steps": Steps(given)}, RULE, 2).to_pandas()
    two = streams.run(edges, {"steps": Steps(of(frame))}, RULE, 1).to_pandas()
    key = ["track", "on_us"]
    pd.testing.assert_frame_equal(
        one.sort_values(key, ignore_index=True), two.sort_values(key, ignore_index=True)
    )


@pytest.mark.parametrize("piece", [1, 2, 100])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.iloc[[1, 0, 2, 3]], "out of order"),
        (lambda f: f.iloc[[0, 1, 1, 2]], "out of order"),
        (lambda f: f.iloc[[2, 3, 0, 1]], "out of order"),
        (lambda f: f.astype({"t_us": "Int64"}).assign(t_us=pd.array([1, None, 3, 4], "Int64")),
         "out of order"),
        (lambda f: f.assign(lat=[1.0, None, 1.0, 1.0]), "not on earth"),
        (lambda f: f.assign(lat=[1.0, 1.0, 1.0, 90.5]), "not on earth"),
        (lambda f: f.assign(lon=[1.0, float("inf"), 1.0, 1.0]), "not on earth"),
    ],
)  # fmt: skip
def test_a_source_that_breaks_its_promise_is_refused(tmp_path, change, words, piece, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", piece)
    frame = change(frame_of({1: [(1, None), (5, None)], 2: [(1, None), (1, None)]}))
    path = store(tmp_path, frame.reset_index(drop=True), 1)
    with pytest.raises(TracksError, match=words):
        streams.run(edges, {"steps": Steps(of(Fixed(path)))}, RULE, 2)


def test_a_file_cut_short_is_an_error_that_names_it(tmp_path):
    frame = frame_of({1: [(1, None)] * 50})
    path = store(tmp_path, frame, 10)
    given = of(Fixed(path))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TracksError, match="cannot be read") as caught:
        streams.run(edges, {"steps": Steps(given)}, RULE, 1)
    assert caught.value.file == path


def test_no_row_gives_a_table_with_every_column():
    empty = streams.run(edges, {"steps": Steps(of(frame_of({})))}, RULE, 2)
    some = streams.run(edges, {"steps": Steps(of(frame_of({1: [(1, "x")]})))}, RULE, 2)
    assert empty.num_rows == 0
    assert empty.schema == some.schema


def test_pieces_are_searched_side_by_side(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 1)
    meet = threading.Barrier(2, timeout=20)
    frame = frame_of({n: [(1, None)] for n in range(2)})

    def reads(held):
        meet.wait()  # breaks when there is one thread
        return held

    readers = [
        (lambda one=one: reads(one()))
        for one in pieces.readers(of(frame), pieces.NEEDED, pieces.Texts())[0]
    ]
    found = list(streams._side_by_side(readers, lambda held: held, 2))
    assert [held["track"][0] for held in found] == sorted(frame["track"])


def test_parts_kept_of_one_version_are_not_those_of_another(monkeypatch):
    one = streams.key(edges, RULE)
    made, optional, version = streams._PASSES[edges]
    monkeypatch.setitem(streams._PASSES, edges, (made, optional, version + 1))
    assert streams.key(edges, RULE) != one
    assert streams.key(edges, GapRule(longer_than_h=3.0)) != streams.key(edges, RULE)


def test_the_poles_and_the_antimeridian_are_on_earth():
    frame = frame_of({1: [(1, None)] * 4}).assign(
        lat=[90.0, -90.0, 0.0, 0.0], lon=[0.0, 0.0, 180.0, -180.0]
    )
    assert streams.run(edges, {"steps": Steps(of(frame))}, RULE, 1).num_rows == 2


def test_small_row_groups_are_read_together(tmp_path):
    frame = frame_of({1: [(1, None)] * 40})
    path = store(tmp_path, frame, 4)
    assert pq.ParquetFile(path).num_row_groups == 10
    assert len(pieces.readers(of(Fixed(path)), pieces.NEEDED, pieces.Texts())[0]) == 1


def test_few_pieces_are_in_hand_at_once():
    begun = []

    def reader(n):
        begun.append(n)
        return {"track": [n]}

    found = streams._side_by_side([partial(reader, n) for n in range(50)], lambda held: held, 2)
    next(found)
    assert len(begun) <= 2 * streams._AHEAD + 1
    found.close()
    assert len(begun) < 50
