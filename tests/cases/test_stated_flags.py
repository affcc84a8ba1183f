"""Conditions a source only states, and events kept to check a detector by: never computed hits."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from osint_helpers import exhibits, journey
from osint_helpers.case import Case, open_case
from osint_helpers.law.flags.result import FIRED, NOT_TESTABLE
from osint_helpers.law.tables import split
from osint_helpers.reference import provenance
from scripts.transcription.facts import read_facts
from tests.case.builder import write_case
from tests.cases.tables import CASES
from tests.cases.test_screenings import case as opened
from tests.conftest import shared_folder

# What the facts expect -> (kind of the analyst's row, basis of the finding).
MEANS = {
    "fired_text_only": ("Stated", "stated"),
    "ground_truth_only": ("ReferenceEvent", "reference"),
}
TOLD = [row for row in provenance.rows("red_flag_cases.csv") if row["expect"] in MEANS]
MINOR = "minor-cases"  # short control cases of the rules: facts without a case folder
every_row = pytest.mark.parametrize(
    "row", TOLD, ids=[f"{row['rule']}-{row['case']}-{row['expect']}" for row in TOLD]
)


@pytest.fixture(scope="module")
def minor(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The control cases as a case: their claims as the facts have them, a row of each example."""
    shared = shared_folder()
    if shared is None:
        pytest.skip("the fact files are not on this machine")
    told = {one["id"]: one for one in read_facts(shared / "facts", MINOR)["claims"]}
    rows = [row for row in TOLD if row["case"] == MINOR]
    claims = [claim(told[name]) for name in dict.fromkeys(c for r in rows for c in ids(r))]
    flags = [flag(n, row, told) for n, row in enumerate(rows)]
    folder = tmp_path_factory.mktemp("minor") / MINOR
    return open_case(write_case(folder, claims=lambda held: held + claims, red_flags=flags))


def claim(fact: dict[str, Any]) -> dict[str, str]:
    return {"claim": fact["id"], "topic": "item", "subject": "crate", "predicate": "note",
            "statement": fact["statement"], "kind": "reported", "certainty": "reported",
            "date_from": fact["date_start"] or "", "date_to": fact["date_end"] or "",
            "precision": fact["date_precision"], "language": "en"}  # fmt: skip


def flag(n: int, row: dict[str, str], told: dict[str, Any]) -> dict[str, str]:
    first = told[ids(row)[0]]
    inputs = {"text": first["statement"]}
    if MEANS[row["expect"]][0] == "ReferenceEvent":
        inputs["when"] = f"claim:{first['id']}"
    return {"flag": f"f_{n}", "rule": row["rule"], "kind": MEANS[row["expect"]][0],
            "inputs": json.dumps(inputs), "claims": "; ".join(ids(row)), "by": "desk",
            "on": "2002-01-01"}  # fmt: skip


def ids(row: dict[str, str]) -> tuple[str, ...]:
    return split(row["refs"])


@pytest.fixture
def case(row: dict[str, str], request: pytest.FixtureRequest) -> Case:
    if row["case"] == MINOR:
        return request.getfixturevalue("minor")
    return opened(row["case"])


def result(case: Case, row: dict[str, str]) -> Any:
    return next(one for one in journey.red_flags(case) if one.rule == row["rule"])


@every_row
def test_it_stands_in_the_red_flags_with_its_claims_and_as_what_it_is(row, case):
    basis = MEANS[row["expect"]][1]
    found = [one for one in result(case, row).findings
             if one.basis == basis and set(ids(row)) <= set(one.evidence)]  # fmt: skip
    assert len(found) == 1
    assert found[0].result == NOT_TESTABLE
    assert "not computed: " in found[0].text
    assert "; needs " in found[0].text


@every_row
def test_it_is_no_computed_hit(row, case):
    fired = {name for one in result(case, row).findings if one.result == FIRED
             for name in one.evidence}  # fmt: skip
    assert not set(ids(row)) & fired


@every_row
def test_the_report_prints_it_beside_its_rule_with_links_to_its_claims(row, case):
    spec = exhibits.red_flags(case, "F-1").spec
    words = {"stated": "stated by the source, not computed",
             "reference": "documented event to check a detector by, not computed"}  # fmt: skip
    printed = [
        {name for _, name in line["evidence"].get("refs", [])}
        for line in ({k["key"]: c for k, c in zip(spec["columns"], cells, strict=True)}
                     for cells in spec["rows"])
        if line["rule"]["text"].startswith(row["rule"])
        and words[MEANS[row["expect"]][1]] in line["found"]["text"]
    ]  # fmt: skip
    assert len(printed) == 1
    assert set(ids(row)) <= printed[0]


@pytest.mark.parametrize(
    "row", [row for row in TOLD if row["expect"] == "ground_truth_only"], ids=lambda r: r["case"]
)
def test_an_event_to_check_a_detector_by_is_found_with_its_date(row, case):
    events = journey.flags.reference_events(case)
    same = events[(events["rule"] == row["rule"]) & (events["claims"] == ids(row))]
    assert len(same) == 1
    told = case.claim(ids(row)[0])
    one = same.iloc[0]
    assert one["precision"] == told["precision"]
    assert one["date_from"].startswith(told["date_from"])
    assert one["date_to"].startswith(told["date_to"] or told["date_from"])


def test_a_stated_condition_is_no_reference_event(minor):
    events = journey.flags.reference_events(minor)
    assert set(events["rule"]) == {"RF05"}


def test_every_example_of_the_facts_is_asserted_somewhere():
    every = [row for row in provenance.rows("red_flag_cases.csv") if row["must"] == "fires_on"]
    assert {row["expect"] for row in every} == {"fired", *MEANS}
    assert Counter(row["expect"] for row in TOLD) == {"fired_text_only": 10, "ground_truth_only": 3}
    # "fired" is asserted in test_screenings.py for the same cases
    assert {row["case"] for row in every} <= {*CASES, MINOR}


def test_the_examples_are_as_many_as_in_the_fact_file():
    shared = shared_folder()
    if shared is None:
        pytest.skip("the fact files are not on this machine")
    rules = yaml.safe_load(Path(shared / "facts" / "red_flags.yaml").read_text("utf-8"))["rules"]
    told = Counter(one["expect"] for rule in rules for one in rule["fires_on"])
    assert {name: told[name] for name in MEANS} == Counter(row["expect"] for row in TOLD)
    assert sum(told.values()) == told["fired"] + len(TOLD)
