"""Ways by sea: published lengths, error against a raster beside searoute, false exclusions, time.

Usage: ``python benchmarks/sea_routes.py [PAIRS]``. PAIRS (default 40) random port pairs a source are
compared with a 0.05 degree sea raster built from the coast polygons by other code
(``tests/reference/sea/independent.py``). Exit code 1 when a bar is broken. Times are CPU time.
"""  # noqa: E501

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

REGIONS = {
    "North-East Asia": (115, 28, 146, 50),
    "Europe": (-12, 47, 32, 64),
    "Caribbean": (-98, 7, -58, 32),
}
PUBLISHED = (
    ("Rotterdam-Dalian", (51.95, 4.05), (38.93, 121.65), 11_000),
    ("New York-Colombo", (40.68, -74.03), (6.95, 79.85), 8_604),
    ("Shanghai-Rotterdam", (31.4, 121.6), (51.95, 4.05), 10_600),
)
ROUTES = {
    "Busan-Nakhodka": ((35.1, 129.05), (42.8, 132.88)),
    "Dalian-Osaka": ((38.93, 121.65), (34.63, 135.43)),
    "Los Angeles-Sydney": ((33.7, -118.25), (-33.85, 151.2)),
    "New York-Colombo": ((40.68, -74.03), (6.95, 79.85)),
    "Rotterdam-Dalian": ((51.95, 4.05), (38.93, 121.65)),
}
BANDS = ((30, 300), (300, 800), (800, 2500))  # km
FAILED: list[str] = []


def ports() -> np.ndarray:
    """Return the ports of searoute, (n, 2) of (lat, lon)."""
    from osint_helpers.reference.provenance import package_file

    raw = json.loads(package_file("searoute", "data", "ports.geojson").read_text("utf-8"))
    return np.array([f["geometry"]["coordinates"][1::-1] for f in raw["features"]], float)


def ms(call: Callable[[], Any], rounds: int = 5) -> float:
    """Return the least CPU time of a call in milliseconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best * 1000


def bar(name: str, value: float, most: float) -> None:
    """Print a figure beside its bar."""
    good = value <= most
    print(f"  {name:<58}{value:>9.2f}  bar {most:g}{'' if good else '  BROKEN'}")
    if not good:
        FAILED.append(name)


def lengths() -> None:
    """Print published lengths beside ours."""
    from osint_helpers.reference import sea

    print("published lengths, nm")
    for name, a, b, nm in PUBLISHED:
        found = sea.route(a, b)
        print(f"  {name:<24}{found.at_least_nm:>9.0f} to {found.nm:>7.0f}  published {nm}")


def region(name: str, bounds: tuple[float, float, float, float], spots: np.ndarray, n: int) -> None:
    """Error by distance band, ours and searoute's, against one raster."""
    import searoute

    from osint_helpers.errors import NoRouteError
    from osint_helpers.reference import sea
    from tests.reference.sea.independent import Raster

    raster = Raster(bounds, 0.05)
    cell, way = raster.cells(spots, 3.0)
    inside, rng = np.nonzero(cell >= 0)[0], np.random.default_rng(4)
    closed = ("corinth", "kiel", "panama", "suez", *sea.CLOSED)
    rows = []
    for i in rng.choice(inside, 8, replace=False):
        nm = raster.from_cell(int(cell[i]))
        for j in rng.choice(inside, n):
            length = nm[cell[j]] + way[i] + way[j]
            if i == j or not np.isfinite(length):
                continue
            try:
                ours = sea.route(tuple(spots[i]), tuple(spots[j]), closed=closed)
            except NoRouteError:
                rows.append((length * 1.852, np.inf, np.nan, np.nan))
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                lane = searoute.searoute(
                    spots[i][::-1].tolist(), spots[j][::-1].tolist(), units="naut"
                )
            rows.append((length * 1.852, ours.nm / length, ours.at_least_nm / length,
                         lane.properties["length"] / length))  # fmt: skip
    table = np.array(rows)
    print(f"{name}: {len(table)} pairs against a 0.05 degree raster")
    for low, high in BANDS:
        part = table[(table[:, 0] >= low) & (table[:, 0] < high)]
        if not len(part):
            continue
        ours, least, theirs = part[:, 1], part[:, 2], part[:, 3]
        print(f"  {low}-{high} km, {len(part)} pairs: at_most median {np.median(ours):.3f}, "
              f"p90 {np.percentile(ours, 90):.3f}, max {ours.max():.3f}; at_least median "
              f"{np.nanmedian(least):.3f}, max {np.nanmax(least):.3f}; searoute median "
              f"{np.nanmedian(theirs):.3f}, p90 {np.nanpercentile(theirs, 90):.3f}")  # fmt: skip
        if high <= 800:
            bar(f"median error {low}-{high} km, %", abs(np.median(ours) - 1) * 100, 5)


