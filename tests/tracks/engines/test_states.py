"""States that a kernel adds to the steps: kept parts know their rule."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from osint_helpers.tracks import DuckDB, port_calls
from osint_helpers.tracks.port_calls import PortCallRule
from tests.tracks.frames import Fixed, frame

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
