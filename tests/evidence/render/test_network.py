"""A page that is drawn reaches nobody but through the guarded fetcher."""

import asyncio
import json

import pytest

from osint_helpers.evidence.render import browser
from osint_helpers.evidence.render.browser import Chromium
from osint_helpers.evidence.render.options import Limits
from osint_helpers.evidence.rendering import screenshot
from tests.browser import need
from tests.evidence.render import pages
from tests.evidence.render.conftest import SETTINGS

pytestmark = pytest.mark.browser


def listed(capture):
    return json.loads((capture.folder / "resources.json").read_text())["resources"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, chromium):
    """The hostile page, drawn online: what the forbidden host heard, and the record."""
    from osint_helpers.evidence.storing import Store
    from tests.evidence.lab import Lab

    with Lab() as lab, pages.Listener() as other:
        store = Store(tmp_path_factory.mktemp("hostile") / "case", "ana")
        page = pages.hostile(f"{other.host}:{other.port}", lab.url(""))
        lab.serve("/hostile", pages.answer(page, "text/html"))
        lab.serve("/worker.js", pages.answer(b"", "text/javascript"))
        source = store.capture(lab.url("/hostile"), why="SYNTHETIC", settings=SETTINGS)
        made = screenshot(store, source, SETTINGS, limits=Limits(seconds=8), chromium=chromium)
    return other, lab, made


def test_the_forbidden_host_hears_nothing(drawn):
    other, _, _ = drawn
    assert other.heard == []


def test_every_attempt_is_in_the_list(drawn):
    _, _, made = drawn
    asked = " ".join(f"{one['url']} " for one in listed(made))
    for way in ("prefetch", "style.css", "preload", "font", "background", "img", "iframe",
                "srcdoc", "object", "video", "fetch", "post", "beacon", "xhr", "ws", "events",
                "worker-fetch", "late", "away"):  # fmt: skip
        assert f"/{way} " in asked, way


def test_nothing_of_the_forbidden_host_is_loaded(drawn):
    other, _, made = drawn
    rows = [one for one in listed(made) if f"{other.host}:{other.port}" in one["url"]]
    assert len(rows) > 15
    assert {one["outcome"] for one in rows} <= {"blocked", "blocked-address", "bad-redirect"}
    assert all(one["bytes"] is None for one in rows)
    assert made.record["method"]["resources"]["loaded"] == 0


def test_a_redirect_to_a_private_address_is_not_followed(drawn):
    _, _, made = drawn
    (row,) = [one for one in listed(made) if "/to?" in one["url"]]
    assert row["outcome"] == "blocked-address"


def test_only_reading_requests_are_passed_on(drawn):
    _, _, made = drawn
    reasons = {one["url"].rpartition("/")[2]: one["reason"] for one in listed(made)}
    assert reasons["post"] == reasons["beacon"] == "method POST"
    assert reasons["ws"] == "kind websocket"
    assert reasons["events"] == "kind eventsource"
    assert reasons["video"] == "kind media"
    assert reasons["prefetch"] == "prefetch"
    assert reasons["away"] == "leads away from the page"


def test_a_stream_of_events_that_is_refused_is_not_asked_for_again(drawn):
    _, _, made = drawn
    assert [one["requests"] for one in listed(made) if one["url"].endswith("/events")] == [1]


def test_no_service_worker_is_asked_for(drawn):
    _, lab, _ = drawn
    assert "/worker.js" not in [path for path, _ in lab.asked]


def test_the_page_itself_is_asked_once_only_by_its_capture(drawn):
    _, lab, _ = drawn
    assert [path for path, _ in lab.asked].count("/hostile") == 1


def test_the_page_is_drawn_all_the_same(drawn):
    _, _, made = drawn
    assert made.outcome == "derived"
    assert made.body is not None
    assert not made.record["method"]["blank"]


def open_without_gate(running: Chromium, page: bytes) -> None:
    """Show the page to the bare browser: every request goes wherever the browser can go."""

    async def job(inner) -> None:
        context = await inner.new_context()

        async def first(route) -> None:
            if route.request.url == "http://page.invalid/":
                await route.fulfill(body=page, content_type="text/html")
            else:
                await route.continue_()

        await context.route("**/*", first)
        shown = await context.new_page()
        await shown.goto("http://page.invalid/", wait_until="commit")
        await asyncio.sleep(2)
        await context.close()

    running.run(job)


def test_the_browser_alone_has_no_network(chromium):
    with pages.Listener() as other:
        target = f"{other.host}:{other.port}"
        open_without_gate(chromium, pages.hostile(target, f"http://{target}"))
    assert other.heard == []


def test_without_the_switches_the_same_page_gets_out(monkeypatch):
    need()
    monkeypatch.setattr(browser, "NO_NETWORK", ("--disable-background-networking",))
    with pages.Listener() as other, Chromium() as loose:
        target = f"{other.host}:{other.port}"
        open_without_gate(loose, pages.hostile(target, f"http://{target}"))
    assert any(one.startswith("TCP") for one in other.heard)
    assert any(one.startswith("UDP") for one in other.heard)