def exclusions(spots: np.ndarray, scenarios: int = 40) -> None:
    """Ports called unreachable that a 0.1 degree raster reaches."""
    from osint_helpers.reference import sea
    from tests.reference.sea.independent import Raster

    print("false exclusions of a gap, against a 0.1 degree raster")
    closed = ("corinth", "kiel", "panama", "suez", *sea.CLOSED)
    for name, bounds in REGIONS.items():
        raster = Raster(bounds, 0.1)
        cell, way = raster.cells(spots, 6.0)
        inside, wide = np.nonzero(cell >= 0)[0], len(raster.lons)
        rng, sea_cells = np.random.default_rng(9), np.flatnonzero(raster.sea)
        wrong = reached = 0
        for a, b in rng.choice(sea_cells, (scenarios, 2)):
            one, two = raster.from_cell(int(a)), raster.from_cell(int(b))
            budget = one[b] * rng.uniform(1.02, 2.5) + 20
            if not np.isfinite(budget):
                continue
            total = (one + two)[cell[inside]] + 2 * way[inside]
            ends = [(raster.lats[c // wide], raster.lons[c % wide]) for c in (a, b)]
            least = sum(sea.distances(e, spots[inside], closed=closed).at_least_nm for e in ends)
            reached += int((total <= budget).sum())
            wrong += int(((total <= budget) & (least > budget)).sum())
        print(f"  {name}: {reached} port calls the raster reaches")
        bar(f"called unreachable, {name}", wrong, 0)


def times(spots: np.ndarray) -> None:
    """CPU time of loading, a route and a gap."""
    from osint_helpers.reference import sea

    start = time.process_time()
    sea.distances((35.1, 129.05), [(34.63, 135.43)])
    bar("load and first answer, s", time.process_time() - start, 1.0)
    start = time.process_time()
    sea.distances((35.1, 129.05), spots)
    print(f"  joining {len(spots)} ports once, s: {time.process_time() - start:.2f}")

    def gap(hours: float) -> None:
        for end in ((34.6, 135.4), (36.1, 129.4)):
            sea.distances(end, spots, within_nm=hours * 14)

    # no bar: two bare calls of ``distances``; `journey.reach` asks only within the ellipse of the
    # two ends, and the bar of a gap is that of benchmarks/reach.py
    for days in (3, 18):
        found = ms(lambda days=days: gap(24 * days))
        print(f"  distances from both ends of {days} days, all ports, ms: {found:.1f}")
    for name, (a, b) in ROUTES.items():
        bar(f"route {name}, ms", ms(lambda a=a, b=b: sea.route(a, b), 9), 10)


def main(n: int) -> int:
    """Run all parts; 1 when a bar is broken."""
    spots = ports()
    print("time")
    times(spots)
    lengths()
    for name, bounds in REGIONS.items():
        region(name, bounds, spots, n)
    exclusions(spots)
    print(f"broken: {', '.join(FAILED)}" if FAILED else "no bar is broken")
    return int(bool(FAILED))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
