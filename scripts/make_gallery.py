"""Make docs/images/gallery.png, the picture in the README: notebooks side by side, as they stand.

Usage: ``python scripts/make_gallery.py``. Needs Chromium, and the extras [browser] and [collect].
The pictures are those of the gallery page, from the executed notebooks; what is made up is stamped.
"""

from __future__ import annotations

import base64
import io
import shutil
import sys
from html import escape
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.docsite import gallery  # noqa: E402

OUT: Final = ROOT / "docs" / "images" / "gallery.png"
ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE: Final = 1200  # pixels; GitHub shows it at 800, a telephone at about 350
# What a reader shall see first; any other notebook stands in the gallery page.
SHOWN: Final = (
    "01-maybach-2018", "05-lexus-2023", "07-routes-compared", "11-wise-honest-2018",
    "06-luxury-sources-2015-2017", "04-vessel-tracks",
)  # fmt: skip
COLOURS: Final = 64
_STYLE: Final = """
body { margin: 10px; background: #d5d8dd; display: grid; gap: 10px; grid-template-columns: 1fr 1fr;
  font: bold 25px/1.15 'DejaVu Sans', Verdana, sans-serif; color: #1d2430 }
figure { margin: 0; background: #fff; border: 1px solid #8a8f98 }
div { height: 330px; overflow: hidden; border-bottom: 1px solid #8a8f98 }
img { width: 100%; display: block }
figcaption { padding: 10px 14px; height: 88px; overflow: hidden }
"""


def chosen() -> list[gallery.Notebook]:
    """Return the notebooks of `SHOWN`, in that order.

    Raises
    ------
    SystemExit
        When one of them is not there or has no drawing.
    """
    drawn = {one.name: one for one in gallery.notebooks() if one.shown is not None}
    missing = [name for name in SHOWN if name not in drawn]
    if missing:
        raise SystemExit(f"no drawing in the notebooks {', '.join(missing)}")
    return [drawn[name] for name in SHOWN]


def sheet(those: list[gallery.Notebook]) -> str:
    """Return the page that is photographed; words and drawings are the notebooks' own."""
    figures = []
    for one in those:
        data = base64.b64encode((one.picture() or "").encode()).decode()
        words = one.title.partition(":")[0] if not one.synthetic else one.title
        figures.append(
            f'<figure><div><img src="data:image/svg+xml;base64,{data}" alt=""></div>'
            f"<figcaption>{escape(words)}</figcaption></figure>"
        )
    return f"<!doctype html><style>{_STYLE}</style>" + "".join(figures)


def main() -> None:
    """Draw the sheet and store it with few colours."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDE, "height": 400})
        page.set_content(sheet(chosen()), wait_until="load")
        taken = page.screenshot(full_page=True)
        browser.close()
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    small = image.quantize(
        colors=COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    small.save(OUT, optimize=True)
    print(OUT.name, image.size, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
