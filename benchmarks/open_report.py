"""Time until a report can be used in Chromium, what it asks for, and what axe-core finds.

Run with ``python benchmarks/open_report.py`` after ``make case``; another report may be named.
Five runs in fresh contexts, in turn with the page nbconvert's own exporter makes of the same
notebook. "Usable" is the moment the last map has drawn its pins, or, without maps, the load event.

Bars: maps usable within 1 s; 0 requests; 0 violations of WCAG A and AA on screen and in print.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium, requests_of  # noqa: E402  (the path comes first)

RUNS = 5
REPORT = ROOT / "build" / "maybach-2018" / "report.html"
NOTEBOOK = ROOT / "notebooks" / "01-maybach-2018.ipynb"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def once(browser: Any, path: Path) -> tuple[float, int]:  # noqa: ANN401  (playwright is optional)
    """Open the page in a fresh context; return seconds until usable and requests made."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked = requests_of(context)
    page = context.new_page()
    start = time.perf_counter()
    page.goto(path.resolve().as_uri(), wait_until="load")
    maps = page.locator("[data-osint-map]")
    for n in range(maps.count()):
        maps.nth(n).locator(".om-pin").last.wait_for(state="attached", timeout=20000)
    seconds = time.perf_counter() - start
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    context.close()
    return seconds, len(asked)


def violations(browser: Any, path: Path, media: str, width: int) -> int:  # noqa: ANN401
    """Return how many nodes break a rule of WCAG 2.0 to 2.2, A and AA."""
    spec = find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("axe-playwright-python is missing: it comes with the extra [browser]")
    axe = Path(spec.submodule_search_locations[0]) / "axe.min.js"
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.emulate_media(media=media)
    page.goto(path.resolve().as_uri(), wait_until="load")
    page.wait_for_timeout(800)
    page.evaluate(axe.read_text(encoding="utf-8"))
    rules = {"target-size": {"enabled": media == "screen"}}  # on paper nothing is a target
    found = page.evaluate(
        "([tags, rules]) => axe.run(document, {runOnly: tags, rules: rules})", [RULES, rules]
    )
    context.close()
    return sum(len(rule["nodes"]) for rule in found["violations"])


def plain(folder: Path) -> Path:
    """Return the page nbconvert's own exporter makes of the notebook."""
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter(exclude_input=True, embed_images=True).from_filename(str(NOTEBOOK))
    path = folder / "nbconvert.html"
    path.write_text(page, encoding="utf-8")
    return path


def main(report: Path) -> None:
    """Print the figures of the report beside those of the peer."""
    if not report.is_file():
        sys.exit(f"{report} is not there: make case writes it")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        pages = {"report": report, "nbconvert": plain(Path(folder))}
        runs: dict[str, list[tuple[float, int]]] = {name: [] for name in pages}
        for _ in range(RUNS):
            for name, path in pages.items():
                runs[name].append(once(browser, path))
        for name, path in pages.items():
            times = sorted(seconds for seconds, _ in runs[name])
            asked = max(count for _, count in runs[name])
            print(
                f"{name:10s} {path.stat().st_size / 1e6:.2f} MB, usable after {times[0]:.2f} / "
                f"{statistics.median(times):.2f} / {times[-1]:.2f} s, {asked} requests a run"
            )
        for media in ("screen", "print"):
            for width in (1280, 390):
                nodes = violations(browser, report, media, width)
                print(f"axe-core A/AA, {media} at {width} px: {nodes} nodes (bar 0)")
        peer = violations(browser, pages["nbconvert"], "screen", 1280)
        print(f"axe-core A/AA, nbconvert's page on screen: {peer} nodes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORT)
