"""Gaps, port calls and encounters through the public functions, beside the scan of their columns.

Usage: ``python benchmarks/tracks_events.py [--rows N] [--rounds N]`` (default 10,000,000 and 3).
Needs the extras ``tracks`` and ``sample-data``. The positions are a real day, tiled to exactly so
many rows (``_tiles.py``) and laid into a store in a temporary folder. Each search runs in a process
of its own, once to compile and then so often; the seconds are wall clock, the best of these. The
scan is DuckDB reading ``track, t_us, lat, lon`` of the same files in the same process right
before each round, every value summed. The peak is the resident memory of the process.
Every vessel of a tile lives one day of many, so nearly all gaps are open ones at both ends of the
window: twice as many as vessels, which a store of one real fleet would not have.
Bars at 10,000,000 rows: gaps 2.5 s, port calls 5 s, encounters 3 s; 4, 8 and 5 times the scan; peak
1,000 MB. The exit status is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import _tiles

BARS = {"gaps": (2.5, 4), "port_calls": (5, 8), "encounters": (3, 5)}
PEAK_MB = 1000
ROWS = 10_000_000


def peak_mb() -> int:
    """Return the greatest resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def scan(paths: list[str]) -> float:
    """Return the seconds to read the four columns every search needs."""
    import duckdb

    with duckdb.connect() as connection:
        start = time.perf_counter()
        connection.execute(
            "select sum(track::hugeint), sum(t_us::hugeint), sum(lat), sum(lon) "
            "from read_parquet(?, hive_partitioning = false)", [paths],
        ).fetchall()  # fmt: skip
        return time.perf_counter() - start


def child(kind: str, folder: str, rounds: int) -> None:
    """Search, and print what it took."""
    from osint_helpers import tracks

    store = tracks.open_store(folder)
    paths = [str(path) for path in store.paths]
    search = getattr(tracks, kind)
    search(store)  # compiles; also loads what reference data the search needs
    scans, times, found = [], [], 0
    for _ in range(rounds):
        scans.append(scan(paths))
        start = time.perf_counter()
        found = len(search(store))
        times.append(time.perf_counter() - start)
    took = {"events": found, "seconds": min(times), "scan": min(scans), "peak": peak_mb()}
    print(json.dumps(took))


def main() -> int:
    """Make the store, measure each search in a child, print figures beside bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    how = parser.parse_args()
    if how.child:
        child(*how.child, rounds=how.rounds)
        return 0
    missed = False
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "store"
        # the tiles are made in another process: this one stays small
        command = [sys.executable, str(_tiles.__file__), str(folder), str(how.rows)]
        if subprocess.run(command, check=True).returncode or not folder.is_dir():
            return 0
        print(f"{how.rows:,} rows, {how.rounds} rounds; (..) are bars at {ROWS:,} rows")
        print(f"{'':<12}{'events':>10}{'seconds':>16}{'scan s':>8}{'x scan':>12}{'peak MB':>15}")
        for kind, (bar_s, bar_x) in BARS.items():
            command = [sys.executable, __file__, "--child", kind, str(folder)]
            command += ["--rounds", str(how.rounds)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            took = json.loads(done.stdout)
            ratio = took["seconds"] / took["scan"]
            print(f"{kind:<12}{took['events']:>10,}{took['seconds']:>9.2f} ({bar_s:g} s)"
                  f"{took['scan']:>8.2f}{ratio:>7.1f} ({bar_x:g})"
                  f"{took['peak']:>8,} ({PEAK_MB:,})")  # fmt: skip
            missed |= took["seconds"] > bar_s or ratio > bar_x or took["peak"] > PEAK_MB
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
