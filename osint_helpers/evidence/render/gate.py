"""Every request of a page passes here: stored bytes, the guarded fetcher, or nothing."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Final
from urllib.parse import urlsplit

from osint_helpers.evidence.render.document import Document
from osint_helpers.evidence.render.resources import Resources

# As Playwright names them. Sound and film are left out: a picture does not show them.
LOADED: Final = frozenset(
    {"document", "stylesheet", "image", "font", "script", "xhr", "fetch", "other"}
)


class Gate:
    """The only way a page gets bytes.

    Parameters
    ----------
    document
        The page; given once, and to the first request only.
    resources
        Fetches and keeps everything else.
    online
        False: nothing else is fetched.
    """

    def __init__(self, document: Document, resources: Resources, *, online: bool) -> None:
        self.document, self.resources, self._online = document, resources, online
        self.led_away = asyncio.Event()
        self._page: Any = None
        self._given = False
        self.page_errors = 0
        self.crashed = asyncio.Event()

    async def open(self, context: Any) -> Any:  # noqa: ANN401
        """Return a page of a Playwright context whose every request comes here."""
        await context.route("**/*", self._request)
        await context.route_web_socket("**/*", self._socket)
        self._page = await context.new_page()
        self._page.on("pageerror", self._error)
        self._page.on("crash", self._crash)
        self._page.on("download", self._download)
        context.on("page", self._popup)
        return self._page

    async def _request(self, route: Any) -> None:  # noqa: ANN401
        from playwright.async_api import Error

        try:
            await self._answer(route, route.request)
        except (Error, OSError):
            # The page is gone, or the disk is full: Resources.settle raises that.
            with contextlib.suppress(Error):
                await route.abort("failed")

    async def _answer(self, route: Any, request: Any) -> None:  # noqa: ANN401
        if not self._given:
            self._given = True
            document = self.document
            await route.fulfill(status=200, headers=document.headers, body=document.data)
            return
        kind = str(request.resource_type)
        reason = self._against(request, kind)
        if reason:
            self.resources.block(request.url, kind, reason)
            await _refuse(route, kind)
            return
        found = await self.resources.get(request.url, kind)
        if found is None or found.data is None:
            await _refuse(route, kind)
            return
        await route.fulfill(status=found.status or 200, headers=found.headers, body=found.data)

    def _against(self, request: Any, kind: str) -> str:  # noqa: ANN401
        """Return why a request is not passed on; empty when it may be."""
        if request.is_navigation_request() and (away := self._away(request)):
            return away
        if request.method != "GET":
            return f"method {request.method}"
        if urlsplit(request.url).scheme not in ("http", "https"):
            return "scheme"
        if kind not in LOADED:
            return f"kind {kind}"
        if "prefetch" in request.headers.get("sec-purpose", ""):
            return "prefetch"
        return "" if self._online else "offline"

    def _away(self, request: Any) -> str:  # noqa: ANN401
        """Return why a navigation is no part of the page; empty for a frame within it."""
        from playwright.async_api import Error

        try:
            frame = request.frame
        except Error:  # a window that is just being opened has no frame yet
            return "new window"
        if frame.page != self._page:
            return "new window"
        if frame.parent_frame is None:
            self.led_away.set()
            return "leads away from the page"
        return ""

    async def _socket(self, socket: Any) -> None:  # noqa: ANN401
        self.resources.block(socket.url, "websocket", "kind websocket")
        await socket.close()

    async def _popup(self, page: Any) -> None:  # noqa: ANN401
        self.resources.block(page.url, "window", "new window")
        await page.close()

    async def _download(self, download: Any) -> None:  # noqa: ANN401
        self.resources.block(download.url, "download", "download")
        await download.cancel()

    def _error(self, _: object) -> None:
        self.page_errors += 1

    def _crash(self, _: object) -> None:
        self.crashed.set()


async def _refuse(route: Any, kind: str) -> None:  # noqa: ANN401
    """End a request so that the page stays as it is.

    ``aborted`` ends a navigation without an error page. A stream of events is told "no content",
    or the page would ask again without end (HTML, section 9.2.3).
    """
    if kind == "eventsource":
        await route.fulfill(status=204)
    else:
        await route.abort("aborted" if kind == "document" else "blockedbyclient")
