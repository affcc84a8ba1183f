"""One Chromium and one counting server for all checks in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osint_helpers import diligence
from osint_helpers.report import build_notebook, to_html, write_diligence
from osint_helpers.screening import read_list
from tests.browser_checks.chromium import Outside, chromium, outside
from tests.report.synthetic import write_script
from tests.report.test_case_notebooks import NOTEBOOKS, is_report

CONSIGNMENTS = "case of consignments"
PAGES = ["synthetic", "case", "case of collected records", CONSIGNMENTS]


# Of the package, not of the session: Playwright runs once a process, and other files start it too.
@pytest.fixture(scope="package")
def world() -> Iterator[Outside]:
    """The counting server."""
    with outside() as running:
        yield running


@pytest.fixture(scope="package")
def browser(world: Outside) -> Iterator[Any]:
    """Chromium; skips, or fails under OSINT_REQUIRE_BROWSER=1, where there is none."""
    with chromium(world) as running:
        yield running


@pytest.fixture(scope="session", params=PAGES)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the SYNTHETIC notebook, of two case notebooks, and of a company's own check."""
    folder = tmp_path_factory.mktemp("page")
    if request.param == CONSIGNMENTS:
        return write_diligence(_own_check(), folder / "own").html
    if request.param == "synthetic":
        notebook = build_notebook(write_script(folder), folder / "toy.ipynb")
    else:
        wanted = "collecting" if "collected" in request.param else ""
        found = [one for one in NOTEBOOKS if wanted in one.stem and is_report(one)]
        notebook = next(iter(found), None)
        if notebook is None:
            pytest.skip("no case notebook is built yet")
    path = folder / "report.html"
    path.write_text(to_html(notebook), encoding="utf-8")
    return path


def _own_check() -> diligence.Diligence:
    listed = read_list(diligence.example("list-synthetic.ftm.json"), list_date="2026-03-01")
    rows = diligence.read(diligence.example("consignments-synthetic.csv"))
    return diligence.check(rows, [listed])


@pytest.fixture
def toy(report: Path, request: pytest.FixtureRequest) -> Path:
    """The SYNTHETIC page only, for checks that name its exhibits."""
    if "case" in request.node.name:
        pytest.skip("this check names exhibits of the SYNTHETIC page")
    return report
