"""What the tests of the client share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect import demo
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources


@pytest.fixture
def demo_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with the SYNTHETIC source of `demo`."""
    with FakeSources(demo=demo.answer) as fakes:
        yield Desk(tmp_path, fakes)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return an empty case."""
    folder = tmp_path / "case"
    folder.mkdir()
    return folder
