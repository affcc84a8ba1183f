"""The matrix of explanations and what would tell them apart."""

from __future__ import annotations

from functools import cache

import pytest

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from osint_helpers.errors import CaseError
from tests.case.builder import write_case
from tests.conftest import REPO

SEA = {
    "question": "q_sea",
    "title": "Where it was",
    "asks": "Where was the SYNTHETIC ship?",
    "basis": "It left Port B.",
    "would_tell": "register of Port C: a call, or none; log book",
    "documents": "t_1",
}


@cache
def maybach() -> Case:
    return open_case(REPO / "data" / "cases" / "maybach-2018")


@pytest.fixture
def case(tmp_path):
    """A question of its own: one item that tells apart, one that does not, one half rated."""
    rated = [
        ("c_arr", "h_main", "N", "the same"), ("c_arr", "h_other", "N", "the same"),
        ("c_eta2", "h_main", "II", "<b>why</b>"), ("c_eta2", "h_other", "C", "planned"),
        ("c_dep2", "h_main", "I", "left"),
    ]  # fmt: skip
    keys = ("claim", "hypothesis", "rating", "why")
    return open_case(
        write_case(
            tmp_path / "changed-case",
            questions=[SEA],
            hypotheses=lambda rows: [{**row, "question": "q_sea"} for row in rows],
            consistency=[dict(zip(keys, row, strict=True)) for row in rated],
        )
    )


def texts(exhibit, number):
    return [row[number]["text"] for row in exhibit.spec["rows"]]


def test_title_and_caption_are_those_of_the_question(case):
    exhibit = exhibits.hypotheses(case, "E-1")
    assert (exhibit.title, exhibit.caption) == (SEA["title"], SEA["asks"])
    assert SEA["basis"] in exhibit.spec["provenance"]


def test_a_reason_that_all_cells_share_stands_once(case):
    rows = exhibits.hypotheses(case, "E-1").spec["rows"]
    same = next(row for row in rows if row[1]["text"].startswith("no"))
    assert [one["text"] for one in same[1:]] == ["no: the same", "N", "N"]


def test_what_tells_apart_comes_before_what_does_not(case):
    said = texts(exhibits.hypotheses(case, "E-1"), 1)
    assert said == ["", "yes", "open", "no: the same", "", "", ""]


def test_what_is_inconsistent_is_listed_by_reference_and_never_counted(case):
    rows = exhibits.hypotheses(case, "E-1").spec["rows"][-3:]
    assert [(row[0]["text"][:8], row[2].get("refs"), row[3].get("refs")) for row in rows] == [
        ("Strongly", [["claim", "c_eta2"]], None),
        ("Inconsis", [["claim", "c_dep2"]], None),
        ("Not rate", None, [["claim", "c_dep2"]]),
    ]
    assert [row[3]["text"] for row in rows] == ["none", "none", ""]
    assert not any(char.isdigit() for row in rows for one in row[2:] for char in one["text"])


def test_a_pair_without_rating_says_so(case):
    assert "not rated" in texts(exhibits.hypotheses(case, "E-1"), 3)


def test_reasons_are_escaped(case):
    page = exhibits.hypotheses(case, "E-1").to_html()
    assert "&lt;b&gt;why" in page
    assert "<b>why" not in page


def test_records_that_would_tell_and_documents_to_be_read(case):
    rows = exhibits.would_tell(case, "E-2").spec["rows"]
    assert [[one["text"] for one in row] for row in rows] == [
        ["register of Port C", "a call, or none", "not obtained"],
        ["log book", "", "not obtained"],
        ["landing record of Port C", "would show the arrival", "to be obtained"],
    ]


def test_an_unknown_question_is_refused(case):
    with pytest.raises(CaseError, match="no question 'q_air'"):
        exhibits.would_tell(case, "E-2", question="q_air")


@pytest.mark.parametrize("question", ["cars", "ship"])
def test_real_matrices_give_a_reason_in_every_row_and_name_no_winner(question):
    exhibit = exhibits.hypotheses(maybach(), "E-1", question=question)
    for row in exhibit.spec["rows"][1:]:
        if row[1]["text"] == "yes":
            assert all("\n" in one["text"] for one in row[2:])
    words = " ".join(one["text"] for row in exhibit.spec["rows"] for one in row).lower()
    assert not [w for w in ("likeliest", "most likely", "winner", "best explan") if w in words]
    assert "none is chosen" in exhibit.spec["provenance"]


def test_the_same_case_gives_the_same_digest():
    one, other = (exhibits.hypotheses(maybach(), "E-1", question="ship") for _ in range(2))
    assert one.digest == other.digest
