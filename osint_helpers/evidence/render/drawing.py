"""Draw one page: load it through the gate, let it settle, take the picture."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.render import png
from osint_helpers.evidence.render.document import Document
from osint_helpers.evidence.render.gate import Gate
from osint_helpers.evidence.render.options import LOCALE, SCALE, TIME_ZONE, Limits, View
from osint_helpers.evidence.render.resources import Resources

QUIET_SECONDS: Final = 0.5  # without an open request: the page has settled
_LOOK_SECONDS: Final = 0.05
_CLOSE_SECONDS: Final = 5.0


@dataclass
class Drawing:
    """What became of a page.

    Attributes
    ----------
    png
        The picture; empty when there is none.
    outcome, reasons
        ``derived``, ``timeout`` or ``bad-response``, and what is missing or odd.
    page, picture
        Width and height of the laid out page and of the picture in CSS pixels.
    blank
        Whether all pixels are equal.
    page_errors
        Errors of scripts nobody caught.
    """

    png: bytes = b""
    outcome: str = "derived"
    reasons: tuple[str, ...] = ()
    page: tuple[int, int] = (0, 0)
    picture: tuple[int, int] = (0, 0)
    blank: bool = False
    page_errors: int = 0

    def failed(self, outcome: str, reason: str) -> None:
        """Note that something went wrong; the first outcome stays."""
        self.outcome = outcome if self.outcome == "derived" else self.outcome
        self.reasons += (reason,)


async def draw(
    browser: Any,  # noqa: ANN401
    document: Document,
    view: View,
    limits: Limits,
    resources: Resources,
) -> Drawing:
    """Draw `document` in a window of its own, without memory of earlier ones.

    Raises
    ------
    EvidenceError
        When the browser itself is gone.
    """
    from playwright.async_api import Error

    drawing = Drawing()
    try:
        context = await browser.new_context(**_window(view))
    except Error as error:
        raise _gone() from error
    gate = Gate(document, resources, online=view.online)
    try:
        page = await gate.open(context)
        await _first(_work(page, gate, view, limits, drawing), gate.crashed.wait())
        if gate.crashed.is_set():
            drawing.failed("bad-response", "the page made the browser crash: no picture")
    except (TimeoutError, Error) as error:
        _explain(error, drawing, limits)
    finally:
        await _close(context)
        await resources.settle()
    if not browser.is_connected():
        raise _gone()
    drawing.page_errors = gate.page_errors
    return drawing


def _window(view: View) -> dict[str, Any]:
    return {
        "viewport": {"width": view.width, "height": view.height},
        "device_scale_factor": SCALE,
        "locale": LOCALE,
        "timezone_id": TIME_ZONE,
        "color_scheme": "light",
        "reduced_motion": "reduce",
        "java_script_enabled": view.javascript,
        "service_workers": "block",
        "accept_downloads": False,
        "permissions": [],
    }


async def _work(
    page: Any,  # noqa: ANN401
    gate: Gate,
    view: View,
    limits: Limits,
    drawing: Drawing,
) -> None:
    await _load(page, gate, view, limits, drawing)
    if (
        page.url == "about:blank"
    ):  # not even the stored bytes were taken: an empty window is no page
        raise TimeoutError
    await _take(page, limits, drawing)


async def _load(
    page: Any,  # noqa: ANN401
    gate: Gate,
    view: View,
    limits: Limits,
    drawing: Drawing,
) -> None:
    """Load until nothing is under way, or until the time is up: then what is there is drawn."""
    resources = gate.resources
    try:
        async with asyncio.timeout(max(resources.left, 0)):
            # No time limit of Playwright's own: this one holds for all steps together.
            await page.goto(gate.document.url, wait_until="commit", timeout=0)
            await _loaded(page, gate)
            if view.online or view.javascript:
                await _settled(resources)
            if view.javascript and await _scroll(page, view, limits):
                await _settled(resources)
    except TimeoutError:
        drawing.failed("timeout", f"the page was still loading after {limits.seconds:g} s")


async def _loaded(page: Any, gate: Gate) -> None:  # noqa: ANN401
    """Wait for the load event; a page that led away meanwhile will not have one."""
    await _first(page.wait_for_load_state("load", timeout=0), gate.led_away.wait())


async def _first(*works: Coroutine[Any, Any, Any]) -> None:
    """Wait until one of several is done, and give up the others."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _settled(resources: Resources) -> None:
    """Wait until no answer has been awaited for a while."""
    quiet = 0.0
    while quiet < QUIET_SECONDS:
        await asyncio.sleep(_LOOK_SECONDS)
        quiet = 0.0 if resources.waiting else quiet + _LOOK_SECONDS


async def _scroll(page: Any, view: View, limits: Limits) -> bool:  # noqa: ANN401
    """Scroll down and back as a reader would: many images load only when they come near."""
    _, height = await _measure(page)
    if height <= view.height:
        return False
    for _ in range(0, min(height, limits.height), view.height):
        await page.mouse.wheel(0, view.height)
        await asyncio.sleep(_LOOK_SECONDS)
    await page.mouse.wheel(0, -height)
    await asyncio.sleep(_LOOK_SECONDS)
    return True


async def _measure(page: Any) -> tuple[int, int]:  # noqa: ANN401
    """Return the size of the laid out page, asked of the browser: a page may lie about it."""
    # Not detached: a page that hangs would hold that up for ever, and the context closes soon.
    session = await page.context.new_cdp_session(page)
    metrics = await session.send("Page.getLayoutMetrics")
    found = metrics["cssContentSize"]
    return int(found["width"]), int(found["height"])


async def _take(page: Any, limits: Limits, drawing: Drawing) -> None:  # noqa: ANN401
    async with asyncio.timeout(limits.picture_seconds):
        wide, high = drawing.page = await _measure(page)
        width = min(wide, max(limits.width, page.viewport_size["width"]))
        height = min(high, limits.height)
        drawing.png = await page.screenshot(
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
            animations="disabled",
            caret="hide",
            type="png",
            timeout=limits.picture_seconds * 1000,
        )
    drawing.picture = png.size(drawing.png)
    drawing.blank = png.one_colour(drawing.png)
    if drawing.picture != drawing.page:
        drawing.reasons += (
            f"the page is {wide} by {high} pixels, the picture ends at {width} by {height}",
        )
    if drawing.blank:
        drawing.reasons += ("nothing is drawn: all pixels are equal",)


def _explain(error: Exception, drawing: Drawing, limits: Limits) -> None:
    """Say why there is no picture."""
    from playwright.async_api import TimeoutError as Late

    if isinstance(error, (TimeoutError, Late)):
        text = f"the page could not be drawn within {limits.picture_seconds:g} s: no picture"
        drawing.failed("timeout", text)
    else:
        drawing.failed("bad-response", "the browser could not draw the page: no picture")


async def _close(context: Any) -> None:  # noqa: ANN401
    from playwright.async_api import Error

    try:
        await asyncio.wait_for(context.close(), _CLOSE_SECONDS)
    except (TimeoutError, Error):
        return  # a page that hangs ends with the browser


def _gone() -> EvidenceError:
    return EvidenceError("the browser ended while it drew", advice="try again")
