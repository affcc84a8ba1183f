"""Chromium without a network of its own, in a thread of its own.

The thread lets a picture be drawn from a notebook too, whose own event loop is running.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Awaitable, Callable
from importlib import metadata
from typing import Any, Final, TypeVar

from osint_helpers.errors import EvidenceError

T = TypeVar("T")

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 10.0

# A proxy where nobody listens, for loopback too, and no name resolution: whatever does not pass
# the gate fails. WebRTC would send UDP past a proxy; Chromium has renamed that switch, so both
# names are given. tests/evidence/test_rendering_network.py holds all of it.
NO_NETWORK: Final = (
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-first-run",
    "--no-pings",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
)
# Images that do not move. The pointer settings are those Playwright gives: the switch cannot be
# given twice.
_BLINK: Final = (
    "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4,"
    "imageAnimationPolicy=2"
)
# The same pixels every time: no GPU, grey edges of letters, scrolling at once.
SAME_PIXELS: Final = (
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-smooth-scrolling",
    "--force-color-profile=srgb",
    f"--blink-settings={_BLINK}",
)
# The page must not find keys of the analyst in the environment of the browser.
_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "FONTCONFIG_FILE",
                       "FONTCONFIG_PATH", "XDG_RUNTIME_DIR", "SYSTEMROOT", "TEMP")  # fmt: skip


def executable() -> str | None:
    """Return the path of Chromium: ``OSINT_CHROMIUM``, or a usual name; else Playwright's own."""
    named = os.environ.get("OSINT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def sandbox() -> bool:
    """Say whether Chromium runs in its sandbox: not as root, and not when it is switched off.

    Chromium refuses to start in its sandbox as root. Containers without user namespaces need
    ``OSINT_CHROMIUM_SANDBOX=off``.
    """
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return not root and os.environ.get("OSINT_CHROMIUM_SANDBOX", "") != "off"


class Chromium:
    """A running Chromium; use it with ``with``, for one picture or for many.

    Raises
    ------
    EvidenceError
        On entry, when Playwright or Chromium is not there or does not start.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._playwright: Any = None
        self._browser: Any = None
        self.sandbox = sandbox()
        self.versions: dict[str, str] = {}

    def __enter__(self) -> Chromium:
        """Start the browser."""
        self._thread.start()
        try:
            self._wait(self._start())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the browser."""
        self._end()

    def run(self, job: Callable[[Any], Awaitable[T]]) -> T:
        """Run `job`, which is given the Playwright browser, in the thread of the browser."""
        return self._wait(job(self._browser))

    def _wait(self, work: Awaitable[T]) -> T:
        async def whole() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(whole(), self._loop).result()

    async def _start(self) -> None:
        try:
            from playwright.async_api import Error, async_playwright
        except ImportError as error:
            raise EvidenceError(
                "a picture of a page needs Playwright", advice="install the extra [browser]"
            ) from error
        self._playwright = await async_playwright().start()
        path = executable()
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=path,
                args=[*NO_NETWORK, *SAME_PIXELS],
                chromium_sandbox=self.sandbox,
                env={**{k: os.environ[k] for k in _ENVIRONMENT if k in os.environ}, "TZ": "UTC"},
                timeout=START_SECONDS * 1000,
            )
        except (Error, OSError) as error:
            raise EvidenceError(
                f"{path or 'the Chromium of Playwright'} does not start",
                advice="install Chromium, or name it in OSINT_CHROMIUM; in a container without "
                "user namespaces set OSINT_CHROMIUM_SANDBOX=off",
            ) from error
        self.versions = {
            "chromium": str(self._browser.version),
            "playwright": metadata.version("playwright"),
        }

    async def _stop(self) -> None:
        for end in (
            None if self._browser is None else self._browser.close,
            None if self._playwright is None else self._playwright.stop,
        ):
            if end is not None:
                # A browser that is gone already, or was stopped by the same Ctrl-C, is at an end.
                await asyncio.wait_for(_quietly(end), STOP_SECONDS)

    def _end(self) -> None:
        try:
            self._wait(self._stop())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(STOP_SECONDS)
            self._loop.close()


async def _quietly(end: Callable[[], Awaitable[None]]) -> None:
    from playwright.async_api import Error

    try:
        await end()
    except Error:
        return
