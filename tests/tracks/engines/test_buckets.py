"""A search bucket by bucket finds what a search at once finds, and loses little when stopped."""

from __future__ import annotations

import errno

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from osint_helpers import tracks
from osint_helpers.errors import TracksError
from osint_helpers.tracks.encounters import EncounterRule
from osint_helpers.tracks.engines import DuckDB, buckets, parts
from osint_helpers.tracks.gaps import GapRule
from osint_helpers.tracks.loitering import LoiteringRule
from osint_helpers.tracks.port_calls import PortCallRule
from osint_helpers.tracks.positions import Steps, of, of_arrow
from tests.tracks.worlds import PLACES, PORTS, fleet

GAPS = GapRule(longer_than_h=1.0)
MEETINGS = EncounterRule(hours=0.5, slower_kn=5)
CALLS = PortCallRule(at_least_h=0.5)
# SYNTHETIC, at the middle of each fleet
HARBOURS = pd.DataFrame(
    [(f"ZZTS{n}", "SYNTHETIC", "", lat, lon) for n, (lat, lon) in enumerate(PLACES[:5])],
    columns=["port", "name", "country", "lat", "lon"],
)
SEARCHES = {
    "gaps": lambda store, engine="duckdb": tracks.gaps(store, GAPS, engine=engine),
    "port_calls": lambda store, engine="duckdb": tracks.port_calls(
        store, CALLS, ports=HARBOURS, engine=engine
    ),
    "encounters": lambda store, engine="duckdb": tracks.encounters(
        store, MEETINGS, ports=PORTS, engine=engine
    ),
    "loitering": lambda store, engine="duckdb": tracks.loitering(
        store, LoiteringRule(0.3, 2, away_from_port_km=0), ports=PORTS, engine=engine
    ),
}
COUNT = 7


def positions():
    """SYNTHETIC fleets round the world, days apart."""
    rows = [
        (track // 100, pd.Timestamp(t + at * 3 * 86_400_000_000, unit="us", tz="UTC"), lat, lon)
        for at, place in enumerate(PLACES[:5])
        for track, t, lat, lon in fleet(at, place)
    ]
    return pd.DataFrame(rows, columns=["mmsi", "t", "lat", "lon"])


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one") / "store"
    return tracks.import_positions(positions(), folder, buckets=1)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many") / "store"
    return tracks.import_positions(positions(), folder, buckets=COUNT)


def rows(events):
    # the id stands on the store, and these are two
    return events.frame.drop(columns="event")


@pytest.mark.parametrize("kind", SEARCHES)
def test_many_buckets_give_the_rows_of_one(kind, one, many):
    search = SEARCHES[kind]
    found = rows(search(one))
    assert len(many.paths) == COUNT
    assert len(found) > 5
    pd.testing.assert_frame_equal(rows(search(many)), found)


@pytest.mark.parametrize("kind", SEARCHES)
def test_parts_and_no_parts_give_the_same_ids(kind, many, tmp_path, monkeypatch):
    parted = SEARCHES[kind](many).frame
    monkeypatch.setattr(buckets, "split", lambda _build, tables: [tables])
    pd.testing.assert_frame_equal(SEARCHES[kind](many).frame, parted)


@pytest.mark.parametrize("length", [600_000_000, 86_400_000_000, 1 << 50])
def test_the_length_of_slices_of_time_changes_nothing(length, one, many, monkeypatch):
    from osint_helpers.tracks import meeting_parts

    monkeypatch.setattr(meeting_parts, "slice_us", lambda _: length)
    found = rows(SEARCHES["encounters"](many))
    pd.testing.assert_frame_equal(found, rows(SEARCHES["encounters"](one)))


def test_nobody_slow_in_many_buckets_is_no_encounter(many):
    rule = EncounterRule(slower_kn=1e-9)
    assert tracks.encounters(many, rule, ports=PORTS).frame.empty


def test_progress_rises_to_all_parts(many):
    told = []
    with DuckDB(progress=lambda *words: told.append(words)) as engine:
        SEARCHES["gaps"](many, engine)
    assert [done for done, _, what in told if what == "gaps"] == list(range(COUNT + 1))
    assert {total for _, total, what in told if what == "gaps"} == {COUNT}


class Stop(Exception):  # noqa: N818
    """What a person does who presses Ctrl-C."""


@pytest.mark.parametrize("kind", SEARCHES)
def test_a_stopped_search_goes_on_with_the_bucket_it_was_at(kind, many, tmp_path, monkeypatch):
    def stop(done, total, what):
        if done == 4:
            raise Stop

    with pytest.raises(Stop), DuckDB(work=tmp_path, progress=stop) as engine:
        SEARCHES[kind](many, engine)
    assert len(list(tmp_path.iterdir())) == 4
    told, made = [], []
    real = parts._keep
    monkeypatch.setattr(parts, "_keep", lambda *how: made.append(told[-1]) or real(*how))

    def again():
        with DuckDB(work=tmp_path, progress=lambda *words: told.append(words[2])) as engine:
            return SEARCHES[kind](many, engine).frame

    found = again()
    assert made.count(told[0]) == COUNT - 4
    pd.testing.assert_frame_equal(found, SEARCHES[kind](many).frame)
    made.clear()
    pd.testing.assert_frame_equal(again(), found)
    assert made == []


def test_another_rule_never_meets_kept_parts(many, tmp_path):
    other = GapRule(longer_than_h=0.5)
    with DuckDB(work=tmp_path) as engine:
        assert len(tracks.gaps(many, other, engine=engine)) > len(SEARCHES["gaps"](many, engine))


def test_other_positions_never_meet_kept_parts(one, many, tmp_path):
    with DuckDB(work=tmp_path) as engine:
        SEARCHES["gaps"](one, engine)
        half = positions().iloc[::2]
        store = tracks.import_positions(half, tmp_path / "half", buckets=1)
        assert len(SEARCHES["gaps"](store, engine)) != len(SEARCHES["gaps"](one, engine))


def test_a_damaged_part_is_made_again(many, tmp_path):
    with DuckDB(work=tmp_path) as engine:
        found = SEARCHES["gaps"](many, engine).frame
    for path in tmp_path.glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:40])
    with DuckDB(work=tmp_path) as engine:
        pd.testing.assert_frame_equal(SEARCHES["gaps"](many, engine).frame, found)


