"""Rows a second and memory of the AIS file readers, against DuckDB and Polars in the same run.

Usage: ``python benchmarks/ais_files.py [--full] [--rows N]``. The files are SYNTHETIC, made in a
temporary folder in the form of a Danish day (26 columns, about 150 bytes a row, as measured files
have). The default has 2,000,000 rows; ``--full`` repeats them in the zip until it has 1 GB (not in
the csv, which Polars holds whole). Every figure is CPU time of a child process with its threads
off, so rows a second of one core, the best of three rounds that go through all cases in turn (the
full zip: one); the peak is that of the child. DuckDB and Polars read the same columns as text and
numbers, without time, sentinels, counts or line numbers, and from the csv: neither opens a zip.
Bars: 1.5 million rows a second from csv, 400 MB for the zip; the exit status is 1 below one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

HEADER = (
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,"
    "IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,"
    "Destination,ETA,Data source type,A,B,C,D\n"
)
TRACK = ("mmsi", "t", "lat", "lon", "sog_kn", "cog_deg", "heading_deg", "line")
PLAIN = (
    "# Timestamp", "Type of mobile", "MMSI", "Latitude", "Longitude", "Navigational status", "SOG",
    "COG", "Heading", "IMO", "Callsign", "Name", "Ship type", "Width", "Length", "Draught",
    "Destination",
)  # fmt: skip
FULL = 1 << 30
ROUNDS = 3
BAR_ROWS, BAR_MB = 1_500_000, 400
PIECE = 100_000


def rows(count: int) -> list[str]:
    """Return rows of one SYNTHETIC day; a third are of class B, without static data."""
    draw = random.Random(1)  # noqa: S311  (made-up ships)
    ships = [
        (
            f"{219_000_000 + at}",
            f"Class A,{{}},{{}},Under way using engine,0.0,{{}},{{}},{{}},Unknown,TEST{at},"
            f"SYNTHETIC {at},Cargo,,12,89,GPS,5.4,EXAMPLE PORT,,AIS,70,19,6,6\n"
            if at % 3
            else "Class B,{},{},Unknown value,,{},{},{},Unknown,Unknown,,Undefined,,,,Undefined"
            ",,Unknown,,AIS,,,,\n",
        )
        for at in range(3000)
    ]
    made = []
    for at in range(count):
        second = at * 86_400 // count
        mmsi, rest = ships[draw.randrange(3000)]
        kind, _, cells = rest.partition(",")
        filled = cells.format(
            f"{54 + draw.random() * 4:.6f}", f"{8 + draw.random() * 6:.6f}",
            f"{draw.random() * 20:.1f}", f"{draw.random() * 360:.1f}", draw.randrange(360),
        )  # fmt: skip
        clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        made.append(f"31/12/2015 {clock},{kind},{mmsi},{filled}")
    return made


def ours(path: str, columns: tuple[str, ...] | None) -> int:
    """Stream a file through the reader; return its rows."""
    import pyarrow as pa

    from osint_helpers.collect.vessels import danish_ais

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    return sum(one.num_rows for one in danish_ais.batches(path, columns=columns))


def duckdb_read(path: str) -> int:
    """Read the same columns with DuckDB; the aggregate makes it read every cell."""
    import duckdb

    held = duckdb.connect()
    held.execute("SET threads = 1")
    wanted = ", ".join(f'max("{name}")' for name in PLAIN)
    query = f"SELECT count(*), {wanted} FROM read_csv(?, header = true, sample_size = 2000)"  # noqa: S608
    found = held.execute(query, [path]).fetchone()
    return int(found[0]) if found else 0


def polars_read(path: str) -> int:
    """Read the same columns with Polars, as a whole."""
    import polars

    return polars.read_csv(path, columns=list(PLAIN), infer_schema_length=2000).height


def unzip(path: str) -> int:
    """Only unpack: what zlib and its checksum cost."""
    total = 0
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as stream:
        while data := stream.read(8 << 20):
            total += data.count(b"\n")
    return total - 1


CASES: dict[str, Callable[[str], int]] = {
    "ours, csv, all columns": lambda path: ours(path, None),
    "ours, csv, track columns": lambda path: ours(path, TRACK),
    "DuckDB, csv": duckdb_read,
    "Polars, csv": polars_read,
    "ours, zip, all columns": lambda path: ours(path, None),
    "zip, unpacked only": unzip,
}


def peak_mb() -> int:
    """Return the greatest resident memory; getrusage would hand on that of the parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def child(name: str, path: str) -> None:
    """Run one case and print what it took."""
    warm = Path(path).parent / "small.csv"
    if not name.startswith("zip"):
        CASES[name](str(warm))  # imports are not reading
    start, wall = time.process_time(), time.perf_counter()
    count = CASES[name](path)
    took = {"rows": count, "cpu": time.process_time() - start, "wall": time.perf_counter() - wall,
            "peak": peak_mb()}  # fmt: skip
    print(json.dumps(took))


