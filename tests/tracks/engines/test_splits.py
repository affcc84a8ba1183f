"""A sorted file is parted into ranges of whole tracks, or left whole."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, gaps, port_calls
from osint_helpers.tracks.engines import splits
from osint_helpers.tracks.port_calls import PortCallRule
from tests.tracks.frames import frame
from tests.tracks.test_steps import Fixed

PLACE = pd.DataFrame(
    {"port": ["SYN"], "name": ["Synthetic"], "country": ["XX"], "lat": [0.0], "lon": [0.0]}
)


@pytest.fixture
def rows() -> pd.DataFrame:
    """Nine tracks that stop at 0, 0 for 12 hours, then move off, with a gap of 8 hours."""
    return frame(
        *[
            (track, step / 4 + (8 if step > 60 else 0), 0.02 * max(0, step - 48), 0)
            for track in range(9)
            for step in range(70 + track)
        ]
    )


def laid(rows: pd.DataFrame, path: Path, **how: object) -> Path:
    pq.write_table(pa.Table.from_pandas(rows, preserve_index=False), path, **how)
    return path


def test_ranges_hold_each_row_once(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duck: DuckDB
) -> None:
    path = laid(rows, tmp_path / "a.parquet", row_group_size=50)
    monkeypatch.setattr(splits, "LEAST_ROWS", 100)
    found = splits.ranges(str(path))
    assert 2 < len(found) <= splits.MOST
    counts = [duck._connection.sql(f"from '{path}'{one}").count("*").fetchone()[0] for one in found]
    assert sum(counts) == len(rows)
    assert min(counts) > 0


@pytest.mark.parametrize("search", ["gaps", "calls"])
def test_ranges_give_the_events_of_the_whole_file(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, search: str
) -> None:
    path = laid(rows, tmp_path / "a.parquet", row_group_size=50)

    def found() -> pd.DataFrame:
        if search == "gaps":
            return gaps(Fixed(path)).frame
        return port_calls(Fixed(path), ports=PLACE).frame

    whole = found()
    assert len(whole) >= 9
    monkeypatch.setattr(splits, "LEAST_ROWS", 100)
    pd.testing.assert_frame_equal(whole, found())


def test_a_file_without_statistics_is_one_range(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "LEAST_ROWS", 100)
    path = laid(rows, tmp_path / "a.parquet", row_group_size=50, write_statistics=False)
    assert splits.ranges(str(path)) == [""]


def test_a_missing_track_in_a_large_file_is_refused(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "LEAST_ROWS", 100)
    rows["track"] = rows["track"].astype("Int64")
    rows.loc[rows.index[300], "track"] = pd.NA
    path = laid(rows, tmp_path / "a.parquet", row_group_size=50)
    with pytest.raises(TracksError, match="out of order"):
        gaps(Fixed(path))


def test_a_row_out_of_order_within_a_range_is_refused(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "LEAST_ROWS", 100)
    order = list(range(len(rows)))
    order[400], order[401] = order[401], order[400]
    path = laid(rows.iloc[order], tmp_path / "a.parquet", row_group_size=50)
    with pytest.raises(TracksError, match="out of order"):
        gaps(Fixed(path))


def test_kept_parts_of_one_rule_are_not_those_of_another(
    rows: pd.DataFrame, tmp_path: Path
) -> None:
    path = laid(rows, tmp_path / "a.parquet")
    slow, fast = PortCallRule(), PortCallRule(stop_kn=4.0, move_kn=9.0)
    found = []
    for rule in (slow, fast):
        with DuckDB(work=tmp_path / "work") as engine:
            found.append(port_calls(Fixed(path), rule, ports=PLACE, engine=engine).frame)
        pd.testing.assert_frame_equal(found[-1], port_calls(Fixed(path), rule, ports=PLACE).frame)
    assert found[0]["hours"].tolist() != found[1]["hours"].tolist()
