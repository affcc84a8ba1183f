"""Time until a report can be used in Chromium, and count what it asks for.

Run with ``python benchmarks/open_report.py out/report.html``; five runs in fresh contexts.
"Usable" is the moment the first map has drawn its pins, or, without maps, the load event.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from tests.browser import chromium, requests_of

RUNS = 5


def once(browser: Any, path: Path) -> tuple[float, int]:  # noqa: ANN401  (playwright is optional)
    """Open the page in a fresh context; return seconds until usable and requests made."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked = requests_of(context)
    page = context.new_page()
    start = time.perf_counter()
    page.goto(path.resolve().as_uri(), wait_until="load")
    if page.locator("[data-osint-map]").count():
        page.locator(".leaflet-marker-icon").first.wait_for(state="attached", timeout=20000)
    seconds = time.perf_counter() - start
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    context.close()
    return seconds, len(asked)


def main(path: Path) -> None:
    """Print least, middle and greatest time, and all requests."""
    with chromium() as browser:
        runs = [once(browser, path) for _ in range(RUNS)]
    times = sorted(seconds for seconds, _ in runs)
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    print(f"usable after {times[0]:.2f} / {statistics.median(times):.2f} / {times[-1]:.2f} s")
    print(f"requests to anything but the file: {sum(count for _, count in runs)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
