from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, Events, GapRule, PortCallRule, columns, gaps, port_calls
from osint_helpers.tracks.events import identify, minutes, typed
from tests.conftest import REPO
from tests.tracks.frames import frame

PORT = pd.DataFrame(
    {"port": ["XXAAA"], "name": ["=1+1<b>"], "country": ["XX"], "lat": [10.0], "lon": [20.0]}
)


@pytest.fixture(scope="module")
def found(duck: DuckDB) -> Events:
    window = (pd.Timestamp("2020-02-28T00:00Z"), pd.Timestamp("2020-03-03T00:00Z"))
    return gaps(frame((0, 0, 1, 2), (0, 8, 3, 4)), window=window, engine=duck)


def test_an_id_is_the_same_on_every_run_and_hash_seed(found: Events) -> None:
    code = (
        "from tests.tracks.frames import frame; from osint_helpers.tracks import gaps;"
        "print(gaps(frame((0, 0, 1, 2), (0, 8, 3, 4))).frame['event'].tolist())"
    )
    ids = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPO,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(ids) == 1
    assert ids != {"[]\n"}
    assert found.frame["event"].str.fullmatch("[0-9a-f]{16}").all()
    assert found.frame["event"].is_unique


def test_parquet_keeps_types_and_says_the_rule(found: Events, tmp_path: Path) -> None:
    path = found.to_parquet(tmp_path / "gaps.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(path), found.frame)
    facts = pq.read_schema(path).metadata
    assert b'"longer_than_h":6.0' in facts[b"osint_rule"]
    assert facts[b"osint_engine"] == b"duckdb"


def test_csv_has_iso_times_and_no_formula(duck: DuckDB, tmp_path: Path) -> None:
    calls = port_calls(frame((0, 0, 10, 20), (0, 2, 10, 20)), ports=PORT, engine=duck)
    path = calls.to_csv(tmp_path / "calls.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["port_name"] == "'=1+1<b>"
    assert row["arrived_t"] == "2020-02-29T00:00:00Z"
    assert list(row) == [column.name for column in columns.PORT_CALLS]


def test_a_geopackage_has_a_point_an_event(found: Events, tmp_path: Path) -> None:
    layer = geopandas.read_file(found.to_gpkg(tmp_path / "gaps.gpkg"))
    assert layer.crs == "EPSG:4326"
    # open at the start: ON; closed and open at the end: OFF
    assert [(p.y, p.x) for p in layer.geometry] == [(1, 2), (1, 2), (3, 4)]


def test_html_escapes_what_comes_from_outside(duck: DuckDB) -> None:
    calls = port_calls(frame((0, 0, 10, 20), (0, 2, 10, 20)), ports=PORT, engine=duck)
    html = calls._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "does not say that the ship berthed" in html


def test_a_folder_that_is_not_there_is_a_typed_error(found: Events, tmp_path: Path) -> None:
    with pytest.raises(TracksError, match="cannot be written"):
        found.to_csv(tmp_path / "no" / "gaps.csv")


def test_two_events_with_one_key_are_refused() -> None:
    rows = typed(pd.DataFrame({"track": [1, 1], "off_t": [5, 5], "on_t": [9, 9]}), "gap")
    with pytest.raises(TracksError, match="same key"):
        identify(rows, "gap", GapRule(), ("x",), ("track", "off_t", "on_t"))


def test_the_id_depends_on_kind_rule_and_inputs() -> None:
    @dataclass(frozen=True)
    class Other:
        longer_than_h: float = 6.0
        before_h: float = 12.0

    rows = typed(pd.DataFrame({"track": [1], "off_t": [5], "on_t": [None]}), "gap")
    ids = {
        identify(rows, kind, rule, inputs, ("track", "off_t", "on_t")).loc[0, "event"]
        for kind, rule, inputs in (
            ("gap", GapRule(), ("x",)),
            ("gap", Other(), ("x",)),
            ("gap", GapRule(), ("y",)),
            ("gaps", GapRule(), ("x",)),
            ("gap", PortCallRule(), ("x",)),
        )
    }
    assert len(ids) == 5


def test_minutes_cut_the_seconds_off() -> None:
    assert minutes([59_999_999, 60_000_000]) == ["1970-01-01 00:00 UTC", "1970-01-01 00:01 UTC"]


def test_the_room_loads_no_heavy_library() -> None:
    code = (
        "import sys, osint_helpers.tracks;"
        "print([m for m in ('pandas', 'ibis', 'duckdb', 'pyarrow', 'pyspark') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPO
    )
    assert done.stdout == "[]\n"


def test_docs_list_every_column() -> None:
    text = (REPO / "docs/tracks.md").read_text(encoding="utf-8")
    for wanted in (columns.GAPS, columns.PORT_CALLS, columns.COVERAGE):
        for column in wanted:
            assert f"`{column.name}`" in text, column.name
