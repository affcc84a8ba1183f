from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, gaps
from osint_helpers.tracks.positions import of
from tests.tracks.frames import frame

ROWS = frame((0, 0, 1, 2), (0, 8, 1, 2), (1, 3, 4, 5))


def written(path: Path, rows: pd.DataFrame) -> Path:
    pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), path)
    return path


def test_mmsi_as_text_and_times_in_another_zone_are_the_same_positions(duck: DuckDB) -> None:
    times = pd.to_datetime(ROWS["t_us"], unit="us", utc=True).dt.tz_convert("Asia/Tokyo")
    other = pd.DataFrame(
        {
            "mmsi": (ROWS["track"] // 100).astype(str),
            "t": times,
            "lat": ROWS["lat"],
            "lon": ROWS["lon"],
        }
    )
    assert of(other).digest == of(ROWS).digest
    pd.testing.assert_frame_equal(gaps(other, engine=duck).frame, gaps(ROWS, engine=duck).frame)


def test_mmsi_with_leading_zeros_keeps_them_in_print(duck: DuckDB) -> None:
    rows = frame((0, 0, 0, 0), (0, 9, 0, 0)).assign(mmsi="000000123").drop(columns="track")
    assert gaps(rows, engine=duck).frame["mmsi"].tolist() == ["000000123"]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (pd.concat([ROWS, ROWS.iloc[:1].assign(lat=9.0)]), "have the same time"),
        (ROWS.assign(lat=float("nan")), "no coordinate on earth"),
        (ROWS.assign(lat=91.0), "no coordinate on earth"),
        (ROWS.assign(lon="west"), "no coordinate on earth"),
        (ROWS.drop(columns="lon"), "no column lon"),
        (ROWS.drop(columns="t_us"), "no column t_us"),
        (ROWS.drop(columns="track"), "no column track"),
        (ROWS.assign(track="ship"), "no whole number"),
        (ROWS.drop(columns="t_us").assign(t=pd.Timestamp("2020-01-01")), "no time zone"),
        (
            ROWS.drop(columns="t_us").assign(
                t=pd.Series([pd.NaT] * 3, dtype="datetime64[us, UTC]")
            ),
            "time is missing",
        ),
    ],
)
def test_a_frame_that_holds_no_positions_is_refused(rows: pd.DataFrame, word: str) -> None:
    with pytest.raises(TracksError, match=word):
        of(rows)


def test_unsorted_files_give_the_events_of_the_frame(duck: DuckDB, tmp_path: Path) -> None:
    a = written(tmp_path / "a.parquet", ROWS.iloc[[2, 1]])
    b = written(tmp_path / "b.parquet", ROWS.iloc[[0]])
    source = of([a, b])
    assert not source.sorted
    found = gaps([a, b], engine=duck).frame.drop(columns="event")
    pd.testing.assert_frame_equal(found, gaps(ROWS, engine=duck).frame.drop(columns="event"))
    assert of([b, a]).digest == source.digest


def test_sorted_files_are_known_as_such(tmp_path: Path) -> None:
    assert of(written(tmp_path / "a.parquet", ROWS)).sorted


def test_a_file_with_mmsi_and_t_is_read_as_a_frame(duck: DuckDB, tmp_path: Path) -> None:
    times = pd.to_datetime(ROWS["t_us"], unit="us", utc=True)
    other = ROWS.assign(mmsi=ROWS["track"] // 100, t=times).drop(columns=["track", "t_us"])
    assert of(str(written(tmp_path / "a.parquet", other))).digest == of(ROWS).digest


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (pd.concat([ROWS, ROWS.iloc[:1].assign(lat=9.0)]), "have the same time"),
        (ROWS.assign(lat=[1.0, float("nan"), 1.0]), "no point on earth"),
        (ROWS.drop(columns="lat"), "no column lat"),
    ],
)
def test_a_file_that_holds_no_positions_is_refused(
    tmp_path: Path, rows: pd.DataFrame, word: str
) -> None:
    with pytest.raises(TracksError, match=word):
        of(written(tmp_path / "a.parquet", rows))


def test_a_missing_or_damaged_file_is_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(TracksError, match=r"no\.parquet: the file cannot be read"):
        of(tmp_path / "no.parquet")
    path = written(tmp_path / "cut.parquet", ROWS)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TracksError, match="cannot be read as Parquet"):
        of(path)


def test_a_number_is_no_positions() -> None:
    with pytest.raises(TracksError, match="positions of type int"):
        of(3)
    with pytest.raises(TracksError, match="no file"):
        of([])
