"""Stores of real densities: vessels of a real day, and the day tiled."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from osint_helpers import tracks
from osint_helpers.errors import OsintError
from osint_helpers.tracks import samples
from osint_helpers.tracks.store import Store
from tests.conftest import REPO

ROWS = 100_000


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """At least 100,000 positions of whole vessels of a real day, imported as an analyst would."""
    try:
        frame = samples.us_coastal()
    except OsintError as error:
        pytest.skip(str(error))
    counts = frame.groupby("mmsi").size().sort_index(ascending=False)
    vessels = counts.index[: int((counts.cumsum() < ROWS).sum()) + 1]
    chosen = frame[frame["mmsi"].isin(vessels)]
    assert len(chosen) >= ROWS
    return tracks.import_positions(chosen, tmp_path_factory.mktemp("day") / "store")


@pytest.fixture(scope="session")
def tiles() -> ModuleType:
    """The module of the benchmarks that tiles a day."""
    spec = importlib.util.spec_from_file_location("_tiles", REPO / "benchmarks" / "_tiles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def million(tiles: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A million positions: four such days and a part, each of other vessels."""
    folder: Path = tmp_path_factory.mktemp("million") / "store"
    try:
        samples.us_coastal()
    except OsintError as error:
        pytest.skip(str(error))
    return tiles.store(folder, 1_000_000)
