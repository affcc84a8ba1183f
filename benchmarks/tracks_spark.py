"""DuckDB against Spark on this machine: seconds, and events that differ.

Usage: ``python benchmarks/tracks_spark.py [ROWS]`` (default 1,000,000). Needs the extras ``tracks``
and ``sample-data``, PySpark (``scripts/spark.py``) and Java 17; says so and ends where they are not
there. Both engines run the same kernels over the same store through the public functions, Spark as
``local[2]``; the first call of each engine is not counted, nor is the start of Spark, which is
printed. Seconds are wall clock of one call: Spark's vary by an order of magnitude with what else
runs, so there is no bar on them. Bar: 0 event ids that only one engine has. Floats are compared
too: the largest difference is printed, the bar is 1e-6.
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import _tiles

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.engines import Engine
    from osint_helpers.tracks.store import Store

KINDS = ("gaps", "port_calls", "encounters", "loitering", "identity_conflicts")
TOLERANCE = 1e-6


def timed(kind: str, store: Store, engine: Engine) -> tuple[float, pd.DataFrame]:
    """Return the seconds of a search and its events."""
    from osint_helpers import tracks

    start = time.perf_counter()
    found = getattr(tracks, kind)(store, engine=engine)
    return time.perf_counter() - start, found.frame


def furthest(one: pd.DataFrame, two: pd.DataFrame) -> float:
    """Return the largest difference of any float of the events both have."""
    both = one.merge(two, on="event", suffixes=("", "_other"))
    numbers = [name for name in one.columns if one[name].dtype == "float64"]
    apart = [(both[name] - both[f"{name}_other"]).abs().max() for name in numbers]
    return max((value for value in apart if value == value), default=0.0)  # noqa: PLR0124


def main(rows: int) -> int:
    """Run every search on both; return 1 where an event or a float differs."""
    from osint_helpers.errors import OsintError
    from osint_helpers.tracks.engines import DuckDB, Spark

    if find_spec("pyspark") is None:
        print("skipped: no PySpark (python scripts/spark.py)")
        return 0
    start = time.perf_counter()
    try:
        spark = Spark()
    except OsintError as error:
        print(f"skipped: {error}")
        return 0
    began = time.perf_counter() - start
    wrong = False
    with tempfile.TemporaryDirectory() as held, spark, DuckDB() as duck:
        store = _tiles.store(Path(held) / "store", rows)
        warm = _tiles.store(Path(held) / "warm", 1000)
        print(f"{rows:,} rows; Spark local[2] started in {began:.1f} s")
        print(f"{'':<20}{'events':>9}{'DuckDB s':>10}{'Spark s':>9}{'x':>7}{'differing':>11}"
              f"{'largest float':>15}")  # fmt: skip
        for kind in KINDS:
            timed(kind, warm, duck), timed(kind, warm, spark)
            one_s, one = timed(kind, store, duck)
            two_s, two = timed(kind, store, spark)
            differ = len(set(one["event"]) ^ set(two["event"]))
            apart = furthest(one, two)
            print(f"{kind:<20}{len(one):>9,}{one_s:>10.2f}{two_s:>9.2f}{two_s / one_s:>7.1f}"
                  f"{differ:>11,}{apart:>15.1e}")  # fmt: skip
            wrong |= differ > 0 or apart > TOLERANCE
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
