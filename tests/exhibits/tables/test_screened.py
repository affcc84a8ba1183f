"""Records of screening in tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.screening import Name, Subject, as_of, read_list, screen, stored
from tests.case.builder import edit, write_case
from tests.screening.lists import entity, ftm

NAME = "OpenSanctions synthetic"


@pytest.fixture
def asked(tmp_path: Path):
    path = ftm(tmp_path, "ships", entity("S-1", "SYNTHETIC ORVEL"))
    snapshot = read_list(path, list_date="2001-02-01")

    def put(name: str, day: str = "2001-03-01"):
        return screen(Subject("vessel", (Name(name),)), [as_of([snapshot], NAME, day)])

    return put


def cells(exhibit):
    keys = [one["key"] for one in exhibit.spec["columns"]]
    return [dict(zip(keys, row, strict=True)) for row in exhibit.spec["rows"]]


def test_a_list_is_a_column_with_its_date_and_hash(asked):
    record = asked("KUMZU")
    (column,) = exhibits.screening_table([record], "N-1").spec["columns"][1:]
    digest = record.answers[0].cited[0].sha256
    assert column["label"] == f"{NAME}, of 2001-02-01, SHA-256 {digest[:12]}…"


def test_days_of_one_answer_are_one_line(asked):
    records = [asked("KUMZU", day) for day in ("2001-04-01", "2001-03-01", "2001-01-01")]
    (row,) = cells(exhibits.screening_table(records, "N-1"))
    assert row["list_0"]["text"].splitlines() == [
        "not found; older list, for 1 March 2001, 1 April 2001",
        "no list for 1 January 2001",
    ]
    assert "mark" not in row["list_0"]


def test_a_candidate_is_marked_and_is_no_identity(asked):
    exhibit = exhibits.screening_table([asked("Synthetic Orvel")], "N-1")
    (row,) = cells(exhibit)
    assert row["list_0"] == {
        "text": "candidate (strong): SYNTHETIC ORVEL (S-1), on the list; older list, "
        "for 1 March 2001",
        "mark": "disputed",
    }
    assert "not an identity" in exhibit.spec["warning"]


def test_no_list_at_all_is_not_the_same_as_nothing_found(asked):
    (row,) = cells(exhibits.screening_table([asked("KUMZU", "2001-01-01")], "N-1"))
    assert row["list_0"] == {"text": "no list for 1 January 2001", "mark": "not-published"}


def test_the_lists_are_told_once_with_hash_counts_and_limits(asked):
    exhibit = exhibits.lists_table([asked("KUMZU"), asked("ZUMBRAK")], "N-2")
    (row,) = cells(exhibit)
    assert row["date"]["text"] == "2001-02-01 (given by the caller)"
    assert asked("KUMZU").answers[0].cited[0].sha256 in row["sha256"]["text"]
    assert row["counts"]["text"]


def test_a_candidate_shows_the_two_values_compared(asked):
    (row,) = cells(exhibits.candidates_table([asked("Synthetic Orvel")], "N-3"))
    assert "[Synthetic Orvel | SYNTHETIC ORVEL]" in row["why"]["text"]
    assert row["verdict"]["text"].startswith("strong, score 1.00")
    assert row["judged"] == {"text": "nobody has judged this pair", "mark": "not-published"}


def test_no_candidate_is_said(asked):
    (row,) = cells(exhibits.candidates_table([asked("KUMZU")], "N-3"))
    assert row["why"]["text"] == "No list gave a candidate."


def test_where_no_list_was_asked_none_is_said_to_have_given_nothing(asked):
    for records in ([], [asked("KUMZU", "2001-01-01")]):
        (row,) = cells(exhibits.candidates_table(records, "N-3"))
        assert row["why"]["text"] == "No list was asked."


def test_judgements_of_the_pair_stand_beside_the_candidate(asked, tmp_path):
    row = {"a": "synth_ship", "b": f"{NAME} S-1", "verdict": "different", "why": "other hull",
           "by": "desk", "on": "2001-06-01", "retracted_on": "2001-07-01"}  # fmt: skip
    folder = write_case(
        tmp_path / "synthetic-judged", screening_judgements=[row],
        entities=lambda rows: edit(rows, "synth_ship", named_because="SYNTHETIC"),
    )  # fmt: skip
    one = stored.Stored("synth_ship", ("leg-2",), "day of its legs", "desk", date(2002, 1, 1),
                        asked("Synthetic Orvel"))  # fmt: skip
    (folder / stored.FILE).write_text(stored.text([one]), encoding="ascii")
    case = open_case(folder)
    (found,) = cells(exhibits.screening_candidates(case, "N-3"))
    assert found["judged"]["text"] == (
        "different: other hull (desk, 2001-06-01, retracted 2001-07-01)"
    )
    (party, *others) = cells(exhibits.screening(case, "N-1"))
    assert party["party"] == {"text": "SYNTHETIC Ship", "refs": [["leg", "leg-2"]]}
    assert [one["party"]["text"] for one in others] == [
        "Not asked (2): name not published, or given by role only",
    ]


def test_a_case_without_records_says_that_none_is_kept(case, build):
    (row,) = cells(exhibits.screening(case, "N-1"))
    assert row["party"]["text"].startswith("Not asked (3)")
    named = build(entities=lambda rows: edit(rows, "synth_ship", named_because="SYNTHETIC"))
    texts = [one["party"]["text"] for one in cells(exhibits.screening(named, "N-1"))]
    assert "Not asked (1): no record of screening is kept" in texts


def test_the_real_case_names_who_asked_and_who_was_not(maybach):
    exhibit = exhibits.screening(maybach, "N-1")
    assert "Asked by maintainers, 2026-11-22." in exhibit.spec["provenance"]
    names = [row["party"]["text"] for row in cells(exhibit)]
    assert "Do Young Shipping" in names
    assert not any("president of Mino Logistics" in name for name in names)
    (unnamed,) = [row for row in cells(exhibit) if "by role only" in row["party"]["text"]]
    assert "president of Mino Logistics (Osaka)" in unnamed["list_0"]["text"]
