"""Pictures of captured pages: what is drawn, what is kept with it, what is said of it."""

import asyncio
import json
import shutil
import sys

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.render import png
from osint_helpers.evidence.render.options import Limits
from osint_helpers.evidence.rendering import screenshot
from osint_helpers.evidence.verifying import verify
from tests.evidence.render import pages
from tests.evidence.render.conftest import SETTINGS, chromium, lab, store  # noqa: F401

pytestmark = pytest.mark.browser

SHORT = Limits(seconds=1, picture_seconds=1)


@pytest.fixture
def taken(lab, store):  # noqa: F811
    """Serve a page and capture it."""

    def take(html: bytes, kind: str = "text/html; charset=utf-8", headers: str = ""):
        url = lab.serve("/drawn", pages.answer(html, kind, headers))
        return store.capture(url, why="SYNTHETIC", settings=SETTINGS)

    return take


@pytest.fixture
def draw(store, chromium):  # noqa: F811
    def drawn(capture, **options):
        return screenshot(store, capture, SETTINGS, chromium=chromium, **options)

    return drawn


def resources(capture) -> dict[str, dict]:
    rows = json.loads((capture.folder / "resources.json").read_text())["resources"]
    return {row["url"].rpartition("/")[2]: row for row in rows}


def body(capture) -> bytes:
    assert capture.body is not None
    return capture.body.read_bytes()


@pytest.fixture
def colours(chromium):  # noqa: F811
    return lambda capture: pages.colours(chromium, body(capture))


@pytest.fixture
def rich(lab, taken):  # noqa: F811
    """A page with style, image, script, frame, far image and a missing one."""
    style = b"body{background:rgb(250,240,200)} h1{color:rgb(20,40,200);font-size:60px}"
    lab.serve("/s.css", pages.answer(style, "text/css"))
    lab.serve("/red.png", pages.answer(pages.png(pages.RED), "image/png"))
    lab.serve("/green.png", pages.answer(pages.png(pages.GREEN), "image/png"))
    lab.serve("/d.json", pages.answer(b'{"t": "SYNTHETIC, by script"}', "application/json"))
    script = (
        b"fetch('/d.json').then(r => r.json()).then(j => document.body.append(j.t));"
        b"throw Error('SYNTHETIC')"
    )
    lab.serve("/j.js", pages.answer(script, "text/javascript"))
    lab.serve("/frame", pages.answer(b"<img src=/red.png>", "text/html"))
    return taken(
        b"<!doctype html><title>SYNTHETIC register</title><link rel=stylesheet href=/s.css>"
        b"<h1>SYNTHETIC register</h1><img src=red.png><img src=/missing.png><iframe src=/frame>"
        b"</iframe><div style='height:4000px'></div><img loading=lazy src=/green.png>"
        b"<script src=/j.js></script>"
    )


def test_style_image_script_frame_and_far_image_are_drawn_and_kept(colours, rich, draw, lab, store):  # noqa: F811
    made = draw(rich)
    assert (made.kind, made.outcome, made.complete) == ("derived", "derived", True)
    assert made.record["derived_from"]["sha256"] == rich.sha256
    assert colours(made) >= {(250, 240, 200), pages.RED, pages.GREEN, pages.BLUE}
    kept = resources(made)
    assert kept["red.png"]["sha256"] == hashing.of_bytes(pages.png(pages.RED))
    assert kept["red.png"]["requests"] == 2  # page and frame; fetched once
    assert [path for path, _ in lab.asked].count("/red.png") == 1
    assert kept["missing.png"]["status"] == 404
    assert kept["d.json"]["kind"] == "fetch"
    wire = (made.folder / "resources.warc").read_bytes()
    assert pages.png(pages.GREEN) in wire
    assert wire.count(b"WARC-Type: response") == len(kept) == 7
    assert made.record["method"]["page_errors"] == 1
    assert set(made.record["files"]) == {"body.png", "resources.json", "resources.warc"}
    assert not verify(store.case).broken


