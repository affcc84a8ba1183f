"""Events as files: each appears whole, or the old one stays."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas
import pandas as pd
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, Events, gaps, writing
from tests.tracks.frames import frame

FORMS = ("parquet", "csv", "gpkg")


@pytest.fixture(scope="module")
def found(duck: DuckDB) -> Events:
    rows = [(0, 8 * n, n % 90 / 2, n % 170) for n in range(1500)]
    return gaps(frame(*rows), engine=duck)


def write(found: Events, path: Path) -> Path:
    form = path.suffix[1:]
    return {"parquet": found.to_parquet, "csv": found.to_csv, "gpkg": found.to_gpkg}[form](path)


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """Let every file end after `most` bytes: the write fails as on a full disk."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    was = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, was)


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    found: Events, form: str, tmp_path: Path
) -> None:
    path = write(found, tmp_path / f"gaps.{form}")
    old = path.read_bytes()
    assert len(old) > 40_000
    with full_disk(20_000), pytest.raises(TracksError, match="cannot be written") as caught:
        write(found, path)
    assert caught.value.file == path
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_no_half_file_under_a_new_name(
    found: Events, form: str, tmp_path: Path
) -> None:
    with full_disk(20_000), pytest.raises(TracksError, match="cannot be written"):
        write(found, tmp_path / f"gaps.{form}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMS)
def test_a_stopped_write_leaves_the_old_file(
    found: Events, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(found, tmp_path / f"gaps.{form}")
    old = path.read_bytes()
    seen = []

    def stop(part: Path) -> None:
        seen.append(part.stat().st_size)
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "sync", stop)
    with pytest.raises(KeyboardInterrupt):
        write(found, path)
    assert seen[0] > 20_000, "stopped when the new file is whole and has no name yet"
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", FORMS)
def test_the_new_file_has_the_rights_of_an_ordinary_one(
    found: Events, form: str, tmp_path: Path
) -> None:
    (tmp_path / "ordinary").touch()
    path = write(found, tmp_path / f"gaps.{form}")
    assert path.stat().st_mode == (tmp_path / "ordinary").stat().st_mode


def test_another_layer_of_a_geopackage_stays(found: Events, tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    point = geopandas.GeoDataFrame(
        pd.DataFrame({"n": [1]}), geometry=geopandas.points_from_xy([1.0], [2.0], crs="EPSG:4326")
    )
    writing.layer(point, path, "other")
    write(found, path)
    assert set(geopandas.list_layers(path)["name"]) == {"gap", "other"}
    assert len(geopandas.read_file(path, layer="gap")) == len(found)
