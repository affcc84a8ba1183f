"""Hostile text in every place: nothing runs, nothing is asked for; also when escaping failed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osint_helpers.report import to_html
from tests.browser_checks.chromium import Outside
from tests.browser_checks.hostile import FAR, PAYLOADS, RUN, hostile_node
from tests.report.synthetic import save

pytestmark = pytest.mark.browser

PROVOKE = """() => {
  for (const node of document.querySelectorAll('body *')) {
    for (const kind of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'load'])
      node.dispatchEvent(new Event(kind));
    if (node.tagName === 'DETAILS') node.open = true;
    if (node.tagName === 'BUTTON') node.click();
    if (node.tagName === 'A' && /^javascript:/i.test(node.getAttribute('href') || '')) node.click();
  }
}"""
INJECTED = f"""<p>q</p><img src=x onerror="{RUN}"><script>{RUN}</script><svg onload="{RUN}"></svg>
<a href="javascript:void({RUN})">hz</a>
<img src="{FAR}/img" alt=""><link rel=stylesheet href="{FAR}/css">
<iframe src="{FAR}/iframe"></iframe><iframe srcdoc="<script>{RUN}</script>"></iframe>
<style>body{{background:url({FAR}/cssurl)}}@font-face{{font-family:q;src:url({FAR}/font)}}
main p{{font-family:q}}</style><link rel=prefetch href="{FAR}/prefetch">
<video src="{FAR}/video"></video>
<object data="{FAR}/object"></object><embed src="{FAR}/embed"><svg><image href="{FAR}/svg"/></svg>
<script src="{FAR}/script.js"></script><base href="{FAR}/">
<form action="{FAR}/form"><button>go</button></form>"""


def opened(browser: Any, path: Path) -> tuple[int, list[str]]:
    """Open a page, provoke everything on it; return how often a payload ran, and any errors."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.dismiss())
    try:
        page.goto(path.as_uri(), wait_until="load")
        page.evaluate(PROVOKE)
        page.wait_for_timeout(150)
        ran = page.evaluate("(top.__ran || []).length")
    finally:
        page.close()
    return ran, errors


@pytest.mark.parametrize("name", sorted(PAYLOADS))
def test_hostile_text_stays_text(name: str, browser: Any, world: Outside, tmp_path: Path) -> None:
    before = len(world.arrived)
    path = tmp_path / "hostile.html"
    page = to_html(save(hostile_node(PAYLOADS[name]), tmp_path / "x.ipynb"))
    path.write_text(page, encoding="utf-8")
    ran, errors = opened(browser, path)
    assert (ran, errors, world.arrived[before:]) == (0, [], [])


def test_policy_holds_when_escaping_has_failed(
    report: Path, browser: Any, world: Outside, tmp_path: Path
) -> None:
    before = len(world.arrived)
    path = tmp_path / "injected.html"
    page = report.read_text(encoding="utf-8")
    path.write_text(page.replace("</main>", INJECTED + "</main>"), encoding="utf-8")
    ran, _ = opened(browser, path)
    # for a blocked frame or form Chromium may open a connection ahead and close it unused
    requests = [line for line in world.arrived[before:] if line != "connection"]
    assert (ran, requests) == (0, [])


def test_the_check_itself_notices_what_runs(
    report: Path, browser: Any, world: Outside, tmp_path: Path
) -> None:
    """Without the policy the same page runs scripts and asks the server: the bait is live."""
    before = len(world.arrived)
    path = tmp_path / "open.html"
    page = report.read_text(encoding="utf-8").replace("Content-Security-Policy", "X-Off")
    path.write_text(page.replace("</main>", INJECTED + "</main>"), encoding="utf-8")
    ran, _ = opened(browser, path)
    assert ran >= 3
    asked = " ".join(world.arrived[before:])
    for kind in ("/img", "/css", "/iframe", "/script.js"):
        assert kind in asked
