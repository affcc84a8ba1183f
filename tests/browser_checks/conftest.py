"""One Chromium and one counting server for all checks in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.report import build_notebook, to_html
from tests.browser_checks.chromium import Outside, chromium, outside
from tests.report.synthetic import write_script


@pytest.fixture(scope="session")
def world() -> Iterator[Outside]:
    """The counting server."""
    with outside() as running:
        yield running


@pytest.fixture(scope="session")
def browser(world: Outside) -> Iterator[Any]:
    """Chromium; skips, or fails under OSINT_REQUIRE_BROWSER=1, where there is none."""
    with chromium(world) as running:
        yield running


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the SYNTHETIC notebook, as a file."""
    folder = tmp_path_factory.mktemp("page")
    notebook = build_notebook(write_script(folder), folder / "toy.ipynb")
    path = folder / "report.html"
    path.write_text(to_html(notebook), encoding="utf-8")
    return path
