"""Time of `import osint_helpers` in a fresh interpreter, beside an empty one and `import pandas`.

Bar: 0.4 s. Prints the median of nine runs each, in turn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

BAR = 0.4
CASES = {
    "empty interpreter": "pass",
    "osint_helpers": "import osint_helpers",
    "pandas": "import pandas",
}


def once(code: str) -> float:
    """Return the wall time of one fresh interpreter running `code`, in seconds."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def main() -> None:
    """Print the figures and the ratio."""
    runs: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(9):
        for name, code in CASES.items():
            runs[name].append(once(code))
    median = {name: statistics.median(times) for name, times in runs.items()}
    for name, seconds in median.items():
        print(f"import time, {name:18s} {seconds:6.3f} s")
    own = median["osint_helpers"] - median["empty interpreter"]
    ratio = median["osint_helpers"] / median["pandas"]
    print(f"osint_helpers itself {own:.3f} s (bar {BAR} s); whole process {ratio:.2f} x pandas")


if __name__ == "__main__":
    main()
