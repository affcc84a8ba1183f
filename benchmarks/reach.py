"""One gap over all seaports: how long the answer takes, against a loop and the lane package.

Usage: ``python benchmarks/reach.py``. Fails when a gap takes more than the bar after the sea graph
is loaded. Three gaps: a day, a week, and nineteen days of which only the dates are known.
The loop does the great-circle part alone, so it answers less; the lane package is asked for a few
ports and its time a port is multiplied.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from osint_helpers import journey, reference
from osint_helpers.errors import NoRouteError

BAR_MS = 50.0
ROUNDS = 9
END = journey.End(34.95, 129.25, 25.0, "SYNTHETIC end")
GAPS = {
    "24 to 30 h, 8 to 12 kn": ((24, 30), (8, 12)),
    "7 days, 8 to 12 kn": ((162, 174), (8, 12)),
    "408 to 456 h, 2 to 12 kn": ((408, 456), (2, 12)),
}


def median_ms(run: Callable[[], object]) -> float:
    """Return the median CPU time of some runs after a first one; each runs in one thread."""
    run()
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        run()
        taken.append(1000 * (time.process_time() - begin))
    return statistics.median(taken)


def loop(hours: tuple[float, float], speeds: tuple[float, float]) -> list[str]:
    """Return the ports the great circle leaves open, asked one by one."""
    budget = speeds[1] * hours[1]
    table = reference.seaports()
    return [
        port
        for port, lat, lon in zip(table["port"], table["lat"], table["lon"], strict=True)
        if 2 * reference.great_circle_nm(END.point, (lat, lon)) - 2 * END.radius_nm <= budget
    ]


def lanes_ms() -> float:
    """Return the time of all ports by the lane package, from every 100th."""
    table = reference.seaports()
    asked = table.iloc[::100]
    begin = time.process_time()
    for lat, lon in zip(asked["lat"], asked["lon"], strict=True):
        try:
            reference.lane(END.point, (lat, lon))
        except NoRouteError:
            continue
    return 1000 * (time.process_time() - begin) / len(asked) * len(table)


def main() -> int:
    """Print one line a gap; return 1 when one is above the bar."""
    begin = time.perf_counter()
    journey.reach(END, END, hours=456, speeds_kn=12)
    ports = len(reference.seaports())
    print(f"first answer, with loading: {time.perf_counter() - begin:.2f} s; {ports:,} seaports")
    reference.lane((35.0, 129.3), (42.8, 132.9))
    peer = lanes_ms()
    worst = 0.0
    for name, (hours, speeds) in GAPS.items():
        mine = median_ms(
            lambda h=hours, s=speeds: journey.reach(END, END, hours=h, speeds_kn=s).frame
        )
        plain = median_ms(lambda h=hours, s=speeds: loop(h, s))
        worst = max(worst, mine)
        print(f"{name}: reach {mine:.1f} ms of CPU (bar {BAR_MS:g})")
        print(f"    great-circle loop {plain:.0f} ms ({plain / mine:.1f} x)")
        print(f"    lane package about {peer:.0f} ms ({peer / mine:.0f} x)")
    return int(worst > BAR_MS)


if __name__ == "__main__":
    raise SystemExit(main())