def test_offline_nothing_is_asked_and_two_runs_give_equal_bytes(colours, rich, draw, lab):  # noqa: F811
    before = len(lab.asked)
    first, second = draw(rich, online=False), draw(rich, online=False)
    assert len(lab.asked) == before
    assert body(first) == body(second)
    assert pages.RED not in colours(first)
    method = first.record["method"]
    assert method["javascript"] is False
    assert method["resources"]["loaded"] == 0
    assert "were not fetched" in method["note"]
    assert "resources.warc" not in first.record["files"]
    assert {one["reason"] for one in resources(first).values()} == {"offline"}


def test_moving_things_stand_still(taken, draw):
    from tests.evidence.render.moving import PAGE

    capture = taken(PAGE)
    assert len({body(draw(capture, online=False)) for _ in range(3)}) == 1


def test_the_picture_is_as_wide_as_asked_and_as_long_as_the_page(taken, draw):
    made = draw(
        taken(b"<body style='margin:0'><div style='height:1500px'>a"), width=390, online=False
    )
    assert made.record["method"]["picture"] == {"width": 390, "height": 1500}
    assert png.size(body(made)) == (390, 1500)


def test_a_page_longer_and_wider_than_the_limits_is_cut_and_says_so(taken, draw):
    html = b"<body style='margin:0'><div style='width:3000px;height:900px'>SYNTHETIC"
    made = draw(taken(html), online=False, limits=Limits(height=300, width=400))
    assert made.record["method"]["picture"] == {"width": 1280, "height": 300}
    assert not made.complete
    assert (
        made.record["reason"] == "the page is 3000 by 900 pixels, the picture ends at 1280 by 300"
    )


def test_a_page_that_needs_scripts_is_blank_without_them_and_says_so(taken, draw):
    capture = taken(b"<body><script>document.body.append('SYNTHETIC')</script>")
    blank = draw(capture, online=False)
    drawn = draw(capture, online=False, javascript=True)
    assert blank.record["method"]["blank"] is True
    assert blank.record["reason"] == "nothing is drawn: all pixels are equal"
    assert not blank.sound
    assert drawn.record["method"]["blank"] is False
    assert drawn.sound


def test_a_script_that_never_ends_leaves_a_record_without_a_picture_and_a_sound_browser(
    taken, draw
):
    made = draw(taken(b"<p>SYNTHETIC<script>while (true) {}</script>"), limits=SHORT)
    assert (made.outcome, made.complete, made.body) == ("timeout", False, None)
    assert "no picture" in made.record["reason"]
    assert "resources.json" in made.record["files"]
    assert draw(taken(b"<p>SYNTHETIC"), online=False).sound


def test_a_slow_resource_is_given_up_and_the_rest_is_drawn(colours, taken, draw):
    capture = taken(b"<body style='background:rgb(20,40,200)'>SYNTHETIC<img src=/slow>")
    made = draw(capture, limits=Limits(seconds=4))
    assert made.outcome == "timeout"
    assert pages.BLUE in colours(made)
    assert resources(made)["slow"]["outcome"] == "timeout"
    assert "still loading after 4 s" in made.record["reason"]


def test_limits_of_number_and_bytes_hold_and_are_said(lab, taken, draw):  # noqa: F811
    capture = taken(b"".join(b"<img src=/bytes?n=1000&i=%d>" % n for n in range(5)))
    few = draw(capture, limits=Limits(resources=2))
    assert few.record["method"]["resources"]["loaded"] == 2
    assert few.record["reason"] == "the count limit for resources was reached"
    small = draw(capture, limits=Limits(all_bytes=2500))
    assert small.record["method"]["resources"]["bytes"] <= 2500
    assert small.record["reason"] == "the byte limit for resources was reached"


def test_a_page_that_leads_away_opens_windows_and_asks_questions_is_drawn_itself(
    colours, taken, draw
):
    made = draw(
        taken(
            b"<body style='background:rgb(20,40,200)'>SYNTHETIC<script>alert(1);print();"
            b"open('/page');location.href = '/gz'</script>"
        )
    )
    assert made.outcome == "derived"
    assert pages.BLUE in colours(made)
    assert {one["reason"] for one in resources(made).values()} == {
        "new window",
        "leads away from the page",
    }


