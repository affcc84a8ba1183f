"""The live map in Chromium: nothing loads, nothing hostile runs, keys work, pins keep apart."""

import json
import random

import pytest

from osint_helpers.exhibits import Exhibit
from osint_helpers.exhibits.routemap import coast
from osint_helpers.exhibits.routemap.labels import displace
from osint_helpers.exhibits.routemap.notebook import notebook_html
from tests.browser import chromium, requests_of
from tests.exhibits.routemap.pages import report_page
from tests.exhibits.routemap.sample import changed, sample

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>top.ran=1;window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    '<img src=x onerror="window.ran=1">',
    '"><img src=x onerror=window.ran=1>',
    "<svg onload=window.ran=1>",
    "${window.ran=1}",
    "`);window.ran=1;//",
    "\\`);window.ran=1;//",
    "');window.ran=1;//",
    "javascript:window.ran=1",
]


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def exhibit(number=1, **changes):
    return Exhibit("map", f"C-{number}", "SYNTHETIC map", "", sample(**changes))


def opened(browser, tmp_path, html, width=1280, **options):
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    asked = requests_of(context)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    (tmp_path / "page.html").write_text(html, "utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    return page, asked, faults


@pytest.fixture(scope="module")
def shown(browser, tmp_path_factory):
    html = report_page(exhibit(1), exhibit(2))
    page, asked, faults = opened(browser, tmp_path_factory.mktemp("map"), html)
    page.locator(".om-pin").first.wait_for()
    return page, asked, faults


def test_two_maps_of_a_page_draw_and_ask_for_nothing(shown):
    page, asked, faults = shown
    assert page.locator(".om-ready").count() == 2
    assert page.locator(".om-pin").count() == 8
    assert page.locator(".om-static").first.is_hidden()
    assert asked == []
    assert faults == []


def test_a_map_over_180_degrees_has_a_pin_at_either_end_of_its_line(browser, tmp_path):
    spec = changed("stops.0.lon", 170)
    spec["stops"][1]["lon"] = -175.0  # as published; the line counts on to 185
    spec["legs"][0]["paths"] = [[[0.5, 170], [0.5, 185]]]
    spec["bounds"] = [-4, 165, 6, 190]
    page, asked, faults = opened(
        browser, tmp_path, report_page(Exhibit("map", "C-1", "t", "", spec))
    )
    frame = page.locator(".om-map").bounding_box()
    first, second = (
        page.locator(f"button[aria-label^='Stop {n}:']").bounding_box() for n in (1, 2)
    )
    across = (second["x"] - first["x"]) / frame["width"]
    assert across == pytest.approx(15 / 25, abs=0.05)
    assert frame["x"] < first["x"] < second["x"] < frame["x"] + frame["width"]
    assert (asked, faults) == ([], [])


def test_pins_are_named_buttons_of_at_least_24_pixels_that_do_not_overlap(shown):
    page, _, _ = shown
    pins = page.locator(".om").first.locator("button.om-pin")
    assert pins.nth(2).get_attribute("aria-label") == (
        "Stop 3: SYNTHETIC Port 3, scheduled, 3 May 2001"
    )
    boxes = [pins.nth(n).bounding_box() for n in range(4)]
    for j, a in enumerate(boxes):
        assert min(a["width"], a["height"]) >= 24
        for b in boxes[:j]:
            assert (a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2 >= 26**2


def test_a_pin_opens_by_key_and_escape_gives_the_focus_back(shown):
    page, _, _ = shown
    pin = page.locator(".om").first.locator("button.om-pin").nth(0)
    pin.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".om").first.locator(".om-pop")
    assert "1. SYNTHETIC Port 1" in popup.inner_text()
    assert popup.locator("a").get_attribute("href") == "#claim-c_1"
    page.keyboard.press("Escape")
    assert popup.count() == 0
    assert pin.evaluate("node => node === document.activeElement")


def test_the_words_of_a_gap_open_what_is_known_of_the_leg(shown):
    page, _, _ = shown
    sign = page.locator(".om").first.locator(".om-gap button")
    assert sign.bounding_box()["height"] >= 24
    sign.focus()
    page.keyboard.press("Enter")
    said = page.locator(".om").first.locator(".om-pop").inner_text()
    assert "L2 SYNTHETIC crossing" in said
    assert "not received [c_gap]" in said
    page.keyboard.press("Escape")


def test_a_reference_without_a_target_is_plain_text(shown):
    page, _, _ = shown
    page.locator(".om").first.locator("button.om-pin").nth(1).click()
    popup = page.locator(".om").first.locator(".om-pop")
    assert "[c_2]" in popup.inner_text()
    assert popup.locator("a").count() == 0
    page.keyboard.press("Escape")


def test_the_slider_shows_the_journey_step_by_step(shown):
    page, _, _ = shown
    second = page.locator(".om").nth(1)
    slider = second.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "Step 1 of 4: Port 1 · 1 May 2001"
    assert second.locator(".om-pin").count() == 1
    assert second.locator(".leaflet-om-leg-pane path").count() == 0
    page.keyboard.press("ArrowRight")
    assert second.locator(".om-pin").count() == 2
    assert second.locator(".leaflet-om-leg-pane path").count() == 1
    assert second.locator(".om-gap").count() == 0
    page.keyboard.press("ArrowRight")
    assert second.locator(".om-gap").inner_text() == "L2: not received 2-5 May 2001"
    assert second.locator(".leaflet-om-leg-pane path").count() == 1  # the gap adds no line
    second.locator("button", has_text="Show all").click()
    assert second.locator(".om-pin").count() == 4


def test_play_runs_to_the_end_and_can_be_stopped(shown):
    page, _, _ = shown
    second = page.locator(".om").nth(1)
    play = second.locator(".om-bar button").first
    play.click()
    assert play.inner_text() == "Pause"
    assert second.locator(".om-pin").count() == 1
    play.click()
    assert play.inner_text() == "Play"
    second.locator("button", has_text="Show all").click()


def test_the_wheel_scrolls_the_page_until_the_map_has_the_focus(shown):
    page, _, _ = shown
    zoom = "OSINT.maps[0].scrollWheelZoom.enabled()"
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(zoom) is False
    page.locator(".om-map").first.focus()
    assert page.evaluate(zoom) is True
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(zoom) is False


def test_the_wheel_zooms_with_ctrl_and_only_then(browser, tmp_path):
    page, _, _ = opened(browser, tmp_path, report_page(exhibit()))
    box = page.locator(".om-map").bounding_box()
    zoom = "OSINT.maps[0].getZoom()"
    before = page.evaluate(zoom)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(300)
    assert page.evaluate(zoom) == before
    page.mouse.move(box["x"] + box["width"] / 2, 300)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(300)
    page.keyboard.up("Control")
    assert page.evaluate(zoom) > before


def test_print_shows_the_picture(shown):
    page, _, _ = shown
    page.emulate_media(media="print")
    assert page.locator(".om-static").first.is_visible()
    assert page.locator(".om-live").first.is_hidden()
    page.emulate_media(media="screen")


def test_the_script_reads_packed_rings_as_python_does(shown):
    page, _, _ = shown
    rings = ["AAAAAAAA", "BCgBg_Bf", *(ring for rings in coast.world()[::40] for ring in rings)]
    read = page.evaluate("rings => rings.map(OSINT.numbers)", rings)
    assert read == [coast.numbers(ring) for ring in rings]


def test_the_script_moves_pins_as_python_does(shown):
    page, _, _ = shown
    draw = random.Random(7)  # noqa: S311  (a fixed series)
    for _ in range(12):
        points = [(draw.uniform(0, 120), draw.uniform(0, 90)) for _ in range(7)]
        there = page.evaluate(f"OSINT.displace({json.dumps(points)}, 14)")
        assert [tuple(p) for p in there] == displace(points, 14)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(browser, tmp_path, width):
    page, _, _ = opened(browser, tmp_path, report_page(exhibit()), width)
    page.locator(".om-pin").first.click()
    box = page.locator(".leaflet-popup-content-wrapper").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_the_picture_stands(browser, tmp_path):
    html = report_page(exhibit())
    page, _, _ = opened(browser, tmp_path, html, java_script_enabled=False)
    assert page.locator(".om-static").is_visible()
    assert page.locator(".om-live").is_hidden()


def test_a_map_that_cannot_be_drawn_leaves_its_picture_and_the_others(browser, tmp_path):
    html = report_page(exhibit(1), exhibit(2)).replace('id="osint-map-C-1"', 'id="gone"')
    page, _, faults = opened(browser, tmp_path, html)
    assert page.locator(".om-static").nth(0).is_visible()
    assert page.locator(".om-map").nth(1).is_visible()
    assert len(faults) == 1


def everywhere(value, text):
    """Return a copy of a specification with a text added to every free text in it."""
    if isinstance(value, dict):
        fixed = ("status", "kind", "mark", "view", "key", "jupyter", "polygons")
        return {k: v if k in fixed else everywhere(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [everywhere(item, text) for item in value]
    return value + text if isinstance(value, str) else value


def press_everything(page):
    for n in range(page.locator(".om-pin").count()):
        page.locator(".om-pin").nth(n).dispatch_event("click")
    page.evaluate(
        "OSINT.maps[0].eachLayer(l => l.fire && l._path && "
        "l.fire('click', {latlng: OSINT.maps[0].getCenter()}))"
    )
    page.locator(".om-gap button").dispatch_event("click")
    page.locator(".om-pin").first.dispatch_event("click")
    for link in page.locator(".om-pop a").all():
        link.dispatch_event("click")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_does_not_run_even_without_the_policy(browser, tmp_path, payload):
    spec = everywhere(sample(), payload)
    html = report_page(Exhibit("map", "C-1", payload, payload, spec), policy=False)
    page, asked, faults = opened(browser, tmp_path, html)
    press_everything(page)
    assert payload in page.locator(".om-pop").inner_text()
    assert page.evaluate("window.ran") is None
    assert asked == []
    assert faults == []


def test_a_hostile_reference_becomes_no_link(browser, tmp_path):
    refs = [["claim", "a b"], ["javascript:window.ran=1//", "x"]]
    spec = changed("stops.0.facts", [["When", "x", refs]])
    targets = '<p id="claim-a b"></p><p id="javascript:window.ran=1//-x"></p>'
    html = report_page(Exhibit("map", "C-1", "SYNTHETIC", "", spec), policy=False, tail=targets)
    page, _, _ = opened(browser, tmp_path, html)
    page.locator(".om-pin").first.click()
    assert page.locator(".om-pop a").count() == 0


@pytest.mark.parametrize("payload", [PAYLOADS[1], PAYLOADS[3], PAYLOADS[5]])
def test_hostile_text_does_not_run_in_a_notebook(browser, tmp_path, payload):
    spec = everywhere(sample(), payload)
    frame = notebook_html(Exhibit("map", "C-1", payload, payload, spec))
    page, asked, faults = opened(browser, tmp_path, f"<!doctype html><body>{frame}")
    inner = page.frame_locator("iframe")
    inner.locator(".om-pin").first.click()
    assert payload in inner.locator(".om-pop").inner_text()
    assert inner.locator(".om-pop a").count() == 0
    assert page.frames[1].evaluate("window.ran") is None
    assert page.evaluate("window.ran") is None
    assert asked == []
    assert faults == []
