"""The picture of a captured page: a derived exhibit, drawn from the stored bytes.

The page itself is never fetched again. What it loads besides goes through the guarded fetcher and
is kept with the picture. See docs/pictures.md for what such a picture shows and what it does not.
"""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from osint_helpers.evidence import clock
from osint_helpers.evidence.net import fetching
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.render import document, kept, options
from osint_helpers.evidence.render.browser import Chromium
from osint_helpers.evidence.render.drawing import Drawing, draw
from osint_helpers.evidence.render.options import Limits, View
from osint_helpers.evidence.render.resources import Resources
from osint_helpers.evidence.storing import Store

WHY = "picture of the page, for a reader"


def screenshot(
    store: Store,
    capture: Capture,
    settings: Settings | None = None,
    *,
    width: int = 1280,
    online: bool = True,
    javascript: bool | None = None,
    why: str = WHY,
    limits: Limits | None = None,
    chromium: Chromium | None = None,
) -> Capture:
    """Draw the page of a capture and store the picture as a derived capture.

    Parameters
    ----------
    store
        The store of the case.
    capture
        A fetched capture, or a file handed over, that holds HTML, text or an image.
    settings
        For what the page loads besides; own headers and secrets are never sent.
    width
        Of the window in CSS pixels: 1280 for a desk, 390 for a phone.
    online
        False: nothing is fetched, so the picture can be repeated from the folder alone.
    javascript
        Whether scripts run; by default when `online`.
    why
        The purpose; stored.
    limits
        Time, number, bytes, size of the picture.
    chromium
        A running browser, when many pictures are made; by default one is started.

    Returns
    -------
    Capture
        ``body.png``, ``resources.json`` and, when anything was fetched, ``resources.warc``.
        Its outcome is ``timeout`` when the page was still loading (the picture shows what was
        there) or could not be drawn, ``bad-response`` when it made the browser fail; without a
        picture there is no body. Errors of the scripts of a page are counted, no more.

    Raises
    ------
    EvidenceError
        When the capture holds no page, or Playwright or Chromium is not there, does not start,
        or ends. Nothing is stored then.
    """
    settings = Settings() if settings is None else settings
    limits = Limits() if limits is None else limits
    scripts = online if javascript is None else javascript
    view = View(width=width, online=online, javascript=scripts)
    page = document.of(capture)
    drawn = clock.utc()
    with _running(chromium) as browser, tempfile.TemporaryDirectory(prefix="osint-") as name:
        folder = Path(name)
        resources = Resources(folder, settings, limits, fetching.fetch)
        drawing = _drawing(browser, page, view, limits, resources)
        method = {
            **_browser_facts(browser),
            **_page_facts(page, view, limits),
            **_result_facts(drawing, resources),
            "drawn_utc": drawn,
            "note": _note(drawn, view),
        }
        return store.add_derived(
            capture,
            drawing.png,
            ending="png",
            method=method,
            why=why,
            title=str(capture.record["title"]),
            outcome=drawing.outcome,
            reason="; ".join(_reasons(capture, drawing, resources)),
            content_type="image/png",
            extra=kept.write(resources.all, resources.unlisted, folder),
        )


def _drawing(
    browser: Chromium, page: document.Document, view: View, limits: Limits, resources: Resources
) -> Drawing:
    async def job(playwright_browser: Any) -> Drawing:  # noqa: ANN401
        return await draw(playwright_browser, page, view, limits, resources)

    return browser.run(job)


@contextlib.contextmanager
def _running(chromium: Chromium | None) -> Iterator[Chromium]:
    if chromium is not None:
        yield chromium
        return
    with Chromium() as own:
        yield own


def _reasons(capture: Capture, drawing: Drawing, resources: Resources) -> list[str]:
    """Return what a reader must know before trusting the picture to be whole."""
    reached = [f"the {limit} for resources was reached" for limit in resources.limits_reached]
    source = [] if capture.sound else [f"the capture it shows is not sound: {capture.outcome}"]
    return [*source, *drawing.reasons, *sorted(reached)]


def _note(drawn: str, view: View) -> str:
    note = f"rendered from the stored bytes on {drawn}; what a reader saw may differ"
    return note if view.online else f"{note}; images, styles and scripts were not fetched"


def _browser_facts(browser: Chromium) -> dict[str, Any]:
    chromium, playwright = browser.versions["chromium"], browser.versions["playwright"]
    return {
        "name": "chromium via playwright",
        "version": f"Chromium {chromium}, Playwright {playwright}",
        "sandbox": browser.sandbox,
    }


def _page_facts(page: document.Document, view: View, limits: Limits) -> dict[str, Any]:
    """Return what must be the same to draw the same again."""
    return {
        "address": page.url,
        "address_from": page.url_from,
        "online": view.online,
        "javascript": view.javascript,
        "viewport": {"width": view.width, "height": view.height},
        "device_scale_factor": options.SCALE,
        "locale": options.LOCALE,
        "time_zone": options.TIME_ZONE,
        "limits": dataclasses.asdict(limits),
    }


def _result_facts(drawing: Drawing, resources: Resources) -> dict[str, Any]:
    return {
        "resources": kept.counts(resources.all, resources.unlisted),
        "page": dict(zip(("width", "height"), drawing.page, strict=True)),
        "picture": dict(zip(("width", "height"), drawing.picture, strict=True)),
        "blank": drawing.blank,
        "page_errors": drawing.page_errors,
    }
