"""The page in a browser: asks nobody, reads on any width, by keyboard, without script."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.browser_checks.chromium import Outside

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text))
    page.goto(report.as_uri(), wait_until="load")
    yield page
    page.close()


def use_everything(page: Any) -> None:
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    # not by mouse: an open balloon of a map may lie over the next control
    page.locator("button, select, input, .om-pin").evaluate_all(
        "all => all.forEach(c => c.click())"
    )
    for number in range(page.locator("details").count()):
        page.locator("details").nth(number).evaluate("d => { d.open = !d.open; }")
    page.locator("main a[href^='#']").evaluate_all(
        "all => all.slice(0, 40).forEach(a => a.click())"
    )
    page.emulate_media(media="print")
    page.pdf(prefer_css_page_size=True)


def test_nobody_is_asked_for_anything(browser: Any, world: Outside, report: Path) -> None:
    before = len(world.arrived)
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(report.as_uri(), wait_until="load")
    use_everything(page)
    page.wait_for_timeout(300)
    context.close()
    assert world.arrived[before:] == []
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [report.as_uri()]


def test_no_error_and_no_complaint(page: Any) -> None:
    use_everything(page)
    assert page.errors == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out_of_the_page(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_digest_is_cut_at_the_edge_of_a_telephone(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    cells = "all => all.map(one => one.getBoundingClientRect().right)"
    ends = page.locator(".register td:last-child").evaluate_all(cells)
    assert ends
    assert max(ends) <= 390


def test_a_drawing_wider_than_the_screen_says_so(page: Any) -> None:
    told = (
        "all => all.map(one => [one.scrollWidth > one.clientWidth + 1,"
        " getComputedStyle(one, '::before').content !== 'none'])"
    )
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found = page.locator(".figure-scroll:has(> svg):visible").evaluate_all(told)
        assert [pair for pair in found if pair[0] != pair[1]] == []


def test_a_moment_beside_a_hash_breaks_between_day_and_time(page: Any) -> None:
    page.set_viewport_size({"width": 660, "height": 800})
    row = "<td>0001</td><td data-label='UTC'>2026-11-21 22:59:10</td>" + "<td>no</td>" * 3
    row += f"<td>{'0' * 64}</td>"
    page.evaluate(
        "row => { document.querySelector('main').innerHTML = `<div class='exhibit'>"
        "<table class='exhibit-table'><tbody><tr>${row}</tr></tbody></table></div>`; }",
        row,
    )
    cell = page.locator("td[data-label='UTC']")
    lines = cell.evaluate(
        "one => { const r = document.createRange(); r.selectNodeContents(one);"
        " return r.getClientRects().length; }"
    )
    assert lines <= 2


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [390, 1280])
def test_accessibility_rules_hold(browser: Any, report: Path, media: str, width: int) -> None:
    spec = find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("axe-playwright-python is not on this machine")
    axe = Path(spec.submodule_search_locations[0]) / "axe.min.js"
    # the policy of the page would keep the checker out; it is tested elsewhere, never here
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.emulate_media(media=media)
    page.goto(report.as_uri(), wait_until="load")
    page.evaluate(axe.read_text(encoding="utf-8"))
    off = {"target-size": {"enabled": media == "screen"}}  # on paper nothing is a target
    found = page.evaluate(
        "([rules, off]) => axe.run(document, {runOnly: rules, rules: off})", [RULES, off]
    )
    context.close()
    faults = [(v["id"], n["html"][:120]) for v in found["violations"] for n in v["nodes"]]
    assert faults == []
    assert len(found["passes"]) > 10


def test_first_key_leads_past_the_contents(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_all_is_there_without_script(browser: Any, toy: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(toy.as_uri())
    text = page.inner_text("main")
    context.close()
    for words in ("The crate was seen at 2 ports", "Crate Q was at Port Birch", "=HYPERLINK(1)"):
        assert words in text


def test_reference_leads_to_its_row_and_back(toy: Path, page: Any) -> None:
    link = page.locator("#exhibit-J-1 a[href^='#claim-']")
    link.click()
    assert page.evaluate("location.hash") == "#claim-q1"
    back = page.locator("a.back")
    assert back.is_visible()
    back.click()
    assert not back.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "q1"


def test_digest_can_be_copied(toy: Path, page: Any) -> None:
    page.locator("#exhibit-C-1 button.copy").click()
    said = page.locator("p.said").inner_text()
    assert said == "SHA-256 of exhibit C-1 copied"
    chosen = page.evaluate("String(window.getSelection())")
    assert chosen == page.locator("#exhibit-C-1 .exhibit-digest code").inner_text()


def test_controls_are_not_printed(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert not page.locator("a.skip").is_visible()
