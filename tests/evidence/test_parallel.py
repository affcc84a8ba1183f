"""Many processes on one case at once."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import pytest

from osint_helpers.evidence import captures, ledger, seal, verify
from tests.evidence.store_cases import store, take


def work(case: Path, who: str, count: int) -> None:
    """Take `count` captures of the same bytes, so that ids tie all the time."""
    one = store(case, who)
    for number in range(count):
        take(one, f"https://example.org/{number}")


@pytest.mark.parametrize("handles", [["ana"] * 4, ["ana", "ben", "cem", "dia"]])
def test_four_processes_with_fifty_captures_each(tmp_path: Path, handles: list[str]) -> None:
    case = tmp_path / "case"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=work, args=(case, who, 50)) for who in handles]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    verdict = verify(case)
    assert [one.code for one in verdict.findings] == ["pending"]
    assert (verdict.captures, verdict.lines) == (200, 400)
    assert len({one.id for one in captures(case)}) == 200
    assert all(not line.problem for line in ledger.lines(case))


def test_captures_while_others_seal_and_check(tmp_path: Path) -> None:
    case = tmp_path / "case"
    store(case)
    ended = threading.Event()
    seen: list[str] = []

    def check() -> None:
        while not ended.is_set():
            seen.extend(one.code for one in verify(case).broken)
            seal(case, "ben")

    other = threading.Thread(target=check)
    other.start()
    threads = [threading.Thread(target=work, args=(case, who, 15)) for who in ("ana", "ana", "cem")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    other.join()
    assert seen == []
    seal(case, "ben")
    assert verify(case).findings == ()
    assert len(captures(case)) == 45
