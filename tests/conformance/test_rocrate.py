"""ro-crate-py reads the crate without a network.

The validator of the RO-Crate community loads its context from the network, so it is no part of
these tests; what version 1.1 demands of the root is checked in tests/evidence/exports.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from osint_helpers.evidence.exports import rocrate
from tests.conformance.conftest import Taken
from tests.conformance.environment import ask

pytestmark = pytest.mark.conformance


def test_the_crate_is_read_with_every_file_and_its_hash(taken: Taken, tmp_path: Path) -> None:
    folder = tmp_path / "crate"
    shutil.copytree(taken.case, folder)
    text = rocrate.metadata(
        taken.case, name="SYNTHETIC", description="No fact", licence="none", date="2026-01-02"
    )
    (folder / "ro-crate-metadata.json").write_text(text, encoding="utf-8")
    read = ask("crate", str(folder))
    assert (read["name"], read["date"], read["licence"]) == ("SYNTHETIC", "2026-01-02", "#licence")
    stored = sorted(path for path in (folder / "captures").rglob("*") if path.is_file())
    assert read["files"] == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in stored
    }
    kinds = list(read["types"].values())
    assert kinds.count("CreateAction") == len(taken.captures) + 1
    assert kinds.count("SoftwareApplication") == 1
