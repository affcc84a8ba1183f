"""Sample AIS: read from the data package without running it, refused when it is another file."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import samples
from tests.conftest import shared_folder

GOOD = ["*T*", "id", "terrestrial", "2", "0", "*P*", "terrestrial", "2", "1", "1", "0",
        "000000101", "2020-01-02 03:04:05", "8.5", "54.25",
        "000000101", "2020-01-02 03:05:05", "8.6", "54.5"]  # fmt: skip


@pytest.fixture
def installed() -> None:
    try:
        samples._path(samples.US_COASTAL)
    except TracksError as error:
        pytest.skip(f"the extra sample-data is not installed: {error.what}")


def written(folder: Path, *lines: list[str]) -> Path:
    path = folder / "SYNTHETIC.traj"
    path.write_text("".join(",".join(cells) + "\n" for cells in lines))
    return path


def test_a_trajectory_is_number_time_longitude_latitude(tmp_path: Path):
    path = written(tmp_path, GOOD, GOOD)
    frame = samples._positions(samples._trajectories(path), samples.US_COASTAL)
    assert list(frame["line"]) == [1, 2, 1, 2]
    first = frame.iloc[0]
    assert (first["mmsi"], first["lat"], first["lon"]) == (101, 54.25, 8.5)
    assert first["t"].isoformat() == "2020-01-02T03:04:05+00:00"
    assert first["t_us"] == 1_577_934_245_000_000
    assert list(frame.columns) == ["mmsi", "t", "t_us", "lat", "lon", "line", "source"]


@pytest.mark.parametrize(
    "cells",
    [
        ["*X*", *GOOD[1:]], GOOD[:-1], [*GOOD[:3], "3", *GOOD[4:]], [*GOOD[:4], "1", *GOOD[5:]],
        [*GOOD[:7], "3", *GOOD[8:]], [""],
    ],
    ids=["token", "cut", "count", "properties", "dimension", "empty"],
)  # fmt: skip
def test_a_line_of_another_form_is_refused_with_its_number(tmp_path: Path, cells: list[str]):
    path = written(tmp_path, GOOD, cells)
    with pytest.raises(TracksError, match=r"SYNTHETIC\.traj:2: the line is no trajectory"):
        samples._trajectories(path)


@pytest.mark.parametrize("at", [11, 12, 13])
def test_a_point_that_cannot_be_read_is_refused(tmp_path: Path, at: int):
    path = written(tmp_path, [*GOOD[:at], "x", *GOOD[at + 1 :]])
    with pytest.raises(TracksError, match="a point cannot be read"):
        samples._trajectories(path)


def test_another_file_is_refused(installed: None):
    with pytest.raises(TracksError, match="not the pinned"):
        samples._path(replace(samples.US_COASTAL, sha256="0" * 64))


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(samples, "_MODULE", "no_such_package_here")
    with pytest.raises(TracksError, match=r"osint-helpers\[sample-data\]"):
        samples.us_coastal()


def test_other_counts_are_refused():
    import pandas as pd

    with pytest.raises(TracksError, match="1 positions of 1 vessels are read, not 235,967"):
        samples._counted(pd.DataFrame({"mmsi": [1]}), samples.US_COASTAL)


def test_no_code_of_the_package_runs(installed: None):
    samples.us_coastal()
    assert "tracktable_data" not in sys.modules


def test_the_coast_is_what_the_public_file_holds(installed: None):
    import pandas as pd

    folder = shared_folder()
    if folder is None:
        pytest.skip("the shared public data are not on this machine (set OSINT_SHARED)")
    held = pd.read_parquet(folder / "data" / "ais" / "us_coastal_2020-06-30.parquet")
    keys = ["mmsi", "t", "lat", "lon"]
    ours = samples.us_coastal()[keys].sort_values(keys, ignore_index=True)
    assert len(ours) == 235_967
    assert ours["mmsi"].nunique() == 1_185
    pd.testing.assert_frame_equal(ours, held[keys].sort_values(keys, ignore_index=True))


def test_the_harbour_has_identities_and_no_sentinels(installed: None):
    frame = samples.ny_harbor()
    assert len(frame) == 8_689
    assert frame["cog_deg"].dropna().between(0, 360, inclusive="left").all()
    assert not (frame["heading_deg"] == 511).any()
    assert not frame["imo"].str.startswith("IMO").any()
    assert set(frame["transceiver"]) == {"A", "B"}


def test_provenance_names_package_licence_origin_and_hash(installed: None):
    text = samples.US_COASTAL.provenance
    for word in ("tracktable-data 1.7.3", "BSD", "United States", samples.US_COASTAL.sha256):
        assert word in text
    assert len(samples.US_COASTAL.limits) == 3
