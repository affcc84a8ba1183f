"""The notebooks of this repository: each passes the guard and becomes a page of bearable size."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from osint_helpers.report import guard, to_html

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MAX_PAGE = 1_500_000


def is_report(path: Path) -> bool:
    return "osint_report" in nbformat.read(path, 4).metadata


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_guard_has_nothing_to_say(path: Path) -> None:
    assert guard(path) == []


@pytest.mark.parametrize(
    "path", [path for path in NOTEBOOKS if is_report(path)], ids=lambda path: path.stem
)
def test_page_is_made_and_small_enough(path: Path) -> None:
    page = to_html(path)
    assert len(page.encode()) <= MAX_PAGE
    assert page == to_html(path)
