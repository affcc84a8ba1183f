"""Manifests that were altered, and folders that hold more than a store."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from osint_helpers import tracks
from osint_helpers.errors import TracksError

pytest.importorskip("duckdb", reason="the extra tracks is not installed")

ROWS = pd.DataFrame(
    {
        "mmsi": [199000001] * 3,
        "t": pd.date_range("2020-06-30", periods=3, freq="min", tz="UTC"),
        "lat": [54.0, 54.0, 54.0],
        "lon": [10.0, 10.0, 10.0],
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tracks.import_positions(ROWS, tmp_path / "store").folder


def alter(store: Path, **values: Any) -> None:
    file = store / "store.json"
    held = json.loads(file.read_text()) | values
    file.write_text(json.dumps({k: v for k, v in held.items() if v != "gone"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("files", "gone"), ("files", 7), ("files", [{}]), ("files", []),
        ("files", [{"path": "../../elsewhere", "bytes": 1, "sha256": ""}]),
        ("inputs", "gone"), ("inputs", [{"name": "a"}]), ("counts", []), ("counts", {"kept": "x"}),
        ("rows", "many"), ("rows", True), ("rows", -1), ("tracks", "gone"), ("buckets", "gone"),
        ("buckets", "x"), ("made_from", None),
    ],
)  # fmt: skip
def test_an_altered_manifest_is_an_error_that_names_it(store, name, value):
    alter(store, **{name: value})
    with pytest.raises(TracksError, match=rf"store.json: {name} .*import again"):
        tracks.open_store(store)


def test_a_store_has_as_many_parts_as_buckets(store):
    alter(store, buckets=2)
    with pytest.raises(TracksError, match=r"store\.json: files"):
        tracks.open_store(store)


@pytest.mark.parametrize("value", ["x", "gone", 10**30, None, 1.5])
def test_an_altered_moment_is_an_error(store, value):
    alter(store, first_us=value)
    with pytest.raises(TracksError, match="first_us, last_us"):
        tracks.open_store(store)


def test_a_part_that_is_missing_is_named_with_its_bucket(store):
    (store / "positions/bucket=0000/part-0.parquet").unlink()
    with pytest.raises(TracksError, match=r"store: its part positions/bucket=0000/part-0.parquet"):
        tracks.open_store(store)


@pytest.mark.parametrize(("make", "what"), [("", "is not there"), ("file", "is a file"),
                                            ("folder", "holds no store.json")])  # fmt: skip
def test_what_is_no_store_is_said(tmp_path, make, what):
    path = tmp_path / "x"
    if make:
        path.mkdir() if make == "folder" else path.write_text("")
    with pytest.raises(TracksError, match=rf"{what}.*osint tracks import"):
        tracks.open_store(path)


def test_a_file_beside_the_store_is_not_lost_to_a_new_one(store):
    before = (store / "store.json").read_bytes()
    note = store / "positions" / "note.txt"
    note.write_text("mine")
    with pytest.raises(TracksError, match=r"holds positions/note\.txt beside the store"):
        tracks.import_positions(ROWS.head(2), store)
    assert note.read_text() == "mine"
    assert (store / "store.json").read_bytes() == before
    assert len(tracks.import_positions(ROWS, store).frame()) == 3  # the same again needs no place
    note.unlink()
    assert len(tracks.import_positions(ROWS.head(2), store).frame()) == 2


def test_a_store_json_of_something_else_is_not_replaced(tmp_path):
    (tmp_path / "store.json").write_text('{"schema": "shop/1"}')
    with pytest.raises(TracksError, match="is no store of positions"):
        tracks.import_positions(ROWS, tmp_path)
    (tmp_path / "store.json").write_text('{"schema": "osint-tracks/99"')  # breaks off
    assert len(tracks.import_positions(ROWS, tmp_path).frame()) == 3


@pytest.mark.parametrize("track", ["x", 1.5, True])
def test_a_track_is_a_whole_number(store, track):
    with pytest.raises(TracksError, match="is no track"):
        tracks.open_store(store).frame(track=track)


@pytest.mark.parametrize("window", ["ab", (1,), ("x", "y"), 3])
def test_a_window_is_a_pair_of_moments(window):
    with pytest.raises(TracksError, match=r"window|no time"):
        tracks.gaps(ROWS, window=window)


def test_the_rule_and_the_engine_are_those_of_the_search():
    with pytest.raises(TracksError, match=r"PortCallRule .this search takes GapRule"):
        tracks.gaps(ROWS, tracks.PortCallRule())
    with pytest.raises(TracksError, match="no engine 3"):
        tracks.gaps(ROWS, engine=3)
    with pytest.raises(TracksError, match="asked of gaps"):
        tracks.coverage(ROWS, None)


def test_a_frame_of_arrow_types_gives_the_same_events():
    apart = ROWS.assign(t=pd.to_datetime(["2020-06-30", "2020-07-01", "2020-07-02"], utc=True))
    found = tracks.gaps(apart.convert_dtypes(dtype_backend="pyarrow"))
    pd.testing.assert_frame_equal(found.frame, tracks.gaps(apart).frame)
    assert len(found) == 2


@pytest.mark.parametrize("mmsi", [-5, 10**9, 1e30, float("nan"), 1.5, "abc"])
def test_a_number_that_is_no_mmsi_is_an_error_of_the_frame(mmsi):
    with pytest.raises(TracksError, match=r"mmsi: .* is no whole number from 0 to 999999999"):
        tracks.gaps(ROWS.assign(mmsi=mmsi))


def test_a_column_twice_is_an_error_of_the_frame():
    with pytest.raises(TracksError, match="has lat more than once"):
        tracks.gaps(pd.concat([ROWS, ROWS[["lat"]]], axis=1))


@pytest.mark.parametrize("memory", ["lots", "", "4", "1.5g"])
def test_a_memory_java_does_not_know_is_said(memory):
    with pytest.raises(TracksError, match="memory is"):
        tracks.Spark(memory=memory)


def test_a_store_that_cannot_be_written_does_not_blame_the_input(tmp_path):
    resource = pytest.importorskip("resource")
    many = pd.concat([ROWS.assign(mmsi=199000001 + n, lat=n / 7e4) for n in range(6000)])
    many.to_parquet(tmp_path / "many.parquet")
    old, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    try:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, old[1]))
        with pytest.raises(TracksError, match=r"ould not write.*what was there before is as it"):
            tracks.import_positions(tmp_path / "many.parquet", tmp_path / "store")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert not (tmp_path / "store").exists()
