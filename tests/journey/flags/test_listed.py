"""Records of screening as facts for RF19."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from osint_helpers.case import open_case
from osint_helpers.journey.flags.listed import listed_facts
from osint_helpers.law import flags
from osint_helpers.screening import Identifier, Name, Subject, as_of, read_list, screen, stored
from tests.case.builder import write_case
from tests.screening.lists import SHIP, entity, ftm

NAME = "OpenSanctions synthetic"
LEG, REPORT = "day of its legs", "day of the report"


@pytest.fixture
def case_with(tmp_path: Path):
    path = ftm(tmp_path, "ships", entity("S-1", "SYNTHETIC ORVEL", imoNumber=[SHIP]))
    snapshot = read_list(path, list_date="2001-02-01")

    def make(*asked: tuple[str, str, str, str]):
        kept = []
        for party, imo, what, day in asked:
            numbers = (Identifier("imo", imo),) if imo else ()
            record = screen(Subject("vessel", (Name(party),), numbers),
                            [as_of([snapshot], NAME, day)])  # fmt: skip
            kept.append(stored.Stored(party, ("leg-1",), what, "analyst", date(2002, 1, 1),
                                      record))  # fmt: skip
        folder = write_case(tmp_path / "synthetic-listed")
        (folder / stored.FILE).write_text(stored.text(kept), encoding="ascii")
        return list(listed_facts(open_case(folder)))

    return make


def test_parties_a_list_answers_alike_are_one_fact(case_with):
    (fact,) = case_with(("KUMZU", "", LEG, "2001-03-01"), ("ZUMBRAK", "", LEG, "2001-04-01"))
    assert fact.subject == "2 parties: KUMZU; ZUMBRAK"
    assert fact.answer == "not found"
    assert fact.day.text() == "1 March to 1 April 2001"
    assert all(one.startswith("screening ") for one in fact.evidence)


def test_a_number_that_agrees_fires_and_a_name_alone_does_not(case_with):
    by_name, by_number = case_with(
        ("SYNTHETIC ORVEL", "", LEG, "2001-03-01"), ("OTHER", SHIP, LEG, "2001-03-01")
    )
    if by_name.matched_by != "name":
        by_name, by_number = by_number, by_name
    assert flags.run("RF19", by_name).result == "not_testable"
    assert by_number.matched_by == "identifier"
    assert flags.run("RF19", by_number).result == "fired"


def test_no_list_for_the_day_stays_an_answer_of_its_own(case_with):
    (fact,) = case_with(("KUMZU", "", LEG, "2001-01-01"))
    assert fact.answer == "no list for this date"
    assert flags.run("RF19", fact).result == "not_testable"


def test_of_the_day_of_the_report_only_candidates_count_for_the_days_of_the_legs(case_with):
    found = case_with(
        ("SYNTHETIC ORVEL", "", LEG, "2001-01-01"),
        ("SYNTHETIC ORVEL", "", REPORT, "2002-01-31"),
        ("KUMZU", "", LEG, "2001-01-01"), ("KUMZU", "", REPORT, "2002-01-31"),
    )  # fmt: skip
    listed = [one for one in found if one.answer == "listed"]
    assert [one.day.text() for one in listed] == ["1 January 2001"]
    assert {one.answer for one in found} == {"listed", "no list for this date"}
