"""Make docs/images/report.png, the picture of a report in the README.

Usage: python scripts/make_picture.py build/maybach-2018/report.html
Needs Chromium and the extra [browser]. It shows the cover, the timeline and the detail map.
"""

from __future__ import annotations

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "images" / "report.png"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PARTS = ("header", "#exhibit-B-4", "#exhibit-C-2")
SIZE = {"width": 1180, "height": 940}


def part(page: Page, selector: str) -> str:
    """Return the top of one part of the page as a data URI."""
    page.locator(selector).first.evaluate("e => window.scrollTo(0, e.offsetTop - 12)")
    page.wait_for_timeout(600)
    return "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()


def main(report: Path) -> None:
    """Take three pictures and set them side by side."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE)
        page.goto(report.resolve().as_uri())
        page.wait_for_timeout(1000)
        images = "".join(f'<img src="{part(page, selector)}">' for selector in PARTS)
        sheet = browser.new_page(viewport={"width": 1500, "height": 416})
        sheet.set_content(
            "<style>body{margin:8px;display:flex;gap:8px;background:#d5d8dd}"
            "img{width:calc((100% - 16px)/3);border:1px solid #8a8f98}</style>" + images
        )
        sheet.wait_for_timeout(300)
        OUT.parent.mkdir(parents=True, exist_ok=True)
        sheet.screenshot(path=str(OUT))
        browser.close()
    print(OUT.name, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
