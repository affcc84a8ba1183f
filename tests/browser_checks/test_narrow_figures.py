"""On a telephone a comparison is read by scrolling down: nothing of it lies behind the edge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from osint_helpers.report import to_html
from tests.report.test_case_notebooks import NOTEBOOKS

pytestmark = pytest.mark.browser

FIGURES = [("07-routes-compared", "C-4"), ("07-routes-compared", "D-2"),
           ("07-routes-compared", "M-2"), ("07-routes-compared", "F-2"),
           ("07-routes-compared", "C-8"), ("11-wise-honest-2018", "C-2")]  # fmt: skip
_ENDS = """all => all.map(one => one.getBoundingClientRect()).filter(r => r.width)
.map(r => [r.left, r.right])"""


@pytest.fixture(scope="module")
def pages(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder, opened = tmp_path_factory.mktemp("narrow"), {}
    for stem in sorted({stem for stem, _ in FIGURES}):
        notebook = next((one for one in NOTEBOOKS if one.stem == stem), None)
        if notebook is None:
            pytest.skip("no case notebook is built yet")
        path = folder / f"{stem}.html"
        path.write_text(to_html(notebook), encoding="utf-8")
        opened[stem] = browser.new_page()
        opened[stem].goto(path.as_uri(), wait_until="load")
    yield opened
    for page in opened.values():
        page.close()


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize(("stem", "number"), FIGURES)
def test_all_of_a_figure_is_read_by_scrolling_down(
    pages: dict[str, Any], stem: str, number: str, width: int
) -> None:
    page = pages[stem]
    page.set_viewport_size({"width": width, "height": 800})
    figure = page.locator(f"#exhibit-{number}")
    assert not figure.locator(".figure-wide").is_visible()
    ends = figure.locator(".figure-narrow *").evaluate_all(_ENDS)
    assert len(ends) > 20
    assert min(left for left, _ in ends) >= 0
    assert max(right for _, right in ends) <= width


@pytest.mark.parametrize(("stem", "number"), FIGURES)
def test_a_wide_window_and_paper_have_the_drawing_alone(
    pages: dict[str, Any], stem: str, number: str
) -> None:
    page = pages[stem]
    figure = page.locator(f"#exhibit-{number}")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert figure.locator(".figure-wide").is_visible()
    assert not figure.locator(".figure-narrow").is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(media="print")
    assert not figure.locator(".figure-narrow").is_visible()
    page.emulate_media(media="screen")


def test_the_names_of_the_cases_stay_in_sight_and_cover_no_link_with_the_focus(
    pages: dict[str, Any],
) -> None:
    page = pages["07-routes-compared"]
    page.set_viewport_size({"width": 390, "height": 800})
    table = page.locator("#exhibit-M-2 .matrix-table")
    table.locator("tbody").last.scroll_into_view_if_needed()
    heads = table.locator("thead th").first.bounding_box()
    assert 0 <= heads["y"] < 2
    link = table.locator("tbody th a").nth(4)
    link.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 20)")
    assert link.bounding_box()["y"] < heads["height"], "the heads lie over it"
    link.focus()
    assert link.bounding_box()["y"] >= heads["height"]
