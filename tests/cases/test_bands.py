"""Bands, kinds of record and exceptions: nothing is put higher than its grounds."""

from __future__ import annotations

import re
from functools import cache

import pytest

from osint_helpers.case import Case, open_case, strands
from tests.cases.tables import CASES, rows
from tests.cases.test_facts import NOT_CARRIED
from tests.conftest import REPO

every_case = pytest.mark.parametrize("case", CASES)
EXTREME = {"almost certain", "almost no chance"}
# What a claim has to speak of so that a case can be said to rest on such a record.
SPEAKS_OF = {
    "tip": r"\btips?\b|sources",
    "risk selection": r"computer|history",
    "customs inspection": r"inspected|boarded|defects|landed",
    "police search": r"search",
    "port record": r"harbour records|port",
    "AIS reception": r"\bAIS\b|Kaohsiung|Yeosu|Gwangyang|track",
    "satellite image or photograph": r"image|photograph|shown|seen",
    "registry": r"register|registry",
    "payment record": r"payment record|bank record",
    "court record": r"judgment|complaint|convicted|sentenced|court",
}
RECORDED = {"documented_record", "official_statement", "court_finding"}


@cache
def opened(case: str) -> Case:
    return open_case(REPO / "data" / "cases" / case)


@every_case
def test_an_extreme_band_has_two_independent_grounds_and_no_assumption(case: str) -> None:
    for row in rows(case, "judgements"):
        if row["likelihood"] in EXTREME:
            grounds = tuple(row["claims"].split("; "))
            assert strands.count(opened(case), grounds).upper >= 2, row["judgement"]
            assert "assum" not in row["basis"], row["judgement"]


@every_case
def test_high_confidence_needs_a_primary_text_that_was_read_whole(case: str) -> None:
    kinds = {row["source"]: (row["kind"], row["access"]) for row in rows(case, "sources")}
    for row in rows(case, "judgements"):
        if row["confidence"] != "high":
            continue
        used = {
            s["source"] for s in rows(case, "support") if s["claim"] in row["claims"].split("; ")
        }
        whole = [
            one
            for one in used
            if kinds[one][0] in ("primary_report", "official_text")
            and re.search(r"appeared complete|in full", kinds[one][1])
        ]
        assert whole, row["judgement"]


@every_case
def test_a_judgement_with_a_band_rests_on_no_distortion_and_says_what_would_change_it(
    case: str,
) -> None:
    for row in rows(case, "judgements"):
        assert not [one for one in row["claims"].split("; ") if one.startswith("d_")], row
        assert row["would_change"], row["judgement"]


@every_case
def test_a_kind_of_record_is_spoken_of_by_a_claim_behind_it(case: str) -> None:
    said = {
        row["claim"]: f"{row['about']} {row['statement']} {row['note']}"
        for row in rows(case, "claims")
    }
    for row in rows(case, "breaks"):
        pattern = SPEAKS_OF.get(row["record"])
        if pattern:
            texts = " ".join(said[one] for one in row["claims"].split("; "))
            assert re.search(pattern, texts, re.IGNORECASE), (row["break"], row["record"])


@every_case
def test_a_way_of_coming_to_light_that_is_not_told_is_said_of_the_claims(case: str) -> None:
    for row in rows(case, "breaks"):
        if row["record"] == "not published":
            assert "no claim of this case says" in row["why"], row["break"]


@every_case
def test_what_officials_state_is_no_inference_in_the_kind_of_record(case: str) -> None:
    certainty = {row["claim"]: row["certainty"] for row in rows(case, "claims")}
    for row in rows(case, "breaks"):
        if row["record"] == "bill of lading or shipping record":
            assert {certainty[one] for one in row["claims"].split("; ")} <= RECORDED, row["break"]


@pytest.mark.parametrize(("case", "leg", "day"), list(NOT_CARRIED))
def test_a_day_of_the_facts_without_a_claim_is_told_with_its_leg_and_fills_no_cell(
    case: str, leg: str, day: str
) -> None:
    claims = rows(case, "claims")
    assert not [row for row in claims if row["date_from"] == day and row["topic"] == leg]
    assert not [row for row in rows(case, "readings") if row["date_from"] == day]
    (row,) = [row for row in rows(case, "legs") if row["leg"] == leg]
    assert "no claim, and so no source, carries" in row["note"]
