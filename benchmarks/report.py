"""Time the way from a percent script to notebook, page and PDF, beside plain nbconvert.

Run with ``python benchmarks/report.py notebooks/01-maybach-2018.py``. All figures come from
one run on one machine: seconds of the clock and of the processor, sizes, and the ratio of our
page to what nbconvert's own HTML exporter makes of the same notebook.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from osint_helpers.report import build_notebook, guard, to_html, to_pdf


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
    import nbconvert  # noqa: F401  (its import is not part of either side)

    with tempfile.TemporaryDirectory() as folder:
        notebook, _ = timed(
            "build_notebook", lambda: build_notebook(script, Path(folder) / "case.ipynb")
        )
        Path(folder, "case.py").write_bytes(script.read_bytes())
        faults, _ = timed("guard", lambda: guard(notebook))
        html, ours = timed("to_html", lambda: to_html(notebook))
        pdf, _ = timed("to_pdf", lambda: to_pdf(html))
        theirs, other = timed("nbconvert HTMLExporter", lambda: plain(notebook))
        print(f"guard found {len(faults)} faults")
        print(f"notebook {notebook.stat().st_size / 1e6:.2f} MB, PDF {len(pdf) / 1e6:.2f} MB")
        print(
            f"page {len(html.encode()) / 1e6:.2f} MB, nbconvert {len(theirs.encode()) / 1e6:.2f} MB"
        )
        print(f"time of our page to nbconvert's: {ours / other:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
