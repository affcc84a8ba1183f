"""The real case, and the SYNTHETIC one with changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.case.model import Case
from osint_helpers.case.opening import open_case
from tests.case.builder import write_case
from tests.conftest import REPO


@pytest.fixture(scope="session")
def maybach() -> Case:
    """The case of the report."""
    return open_case(REPO / "data" / "cases" / "maybach-2018")


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Case]:
    """Return a function that opens the SYNTHETIC case with tables replaced."""

    def make(**tables: Any) -> Case:
        folder = tmp_path / f"synthetic-{len(list(tmp_path.iterdir()))}"
        return open_case(write_case(folder, **tables))

    return make


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The SYNTHETIC case as it is."""
    return open_case(write_case(tmp_path_factory.mktemp("case") / "synthetic-case"))
