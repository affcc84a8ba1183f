"""Run every check of the suite in turn; the last line counts tests.

``make test`` and the continuous integration call exactly this. All steps run even when one
fails, so that one look shows everything; the exit code is 1 if any of them did. With ``--scale``
(``make test-scale``) only the comparison of both engines at a million rows runs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CONFORMANCE = ROOT / ".venv-conformance"
NOTEBOOKS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "notebooks").glob("*.ipynb"))
# Needs Spark: tests/notebooks/test_vessel_tracks.py compares it, or says why it does not.
APART = "notebooks/04-vessel-tracks.ipynb"
SEEDS = ("0", "1", "2")
SCALE = "--scale"  # only what a default run leaves out: a million rows on both engines


@dataclass
class Step:
    """One command, and what its JUnit report counted (if it writes one)."""

    name: str
    command: list[str]
    counts_tests: bool = False
    env: dict[str, str] = field(default_factory=dict)


@dataclass
class Tally:
    """Tests and checks over all steps."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: list[str] = field(default_factory=list)


def tool(name: str, *arguments: str) -> list[str]:
    """Return the command line of a tool of this environment."""
    return [str(BIN / name), *arguments]


def steps() -> list[Step]:
    """Return every step, in order."""
    pytest = [sys.executable, "-m", "pytest"]
    nbval = [
        *pytest,
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=120",
        "-n",
        "2",
        "--dist",
        "loadfile",  # one kernel a notebook: its cells stay with one worker
        "-o",
        "filterwarnings=",
        "-q",
        *(one for one in NOTEBOOKS if one != APART),
    ]
    listed = [
        Step("ruff check", tool("ruff", "check", "--quiet", ".")),
        Step("ruff format", tool("ruff", "format", "--check", "--quiet", ".")),
        Step("mypy --strict", tool("mypy", "--no-error-summary")),
        Step("import rules", tool("lint-imports")),
        Step(
            "environment of the tools that read our exports",
            [sys.executable, "scripts/conformance.py", "--prepare"],
        ),
        Step("PySpark, where Java is", [sys.executable, "scripts/spark.py"]),
        Step(
            "unit, browser and conformance tests",
            [*pytest, "-q", "-n", "2", "--dist", "loadgroup"],
            counts_tests=True,
            env={"OSINT_CONFORMANCE": str(CONFORMANCE), "OSINT_REQUIRE_CONFORMANCE": "1"},
        ),
        Step("notebook guard", tool("osint", "guard", *NOTEBOOKS)),
    ]
    listed += [
        Step(
            f"strict nbval, hash seed {seed}",
            nbval,
            counts_tests=True,
            env={"PYTHONHASHSEED": seed},
        )
        for seed in SEEDS
    ]
    return listed


def scale_steps() -> list[Step]:
    """Return the steps of ``make test-scale``: both engines, a million rows, real densities."""
    tests = [sys.executable, "-m", "pytest", "-q", "-m", "scale", "tests/tracks"]
    return [
        Step("PySpark", [sys.executable, "scripts/spark.py"], env={"OSINT_REQUIRE_SPARK": "1"}),
        Step("engines at a million rows", tests, True, {"OSINT_REQUIRE_SPARK": "1"}),
    ]


def count(report: Path, tally: Tally) -> int:
    """Add the figures of a JUnit report to the tally; return how many tests it names."""
    if not report.exists():
        return 0
    total = 0
    # The file was written a moment ago by our own test run.
    for suite in ET.parse(report).iter("testsuite"):  # noqa: S314
        tests, bad, skipped = (
            int(suite.get("tests", 0)),
            int(suite.get("failures", 0)) + int(suite.get("errors", 0)),
            int(suite.get("skipped", 0)),
        )
        tally.passed += tests - bad - skipped
        tally.failed += bad
        tally.skipped += skipped
        total += tests
    return total


def run(step: Step, tally: Tally) -> None:
    """Run one step and print one line about it."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "junit.xml"
        command = [*step.command, f"--junitxml={report}"] if step.counts_tests else step.command
        print(f"── {step.name}", flush=True)
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **step.env}, check=False)  # noqa: S603
        tests = count(report, tally)
    bad = done.returncode != 0 or (step.counts_tests and tests == 0)
    if bad:
        tally.broken.append(step.name)
        tally.failed += 0 if step.counts_tests and tests else 1
    elif not step.counts_tests:
        tally.passed += 1
    words = f", {tests} tests" if step.counts_tests else ""
    verdict = "FAILED" if bad else "passed"
    print(f"   {verdict}{words}, {time.perf_counter() - started:.1f} s", flush=True)


def main() -> int:
    """Run all steps; print the tally as the last line."""
    started = time.perf_counter()
    tally = Tally()
    for step in scale_steps() if SCALE in sys.argv[1:] else steps():
        run(step, tally)
    if tally.broken:
        print("Failed: " + "; ".join(tally.broken))
    parts = [f"{tally.failed} failed"] * bool(tally.failed) + [f"{tally.passed} passed"]
    parts += [f"{tally.skipped} skipped"] * bool(tally.skipped)
    line = f"{', '.join(parts)} in {time.perf_counter() - started:.2f}s"
    print(re.sub(r"\s+", " ", f"===== {line} ====="))
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
