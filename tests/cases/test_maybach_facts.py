"""The tables of maybach-2018 say what the fact file says, no more and no less."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from osint_helpers.case import open_case
from osint_helpers.case.tables import LEG_PREDICATES, TABLES
from tests.conftest import REPO

FOLDER = REPO / "data" / "cases" / "maybach-2018"
SCRIPT = REPO / "scripts" / "transcribe_maybach.py"
NOTES = REPO / "scripts" / "maybach" / "notes.csv"
TRANSCRIBED = (
    "sources", "origins", "places", "claims", "contradictions", "checks", "support", "unknowns",
    "to_obtain",
)  # fmt: skip


def rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells() -> list[tuple[str, str, str, str, str]]:
    """Return (subject, predicate, value, date_from, claim) of every cell a claim fills."""
    return [
        (row["subject"], row["predicate"], row["value"], row["date_from"], row["claim"])
        for table in ("claims", "readings")
        for row in rows(table)
    ]


def plain(value: object) -> str:
    return "" if value is None else str(value)


def told(fact: dict[str, Any]) -> tuple[str, str]:
    """Return the note of a fact and what the tables say instead: itself, unless it is reworded."""
    with NOTES.open(encoding="utf-8", newline="") as file:
        other = {row["id"]: (row["in_facts"], row["note"]) for row in csv.DictReader(file)}
    return other.get(fact["id"], (plain(fact["note"]), plain(fact["note"])))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("transcribe_maybach", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def truth(script: ModuleType, facts: Path) -> dict[str, Any]:
    found: dict[str, Any] = script.read_facts(facts)
    return found


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
    absent = {"screening_judgements"}  # nobody has judged a pair
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(TABLES) - absent


def test_an_inference_carries_no_band() -> None:
    inferred = [row for row in rows("claims") if row["kind"] == "inferred"]
    assert len(inferred) == 9
    assert {(row["likelihood"], row["confidence"]) for row in inferred} == {("not assessed", "low")}
    others = [row for row in rows("claims") if row["kind"] != "inferred"]
    assert {(row["likelihood"], row["confidence"]) for row in others} == {("", "")}


def test_no_quotation_page_or_printed_value_is_made_up() -> None:
    assert {row["value_as_printed"] for row in rows("claims")} == {""}
    assert {(row["quote"], row["locator"]) for row in rows("support")} == {("", "")}


@pytest.mark.parametrize(
    "order",
    [
        "print none", "leave blank", "do not draw", "do not guess", "never show",
        "pair every", "keep so", "to test for", "test", "before use", "a good example",
        "defamation",
    ],
)  # fmt: skip
def test_no_note_tells_the_compiler_what_to_do(order: str) -> None:
    notes = [
        row["note"].lower()
        for table in TABLES
        if "note" in TABLES[table].columns
        for row in rows(table)
    ]
    assert [note for note in notes if order in note] == []


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


def test_every_reading_of_a_leg_uses_a_known_word_and_has_a_value_or_a_date() -> None:
    legs = {row["leg"] for row in rows("legs")}
    for row in rows("readings"):
        if row["subject"] in legs:
            assert row["predicate"] in LEG_PREDICATES, row
        assert row["value"] or row["date_from"], row


def test_a_leg_cell_that_is_no_date_has_a_value() -> None:
    legs = {row["leg"] for row in rows("legs")}
    empty = [
        (s, p, c) for s, p, v, d, c in cells() if s in legs and p in LEG_PREDICATES and not (v or d)
    ]
    assert empty == []


def test_subjects_are_known() -> None:
    known = {row["leg"] for row in rows("legs")}
    known |= {row["item"] for row in rows("items")} | {row["entity"] for row in rows("entities")}
    known |= set(open_case(FOLDER).meta.topics)
    used = {s for s, *_ in cells()}
    used |= {part for row in rows("unknowns") for part in row["subject"].split("; ")}
    for row in rows("relations"):
        used |= {row["subject"], row["object"]}
    assert used - known == set()


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


def test_every_denial_stands_among_the_replies() -> None:
    denied = {row["claim"] for row in rows("claims") if row["certainty"] == "denied"}
    assert denied - {row["claim"] for row in rows("replies")} == set()


def test_every_reply_named_at_a_claim_stands_among_the_replies() -> None:
    named = {part for row in rows("claims") for part in row["responses"].split("; ") if part} - {
        "none found"
    }
    assert named - {row["claim"] for row in rows("replies")} == set()


def test_every_claim_without_a_response_has_its_search() -> None:
    silent = {row["about"] for row in rows("claims") if row["responses"] == "none found"}
    searched = {row["claim"] for row in rows("searches")}
    covered = {row["about"] for row in rows("claims") if row["claim"] in searched}
    assert {about.split(" (")[0] for about in silent} <= {about.split(" (")[0] for about in covered}


def test_inputs_of_the_checks_are_canonical_json() -> None:
    for row in rows("checks"):
        value = json.loads(row["inputs"])
        assert row["inputs"] == json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


def test_dates_are_real_days() -> None:
    for row in rows("claims"):
        for column in ("date_from", "date_to", "known_since"):
            if len(row[column]) == 10:
                date.fromisoformat(row[column])


# ------------------------------------------------------------------ against the fact file
def test_the_script_writes_the_committed_bytes(script: ModuleType, facts: Path) -> None:
    found = script.transcribe(facts)
    assert set(found) == set(TRANSCRIBED)
    for table, text in found.items():
        assert (FOLDER / f"{table}.csv").read_bytes() == text.encode(), table


@pytest.mark.parametrize(
    ("section", "table"),
    [
        ("claims", "claims"), ("sources", "sources"), ("places", "places"), ("legs", "legs"),
        ("parent_register", "origins"), ("checks", "checks"), ("sources_to_obtain", "to_obtain"),
    ],
)  # fmt: skip
def test_ids_and_order_are_those_of_the_facts(
    truth: dict[str, Any], section: str, table: str
) -> None:
    key = TABLES[table].key[0]
    assert [row[key] for row in rows(table)] == [fact["id"] for fact in truth[section]]


def test_claims_are_verbatim(truth: dict[str, Any]) -> None:
    same = {
        "topic": "leg", "about": "subject", "statement": "statement", "value": "value",
        "date_from": "date_start", "date_to": "date_end", "precision": "date_precision",
        "place": "place", "certainty": "stated_certainty",
    }  # fmt: skip
    for row, fact in zip(rows("claims"), truth["claims"], strict=True):
        for column, key in same.items():
            expected = plain(fact[key])
            if column == "statement":
                # a silence is a silence: rule of wording, applied to two statements
                expected = expected.replace(" days dark", " days without reception")
            assert row[column] == expected, (row["claim"], column)
        assert (plain(fact["note"]), row["note"]) == told(fact), row["claim"]
        assert row["computed_from"] == "; ".join(fact.get("computed_from", []))
        assert row["lineage"] == "; ".join(fact.get("lineage", []))
        replies = fact.get("responses")
        expected = "" if replies is None else "; ".join(replies) or "none found"
        assert row["responses"] == expected


def test_support_is_that_of_the_facts(truth: dict[str, Any]) -> None:
    expected = [(claim["id"], name) for claim in truth["claims"] for name in claim["sources"]]
    assert [(row["claim"], row["source"]) for row in rows("support")] == expected
    assert {row["relation"] for row in rows("support")} == {"supports"}


def test_contradictions_are_the_unordered_pairs(truth: dict[str, Any]) -> None:
    expected = {
        frozenset((claim["id"], other))
        for claim in truth["claims"]
        for other in claim["contradicts"]
    }
    found = [frozenset((row["claim"], row["other"])) for row in rows("contradictions")]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_sources_are_verbatim(truth: dict[str, Any]) -> None:
    same = {
        "publisher": "publisher", "title": "title", "author": "author", "published": "date",
        "precision": "date_precision", "language": "language", "url": "url", "kind": "kind",
        "access": "access_note",
    }  # fmt: skip
    for row, fact in zip(rows("sources"), truth["sources"], strict=True):
        for column, key in same.items():
            assert row[column] == plain(fact[key]), (row["source"], column)
        assert row["parents"] == "; ".join(fact["parents"])
        assert row["strand"] == plain(fact.get("strand"))


def test_places_are_verbatim(truth: dict[str, Any]) -> None:
    for row, fact in zip(rows("places"), truth["places"], strict=True):
        for column in ("name", "kind", "country", "unlocode", "icao", "iata"):
            assert row[column] == plain(fact.get(column))
        assert (float(row["lat"]), float(row["lon"])) == (fact["lat"], fact["lon"])
        assert row["coordinate_source"] == fact["source"]
        told = plain(fact["note"])
        for words in (", basis in ports.yaml", "; draw as scheduled/inferred"):
            told = told.replace(words, "")
        assert row["note"].startswith(told)
        assert "Coordinate basis: " in row["note"]


def test_origins_checks_gaps_and_documents_are_verbatim(truth: dict[str, Any]) -> None:
    for row, fact in zip(rows("origins"), truth["parent_register"], strict=True):
        own = "yes" if fact["own_gathering"] else "no"
        assert (row["name"], row["own_gathering"], row["rests_on"]) == (
            fact["name"], own, "; ".join(fact["rests_on"]),
        )  # fmt: skip
        assert (plain(fact["note"]), row["note"]) == told(fact), row["origin"]
    for row, fact in zip(rows("checks"), truth["checks"], strict=True):
        outer = ("id", "kind", "statement", "claims", "expect")
        assert [row["check"], row["kind"], row["statement"]] == [fact[key] for key in outer[:3]]
        assert (row["claims"], row["expect"]) == ("; ".join(fact["claims"]), fact["expect"])
        assert json.loads(row["inputs"]) == {k: v for k, v in fact.items() if k not in outer}
    assert [row["what"] for row in rows("unknowns")] == truth["known_gaps"]
    for row, fact in zip(rows("to_obtain"), truth["sources_to_obtain"], strict=True):
        assert [row["what"], row["why"], row["url"]] == [
            fact["what"], fact["why"], plain(fact["url"]),
        ]  # fmt: skip


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


def test_known_since_is_the_first_certain_publication(script: ModuleType) -> None:
    sources = {
        name: {"date": day}
        for name, day in (("a", "2019-07"), ("b", "2019-07-31"), ("c", "2019-08-01"), ("d", None))
    }
    claim = {"stated_certainty": "reported", "sources": ["a", "c", "d"]}
    assert script.known_since(claim, sources, "2026-11-21") == "2019-07"
    assert script.known_since({**claim, "sources": ["c", "b", "a"]}, sources, "") == "2019-07-31"
    assert script.known_since({**claim, "sources": ["d"]}, sources, "2026-11-21") == "2026-11-21"
    computed = {"stated_certainty": "computed", "sources": ["a"]}
    assert script.known_since(computed, sources, "2026-11-21") == "2026-11-21"


def test_credibility_follows_the_table(script: ModuleType) -> None:
    register = [
        {"id": "one", "own_gathering": True, "rests_on": []},
        {"id": "two", "own_gathering": True, "rests_on": []},
        {"id": "relay", "own_gathering": False, "rests_on": ["one"]},
        {"id": "joint", "own_gathering": True, "rests_on": ["one"]},
    ]
    sources = [
        {"id": "s1", "parents": ["one"]},
        {"id": "s2", "parents": ["own"], "strand": "two"},
        {"id": "s3", "parents": ["relay"]},
        {"id": "s4", "parents": ["joint"]},
    ]
    world = {"parent_register": register, "sources": sources}

    def grade(name: str, certainty: str, used: list[str], against: list[str]) -> str:
        claim = {
            "id": name, "stated_certainty": certainty, "sources": used, "contradicts": against,
        }  # fmt: skip
        return str(script.credibility(claim, world))

    assert grade("d_x", "reported", ["s1", "s2"], []) == "5"
    assert grade("x", "alleged", ["s1", "s2"], []) == "6"
    assert grade("x", "reported", ["s1", "s3"], ["y"]) == "4"
    assert grade("x", "reported", ["s1", "s2"], ["y"]) == "3"
    assert grade("x", "reported", ["s1", "s3"], []) == "3"
    assert grade("x", "reported", ["s1", "s2"], ["d_y"]) == "2"
    assert grade("x", "reported", ["s1", "s4"], []) == "3"  # joint publishers are one voice


def test_no_grade_is_the_best_one() -> None:
    assert set(Counter(row["credibility"] for row in rows("support"))) == {"2", "3", "4", "5", "6"}
    assert set(Counter(row["reliability"] for row in rows("sources"))) == {"B", "C", "F"}


def test_the_interested_source_is_called_so() -> None:
    interested = {r["source"] for r in rows("sources") if "interested" in r["reliability_basis"]}
    assert interested == {"furukawa1", "furukawa2", "fsight"}
