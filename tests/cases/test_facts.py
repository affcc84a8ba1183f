"""The tables of every transcribed case say what its fact file says, no more and no less."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.case import lint, open_case
from osint_helpers.case.tables import LEG_PREDICATES, TABLES
from scripts import transcribe
from scripts.transcription.facts import read_facts
from tests.cases.tables import CASES, Told, cells, plain, rows
from tests.conftest import REPO

TRANSCRIBED = (
    "sources", "origins", "places", "claims", "contradictions", "checks", "support", "unknowns",
    "to_obtain",
)  # fmt: skip
# Words that tell a compiler of the facts what to do; a reader of the report must not meet them.
ORDERS = (
    "print none", "leave blank", "do not draw", "do not guess", "never show", "print each",
    "pair every", "keep so", "to test for", "before use", "a good example", "defamation",
    "test case", "do not merge", "do not print", "never plot", "do not plot", "ports.yaml",
)  # fmt: skip
# Dates of a leg of the facts that no claim of the facts carries, with the reason.
NOT_CARRIED = {
    ("wise-honest-2018", "H2", "2019-04"): "only the list of what is not known speaks of April",
}
# What settles no band: the facts give none for an inference.
NO_BAND = {("not assessed", "low")}

every_case = pytest.mark.parametrize("case", CASES)


@pytest.fixture(scope="module")
def truths(facts: Path) -> dict[str, dict[str, Any]]:
    return {case: read_facts(facts, case) for case in CASES}


# ------------------------------------------------------------------ without the fact file
@every_case
def test_the_case_opens_and_its_lint_finds_no_error(case: str) -> None:
    found = lint(open_case(REPO / "data" / "cases" / case))
    assert [one for one in found if one.severity == "error"] == []


@every_case
def test_an_inference_carries_no_band(case: str) -> None:
    bands = {
        kind: {
            (row["likelihood"], row["confidence"])
            for row in rows(case, "claims")
            if (row["kind"] == "inferred") is kind
        }
        for kind in (True, False)
    }
    assert bands[True] <= NO_BAND
    assert bands[False] <= {("", "")}


@every_case
def test_no_quotation_page_or_printed_value_is_made_up(case: str) -> None:
    assert {row["value_as_printed"] for row in rows(case, "claims")} <= {""}
    assert {(row["quote"], row["locator"]) for row in rows(case, "support")} <= {("", "")}


@every_case
@pytest.mark.parametrize("order", ORDERS)
def test_no_cell_and_no_text_tells_the_compiler_what_to_do(case: str, order: str) -> None:
    told = [
        (table, column, row[column])
        for table in TABLES
        for row in rows(case, table)
        for column in row
        if order in (row[column] or "").lower()
    ]
    assert told == []
    for path in sorted((REPO / "data" / "cases" / case / "text").glob("*.md")):
        assert order not in path.read_text(encoding="utf-8").lower(), path.name


@every_case
def test_a_serial_number_stands_only_where_a_claim_carries_it(case: str) -> None:
    said = " ".join(
        " ".join((row["statement"], row["value"], row["note"])) for row in rows(case, "claims")
    )
    for row in rows(case, "items"):
        assert row["serial"] == "not published" or row["serial"] in said, row
    assert {row["value"] for row in rows(case, "unknowns")} <= {"not published"}


@every_case
def test_every_reading_of_a_leg_uses_a_known_word_and_has_a_value_or_a_date(case: str) -> None:
    legs = {row["leg"] for row in rows(case, "legs")}
    for row in rows(case, "readings"):
        if row["subject"] in legs:
            assert row["predicate"] in LEG_PREDICATES, row
        assert row["value"] or row["date_from"], row


@every_case
def test_a_leg_cell_that_is_no_date_has_a_value(case: str) -> None:
    legs = {row["leg"] for row in rows(case, "legs")}
    empty = [
        (s, p, c)
        for s, p, v, d, c in cells(case)
        if s in legs and p in LEG_PREDICATES and not (v or d)
    ]
    assert empty == []


@every_case
def test_subjects_are_known(case: str) -> None:
    known = {row["leg"] for row in rows(case, "legs")}
    known |= {row["item"] for row in rows(case, "items")}
    known |= {row["entity"] for row in rows(case, "entities")}
    known |= set(open_case(REPO / "data" / "cases" / case).meta.topics)
    used = {s for s, *_ in cells(case)}
    used |= {part for row in rows(case, "unknowns") for part in row["subject"].split("; ")}
    for row in rows(case, "relations"):
        used |= {row["subject"], row["object"]}
    assert used - known == set()


@every_case
def test_a_resolution_chooses_a_sound_claim_that_fills_its_cell(case: str) -> None:
    filled = {(s, p, c) for s, p, _, _, c in cells(case)}
    for row in rows(case, "resolutions"):
        assert (row["subject"], row["predicate"], row["chosen_claim"]) in filled
        assert not row["chosen_claim"].startswith("d_")
        assert row["why"]


@every_case
def test_every_rating_has_a_reason_and_no_distortion_is_rated(case: str) -> None:
    for row in rows(case, "consistency"):
        assert row["why"]
        assert not row["claim"].startswith("d_")


@every_case
def test_every_denial_and_every_reply_named_stands_among_the_replies(case: str) -> None:
    claims = rows(case, "claims")
    named = {row["claim"] for row in claims if row["certainty"] == "denied"}
    named |= {part for row in claims for part in row["responses"].split("; ") if part}
    assert named - {"none found"} - {row["claim"] for row in rows(case, "replies")} == set()


@every_case
def test_every_claim_without_a_response_has_its_search(case: str) -> None:
    claims = rows(case, "claims")
    silent = {row["about"] for row in claims if row["responses"] == "none found"}
    searched = {row["claim"] for row in rows(case, "searches")}
    covered = {row["about"] for row in claims if row["claim"] in searched}
    assert {about.split(" (")[0] for about in silent} <= {about.split(" (")[0] for about in covered}


@every_case
def test_inputs_of_the_checks_are_canonical_json(case: str) -> None:
    for row in rows(case, "checks"):
        value = json.loads(row["inputs"])
        assert row["inputs"] == json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


@every_case
def test_dates_are_real_days(case: str) -> None:
    for row in rows(case, "claims"):
        for column in ("date_from", "date_to", "known_since"):
            if len(row[column]) == 10:
                date.fromisoformat(row[column])


def in_words(day: str, claim: dict[str, str]) -> bool:
    """Tell whether a statement prints a day without its year ("27 October") within its dates."""
    if len(day) != 10 or not claim["date_from"] <= day <= claim["date_to"]:
        return False
    when = date.fromisoformat(day)
    return re.search(rf"\b{when.day} {when:%B}\b", claim["statement"]) is not None


def test_a_day_in_words_counts_only_within_the_dates_of_its_claim() -> None:
    claim = {
        "date_from": "2017-09-01",
        "date_to": "2017-10-01",
        "statement": "nothing after 24 September",
    }
    assert in_words("2017-09-24", claim)
    assert not in_words("2018-09-24", claim)
    assert not in_words("2017-09-04", claim)


@every_case
def test_the_dates_of_a_reading_are_those_of_its_claim_or_stand_in_its_words(case: str) -> None:
    claims = {row["claim"]: row for row in rows(case, "claims")}
    for row in rows(case, "readings"):
        claim = claims[row["claim"]]
        for column in ("date_from", "date_to"):
            day = row[column]
            within = day in (claim["date_from"], claim["date_to"]) or in_words(day, claim)
            assert not day or within or day in f"{claim['statement']} {claim['value']}", row


@every_case
def test_a_firm_is_named_because_a_claim_names_it(case: str) -> None:
    claims = {row["claim"] for row in rows(case, "claims")}
    for row in rows(case, "entities"):
        if row["named_because"]:
            assert row["named_because"].endswith("mention implies no breach of law"), row
            assert claims & set(re.findall(r"\w+", row["named_because"])), row
        elif row["schema"] == "Person":
            assert row["name"] == row["role"], row


@every_case
def test_no_author_of_a_source_is_named_outside_the_bibliography(case: str) -> None:
    authors = {
        re.sub(r"\s*\(.*\)", "", name).strip()
        for row in rows(case, "sources")
        for name in row["author"].split(";")
        if len(name.split()) > 1
    }
    forms = {" ".join(order) for name in authors for order in permutations(name.split()[:4])}
    for path in sorted((REPO / "data" / "cases" / case).glob("**/*")):
        if path.suffix in (".csv", ".md", ".toml") and path.stem not in ("sources", "to_obtain"):
            text = path.read_text(encoding="utf-8")
            assert [form for form in forms if form in text] == [], path.name


# ------------------------------------------------------------------ against the fact file
@every_case
def test_the_script_writes_the_committed_bytes(case: str, facts: Path) -> None:
    found = transcribe.transcribe(facts, case)
    assert set(found) == set(TRANSCRIBED)
    for table, text in found.items():
        path = REPO / "data" / "cases" / case / f"{table}.csv"
        assert path.read_bytes() == text.encode(), table


@every_case
@pytest.mark.parametrize(
    ("section", "table"),
    [
        ("claims", "claims"), ("sources", "sources"), ("places", "places"), ("legs", "legs"),
        ("parent_register", "origins"), ("checks", "checks"), ("sources_to_obtain", "to_obtain"),
    ],
)  # fmt: skip
def test_ids_and_order_are_those_of_the_facts(
    truths: dict[str, dict[str, Any]], case: str, section: str, table: str
) -> None:
    key = TABLES[table].key[0]
    assert [row[key] for row in rows(case, table)] == [fact["id"] for fact in truths[case][section]]


@every_case
def test_claims_are_verbatim(truths: dict[str, dict[str, Any]], case: str) -> None:
    told = Told(case)
    same = {
        "topic": "leg", "about": "subject", "statement": "statement", "value": "value",
        "date_from": "date_start", "date_to": "date_end", "precision": "date_precision",
        "place": "place", "certainty": "stated_certainty", "note": "note",
    }  # fmt: skip
    for row, fact in zip(rows(case, "claims"), truths[case]["claims"], strict=True):
        for column, key in same.items():
            expected = told("claims", fact["id"], column, fact[key])
            assert row[column] == expected, (row["claim"], column)
        assert row["computed_from"] == "; ".join(fact.get("computed_from", []))
        assert row["lineage"] == "; ".join(fact.get("lineage", []))
        replies = fact.get("responses")
        expected = "" if replies is None else "; ".join(replies) or "none found"
        assert row["responses"] == expected


@every_case
def test_support_is_that_of_the_facts(truths: dict[str, dict[str, Any]], case: str) -> None:
    claims = truths[case]["claims"]
    expected = [(claim["id"], name) for claim in claims for name in claim["sources"]]
    assert [(row["claim"], row["source"]) for row in rows(case, "support")] == expected
    assert {row["relation"] for row in rows(case, "support")} == {"supports"}


@every_case
def test_contradictions_are_the_unordered_pairs(
    truths: dict[str, dict[str, Any]], case: str
) -> None:
    claims = truths[case]["claims"]
    expected = {frozenset((c["id"], other)) for c in claims for other in c["contradicts"]}
    found = [frozenset((row["claim"], row["other"])) for row in rows(case, "contradictions")]
    assert len(found) == len(set(found))
    assert set(found) == expected


@every_case
def test_sources_are_verbatim(truths: dict[str, dict[str, Any]], case: str) -> None:
    told = Told(case)
    same = {
        "publisher": "publisher", "title": "title", "author": "author", "published": "date",
        "precision": "date_precision", "language": "language", "url": "url", "kind": "kind",
    }  # fmt: skip
    for row, fact in zip(rows(case, "sources"), truths[case]["sources"], strict=True):
        for column, key in same.items():
            assert row[column] == plain(fact[key]), (row["source"], column)
        access = told("sources", fact["id"], "access", fact["access_note"])
        updated = f"; updated {fact['updated']}" if fact.get("updated") else ""
        assert row["access"] == access + updated
        assert row["parents"] == "; ".join(fact["parents"])
        assert row["strand"] == plain(fact.get("strand"))


@every_case
def test_places_are_verbatim(truths: dict[str, dict[str, Any]], case: str) -> None:
    told = Told(case)
    for row, fact in zip(rows(case, "places"), truths[case]["places"], strict=True):
        for column in ("name", "kind", "country", "unlocode", "icao", "iata", "lat", "lon"):
            assert row[column] == plain(fact.get(column)), (row["place"], column)
        assert row["coordinate_source"] == plain(fact["source"])
        assert row["note"].startswith(told("places", fact["id"], "note", fact["note"]))
        assert "Coordinate basis: " in row["note"]


@every_case
def test_origins_checks_gaps_and_documents_are_verbatim(
    truths: dict[str, dict[str, Any]], case: str
) -> None:
    told, truth = Told(case), truths[case]
    for row, fact in zip(rows(case, "origins"), truth["parent_register"], strict=True):
        own = "yes" if fact["own_gathering"] else "no"
        assert (row["name"], row["own_gathering"], row["rests_on"], row["note"]) == (
            fact["name"], own, "; ".join(fact["rests_on"]),
            told("origins", fact["id"], "note", fact["note"]),
        )  # fmt: skip
    for row, fact in zip(rows(case, "checks"), truth["checks"], strict=True):
        outer = ("id", "kind", "statement", "claims", "expect", "note")
        assert (row["check"], row["kind"]) == (fact["id"], fact["kind"])
        assert row["statement"] == told("checks", fact["id"], "statement", fact["statement"])
        assert (row["claims"], row["expect"]) == ("; ".join(fact["claims"]), fact["expect"])
        assert json.loads(row["inputs"]) == {k: v for k, v in fact.items() if k not in outer}
    assert [row["what"] for row in rows(case, "unknowns")] == truth["known_gaps"]
    for row, fact in zip(rows(case, "to_obtain"), truth["sources_to_obtain"], strict=True):
        assert (row["what"], row["why"], row["url"]) == (
            told("to_obtain", fact["id"], "what", fact["what"]),
            told("to_obtain", fact["id"], "why", fact["why"]),
            plain(fact["url"]),
        )


@every_case
def test_legs_are_those_of_the_facts(truths: dict[str, dict[str, Any]], case: str) -> None:
    for place, (row, fact) in enumerate(
        zip(rows(case, "legs"), truths[case]["legs"], strict=True), start=1
    ):
        assert (row["position"], row["mode"], row["status"]) == (
            str(place), fact["mode"], fact["map_class"],
        )  # fmt: skip
        claims = row["claims"].split("; ")
        assert claims[: len(fact["claims"])] == fact["claims"]
        # What stands beyond the facts' list is a version of a cell of this leg.
        versions = {claim for subject, *_, claim in cells(case) if subject == row["leg"]}
        assert set(claims[len(fact["claims"]) :]) <= versions


@every_case
def test_every_cell_of_the_legs_of_the_facts_is_carried_by_a_claim(
    truths: dict[str, dict[str, Any]], case: str
) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for subject, predicate, value, day, _ in cells(case):
        found.setdefault((subject, predicate), set()).update({value, day} - {""})
    begin = ("departed", "loaded", "scheduled_departure", "estimated_arrival")
    end = ("arrived", "discharged", "scheduled_arrival", "estimated_arrival")
    for leg in truths[case]["legs"]:
        name = leg["id"]
        for dates, words in ((leg["depart"], begin), (leg["arrive"], end)):
            said = set().union(*(found.get((name, word), set()) for word in words))
            wanted = {day for day in dates if day and (case, name, day) not in NOT_CARRIED}
            assert wanted <= said, name
        for column in ("declared_from", "declared_to"):
            if leg.get(column):
                assert leg[column] in found.get((name, column), set()), (name, column)


@every_case
def test_no_cell_of_a_leg_names_what_the_facts_do_not(
    truths: dict[str, dict[str, Any]], case: str
) -> None:
    places = {fact["id"] for fact in truths[case]["places"]}
    for leg in truths[case]["legs"]:
        given = {leg["from"], leg["to"]}
        given |= {leg.get(key) for key in ("assumed_from", "assumed_to")}
        given |= {leg.get(key) for key in ("declared_from", "declared_to")}
        for subject, predicate, value, _, claim in cells(case):
            ends = ("from", "to", "declared_from", "declared_to")
            if subject == leg["id"] and predicate in ends and value in places:
                said = next(f for f in truths[case]["claims"] if f["id"] == claim)
                assert value in given or said["contradicts"], (leg["id"], predicate, value)


@every_case
def test_the_head_of_the_case_is_that_of_the_facts(
    truths: dict[str, dict[str, Any]], case: str
) -> None:
    meta = open_case(REPO / "data" / "cases" / case).meta
    facts = truths[case]["meta"]
    assert (meta.id, meta.as_of) == (facts["case_id"], facts["compiled"])
    assert set(facts["topics"]) <= set(meta.topics)
    assert meta.caution


@every_case
def test_a_person_is_named_only_as_the_facts_allow(
    truths: dict[str, dict[str, Any]], case: str
) -> None:
    allowed = {person["name"] for person in truths[case]["meta"]["named_persons"]}
    for row in rows(case, "entities"):
        if row["schema"] == "Person":
            assert row["name"] == row["role"] or row["name"] in allowed, row
