from __future__ import annotations

# ruff: noqa: S608  (SQL of names of the test itself)
import json

import pandas as pd
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import staging, store
from osint_helpers.tracks.store import open_store
from tests.tracks.making import MMSI, csv, line, made


@pytest.fixture
def held(tmp_path):
    return made(tmp_path, pd.concat([line(6), line(6, mmsi=MMSI + 1)]), buckets=3)


def test_a_store_opens_as_it_was_made(held):
    found = open_store(held.folder)
    assert (found.id, found.manifest) == (held.id, held.manifest)
    assert found.window == (pd.Timestamp("2020-02-28T12:00Z"), pd.Timestamp("2020-02-28T12:50Z"))


def test_positions_are_chosen_by_track_mmsi_and_time(held):
    assert len(held.frame()) == 12
    assert held.frame(track=MMSI * 100)["mmsi"].unique().tolist() == [MMSI]
    assert len(held.frame(mmsi=f"{MMSI}")) == 6
    found = held.frame(mmsi=MMSI, start="2020-02-28T12:10Z", end="2020-02-28T12:30Z")
    assert found["t"].dt.minute.tolist() == [10, 20]
    assert len(held.frame(start="2020-02-28 21:50+09:00")) == 2
    assert len(held.frame(mmsi=5)) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"track": 1, "mmsi": 1},
        {"mmsi": "x"},
        {"mmsi": "1990000011"},
        {"start": "soon"},
        {"end": "NaT"},
    ],
)
def test_a_question_that_cannot_be_read_is_an_error(held, wrong):
    with pytest.raises(TracksError):
        held.frame(**wrong)


def test_an_mmsi_is_asked_for_with_all_its_tracks(tmp_path):
    store = made(tmp_path, pd.concat([line(6), line(6, lat=40.0)]))
    assert store.frame(mmsi=MMSI)["track"].unique().tolist() == [MMSI * 100, MMSI * 100 + 1]
    assert len(store.frame(track=MMSI * 100 + 1)) == 6


def test_the_bucket_of_an_mmsi_is_the_one_it_was_written_to(held):
    import duckdb

    for mmsi in (1, MMSI, 999_999_999):
        sql = f"select (({staging.HASH}) * 7) >> 32 from (select {mmsi}::bigint as mmsi)"
        assert duckdb.sql(sql).fetchone() == (store.bucket_of(mmsi, 7),)


def test_a_changed_byte_is_found_by_verify_and_a_changed_size_by_opening(held):
    path = held.paths[0]
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(TracksError, match="differs from what was written"):
        open_store(held.folder).verify()
    path.write_bytes(data + b"x")
    with pytest.raises(TracksError, match="missing or not of the size"):
        open_store(held.folder)
    path.write_bytes(data)
    open_store(held.folder).verify()


def test_what_is_no_store_is_an_error(tmp_path, held):
    with pytest.raises(TracksError, match="nowhere: is not there"):
        open_store(tmp_path / "nowhere")
    manifest = held.folder / "store.json"
    manifest.write_text("{")
    with pytest.raises(TracksError, match="cannot be read"):
        open_store(held.folder)
    manifest.write_text(json.dumps({"schema": "osint-tracks/0"}))
    with pytest.raises(TracksError, match="has schema 'osint-tracks/0'"):
        open_store(held.folder)
    manifest.write_text("[]")
    with pytest.raises(TracksError, match="has schema None"):
        open_store(held.folder)


def test_the_card_escapes_names_of_files_and_says_the_counts(tmp_path):
    text = "mmsi,t,lat,lon\n199000001,2020-01-01T00:00Z,1,2\n1,2020-01-01T00:00Z,91,181\n"
    found = made(tmp_path, csv(tmp_path, text, "<b>&.csv"))._repr_html_()
    assert "&lt;b&gt;&amp;.csv (2 rows)" in found
    assert "<b>&" not in found
    assert "no position" in found
    assert "50.000%" in found


def test_the_card_of_an_empty_store_says_so(tmp_path):
    assert "no positions" in made(tmp_path, line(2).iloc[:0])._repr_html_()
