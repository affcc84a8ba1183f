"""Time the way from a percent script to notebook, page and PDF, beside plain nbconvert.

Run with ``python benchmarks/report.py``; another percent script may be named. All figures come
from one run on one machine: seconds of the clock and of the processor, sizes, and the ratio of
our page to what nbconvert's own HTML exporter makes of the same notebook.

Bar: notebook, HTML and PDF within 20 s on two cores in a warm environment; HTML of 1.5 MB.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from osint_helpers.report import build_notebook, guard, to_html, to_pdf, warm

BAR_SECONDS, BAR_MB = 20, 1.5
SCRIPT = Path(__file__).resolve().parent.parent / "notebooks" / "01-maybach-2018.py"


def timed(name: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Run one step and print what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:<28} {wall:7.2f} s wall {cpu:7.2f} s processor")
    return result, wall


def plain(notebook: Path) -> str:
    """Return the page nbconvert's own exporter makes, code hidden and pictures embedded."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(exclude_input=True, embed_images=True)
    page, _ = exporter.from_filename(str(notebook))
    return str(page)


def main(script: Path) -> None:
    """Print the table for one script."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "case.ipynb"
        notebook, building = timed(
            "build_notebook", lambda: build_notebook(script, target, beside=warm)
        )
        Path(folder, "case.py").write_bytes(script.read_bytes())
        faults, _ = timed("guard", lambda: guard(notebook))
        html, ours = timed("to_html", lambda: to_html(notebook))
        pdf, printing = timed("to_pdf", lambda: to_pdf(html))
        total = building + ours + printing
        print(f"notebook + HTML + PDF {total:.1f} s (bar {BAR_SECONDS} s)")
        theirs, other = timed("nbconvert HTMLExporter", lambda: plain(notebook))
        print(f"guard found {len(faults)} faults")
        print(f"notebook {notebook.stat().st_size / 1e6:.2f} MB, PDF {len(pdf) / 1e6:.2f} MB")
        print(
            f"page {len(html.encode()) / 1e6:.2f} MB (bar {BAR_MB}), "
            f"nbconvert {len(theirs.encode()) / 1e6:.2f} MB"
        )
        print(f"time of our page to nbconvert's: {ours / other:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SCRIPT)
