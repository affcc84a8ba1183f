"""A SYNTHETIC notebook, built once for all tests of the report room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from osint_helpers.report import build_notebook
from tests.report.synthetic import write_script


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Path of the built notebook; its script lies beside it. Tests must not change either."""
    folder = tmp_path_factory.mktemp("toy")
    return build_notebook(write_script(folder), folder / "toy.ipynb")


@pytest.fixture
def pdf_engine() -> None:
    """Skip where Pango is missing; fail there when OSINT_REQUIRE_PDF=1 says it must be present."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        if os.environ.get("OSINT_REQUIRE_PDF") == "1":
            pytest.fail(f"OSINT_REQUIRE_PDF=1, but WeasyPrint cannot be loaded: {error}")
        pytest.skip(f"WeasyPrint or Pango is not on this machine: {error}")
