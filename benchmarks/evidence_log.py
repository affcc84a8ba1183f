"""Time of durable log lines, and its ratio to SQLite with a commit each, in one run.

Usage: ``python benchmarks/evidence_log.py [LINES]`` (default 1,000). Bar: 3 s for 1,000.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

BAR_S = 3.0
FACTS = {"where": "SYNTHETIC register", "question": "SYNTHETIC question of usual length, 2018-08"}


def ours(home: Path, count: int) -> float:
    """Return the seconds for `count` lines of the log."""
    from osint_helpers.evidence import Store

    store = Store(home / "case", "synthetic")
    start = time.perf_counter()
    for _ in range(count):
        store.note("search.nothing", **FACTS)
    return time.perf_counter() - start


def theirs(home: Path, count: int) -> float:
    """Return the seconds for `count` rows of a table, each committed to the disk."""
    base = sqlite3.connect(home / "log.sqlite")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE log (n INTEGER PRIMARY KEY, event TEXT, facts TEXT)")
    start = time.perf_counter()
    for _ in range(count):
        with base:
            base.execute("INSERT INTO log (event, facts) VALUES (?, ?)", ("x", json.dumps(FACTS)))
    took = time.perf_counter() - start
    base.close()
    return took


def main(count: int) -> int:
    """Print figure, bar and ratio; return 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        mine, other = ours(Path(name), count), theirs(Path(name), count)
    bar = BAR_S * count / 1000
    print(f"{count} durable lines: {mine:6.2f} s   (bar {bar:.1f} s)")
    print(f"SQLite, a commit each: {other:6.2f} s   ratio {mine / other:.2f}")
    return int(mine > bar)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
