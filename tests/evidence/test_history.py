"""What the log says of removals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from osint_helpers.evidence import history
from osint_helpers.evidence.loglines import Line


def line(event: str, *, problem: str = "", **facts: Any) -> Line:
    return Line(
        "log/0001-ana.jsonl", 3, 3, "2026-01-02T03:04:05Z", "ana", event, facts, "0", problem
    )


def test_a_removal_is_read_with_its_place_and_its_hashes_in_order() -> None:
    gone = line("capture.removed", capture="x", reason="SYNTHETIC", files={"b": "2", "a": "1"})
    (found,) = history.removals([line("capture.done", capture="x"), gone])
    assert found == history.Removal(
        "x", "2026-01-02T03:04:05Z", "ana", "SYNTHETIC", "log/0001-ana.jsonl, line 3",
        {"a": "1", "b": "2"},
    )  # fmt: skip
    assert list(found.files) == ["a", "b"]


def test_a_line_out_of_the_chain_removes_nothing() -> None:
    gone = line("capture.removed", capture="x", reason="SYNTHETIC", files={})
    assert history.removals([replace(gone, problem="log-chain")]) == []


def test_a_removal_that_lacks_its_facts_is_one_without_words_and_hashes() -> None:
    (found,) = history.removals([line("capture.removed", files=["a"])])
    assert (found.capture, found.reason, found.files) == ("", "", {})
