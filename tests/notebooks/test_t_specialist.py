"""The notebook of T Specialist: what the court found, of whom, and no further."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers import exhibits, journey, open_case
from osint_helpers.report import check, to_html
from tests.conftest import REPO
from tests.notebooks.mutation import mutated

CASE = "t-specialist-2010"
NOTEBOOK = REPO / "notebooks" / f"09-{CASE}.ipynb"
NAMED = {"Ng Kheng Wah", "Li Hyon"}


def test_a_changed_finding_is_noticed_and_the_exhibits_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = mutated(tmp_path, CASE, "claims", "Sentenced to four weeks", "Sentenced to five weeks")
    monkeypatch.setenv("OSINT_DATA", str(data))
    named = {line.split()[1] for line in check(NOTEBOOK)}
    assert {"B-5", "D-7"} <= named


def test_nothing_is_drawn_beyond_dalian() -> None:
    spec = exhibits.route_map(open_case(CASE), "C-1").spec
    assert [stop["place"] for stop in spec["stops"]] == ["SGSIN", "CNDAL"]
    assert [row["leg"] for row in spec["undrawn"]] == ["T2"]


def test_only_the_convicted_are_named() -> None:
    people = [row for row in open_case(CASE).entities.to_dict("records")
              if row["schema"] == "Person"]  # fmt: skip
    assert {row["name"] for row in people if row["name"] != row["role"]} == NAMED
    assert all("as newspapers report the court" in row["named_because"] for row in people
               if row["name"] in NAMED)  # fmt: skip


def test_the_accomplice_is_never_told_as_convicted_of_the_supply() -> None:
    (row,) = [row for row in open_case(CASE).relations.to_dict("records")
              if row["subject"] == "accomplice"]  # fmt: skip
    assert row["note"] == "of cheating, not of the supply"


def test_a_period_of_supplies_is_no_voyage_of_six_years() -> None:
    held = journey.feasibility(open_case(CASE))
    tests = dict(zip(held["test"], held["outcome"], strict=True))
    assert tests["elapsed days"] == "not testable"
    assert not [result for result in held["result"] if result.startswith("-")]


def test_both_sums_hold_and_differ() -> None:
    outcomes = {row["check"]: row["outcome"] for row in
                journey.checks(open_case(CASE)).to_dict("records")}  # fmt: skip
    assert (outcomes["k_161"], outcomes["k_160"]) == ("holds", "fails")


def test_a_field_left_empty_fires_and_a_hub_does_not() -> None:
    found = {one.rule: one for one in journey.red_flags(open_case(CASE))}
    assert found["RF04"].result == "fired"
    assert "left empty" in found["RF04"].findings[0].text
    assert found["RF06"].result == "not_fired"


def test_a_reader_learns_for_whom_the_findings_hold() -> None:
    page = to_html(NOTEBOOK)
    assert "The findings hold for the firm, its director and one DPRK national." in page
    assert "A charge is not a finding." in page
    assert "The owner of the chain was not tried" in page
