"""Gaps and stops against movingpandas, in one run over the same 100,000 rows of a real day.

Usage: ``python benchmarks/tracks_peers.py [ROWS]``. Needs the extras ``tracks`` and ``sample-data``
and ``benchmarks/requirements.lock`` (movingpandas). Both get what they take: movingpandas a frame
of points, of which it makes trajectories (counted, as it is the first step of every use), we a
store on disk, of which every call reads the rows again. Times are wall clock, ours the best of
five calls of one engine after one that compiles, theirs of one.

What equals what. Gaps: ``ObservationGapSplitter(gap=2 h)`` cuts where more than two hours lie
between two positions; a cut is a gap (vessel, last before, first after), and the script compares
the keys. It drops pieces of one position, so a gap beside such a piece cannot be seen there.
Stops: ``TrajectoryStopDetector`` (within 200 m for an hour) asks another question than port calls
(hysteresis of 0.2 and 0.5 kn for an hour, nearest port): times are compared, counts are only shown.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import _tiles

if TYPE_CHECKING:
    import movingpandas
    import pandas as pd

BAR = 200
ROUNDS = 5
Gap = tuple[int, int, int]
Result = TypeVar("Result")


def collection(frame: pd.DataFrame) -> movingpandas.TrajectoryCollection:
    """Return the rows as trajectories of movingpandas, one a vessel."""
    import geopandas
    import movingpandas
    import pandas as pd

    points = geopandas.points_from_xy(frame["lon"], frame["lat"])
    table = geopandas.GeoDataFrame(frame[["track"]], geometry=points, crs=4326)
    table.index = pd.to_datetime(frame["t_us"], unit="us")
    return movingpandas.TrajectoryCollection(table, "track", min_length=0)


def their_gaps(frame: pd.DataFrame) -> set[Gap]:
    """Return the gaps movingpandas finds."""
    import movingpandas

    pieces = movingpandas.ObservationGapSplitter(collection(frame)).split(gap=timedelta(hours=2))
    spans: dict[int, list[tuple[int, int]]] = {}
    for piece in pieces.trajectories:
        times = piece.df.index.as_unit("us").asi8
        spans.setdefault(int(str(piece.id).partition("_")[0]), []).append((times[0], times[-1]))
    found = set()
    for track, parts in spans.items():
        parts.sort()
        found |= {(track, int(a[1]), int(b[0])) for a, b in pairwise(parts)}
    return found


def their_stops(frame: pd.DataFrame) -> int:
    """Return how many stops movingpandas finds."""
    import movingpandas

    detector = movingpandas.TrajectoryStopDetector(collection(frame))
    stops = detector.get_stop_segments(min_duration=timedelta(hours=1), max_diameter=200)
    return len(stops.trajectories)


def best(call: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds of the fastest of some calls after a first, and what it returned."""
    result = call()
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = call()
        least = min(least, time.perf_counter() - start)
    return least, result


def once(call: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds of one call, and what it returned."""
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def main(rows: int) -> int:
    """Measure both, print times, ratios and equal keys; return 1 below the bar."""
    from osint_helpers import tracks
    from osint_helpers.tracks.gaps import GapRule

    warnings.simplefilter("ignore")  # of geopandas, about the length of degrees
    with tempfile.TemporaryDirectory() as held:
        store = _tiles.store(Path(held) / "store", rows)
        frame = store.frame()
        rule = GapRule(longer_than_h=2.0)
        with tracks.DuckDB() as engine:
            gap_s, gaps = best(lambda: tracks.gaps(store, rule, engine=engine))
            call_s, calls = best(lambda: tracks.port_calls(store, engine=engine))
    frame = frame[["track", "t_us", "lat", "lon"]]
    peer_gap_s, peer_gaps = once(lambda: their_gaps(frame))
    peer_stop_s, peer_stops = once(lambda: their_stops(frame))
    closed = gaps.frame[gaps.frame["open"] == ""]
    times = (closed[name].dt.as_unit("us").astype("int64") for name in ("off_t", "on_t"))
    ours = set(zip(closed["track"].astype("int64"), *times, strict=True))
    print(f"{rows:,} rows, {frame['track'].nunique():,} vessels")
    print(f"{'':<44}{'seconds':>9}{'found':>9}")
    print(f"{'gaps of 2 h, public function':<44}{gap_s:>9.3f}{len(ours):>9,}")
    print(f"{'movingpandas, ObservationGapSplitter':<44}{peer_gap_s:>9.3f}{len(peer_gaps):>9,}")
    print(f"{'port calls, public function':<44}{call_s:>9.3f}{len(calls):>9,}")
    print(f"{'movingpandas, TrajectoryStopDetector':<44}{peer_stop_s:>9.3f}{peer_stops:>9,}")
    print(f"gaps both find: {len(ours & peer_gaps):,}; only we: {len(ours - peer_gaps):,}; "
          f"only movingpandas: {len(peer_gaps - ours):,}")  # fmt: skip
    ratios = {"gaps": peer_gap_s / gap_s, "stops": peer_stop_s / call_s}
    for name, ratio in ratios.items():
        print(f"{name}: {ratio:,.0f} x as fast as movingpandas   (bar {BAR} x)")
    return int(min(ratios.values()) < BAR or bool(peer_gaps - ours))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
