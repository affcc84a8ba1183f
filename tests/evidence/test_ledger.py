"""The log: canonical lines, one chain an analyst, segments by seal."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from osint_helpers import _json
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import ledger, seal
from tests.evidence.store_cases import broken, codes, log, sha, store


@pytest.fixture
def case(tmp_path: Path) -> Path:
    store(tmp_path / "case")
    return tmp_path / "case"


def note(case: Path, who: str = "ana", **facts: object) -> dict[str, object]:
    return ledger.append(case, who, "search.nothing", **{"where": "SYNTHETIC", **facts})


def test_line_is_canonical_json_and_what_append_returned(case: Path) -> None:
    wrote = note(case, question="größer \u202e \n")
    line = log(case).read_bytes()
    assert line == _json.canonical(wrote).encode() + b"\n"
    assert line.isascii()
    assert wrote["after_seal"] == "0" * 64


def test_line_names_the_exact_line_before(case: Path) -> None:
    for _ in range(3):
        note(case)
    lines = log(case).read_bytes().splitlines()
    chain = [json.loads(line)["prev"] for line in lines]
    assert chain == ["0" * 64, *(hashlib.sha256(line).hexdigest() for line in lines[:2])]
    assert [json.loads(line)["n"] for line in lines] == [1, 2, 3]


def test_each_analyst_has_a_chain_of_their_own(case: Path) -> None:
    assert [note(case, who)["n"] for who in ("ana", "ben", "ana")] == [1, 1, 2]


def test_analyst_whose_name_ends_like_another_is_not_mixed_up(case: Path) -> None:
    for _ in range(3):
        note(case, "mary-ana")
    log(case, "0001-ana.jsonl").write_bytes(b"torn")
    assert note(case, "ana")["n"] == 2
    assert broken(case) == []


def test_chain_goes_on_over_a_seal_in_a_new_file(case: Path) -> None:
    note(case)
    made = seal(case, "ana")
    line = note(case)
    assert line["n"] == 3
    assert line["after_seal"] == made.sha256 == sha(made.path)
    last = log(case).read_bytes().splitlines()[-1]
    assert line["prev"] == hashlib.sha256(last).hexdigest()
    assert "after_seal" not in note(case)
    assert [one.file for one in ledger.lines(case)] == ["log/0001-ana.jsonl"] * 2 + [
        "log/0002-ana.jsonl"
    ] * 2


@pytest.mark.parametrize("size", [10, 70_000, 300_000])
def test_last_line_of_any_length_is_found(case: Path, size: int) -> None:
    note(case, question="x" * size)
    note(case, question="y" * size)
    assert note(case)["n"] == 3
    assert broken(case) == []


def test_append_reads_only_the_tail(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        note(case, question="x" * 100_000)
    monkeypatch.setattr(ledger, "lines", lambda _: pytest.fail("the whole log was read"))
    assert note(case)["n"] == 6


def test_lines_give_what_was_written(case: Path) -> None:
    wrote = note(case, question="Q")
    (line,) = ledger.lines(case)
    assert (line.n, line.at, line.who, line.event) == (1, wrote["at"], "ana", "search.nothing")
    assert line.facts == {"where": "SYNTHETIC", "question": "Q", "after_seal": "0" * 64}
    assert (line.file, line.row, line.problem) == ("log/0001-ana.jsonl", 1, "")
    assert line.sha256 == hashlib.sha256(log(case).read_bytes().rstrip(b"\n")).hexdigest()


def test_no_log_has_no_lines(tmp_path: Path) -> None:
    assert ledger.lines(tmp_path) == []
    assert ledger.newest_seal(tmp_path) == 0


@pytest.mark.parametrize("who", ["Ana", "a/b", ""])
def test_handle_that_cannot_name_a_file_is_refused(case: Path, who: str) -> None:
    with pytest.raises(EvidenceError):
        note(case, who)


def test_last_line_without_its_line_break_but_whole_is_a_line(case: Path) -> None:
    note(case)
    log(case).write_bytes(log(case).read_bytes().rstrip(b"\n"))
    assert note(case)["n"] == 2
    assert [line.problem for line in ledger.lines(case)] == ["", ""]


def test_emptied_file_of_the_log_begins_again_with_its_seal(case: Path) -> None:
    log(case).write_bytes(b"")
    assert note(case)["after_seal"] == "0" * 64
    assert broken(case) == []


def test_line_torn_before_another_sealed_is_chained_over_in_the_next_file(case: Path) -> None:
    note(case)
    note(case)
    log(case).write_bytes(log(case).read_bytes()[:-9])
    seal(case, "ben")
    assert note(case)["n"] == 3
    assert log(case, "0002-ana.jsonl").read_bytes().startswith(b"{")
    assert codes(case) == ["log-torn", "pending"]