def test_the_page_sees_neutral_place_and_time(colours, taken, draw):
    script = (
        b"<body><script>const z = Intl.DateTimeFormat().resolvedOptions().timeZone;"
        b"if (z === 'UTC' && navigator.language === 'en-US' && innerWidth === 1280"
        b" && devicePixelRatio === 1 && !document.cookie)"
        b" document.body.style.background = 'rgb(30,160,60)'</script>"
    )
    assert pages.GREEN in colours(draw(taken(script, headers="Set-Cookie: a=b\r\n")))


def test_the_policy_a_server_sent_holds(colours, taken, draw):
    made = draw(
        taken(
            b"<body><script>document.body.style.background = 'rgb(200,30,30)'</script>",
            headers="Content-Security-Policy: script-src 'none'\r\n",
        )
    )
    assert pages.RED not in colours(made)


def test_what_is_drawn_of_an_unsound_capture_is_not_sound(lab, store, draw):  # noqa: F811
    capture = store.capture(lab.url("/404"), why="SYNTHETIC", settings=SETTINGS)
    made = draw(capture, online=False)
    assert made.outcome == "derived"
    assert not made.sound
    assert "http-status" in made.record["reason"]


def test_a_file_handed_over_is_drawn_without_an_address(colours, tmp_path, store, draw):  # noqa: F811
    path = tmp_path / "page.html"
    path.write_bytes(b"<body style='background:rgb(20,40,200)'>SYNTHETIC<img src=/a.png>")
    made = draw(store.add_file(path, obtained="SYNTHETIC", why="SYNTHETIC"))
    assert pages.BLUE in colours(made)
    assert made.record["method"]["address"] == "http://page.invalid/"
    assert resources(made)["a.png"]["outcome"] == "dns"


def test_keys_of_a_capture_are_not_sent_to_what_a_page_names(lab, taken, store, chromium):  # noqa: F811
    from dataclasses import replace

    lab.serve("/red.png", pages.answer(pages.png(pages.RED), "image/png"))
    keyed = replace(SETTINGS, headers={"X-Api-Key": "SYNTHETIC-KEY"}, secrets={"k": "SYNTHKEY2"})
    screenshot(store, taken(b"<img src=/red.png>"), keyed, chromium=chromium)
    (asked,) = [(path, headers) for path, headers in lab.asked if path.startswith("/red.png")]
    assert asked[0] == "/red.png"
    assert "X-Api-Key" not in asked[1]


def test_the_record_says_how_it_was_drawn_by_a_browser_of_its_own(taken, store):  # noqa: F811
    capture = taken(b"<p>SYNTHETIC")

    async def notebook():  # a loop is running already, as in Jupyter
        return screenshot(store, capture, SETTINGS, online=False)

    made = asyncio.run(notebook())
    kinds = {kind for kind, _ in png.chunks(body(made))}
    assert kinds <= {b"IHDR", b"IDAT", b"IEND", b"sRGB", b"sBIT"}  # no time, no text
    method = made.record["method"]
    assert method["name"] == "chromium via playwright"
    assert method["version"].startswith("Chromium ")
    assert method["note"].startswith("rendered from the stored bytes on 20")
    assert "what a reader saw may differ" in method["note"]
    assert method["viewport"] == {"width": 1280, "height": 800}
    assert method["time_zone"] == "UTC"
    assert isinstance(method["sandbox"], bool)


def test_changed_bytes_are_not_drawn(taken, draw, store):  # noqa: F811
    capture = taken(b"<p>SYNTHETIC")
    capture.body.chmod(0o644)
    capture.body.write_bytes(b"<p>forged")
    with pytest.raises(EvidenceError, match="not what its record says"):
        draw(capture)


def test_a_browser_that_does_not_start_is_an_error_and_stores_nothing(taken, store, monkeypatch):  # noqa: F811
    monkeypatch.setenv("OSINT_CHROMIUM", shutil.which("false"))
    capture = taken(b"<p>SYNTHETIC")
    with pytest.raises(EvidenceError, match="does not start"):
        screenshot(store, capture, SETTINGS)
    assert len(list((store.case / "captures").iterdir())) == 1


def test_without_playwright_the_extra_is_named(taken, store, monkeypatch):  # noqa: F811
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    with pytest.raises(EvidenceError, match=r"install the extra \[browser\]"):
        screenshot(store, taken(b"<p>SYNTHETIC"), SETTINGS)
