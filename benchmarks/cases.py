"""Time every case of the repository, regenerated side by side, beside one after another.

Run with ``python benchmarks/cases.py``. Notebooks and reports go to a temporary folder. Printed
are the seconds of ``osint run --all``, those of the same cases in a plain loop of ``osint run``
(the peer: what a Makefile without it would do), their ratio, and the size of every report.

Bar: 120 s on two cores, notebooks, HTML and PDF; every report within 1.5 MB.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from osint_helpers.cli.several import cases_with_notebooks

BAR_SECONDS, BAR_MB = 120, 1.5
NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def seconds(names: list[str], folder: Path, build: Path) -> float:
    """Return what one ``osint run`` takes; its words are printed only when it fails."""
    words = [sys.executable, "-m", "osint_helpers", "run", *names]
    started = time.perf_counter()
    done = subprocess.run(
        [*words, "--notebooks", str(folder), "--build", str(build)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - started


def main() -> int:
    """Print the figures; return 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as work:
        folder, build = Path(work) / "notebooks", Path(work) / "build"
        shutil.copytree(NOTEBOOKS, folder)
        names = cases_with_notebooks(folder)
        beside = seconds(["--all"], folder, build)
        print(f"{len(names)} cases side by side   {beside:6.1f} s (bar {BAR_SECONDS} s)")
        alone = sum(seconds([name], folder, build) for name in names)
        print(f"one after another        {alone:6.1f} s; side by side: {beside / alone:.2f} of it")
        sizes = {path.parent.name: path.stat().st_size for path in build.glob("*/report.html")}
        for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
            print(f"{name:<28} {size / 1e6:5.2f} MB (bar {BAR_MB} MB)")
    return 1 if beside > BAR_SECONDS or max(sizes.values()) > BAR_MB * 1e6 else 0


if __name__ == "__main__":
    sys.exit(main())
