"""Time per modelled lane, and its ratio to the bare ``searoute`` call, in one run.

Usage: ``python benchmarks/lanes.py [ROUNDS]``. Prints the least of ROUNDS (default 20) for every
cited pair of ports; the first, cold call of each is printed apart.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median


def least_ms(call: Callable[[], object], rounds: int) -> float:
    """Return the least time of a call in milliseconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main(rounds: int) -> None:
    """Print one line a route and the median ratio."""
    from osint_helpers.reference.gazetteer import place
    from osint_helpers.reference.lanes import lane
    from osint_helpers.reference.provenance import rows

    pairs = [(r["from"], r["to"]) for r in rows("distances.csv") if r["kind"] == "sea"]
    start = time.perf_counter()
    lane(*pairs[0])
    print(f"first call with imports and network: {time.perf_counter() - start:.2f} s")

    import searoute

    print(f"{'route':<14}{'nm':>8}{'ours ms':>10}{'bare ms':>10}{'ratio':>8}")
    ratios = []
    for a, b in pairs:
        (lat1, lon1), (lat2, lon2) = place(a).point(), place(b).point()

        def bare(start: list[float] = [lon1, lat1], end: list[float] = [lon2, lat2]) -> object:  # noqa: B006  (bound now, never changed)
            return searoute.searoute(start, end, units="naut", restrictions=["northwest"])

        ours = least_ms(lambda a=a, b=b: lane(a, b), rounds)  # type: ignore[misc]
        theirs = least_ms(bare, rounds)
        ratios.append(ours / theirs)
        print(f"{a}-{b:<8}{lane(a, b).nm:>8.0f}{ours:>10.2f}{theirs:>10.2f}{ratios[-1]:>8.2f}")
    print(f"median ratio to the bare call: {median(ratios):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
