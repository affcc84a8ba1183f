"""For whom no reply was found: parties, and never ships, goods or headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.case import open_case
from osint_helpers.journey import comparison
from osint_helpers.journey.unanswered import unanswered
from tests.case.builder import Rows, edit, write_case
from tests.cases.tables import CASES
from tests.conftest import REPO


def looked_for(question: str):
    return lambda rows: [
        *rows,
        {**rows[0], "search": "q_2", "claim": "c_firm", "question": question},
    ]


def opened(folder: Path, *, subject: str, question: str = "", about: str = ""):
    def claims(rows: Rows) -> Rows:
        return edit(rows, "c_firm", subject=subject, responses="none found", about=about)

    more = {"searches": looked_for(question)} if question else {}
    return open_case(write_case(folder / "case", claims=claims, **more))


def who(case) -> list[str]:
    return [party for party, _ in unanswered(case)]


def test_a_firm_the_claim_is_about_is_named_as_printed(tmp_path: Path) -> None:
    assert who(opened(tmp_path, subject="synth_firm")) == ["SYNTHETIC Firm"]


def test_of_a_ship_the_one_whose_response_was_looked_for_is_named(tmp_path: Path) -> None:
    case = opened(tmp_path, subject="synth_ship", question="a response of the operator of the ship")
    assert who(case) == ["the operator of the ship"]
    (found,) = [
        row for row in comparison.asked([case]).to_dict("records")
        if row["outcome"] == "no reply found"
    ]  # fmt: skip
    assert (found["party"], found["kind"]) == ("the operator of the ship", "not told by the tables")


def test_a_search_for_something_else_names_nobody(tmp_path: Path) -> None:
    case = opened(tmp_path, subject="crate", question="landing at Port C", about="a trader")
    assert who(case) == ["a trader"]


def test_a_claim_that_carries_an_answer_itself_is_not_among_the_silent(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path / "case",
        claims=lambda rows: edit(rows, "c_denial", responses="none found"),
    )
    assert who(open_case(folder)) == []


@pytest.mark.parametrize("name", CASES)
def test_no_ship_item_or_topic_of_a_case_is_told_as_silent(name: str) -> None:
    case = open_case(REPO / "data" / "cases" / name)
    things = set(case.items["name"]) | set(case.items["item"]) | set(case.meta.topics)
    schema = dict(zip(case.entities["name"], case.entities["schema"], strict=True))
    for party in who(case):
        assert party not in things
        assert schema.get(party) not in ("Vessel", "Airplane")
