"""The evidence folders of a case are made once, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.founding import found


def test_folders_and_attributes_are_made(tmp_path: Path) -> None:
    found(tmp_path / "case")
    names = sorted(path.name for path in (tmp_path / "case").iterdir())
    assert names == [".gitattributes", "captures", "log", "seals"]
    assert (tmp_path / "case/.gitattributes").read_text() == "* -text\n"


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("SYNTHETIC\n")
    (tmp_path / "log").mkdir()
    (tmp_path / "log/0001-ana.jsonl").write_text("SYNTHETIC\n")
    found(tmp_path)
    found(tmp_path)
    assert (tmp_path / ".gitattributes").read_text() == "SYNTHETIC\n"
    assert (tmp_path / "log/0001-ana.jsonl").read_text() == "SYNTHETIC\n"


@pytest.mark.parametrize("name", ["captures", "log", "seals"])
def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("SYNTHETIC\n")
    with pytest.raises(EvidenceError, match="not a folder"):
        found(tmp_path)
    assert (tmp_path / name).read_text() == "SYNTHETIC\n"


def test_a_link_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "case").mkdir()
    (tmp_path / "case/log").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EvidenceError, match="not a folder"):
        found(tmp_path / "case")
