"""Fixtures of the case tests: the synthetic case, whole and changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from osint_helpers.case import Case, open_case
from osint_helpers.case.faults import CaseFault, CaseFaults
from tests.case.builder import write_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a valid synthetic case."""
    return write_case(tmp_path / "synthetic-case")


@pytest.fixture
def case(folder: Path) -> Case:
    """The synthetic case, opened."""
    return open_case(folder)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Case]:
    """Open the synthetic case with tables changed."""
    return lambda **overrides: open_case(write_case(tmp_path / "changed-case", **overrides))


def faults_of(folder: Path) -> tuple[CaseFault, ...]:
    """Return the faults with which opening `folder` must fail."""
    with pytest.raises(CaseFaults) as caught:
        open_case(folder)
    return caught.value.faults  # type: ignore[return-value]


def where(fault: CaseFault) -> tuple[str, str, int | None, str | None]:
    """Return code, file name, row and column of a fault."""
    return fault.code, fault.file.name if fault.file else "", fault.row, fault.column
