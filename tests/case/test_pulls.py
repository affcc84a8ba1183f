"""Pulls of a case: written, recorded into the table and the log, replayed, linted."""

from __future__ import annotations

import csv

import pytest

from osint_helpers.case import lint, open_case, pulls
from osint_helpers.collect import pulling
from osint_helpers.errors import CaseError, NotRecorded
from osint_helpers.evidence.storing import Store
from tests.case.builder import write_case
from tests.collect import practice
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources

ROWS = (
    {"pull": "both", "collector": "practice.rows", "parameters": "parts=a, bb", "why": "SYNTHETIC"},
    {"pull": "half", "collector": "practice.rows", "parameters": "parts=a, bb; fail=bb",
     "why": "SYNTHETIC, with a comma"},
    {"pull": "cited", "collector": "practice.rows", "parameters": "parts=@sources.source",
     "why": "SYNTHETIC"},
    {"pull": "later", "collector": "practice.rows", "parameters": "parts=?", "why": "SYNTHETIC"},
)  # fmt: skip


@pytest.fixture
def desk(tmp_path, monkeypatch):
    practice.install(monkeypatch)
    with FakeSources(practice=practice.answer) as fakes:
        made = Desk(tmp_path, fakes)
        made.case.rmdir()
        write_case(made.case, pulls=lambda rows: [*rows, *ROWS])
        yield made


def record(desk, *names):
    case = open_case(desk.case)
    store = Store(desk.case, "tester")
    for pull in pulls.pulls(case):
        if pull.pull in names:
            (done,) = pulling.run(desk.client("record"), [pull])
            store.note(pulls.EVENT, **pulling.facts(done))
            pulls.write(desk.case, done)
    return open_case(desk.case)


def table(desk):
    with (desk.case / "pulls.csv").open(newline="") as file:
        return {row["pull"]: row for row in csv.DictReader(file)}


def test_a_reference_becomes_every_value_of_the_column(desk):
    case = open_case(desk.case)
    cited = next(one for one in pulls.pulls(case) if one.pull == "cited")
    assert cited.texts == {"parts": tuple(dict.fromkeys(case.sources["source"]))}


def test_what_was_recorded_stands_in_the_table_and_the_other_rows_stay(desk):
    before = table(desk)
    record(desk, "both")
    after = table(desk)
    assert after["both"]["complete"] == "yes"
    assert after["both"]["recorded"].endswith("Z")
    assert len(after["both"]["capture"].split("; ")) == 2
    assert {name: row for name, row in after.items() if name != "both"} == {
        name: row for name, row in before.items() if name != "both"
    }


def test_a_recorded_pull_is_replayed_from_its_captures_alone(desk):
    case = record(desk, "both")
    # the manifest names the address that was asked
    object.__setattr__(practice.MANIFEST, "servers", {"": desk.servers["practice"]})
    found = pulls.pulled(case, "both")
    assert list(found.frame["n"]) == [1, 2]
    assert found.meta.complete
    assert set(found.meta.captures) == set(pulls.states(case)[0].captures)


def test_what_is_not_recorded_says_how_to_record_it(desk):
    with pytest.raises(NotRecorded, match="osint pull") as caught:
        pulls.pulled(open_case(desk.case), "both")
    assert caught.value.row == 2
    with pytest.raises(CaseError, match="no pull 'other'"):
        pulls.pulled(open_case(desk.case), "other")


def test_nothing_is_written_of_a_pull_that_gave_nothing(desk):
    before = (desk.case / "pulls.csv").read_bytes()
    case = open_case(desk.case)
    later = next(one for one in pulls.pulls(case) if one.pull == "later")
    (done,) = pulling.run(desk.client("record"), [later])
    pulls.write(desk.case, done)
    assert (desk.case / "pulls.csv").read_bytes() == before


def test_a_row_that_is_gone_is_an_error_and_nothing_is_lost(desk):
    case = open_case(desk.case)
    (done,) = pulling.run(desk.client("record"), [pulls.pulls(case)[0]])
    kept = "\n".join(
        line for line in (desk.case / "pulls.csv").read_text().split("\n")
        if not line.startswith("both,")
    )  # fmt: skip
    (desk.case / "pulls.csv").write_text(kept)
    with pytest.raises(CaseError, match="'both' is gone"):
        pulls.write(desk.case, done)
    assert (desk.case / "pulls.csv").read_text() == kept


def test_the_state_of_a_pull_has_the_facts_of_the_newest_log_line(desk):
    case = record(desk, "both")
    state = pulls.states(case)[0]
    assert (state.complete, state.facts["rows"], state.facts["licence"]) == (True, 2, "open")


def test_another_table_of_the_same_captures_is_noticed():
    one = {"captures": ["a", "b"], "table_sha256": "1"}
    assert pulls.read_otherwise(one, {**one, "table_sha256": "2"})
    assert not pulls.read_otherwise(one, one)
    assert not pulls.read_otherwise(one, {"captures": ["c"], "table_sha256": "2"})
    assert not pulls.read_otherwise({}, one)
    assert not pulls.read_otherwise({}, {})


def codes(case):
    return [one.code for one in lint(case) if one.file == "pulls.csv"]


def test_table_and_log_agree_after_a_pull(desk):
    assert codes(record(desk, "both")) == []


def test_a_pull_that_is_not_complete_is_a_warning_that_names_the_part(desk):
    case = record(desk, "half")
    (found,) = [one for one in lint(case) if one.file == "pulls.csv"]
    assert found.code == "W229"
    assert "bb: " in found.message


@pytest.mark.parametrize(("column", "value"), [("complete", "no"), ("capture", "")])
def test_a_cell_changed_by_hand_is_found(desk, column, value):
    record(desk, "both")
    path = desk.case / "pulls.csv"
    rows = table(desk)
    changed = path.read_text().replace(rows["both"][column], value, 1)
    path.write_text(changed)
    assert "W228" in codes(open_case(desk.case))


def test_a_table_that_is_not_the_one_of_the_log_says_so(desk, monkeypatch):
    case = record(desk, "both")
    object.__setattr__(practice.MANIFEST, "servers", {"": desk.servers["practice"]})
    assert not any("log" in one for one in pulls.pulled(case, "both").meta.notes)
    monkeypatch.setattr(practice, "COLUMNS", practice.COLUMNS[:2])
    (note,) = pulls.pulled(case, "both").meta.notes
    assert "not the one the log tells of (2 rows, schema practice/1)" in note


@pytest.mark.parametrize(
    "reference", ["@nowhere.source", "@sources.nothing", "@sources", "@", "@.source", "@meta.id"]
)
def test_a_reference_that_leads_nowhere_names_row_and_column(desk, reference):
    path = desk.case / "pulls.csv"
    path.write_text(path.read_text("utf-8").replace("@sources.source", reference), "utf-8")
    case = open_case(desk.case)
    with pytest.raises(CaseError, match="leads to no column of this case") as caught:
        pulls.pulls(case)
    index = list(case.pulls["pull"]).index("cited")
    assert caught.value.row == case.line_of("pulls", index)
    assert caught.value.column == "parameters"