def files(folder: Path, count: int, *, full: bool) -> tuple[Path, Path]:
    """Make the csv and the zip; with `full`, the zip repeats the day until it has 1 GB."""
    table, packed = folder / "day.csv", folder / "day.zip"
    lines = rows(count)
    data = [("".join(lines[at : at + PIECE])).encode() for at in range(0, count, PIECE)]
    (folder / "small.csv").write_text(HEADER + "".join(lines[:1000]))
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        archive.open("day.csv", "w", force_zip64=True) as member,
        table.open("wb") as plain,
    ):
        member.write(HEADER.encode())
        plain.write(HEADER.encode())
        for one in data:
            member.write(one)
            plain.write(one)
        while full and packed.stat().st_size < FULL:
            for one in data:
                member.write(one)
    return table, packed


def measured(table: Path, packed: Path, *, full: bool) -> dict[str, dict[str, float]]:
    """Run every case in children, round by round; return the fastest of each, and its peak."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
    best: dict[str, dict[str, float]] = {}
    for turn in range(ROUNDS):
        for name in CASES:
            if full and turn and "zip" in name:
                continue
            path = packed if "zip" in name else table
            command = [sys.executable, __file__, "--child", name, str(path)]
            found = subprocess.run(command, check=True, capture_output=True, text=True,
                                   env=environment)  # fmt: skip
            took = json.loads(found.stdout)
            held = best.setdefault(name, took)
            if took["cpu"] < held["cpu"]:
                best[name] = {**took, "peak": max(took["peak"], held["peak"])}
    return best


def main() -> int:
    """Make the files, measure, print the table; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    how = parser.parse_args()
    if how.child:
        child(*how.child)
        return 0
    with tempfile.TemporaryDirectory() as held:
        table, packed = files(Path(held), how.rows, full=how.full)
        size = "full size" if how.full else "smaller than a real day: --full makes a zip of 1 GB"
        print(f"csv {table.stat().st_size >> 20} MB, zip {packed.stat().st_size >> 20} MB ({size})")
        best = measured(table, packed, full=how.full)
    print(f"{'':<26}{'rows':>12}{'cpu s':>8}{'rows/s a core':>15}{'peak MB':>9}")
    for name, took in best.items():
        rate = took["rows"] / took["cpu"]
        print(f"{name:<26}{took['rows']:>12,}{took['cpu']:>8.2f}{rate:>15,.0f}{took['peak']:>9,}")
    return judged(best)


def judged(best: dict[str, dict[str, float]]) -> int:
    """Print figures beside their bars, and ratios; return 1 when a bar is missed."""
    speed = {name: took["rows"] / took["cpu"] for name, took in best.items()}
    mine, peak = speed["ours, csv, all columns"], best["ours, zip, all columns"]["peak"]
    print(f"csv, all columns: {mine:,.0f} rows/s a core   (bar {BAR_ROWS:,})")
    print(f"zip, all columns: {peak:,} MB   (bar {BAR_MB:,})")
    for peer in ("DuckDB, csv", "Polars, csv"):
        print(f"ratio to {peer}: {mine / speed[peer]:.2f} of its rows a second")
    part = speed["ours, zip, all columns"] / speed["zip, unpacked only"]
    print(f"part of unpacking in reading the zip: {part:.0%}")
    return int(mine < BAR_ROWS or peak > BAR_MB)


if __name__ == "__main__":
    sys.exit(main())
