"""Many processes on one case: every capture is there, valid, and the chain intact.

Usage: ``python benchmarks/evidence_parallel.py [PROCESSES] [CAPTURES]`` (default 4 x 50), once with
one analyst handle for all and once with one each. Bar: all valid. Peer: one process alone.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path


def take(case: Path, who: str, count: int) -> None:
    """Take `count` synthetic captures."""
    from osint_helpers.evidence import Store

    def fetch(url: str, folder: Path, _settings: object) -> dict[str, object]:
        (folder / "wire.warc").write_bytes(b"SYNTHETIC " * 500)
        (folder / "body.txt").write_bytes(b"SYNTHETIC " * 500)
        return {"outcome": "ok", "complete": True, "body": "body.txt", "url_asked": url, "hops": []}

    store = Store(case, who, fetch=fetch)
    for number in range(count):
        store.capture(f"https://example.org/{number}", why="SYNTHETIC", settings=object())


def timed(case: Path, handles: list[str], count: int) -> float:
    """Return the seconds for one process a handle; the case is checked afterwards."""
    from osint_helpers.evidence import verify

    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=take, args=(case, who, count)) for who in handles]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - start
    verdict = verify(case)
    wanted = count * len(handles)
    if verdict.broken or verdict.captures != wanted or verdict.lines != 2 * wanted:
        sys.exit(f"not all valid: {verdict.captures} captures, {verdict.broken[:3]}")
    return took


def main(processes: int, count: int) -> int:
    """Print the figures; an invalid case ends the run."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        one = timed(home / "one", ["a"], processes * count)
        shared = timed(home / "shared", ["a"] * processes, count)
        apart = timed(home / "apart", [f"a{number}" for number in range(processes)], count)
    total = processes * count
    print(f"{total} captures by 1 process:                   {one:6.2f} s")
    for label, took in (("one handle", shared), ("a handle each", apart)):
        head = f"{total} captures by {processes} processes, {label}:"
        print(f"{head:<46}{took:6.2f} s   ratio {took / one:.2f}, {total} of {total} valid")
    return 0


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    sys.exit(main(*(given + [4, 50][len(given) :])))
