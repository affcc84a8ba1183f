"""Rows a second of an import into a store, beside a plain sort of the same columns by DuckDB.

Usage: ``python benchmarks/tracks_store.py [--rows N] [--file PATH] [--keep FOLDER]``. The input is
the real day of the shared data (or PATH, Parquet with ``mmsi, t, lat, lon``), tiled to N rows (ten
million): each tile has new MMSIs and is nine days later, positions differ by about a metre. Density
in place and time is real, volume is not. It is written in order of time, as a file of days is.
Each figure is one child process: seconds of wall clock, CPU seconds, peak of memory. The peer reads
the same file and writes the same columns sorted by (mmsi, t), zstd, and judges nothing.
Bars: 30 s and 2 GB at ten million rows, 4 GB at a hundred million; the exit status is 1 beyond.
"""

from __future__ import annotations

# ruff: noqa: S608  (SQL of names of the test itself)
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DAY = "data/ais/us_coastal_2020-06-30.parquet"
BAR_SECONDS, BAR_MB, BAR_MB_LARGE = 30.0, 2_048, 4_096
TEN_MILLION = 10_000_000


def shared_file() -> Path | None:
    """Return the real day, where this machine has it."""
    for folder in (os.environ.get("OSINT_SHARED"), Path(__file__).resolve().parents[2] / "shared"):
        if folder and (Path(folder) / DAY).is_file():
            return Path(folder) / DAY
    return None


def tile(source: Path, target: Path, rows: int) -> None:
    """Write a day as often as is needed for the rows; the same bytes each time."""
    import duckdb

    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        con.execute(f"set temp_directory = '{target.parent}'")
        con.execute("set memory_limit = '3GB'")
        con.execute(
            "create table day as select dense_rank() over (order by mmsi) as ship, "
            f"epoch_us(t) as t_us, lat, lon from read_parquet('{source}')"
        )
        (count,) = con.execute("select count(*) from day").fetchone() or (1,)
        noise = "((hash(ship, t_us, tile, {0}) % 2001)::double / 1000 - 1) * 9e-6"
        con.execute(
            "copy (select 200000000 + tile * 1300 + ship as mmsi, "
            "make_timestamptz((t_us + tile * 9 * 86400000000)::bigint) as t, "
            f"lat + {noise.format(1)} as lat, lon + {noise.format(2)} as lon "
            f"from day, range({-(-rows // count)}) as tiles(tile) "
            f"order by tile, t_us, ship, lat, lon limit {rows}) "
            f"to '{target}' (format parquet, compression 'zstd')"
        )


def ours(source: str, target: str) -> dict[str, object]:
    """Import; return what was found."""
    from osint_helpers.tracks.importing import import_positions

    held = import_positions(source, target).manifest
    return {
        name: held[name] for name in ("rows_in", "rows", "buckets", "vessels", "split", "counts")
    }


def peer(source: str, target: str) -> dict[str, object]:
    """Sort with DuckDB and nothing else."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(f"set temp_directory = '{target}.spill'")
        con.execute("set memory_limit = '1400MB'")
        con.execute(
            f"copy (select * from read_parquet('{source}') order by mmsi, t) to '{target}' "
            "(format parquet, compression 'zstd', row_group_size 122880)"
        )
    return {}


CASES = {"import_positions": ours, "DuckDB sort": peer}


def child(name: str, source: str, target: str) -> None:
    """Run one case and print its figures."""
    began = time.perf_counter()
    found = CASES[name](source, target)
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": wall, "cpu": used.ru_utime + used.ru_stime,
                      "mb": used.ru_maxrss / 1024, "found": found}))  # fmt: skip


def measure(name: str, source: Path, target: Path) -> dict[str, float]:
    """Return the figures of a child process."""
    command = [sys.executable, __file__, "--child", name, str(source), str(target)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    made: dict[str, float] = json.loads(done.stdout)
    return made


def main() -> int:
    """Make the input, measure, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=TEN_MILLION)
    options.add_argument("--file", type=Path, default=None)
    options.add_argument("--keep", type=Path, default=None)
    options.add_argument("--child", nargs=3, default=None)
    options.add_argument("--tile", nargs=3, default=None)
    given = options.parse_args()
    if given.tile:
        tile(Path(given.tile[0]), Path(given.tile[1]), int(given.tile[2]))
        return 0
    if given.child:
        child(*given.child)
        return 0
    source = given.file or shared_file()
    if source is None:
        print("skipped: the real day is not on this machine (set OSINT_SHARED, or give --file)")
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        tiled = folder / f"tiled-{given.rows}.parquet"
        if not tiled.is_file():
            # in a process of its own: a child begins with the peak of memory of its parent
            made_of = [str(source), str(tiled), str(given.rows)]
            subprocess.run([sys.executable, __file__, "--tile", *made_of], check=True)
        rows = {}
        for at, name in enumerate(CASES):
            rows[name] = measure(name, tiled, Path(made) / f"out-{at}")
            one = rows[name]
            print(f"{name:17} {one['seconds']:7.1f} s  {given.rows / one['seconds']:12,.0f} rows/s"
                  f"  CPU {one['cpu']:6.1f} s  peak {one['mb']:6,.0f} MB")  # fmt: skip
            if one["found"]:
                print(f"{'':17} {json.dumps(one['found'])}")
    one, other = rows.values()
    print(f"ratio to the plain sort: {one['seconds'] / other['seconds']:.1f}")
    if given.rows > TEN_MILLION:
        return int(one["mb"] > BAR_MB_LARGE)
    return int(one["seconds"] > BAR_SECONDS or one["mb"] > BAR_MB)


if __name__ == "__main__":
    sys.exit(main())
