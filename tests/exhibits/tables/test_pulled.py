"""What a case asks of public sources: recorded or not, never a statement about the world."""

from __future__ import annotations

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.case import pulls as recorded
from osint_helpers.collect import pulling
from osint_helpers.collect.permitting import permit
from osint_helpers.errors import CollectError
from osint_helpers.evidence.storing import Store
from tests.case.builder import write_case
from tests.collect import practice
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources

ROWS = (
    {"pull": "whole", "collector": "practice.rows", "parameters": "parts=a", "why": "SYNTHETIC"},
    {"pull": "half", "collector": "practice.rows", "parameters": "parts=a, bb; fail=bb",
     "why": "SYNTHETIC"},
    {"pull": "later", "collector": "practice.rows", "parameters": "parts=?", "why": "SYNTHETIC"},
    {"pull": "never", "collector": "practice.rows", "parameters": "parts=c", "why": "SYNTHETIC"},
    {"pull": "strange", "collector": "nowhere.rows", "parameters": "x", "why": "SYNTHETIC"},
)  # fmt: skip


@pytest.fixture
def case(tmp_path, monkeypatch):
    practice.install(monkeypatch, licence="non-commercial")
    with FakeSources(practice=practice.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        desk.case.rmdir()
        write_case(desk.case, pulls=lambda rows: [*rows, *ROWS[:4]])
        store = Store(desk.case, "tester")
        for pull in recorded.pulls(open_case(desk.case))[:2]:
            (done,) = pulling.run(desk.client("record"), [pull])
            store.note(recorded.EVENT, **pulling.facts(done))
            recorded.write(desk.case, done)
    path = desk.case / "pulls.csv"
    path.write_text(path.read_text() + "strange,nowhere.rows,x,SYNTHETIC,,,\n")
    return open_case(desk.case)


def entries(exhibit):
    keys = [column["key"] for column in exhibit.spec["columns"]]
    rows = (dict(zip(keys, row, strict=True)) for row in exhibit.spec["rows"])
    return {row[keys[0]]["text"]: {key: one["text"] for key, one in row.items()} for row in rows}


def test_recorded_pulls_say_when_how_many_rows_and_whether_complete(case):
    found = entries(exhibits.pulls(case, "H-4"))
    assert found["whole"]["recorded"].startswith("20")
    assert (found["whole"]["complete"], found["whole"]["rows"]) == ("yes", "1")
    assert found["half"]["complete"].startswith("no: bb: ")
    assert found["whole"]["licence"] == "non-commercial"


def test_a_pull_refers_to_its_capture(case):
    exhibit = exhibits.pulls(case, "H-4")
    refs = [one["refs"] for one in exhibit.spec["rows"][0] if "refs" in one]
    assert refs == [[["capture", recorded.states(case)[0].captures[0]]]]


def test_of_many_captures_the_first_are_linked_and_the_others_counted(tmp_path, monkeypatch):
    practice.install(monkeypatch)
    row = {"pull": "many", "collector": "practice.rows", "parameters": "parts=a, bb, ccc, dddd, e",
           "why": "SYNTHETIC"}  # fmt: skip
    with FakeSources(practice=practice.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        desk.case.rmdir()
        write_case(desk.case, pulls=lambda rows: [*rows, row])
        (done,) = pulling.run(desk.client("record"), recorded.pulls(open_case(desk.case)))
        Store(desk.case, "tester").note(recorded.EVENT, **pulling.facts(done))
        recorded.write(desk.case, done)
    ids = done.collected.meta.captures
    assert len(ids) == 5
    shown = exhibits.pulls(open_case(desk.case), "H-4").spec["rows"][0][-1]
    assert shown["refs"] == [["capture", one] for one in ids[:3]]
    assert shown["text"] == ("5 captures: the first 3 here, and 2 more, in the log line pull.done")


def test_what_is_not_recorded_says_so_and_what_must_be_found_first(case):
    found = entries(exhibits.pulls(case, "H-4"))
    assert found["never"]["recorded"] == "not recorded"
    assert found["later"]["recorded"] == "not recorded; cannot be asked before parts is known"
    assert {found[name]["complete"] for name in ("never", "later", "strange")} == {""}
    assert {found[name]["rows"] for name in ("never", "later", "strange")} == {""}


def test_a_case_without_pulls_is_a_sentence(tmp_path):
    empty = open_case(write_case(tmp_path / "synthetic-case"))
    for build in (exhibits.pulls, exhibits.licences):
        assert build(empty, "H-4").kind == "prose"


def test_terms_of_a_source_and_the_lacking_reason_are_printed(case):
    (found,) = entries(exhibits.licences(case, "H-5")).values()
    assert found["class"] == "non-commercial"
    assert found["attribution"] == "SYNTHETIC attribution"
    assert found["reason"] == "none is written: no report shows these data, no bundle holds them"


def test_a_written_reason_is_printed_with_its_author(case):
    permit(case.folder, "ana", "non-commercial", "SYNTHETIC words of a reason")
    (found,) = entries(exhibits.licences(case, "H-5")).values()
    assert found["reason"].startswith("SYNTHETIC words of a reason (ana, 20")


@pytest.mark.parametrize(
    ("licence", "reason", "what"),
    [("open", "SYNTHETIC words of a reason", "no licence class that needs"),
     ("other", "SYNTHETIC words of a reason", "no licence class that needs"),
     ("restricted", "ok 123456789", "too short")],
)  # fmt: skip
def test_a_reason_nobody_needs_or_can_read_is_refused(case, licence, reason, what):
    before = len(next(iter((case.folder / "log").glob("*.jsonl"))).read_bytes())
    with pytest.raises(CollectError, match=what):
        permit(case.folder, "tester", licence, reason)
    assert len(next(iter((case.folder / "log").glob("*.jsonl"))).read_bytes()) == before
