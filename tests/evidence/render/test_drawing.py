"""When the page or the browser breaks while it is drawn."""

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.render import drawing
from osint_helpers.evidence.render.browser import Chromium
from osint_helpers.evidence.render.document import NO_ADDRESS, Document
from osint_helpers.evidence.render.options import Limits, View
from osint_helpers.evidence.render.resources import Resources
from tests.browser import need

pytestmark = pytest.mark.browser
LIMITS = Limits(seconds=5, picture_seconds=5)


def nothing(*_):
    raise AssertionError("nothing is fetched here")


def draw(running, tmp_path):
    page = Document(NO_ADDRESS, "none", {"content-type": "text/html"}, b"<p>SYNTHETIC")

    async def job(browser):
        resources = Resources(tmp_path, Settings(), LIMITS, nothing)
        return await drawing.draw(browser, page, View(online=False), LIMITS, resources)

    return running.run(job)


def test_a_page_that_crashes_leaves_a_reason_and_the_browser_goes_on(
    chromium, tmp_path, monkeypatch
):
    async def crash(page, *_):
        session = await page.context.new_cdp_session(page)
        await session.send("Page.crash")

    with monkeypatch.context() as patched:
        patched.setattr(drawing, "_scroll", crash)
        made = draw(chromium, tmp_path)
    assert (made.outcome, made.png) == ("bad-response", b"")
    assert made.reasons == ("the page made the browser crash: no picture",)
    assert draw(chromium, tmp_path).outcome == "derived"


def test_a_browser_that_ends_is_an_error(tmp_path, monkeypatch):
    need()

    async def end(page, *_):
        await page.context.browser.close()

    monkeypatch.setattr(drawing, "_scroll", end)
    with (
        pytest.raises(EvidenceError, match="the browser ended"),
        Chromium() as running,
    ):
        draw(running, tmp_path)
