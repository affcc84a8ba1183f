"""What the tests of the network share: the lab, and a fetch that may ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.evidence.net.fetching import fetch
from osint_helpers.evidence.net.settings import Settings
from tests.evidence.lab import Lab

LOCAL = Settings(allow=frozenset({"127.0.0.1"}), seconds=20, connect_seconds=5)
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


@pytest.fixture
def ask(lab: Lab, tmp_path: Path) -> Ask:
    """Fetch a path of the lab, or a whole URL, into ``tmp_path / "work"``."""

    def asking(path: str, **settings: Any) -> dict[str, Any]:
        folder = tmp_path / "work"
        folder.mkdir()
        url = path if "://" in path else lab.url(path)
        return fetch(url, folder, replace(LOCAL, **settings))

    return asking
