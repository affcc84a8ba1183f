"""One browser and one server for all pictures."""

from collections.abc import Iterator

import pytest

from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.render.browser import Chromium
from osint_helpers.evidence.storing import Store
from tests.browser import need
from tests.evidence.lab import Lab

SETTINGS = Settings(allow=frozenset({"127.0.0.1"}))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Chromium]:
    """A running browser, without network."""
    need()
    with Chromium() as running:
        yield running


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "case", "ana")
