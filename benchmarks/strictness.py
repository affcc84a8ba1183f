"""Strict nbval under three hash seeds, two builds byte for byte, and hostile text in Chromium.

Run with ``python benchmarks/strictness.py``. Bars: every cell, no sanitizing; identical bytes of
notebook, HTML and PDF; no hostile text runs, with the sanitizer and without it. The peer for the
first figure is the common way: the naive notebook of 27 cells that the project measured when it
chose its method passed 7 or 8 of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted(str(path) for path in (ROOT / "notebooks").glob("*.ipynb"))
STRICT = ["--nbval", "--nbval-current-env", "-p", "no:xdist", "-o", "filterwarnings="]


def pytest(*arguments: str, **environment: str) -> str:
    """Run pytest; return its last line, or end with its output when something failed."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout[-4000:] + done.stderr[-2000:])
    return re.sub(r"[=\s]+", " ", done.stdout.strip().splitlines()[-1]).strip()


def main() -> None:
    """Print each figure as pytest counts it."""
    for seed in ("0", "1", "2"):
        print(f"strict nbval, hash seed {seed}: {pytest(*STRICT, *NOTEBOOKS, PYTHONHASHSEED=seed)}")
    same = pytest("tests/notebooks", "-k", "same_bytes")
    print(f"two builds, two folders, two seeds: ipynb, HTML, PDF identical ({same})")
    hostile = pytest("tests/browser_checks/test_hostile.py", OSINT_REQUIRE_BROWSER="1")
    figures = pytest("tests/browser_checks/test_hostile_figures.py", OSINT_REQUIRE_BROWSER="1")
    print(f"hostile text in tables, titles, prose, markdown, and past the sanitizer: {hostile}")
    print(f"hostile text in maps and figures: {figures}")


if __name__ == "__main__":
    main()
