"""What is true of maybach-2018 beyond the rules every transcribed case keeps."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.case import open_case
from osint_helpers.case.tables import TABLES
from scripts.transcription.facts import read_facts
from tests.cases import tables
from tests.conftest import REPO

CASE = "maybach-2018"
FOLDER = REPO / "data" / "cases" / CASE


def rows(table: str) -> list[dict[str, str]]:
    return tables.rows(CASE, table)


def cells() -> list[tuple[str, str, str, str, str]]:
    return tables.cells(CASE)


@pytest.fixture(scope="module")
def truth(facts: Path) -> dict[str, Any]:
    return read_facts(facts, CASE)


# ------------------------------------------------------------------ without the fact file
@pytest.mark.parametrize(
    ("table", "number"),
    [
        ("claims", 141), ("sources", 104), ("places", 22), ("legs", 9), ("origins", 32),
        ("checks", 14), ("unknowns", 13), ("to_obtain", 8), ("contradictions", 49),
        ("support", 274), ("items", 2), ("corrections", 0), ("pulls", 16),
        ("exhibits", 0),
    ],
)  # fmt: skip
def test_each_table_has_its_pinned_number_of_rows(table: str, number: int) -> None:
    assert len(rows(table)) == number


def test_the_case_opens_with_every_table() -> None:
    case = open_case(FOLDER)
    assert case.id == "maybach-2018"
    assert len(case.claims) == 141
    absent = {"screening_judgements", "versions"}  # nobody has judged a pair, or followed a wording
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(TABLES) - absent


def test_no_serial_number_is_given() -> None:
    assert {row["serial"] for row in rows("items")} == {"not published"}
    assert {row["value"] for row in rows("unknowns")} == {"not published"}


def test_the_due_day_at_nakhodka_is_no_arrival() -> None:
    arrived = {c for s, p, _, _, c in cells() if (s, p) == ("L5", "arrived")}
    assert arrived == {"l6_no_record", "l6_yomiuri_arr", "d_yna_nakhodka"}
    eta = {p for _, p, _, _, c in cells() if c == "l5_eta"}
    assert eta == {"scheduled_arrival", "to"}


def test_both_days_at_rotterdam_stand_and_none_is_chosen() -> None:
    days = [d for s, p, _, d, _ in cells() if (s, p) == ("L1", "departed")]
    assert days == ["2018-06-14", "2018-06-20"]
    assert ("L1", "departed") not in {(r["subject"], r["predicate"]) for r in rows("resolutions")}


def test_a_resolution_chooses_a_sound_claim_that_fills_its_cell() -> None:
    filled = {(s, p, c) for s, p, _, _, c in cells()}
    for row in rows("resolutions"):
        assert (row["subject"], row["predicate"], row["chosen_claim"]) in filled
        assert not row["chosen_claim"].startswith("d_")
        assert row["why"]
        assert (row["by"], row["on"]) == ("project", "2026-11-21")


def test_steps_without_direct_evidence_are_not_assessed() -> None:
    bands = {row["judgement"]: (row["likelihood"], row["confidence"]) for row in rows("judgements")}
    assert bands == {
        "J1": ("likely", "moderate"), "J2": ("very likely", "moderate"),
        "J3": ("likely", "moderate"), "J4": ("not assessed", "low"),
        "J5": ("not assessed", "low"), "J6": ("not assessed", "low"),
    }  # fmt: skip


def test_consistency_is_complete_for_each_question_and_every_rating_has_a_reason() -> None:
    of = {row["hypothesis"]: row["question"] for row in rows("hypotheses")}
    assert sorted(of) == ["H1", "H2", "H3", "H4", "S1", "S2", "S3", "S4", "S5", "S6"]
    rated = rows("consistency")
    for question in ("cars", "ship"):
        members = {one for one, asked in of.items() if asked == question}
        pairs = {(r["claim"], r["hypothesis"]) for r in rated if r["hypothesis"] in members}
        assert pairs == {(claim, one) for claim, _ in pairs for one in members}
        for one in members:
            assert {"C", "CC"} & {r["rating"] for r in rated if r["hypothesis"] == one}
    assert all(row["why"] for row in rated)


def test_no_distortion_and_no_other_ship_is_rated_as_evidence() -> None:
    claims = {row["claim"] for row in rows("consistency")}
    assert [claim for claim in claims if claim.startswith(("d_", "k_"))] == []


def test_a_record_not_found_is_never_strongly_inconsistent() -> None:
    found = {r["rating"] for r in rows("consistency") if r["claim"] == "l6_no_record"}
    assert found == {"I", "N", "C"}
    against = [
        r for r in rows("consistency") if r["claim"] == "l6_no_record" and r["rating"] == "I"
    ]
    assert all("not proof of absence" in row["why"] for row in against)


def test_both_questions_say_what_would_settle_them() -> None:
    for row in rows("questions"):
        assert row["would_tell"]
        assert row["documents"]


def test_legs_are_those_of_the_facts(truth: dict[str, Any]) -> None:
    for place, (row, fact) in enumerate(zip(rows("legs"), truth["legs"], strict=True), start=1):
        assert (row["position"], row["mode"]) == (str(place), fact["mode"])
        assert row["status"] == fact["map_class"]
        # The one version of a contradicted cell of L5 that the list of the facts leaves out.
        further = ["l6_yomiuri_arr"] if row["leg"] == "L5" else []
        assert row["claims"] == "; ".join([*fact["claims"], *further])


def test_every_cell_of_the_legs_of_the_facts_is_carried_by_a_claim(truth: dict[str, Any]) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for subject, predicate, value, day, _ in cells():
        found.setdefault((subject, predicate), set()).update({value, day} - {""})
    begin = ("departed", "loaded", "estimated_arrival")
    end = ("arrived", "discharged", "scheduled_arrival", "estimated_arrival")
    for leg in truth["legs"]:
        name = leg["id"]
        ends = {"from": leg["from"], "to": leg["to"]}
        if name == "R1":  # the same in words: a place id inside a text cannot be printed
            ends["from"] = "unknown (papers say Nakhodka)"
            assert found[name, "declared_from"] == {"RUNJK"}
        for predicate, value in ends.items():
            assert value in found[name, predicate], (name, predicate)
        for column in ("vessel", "carrier"):
            if leg.get(column) and name != "L7":
                assert leg[column] in found[name, column]
        for dates, words in ((leg["depart"], begin), (leg["arrive"], end)):
            said = set().union(*(found.get((name, word), set()) for word in words))
            assert {day for day in dates if day} <= said, name


def test_reading_dates_lie_within_those_of_their_claim_or_are_in_its_words() -> None:
    claims = {row["claim"]: row for row in rows("claims")}
    stated = {
        ("v_particulars", "1987"), ("k_particulars", "1987"),
    }  # fmt: skip
    for row in rows("readings"):
        if row["date_from"] and (row["claim"], row["date_from"]) not in stated:
            claim = claims[row["claim"]]
            assert row["date_from"] in (claim["date_from"], claim["date_to"]), row
    for name, year in stated:
        assert year in claims[name]["statement"]


def test_head_of_the_case_is_that_of_the_facts(truth: dict[str, Any]) -> None:
    meta = open_case(FOLDER).meta
    facts = truth["meta"]
    assert (meta.id, meta.as_of) == (facts["case_id"], facts["compiled"])
    told, ours = facts["caution"], meta.caution.replace(". ", "; ")
    assert ours.lower().startswith(told.partition("; print each with")[0].lower())
    assert meta.method.partition(", see")[0] == facts["method"].partition(", see")[0]
    assert meta.topics == facts["topics"]
    assert [dict(state) for state in meta.evidence_states] == facts["evidence_states"]
    assert meta.map_notes["country_count_rule"] == facts["country_count_rule"]


# ------------------------------------------------------------------ the rules of docs/grading.md
def test_numbers_are_taken_only_from_plain_values() -> None:
    found = {r["claim"]: (r["number"], r["unit"]) for r in rows("claims") if r["number"]}
    assert found["l1_41days"] == ("41", "days")
    assert found["l6_bl"] == ("2588", "t")
    assert found["l3_slow"] == ("1.6", "kn")
    assert found["ag_803"] == ("803", "")
    for claim in ("ag_90", "id_price_421k", "id_price_16m", "cc_dur", "l1_math", "v_particulars"):
        assert claim not in found


def test_no_grade_is_the_best_one() -> None:
    assert set(Counter(row["credibility"] for row in rows("support"))) == {"2", "3", "4", "5", "6"}
    assert set(Counter(row["reliability"] for row in rows("sources"))) == {"B", "C", "F"}


def test_the_interested_source_is_called_so() -> None:
    interested = {r["source"] for r in rows("sources") if "interested" in r["reliability_basis"]}
    assert interested == {"furukawa1", "furukawa2", "fsight"}
