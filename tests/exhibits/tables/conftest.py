"""A SYNTHETIC case with evidence of every sort, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.case import Case, open_case
from tests.case.evidence import write_evidence


@pytest.fixture(scope="session")
def evidence_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder and its captures by a short name. Tests must not change it."""
    folder = tmp_path_factory.mktemp("evidence") / "synth-evidence"
    return folder, write_evidence(folder)


@pytest.fixture
def evident(evidence_folder: tuple[Path, dict[str, str]]) -> Case:
    """The case, opened."""
    return open_case(evidence_folder[0])


@pytest.fixture
def ids(evidence_folder: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """Short name -> id of each capture."""
    return evidence_folder[1]
