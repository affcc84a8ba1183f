"""A file appears whole under its name, or what was there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.evidence import durable


def test_a_new_file_has_its_bytes_and_the_rights_of_a_file_to_hand_over(tmp_path: Path) -> None:
    with durable.new_file(tmp_path / "x") as part:
        assert not (tmp_path / "x").exists()
        part.write_bytes(b"SYNTHETIC")
    assert (tmp_path / "x").read_bytes() == b"SYNTHETIC"
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def test_a_new_file_that_fails_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(IsADirectoryError), durable.new_file(tmp_path / "x"):
        tmp_path.write_bytes(b"")
    assert (tmp_path / "x").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def test_a_kept_file_is_read_only_and_replaces_what_an_interrupted_writer_left(
    tmp_path: Path,
) -> None:
    (tmp_path / ".x.new").write_bytes(b"half")
    assert durable.keep(tmp_path / "x", b"SYNTHETIC").read_bytes() == b"SYNTHETIC"
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o444
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
