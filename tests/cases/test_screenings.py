"""The kept records of every case are what its lists answer, and its flags what the facts say."""

from __future__ import annotations

from functools import cache

import pytest

from osint_helpers import journey, screening
from osint_helpers.case import Case, open_case
from osint_helpers.reference import provenance
from tests.cases.tables import CASES
from tests.conftest import REPO, shared_folder

FILES = {
    "uk_conlist_2018-04-13.csv.gz": {},
    "un_consolidated_2026-02-27.xml.gz": {},
    "ofac_2018-12_sdn.csv.gz": {
        "list_date": "2018-12",
        "beside": ["ofac_2018-12_alt.csv.gz", "ofac_2018-12_add.csv.gz",
                   "ofac_2018-12_sdn_comments.csv.gz"],
    },
}  # fmt: skip
SCREENED = [
    case for case in CASES if (REPO / "data" / "cases" / case / "screenings.jsonl").is_file()
]
every_screened = pytest.mark.parametrize("name", SCREENED)


@cache
def case(name: str) -> Case:
    return open_case(REPO / "data" / "cases" / name)


@pytest.fixture(scope="module")
def snapshots() -> list[screening.Snapshot]:
    shared = shared_folder()
    if shared is None:
        pytest.skip("the real list files are not on this machine")
    folder = shared / "data" / "sanctions"
    return [
        screening.read_list(folder / name, list_date=more.get("list_date", ""),
                            beside=[folder / one for one in more.get("beside", [])])
        for name, more in FILES.items()
    ]  # fmt: skip


@every_screened
def test_the_kept_records_come_out_again_byte_for_byte(name, snapshots):
    lists = sorted({one.list for one in snapshots})
    asked = {one.entity: one for one in journey.parties(case(name))}
    kept = journey.screenings(case(name))
    assert kept
    for one in kept:
        party = asked[one.party]
        views = [screening.as_of(snapshots, which, party.days[one.day_of]) for which in lists]
        assert screening.screen(party.subject, views).json() == one.record.json()
        assert one.legs == party.legs


@every_screened
def test_every_named_party_was_asked_for_all_its_days(name):
    kept = {(one.party, one.day_of) for one in journey.screenings(case(name))}
    parties = journey.parties(case(name))
    wanted = {(one.entity, day) for one in parties if one.subject for day in one.days}
    assert kept == wanted


# Claims of a rule's examples that no input of the rule can carry, with the reason.
NOT_AN_INPUT = {
    ("maybach-2018", "l6_18"): "a count of the same silence",
    ("maybach-2018", "l6_19"): "a count of the same silence",
    ("maybach-2018", "l2_dwell"): "the stay follows from the two days beside it",
}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_fires_on_the_claims_the_facts_expect(name):
    told = [
        row
        for row in provenance.rows("red_flag_cases.csv")
        if (row["case"], row["must"], row["expect"]) == (name, "fires_on", "fired")
    ]
    found = {
        (one.rule, finding.result, claim)
        for one in journey.red_flags(case(name))
        for finding in one.findings
        for claim in finding.evidence
    }
    missing = [
        (row["rule"], claim)
        for row in told
        for claim in row["refs"].split(";")
        if (name, claim) not in NOT_AN_INPUT and (row["rule"], "fired", claim) not in found
    ]
    assert missing == []


@pytest.mark.parametrize("name", CASES)
def test_a_rule_does_not_fire_on_what_the_facts_forbid(name):
    told = [
        row
        for row in provenance.rows("red_flag_cases.csv")
        if (row["case"], row["must"]) == (name, "must_not_fire_on") and row["refs"]
    ]
    fired = {
        (one.rule, claim)
        for one in journey.red_flags(case(name))
        for finding in one.findings
        if finding.result == "fired"
        for claim in finding.evidence
    }
    forbidden = {(row["rule"], claim) for row in told for claim in row["refs"].split(";")}
    assert forbidden & fired == set()
