"""An export takes its name whole and touches no other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.exports import placing


def write(target: Path, case: Path, data: bytes = b"SYNTHETIC") -> None:
    with placing.new_file(target, case) as file:
        file.write(data)


def test_a_file_or_link_with_the_name_of_a_part_is_not_touched(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"of somebody else")
    (tmp_path / ".x.part").symlink_to(kept)
    write(tmp_path / "x", tmp_path / "case")
    assert kept.read_bytes() == b"of somebody else"
    assert (tmp_path / ".x.part").is_symlink()
    assert (tmp_path / "x").read_bytes() == b"SYNTHETIC"


@pytest.mark.parametrize("place", ["captures/x", "log/x", "seals/x", "captures/a/../x"])
def test_no_export_lies_among_the_evidence(tmp_path: Path, place: str) -> None:
    with pytest.raises(EvidenceError, match="among the evidence"):
        write(tmp_path / place, tmp_path)


def test_what_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    (tmp_path / "y").symlink_to(tmp_path / "gone")
    for name in ("x", "y"):
        with pytest.raises(EvidenceError, match="is there already"):
            write(tmp_path / name, tmp_path / "case")
    assert (tmp_path / "x").read_bytes() == b"old"
