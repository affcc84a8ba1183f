"""Files larger than memory: gaps and encounters bucket by bucket under a cap of 4 GB.

Usage: ``python benchmarks/tracks_scale.py [--full] [--rows N] [--memory 4GB]``. The default has
20,000,000 rows; ``--full`` has 100,000,000, of which a store is made in a temporary folder first
(3.5 GB on disk, a few minutes). Needs the extras ``tracks`` and ``sample-data``. Each search runs
in a process of its own with ``DuckDB(memory=...)``; the seconds are wall clock of one call, the
peak is the resident memory of the process, so Python, the parts and the events count too; parts and
spill are the most bytes seen in the folder of the engine.
Bars at 100,000,000 rows under 4 GB: gaps 60 s, encounters 60 s. The exit status is 1 where one is
missed (``--full``), or a search does not end.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import _tiles
from tracks_events import peak_mb

FULL, SMALL = 100_000_000, 20_000_000
BAR_S = 60
KINDS = ("gaps", "encounters")


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder; those that vanish meanwhile count nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def child(kind: str, folder: str, memory: str) -> None:
    """Search once under the cap, and print what it took."""
    from osint_helpers import tracks
    from osint_helpers.tracks.engines import DuckDB

    store = tracks.open_store(folder)
    seen, ended = [0], threading.Event()
    with tempfile.TemporaryDirectory() as held:

        def watch() -> None:
            while not ended.wait(0.2):
                seen.append(size(Path(held)))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        start = time.perf_counter()
        with DuckDB(memory=memory, spill=held) as engine:
            events = len(getattr(tracks, kind)(store, engine=engine))
        seconds = time.perf_counter() - start
        ended.set()
        watcher.join()
    took = {"events": events, "seconds": seconds, "peak": peak_mb(), "disk": max(seen)}
    print(json.dumps(took))


def main() -> int:
    """Make the store, search it in children, print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    how = parser.parse_args()
    if how.child:
        child(*how.child, memory=how.memory)
        return 0
    rows = how.rows or (FULL if how.full else SMALL)
    missed = False
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "store"
        subprocess.run([sys.executable, str(_tiles.__file__), str(folder), str(rows)], check=True)
        if not folder.is_dir():
            return 0
        buckets = len(list((folder / "positions").iterdir()))
        print(f"{rows:,} rows in {buckets} buckets, memory {how.memory}; bars at {FULL:,} rows")
        print(f"{'':<12}{'events':>12}{'seconds':>16}{'peak MB':>9}{'parts and spill MB':>20}")
        for kind in KINDS:
            command = [sys.executable, __file__, "--child", kind, str(folder)]
            done = subprocess.run([*command, "--memory", how.memory], check=True,
                                  capture_output=True, text=True)  # fmt: skip
            took = json.loads(done.stdout)
            print(f"{kind:<12}{took['events']:>12,}{took['seconds']:>9.1f} ({BAR_S} s)"
                  f"{took['peak']:>9,}{took['disk'] >> 20:>20,}")  # fmt: skip
            missed |= took["seconds"] > BAR_S
    return int(missed and rows >= FULL)


if __name__ == "__main__":
    sys.exit(main())
