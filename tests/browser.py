"""Chromium for tests: one way to start it, one way to say that it is not there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Nothing but the page under test may ask the network for anything.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Return the path of Chromium, or ``None``; ``OSINT_CHROMIUM`` may name it."""
    named = os.environ.get("OSINT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def missing() -> str:
    """Return why no browser test can run; empty when one can."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "Playwright is not installed (extra: browser)"
    return "" if executable() else "Chromium is not installed"


@contextmanager
def chromium() -> Iterator[object]:
    """Start Chromium and yield a Playwright browser; end it afterwards.

    Without Playwright or Chromium the test is skipped with the reason named;
    with ``OSINT_REQUIRE_BROWSER=1`` it fails.
    """
    need()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def need() -> None:
    """Skip the test that asks without a browser; fail where one is said to be required."""
    reason = missing()
    if reason and os.environ.get("OSINT_REQUIRE_BROWSER") == "1":
        pytest.fail(f"OSINT_REQUIRE_BROWSER=1, but {reason}")
    if reason:
        pytest.skip(reason)


def requests_of(context) -> list[str]:
    """Return a list that collects every request of a browser context to anything but the page."""
    seen: list[str] = []

    def heard(request) -> None:
        if not request.url.startswith(("file:", "data:", "about:", "blob:")):
            seen.append(request.url)

    context.on("request", heard)
    return seen
