"""The synthetic case of the case tests, and the real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from osint_helpers.case import Case, open_case
from tests.case.builder import write_case
from tests.conftest import REPO


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """The synthetic case, opened."""
    return open_case(write_case(tmp_path / "synthetic-case"))


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Case]:
    """Open the synthetic case with tables or texts changed."""
    return lambda **overrides: open_case(write_case(tmp_path / "changed-case", **overrides))


@pytest.fixture(scope="session")
def maybach() -> Case:
    """The case of the suite."""
    return open_case(REPO / "data" / "cases" / "maybach-2018")


@pytest.fixture
def one_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every modelled lane be 624 nautical miles long: 2 knots over 13 days."""
    from types import SimpleNamespace

    from osint_helpers.reference import lanes

    monkeypatch.setattr(lanes, "lane", lambda start, end: SimpleNamespace(nm=624.0))