def full(*_args, **_keywords):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_leaves_no_half_part(many, tmp_path, monkeypatch):
    def write(table, target, **_):
        target.write_bytes(b"half")
        full()

    monkeypatch.setattr(pq, "write_table", write)
    with pytest.raises(TracksError, match="the disk is full"), DuckDB(work=tmp_path) as engine:
        SEARCHES["gaps"](many, engine)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_folder(tmp_path):
    def fill(folder):
        (folder / "0.parquet").write_bytes(b"half")
        full()

    with pytest.raises(TracksError, match="the disk is full"):
        parts.folder(tmp_path / "part", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(many, tmp_path):
    taken = tmp_path / "file"
    taken.write_text("not a folder")
    with pytest.raises(TracksError, match="cannot be kept"), DuckDB(work=taken) as engine:
        SEARCHES["gaps"](many, engine)


def test_memory_that_does_not_suffice_is_told(many):
    with (
        pytest.raises(TracksError, match="memory or the folder for spilling is full"),
        DuckDB(memory="1MB", threads=1) as engine,
    ):
        SEARCHES["encounters"](many, engine)


def test_parts_of_an_engine_without_work_go_with_it(many, tmp_path):
    with DuckDB(spill=tmp_path) as engine:
        SEARCHES["encounters"](many, engine)
        assert engine.folder.is_relative_to(tmp_path)
        assert any(engine.folder.iterdir())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def count_all(tables, _):
    rows = tables["positions"]
    return rows.agg(rows=rows.count())


def test_a_search_that_is_not_by_track_sees_all_files_at_once(many):
    with DuckDB() as engine:
        found = engine.run(count_all, {"positions": of(many)}).to_pylist()
    assert found == [{"rows": many.manifest["rows"]}]


def by_nothing(tables, _):
    return tables["a"]


def test_inputs_are_parted_together_and_small_ones_go_whole(many):
    source, few = of(many), of_arrow(pa.table({"gap": [1]}))
    build = buckets.by_track("test")(by_nothing)
    found = buckets.split(build, {"a": Steps(source), "b": source, "few": few})
    assert len(found) == COUNT
    for part, path in zip(found, source.paths, strict=True):
        assert part["a"].source.paths == part["b"].paths == (path,)
        assert part["few"] is few
