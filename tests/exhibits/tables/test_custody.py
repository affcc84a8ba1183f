"""The log in an exhibit is bounded and says so; seals say what they cover and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from osint_helpers.evidence import hashing, layout, ledger, sealing
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.storing import Store
from osint_helpers.exhibits.tables.custody import EVENTS, MOST_LINES, extract
from osint_helpers.exhibits.tables.custody import words as event_words
from tests.case.builder import write_case
from tests.case.captures import put
from tests.case.evidence import write_evidence
from tests.exhibits.tables.test_captures import words


def texts(exhibit: exhibits.Exhibit, column: int) -> list[str]:
    return [row[column]["text"] for row in exhibit.spec["rows"]]


def line(n: int, event: str, problem: str = "", at: str = "") -> Line:
    at = at or f"2002-01-01T00:00:{n % 60:02d}.{n:06d}Z"
    return Line("log/0001-ana.jsonl", n, n, at, "ana", event, {}, hashing.ZERO, problem)


# ------------------------------------------------------------------ log
def test_all_lines_of_a_short_log_are_shown_and_counted(evident: Case) -> None:
    exhibit = exhibits.log_extract(evident, "K-1")
    lines = ledger.lines(evident.folder)
    files = {one.file for one in lines}
    assert len(exhibit.spec["rows"]) == len(lines) + len(files)
    assert f"the log has {len(lines)} lines, all are shown" in exhibit.spec["provenance"]
    assert "capture begun 12, capture ended 12, capture removed 1" in exhibit.spec["provenance"]


def test_each_line_says_what_was_done_about_what(evident: Case, ids: dict[str, str]) -> None:
    exhibit = exhibits.log_extract(evident, "K-1")
    events = texts(exhibit, 1)
    assert "capture begun: https://example.org/s_report" in events
    assert "capture begun: SYNTHETIC letter.pdf" in events
    assert "seal begun: 0001" in events
    assert "search without result: SYNTHETIC ship" in events
    assert "capture skipped: https://example.org/robots" in events
    removed = exhibit.spec["rows"][events.index("capture removed")]
    assert removed[1]["refs"] == [["capture", ids["private"]]]
    assert removed[3]["text"] == "SYNTHETIC order of a court"
    assert removed[2]["text"] == "ana"


def test_the_last_line_of_each_file_is_given_by_hash(evident: Case) -> None:
    exhibit = exhibits.log_extract(evident, "K-1")
    anchors = [ref[1] for ref in exhibit.spec["row_ids"] if ref]
    assert sorted(anchors) == [
        "0001-ana.jsonl", "0001-bo.jsonl", "0002-ana.jsonl", "0002-bo.jsonl",
    ]  # fmt: skip
    data = (evident.folder / "log" / "0001-ana.jsonl").read_bytes()
    row = exhibit.spec["rows"][exhibit.spec["row_ids"].index(["log", "0001-ana.jsonl"])]
    assert hashing.of_bytes(data.splitlines()[-1]) in row[3]["text"]
    assert f"{len(data.splitlines())} lines" in row[1]["text"]


def test_a_refused_line_names_what_was_asked(tmp_path: Path) -> None:
    case = write_case(tmp_path / "refused-case")
    Store(case, "ana")
    facts = {"work": "0" * 12, "url": "https://example.org/x", "why": "w", "kind": "fetched"}
    ledger.append(case, "ana", "capture.begin", **facts)
    ledger.append(case, "ana", "capture.refused", work="0" * 12, code="secret-in-url")
    exhibit = exhibits.log_extract(open_case(case), "K-1")
    assert texts(exhibit, 1)[1] == "capture refused: https://example.org/x"
    assert texts(exhibit, 3)[1] == "code secret-in-url"


def test_a_line_that_does_not_hold_is_marked(tmp_path: Path) -> None:
    case = write_case(tmp_path / "torn-case")
    store = Store(case, "ana")
    store.note("search.nothing", where="a", question="b")
    log = next((case / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b'"a"', b'"z"') + b'{"n": 2')
    row = exhibits.log_extract(open_case(case), "K-1").spec["rows"]
    torn = next(one for one in row if one[0]["text"] == "no time")
    assert torn[0]["mark"] == torn[3]["mark"] == "disagrees"
    assert torn[1]["text"] == "unreadable line"
    assert "osint verify says more" in torn[3]["text"]


def test_a_long_log_leaves_out_what_was_begun_then_what_ended() -> None:
    begins = [line(n, "capture.begin") for n in range(10)]
    ends = [line(n, "capture.done") for n in range(10, 20)]
    others = [line(n, "capture.failed") for n in range(20, 24)]
    everything = [*begins, *ends, *others]
    assert extract(everything, 24) == everything
    assert extract(everything, 14) == [*ends, *others]
    assert extract(everything, 13) == others


def test_the_newest_lines_and_every_problem_stay() -> None:
    lines = [line(n, "capture.failed", problem="log-chain" if n == 0 else "") for n in range(9)]
    assert [one.n for one in extract(lines, 4)] == [0, 6, 7, 8]
    kept = extract([line(0, "capture.begin", problem="log-chain"), *lines], 4)
    assert kept[0].event == "capture.begin"


def test_a_bounded_extract_says_how_many_are_shown(tmp_path: Path) -> None:
    case = write_case(tmp_path / "long-case")
    store = Store(case, "ana")
    for n in range(MOST_LINES + 3):
        store.note("search.nothing", where="SYNTHETIC", question=str(n))
    exhibit = exhibits.log_extract(open_case(case), "K-1")
    assert len(exhibit.spec["rows"]) == MOST_LINES + 1
    assert (
        "203 lines, 200 are shown (search without result 200 of 203)"
        in (exhibit.spec["provenance"])
    )


def test_an_unknown_event_is_printed_as_it_is() -> None:
    assert event_words("synthetic.event") == "synthetic.event"
    assert all(event_words(event) == EVENTS[event] for event in EVENTS)


def test_without_a_log_it_is_a_sentence(case: Case) -> None:
    exhibit = exhibits.log_extract(case, "K-1")
    assert words(exhibit).startswith("There is no evidence log: nothing of this case was captured")
    assert "(1 search)" in words(exhibit)


def test_captures_without_a_log_are_not_called_none(tmp_path: Path) -> None:
    case = write_case(tmp_path / "bare-case")
    put(case)
    text = words(exhibits.log_extract(open_case(case), "K-1"))
    assert text.startswith("There is no evidence log, although the folder holds 1 capture:")


# ------------------------------------------------------------------ seals
def test_a_seal_has_number_hash_and_count_of_files(evident: Case) -> None:
    exhibit = exhibits.seals(evident, "J-2")
    made = sealing.seals(evident.folder)
    assert exhibit.spec["row_ids"] == [["seal", "0001"], ["seal", "0002"]]
    assert texts(exhibit, 5) == [seal.sha256 for seal in made]
    assert texts(exhibit, 2) == [str(len(s.path.read_text().splitlines())) for s in made]
    assert texts(exhibit, 3) == texts(exhibit, 4) == ["no", "no"]
    assert "Everything in the case is under the newest seal." in exhibit.spec["provenance"]


def test_what_no_seal_covers_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "open-case"
    write_evidence(folder, seals=1)
    provenance = exhibits.seals(open_case(folder), "J-2").spec["provenance"]
    assert "Under no seal now: 0 captures, 3 lines of the log, 1 table or text." in provenance


@pytest.mark.parametrize("content", [b"", b"\x30\x03nonsense"])
def test_a_stamp_that_cannot_be_read_is_named_so(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "stamp-case"
    write_evidence(folder, seals=1)
    seal = sealing.seals(folder)[0].path
    layout.beside(seal, layout.STAMP).write_bytes(content)
    layout.beside(seal, layout.SIGNATURE).write_bytes(b"SYNTHETIC")
    exhibit = exhibits.seals(open_case(folder), "J-2")
    assert texts(exhibit, 3)[0].startswith("yes, not readable: ")
    assert texts(exhibit, 4) == ["yes"]
    assert "nothing follows from it" in words(exhibits.integrity(open_case(folder), "J-3"))


def test_without_a_seal_it_is_a_sentence(case: Case, tmp_path: Path) -> None:
    assert words(exhibits.seals(case, "J-2")) == (
        "This case is not sealed: nothing is captured that a seal could cover."
    )
    folder = tmp_path / "unsealed-case"
    write_evidence(folder, seals=0)
    text = words(exhibits.seals(open_case(folder), "J-2"))
    assert "can change a capture and its record together without a trace" in text
    assert "Under no seal now: 11 captures, 27 lines of the log" in text
