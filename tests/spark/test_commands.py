"""``osint tracks events``: Spark writes the files DuckDB writes, for every kind."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from osint_helpers import reference
from osint_helpers.cli import main
from osint_helpers.cli.tracking_rules import KINDS
from osint_helpers.tracks import import_positions
from tests.tracks.worlds import PLACES, fleet

pytest.importorskip("duckdb", reason="the extra tracks is not installed")
RULES = (
    "gaps.longer_than_h=0.05", "encounters.hours=0.5", "encounters.slower_kn=5",
    "loitering.hours=1", "loitering.away_from_port_km=0", "port-calls.stop_kn=2",
    "port-calls.move_kn=4",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SYNTHETIC fleets off a seaport and at sea, whose ships send changing names."""
    port = reference.seaports().iloc[0]
    rows = [
        (track // 100, t + at * 86_400_000_000, lat, lon)
        for at, place in enumerate([PLACES[0], (port["lat"], port["lon"])])
        for track, t, lat, lon in fleet(at, place, ships=8, steps=40)
    ]
    frame = pd.DataFrame(rows, columns=["mmsi", "t", "lat", "lon"])
    frame["t"] = pd.to_datetime(frame["t"], unit="us", utc=True)
    frame["name"] = [f"SYNTHETIC {n % 3}" for n in range(len(frame))]
    return import_positions(frame, tmp_path_factory.mktemp("spark") / "store").folder


def searched(store: Path, to: Path, engine: str) -> dict[str, pd.DataFrame]:
    words = [f"--rule={rule}" for rule in RULES]
    asked = ["tracks", "events", str(store), "--kind", "all", "--to", str(to), "--engine", engine]
    assert main([*asked, *words]) == 0
    found = {path.stem.rpartition("-")[0]: pd.read_parquet(path) for path in to.glob("*.parquet")}
    assert set(found) == set(KINDS)
    return found


@pytest.mark.usefixtures("spark")
def test_every_kind_is_equal_through_the_command(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = searched(store, tmp_path / "duckdb", "duckdb")
    told = capsys.readouterr().out.replace(str(tmp_path / "duckdb"), "")
    two = searched(store, tmp_path / "spark", "spark")
    assert capsys.readouterr().out.replace(str(tmp_path / "spark"), "") == told
    for kind, frame in one.items():
        pd.testing.assert_frame_equal(frame, two[kind], check_exact=False, rtol=0, atol=1e-6)
    assert all(len(frame) for frame in one.values())
