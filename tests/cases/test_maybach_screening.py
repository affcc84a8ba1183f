"""The records of the Maybach case are what its lists answer, and its flags what the facts say."""

from __future__ import annotations

import csv

import pytest

from osint_helpers import journey, screening
from osint_helpers.case import open_case
from osint_helpers.reference.provenance import rows
from tests.conftest import REPO, shared_folder

CASE = open_case(REPO / "data" / "cases" / "maybach-2018")
FILES = {
    "uk_conlist_2018-04-13.csv.gz": {},
    "un_consolidated_2026-02-27.xml.gz": {},
    "ofac_2018-12_sdn.csv.gz": {
        "list_date": "2018-12",
        "beside": ["ofac_2018-12_alt.csv.gz", "ofac_2018-12_add.csv.gz",
                   "ofac_2018-12_sdn_comments.csv.gz"],
    },
}  # fmt: skip


def test_the_kept_records_come_out_again_byte_for_byte():
    shared = shared_folder()
    if shared is None:
        pytest.skip("the real list files are not on this machine")
    folder = shared / "data" / "sanctions"
    snapshots = [
        screening.read_list(folder / name, list_date=more.get("list_date", ""),
                            beside=[folder / one for one in more.get("beside", [])])
        for name, more in FILES.items()
    ]  # fmt: skip
    names = sorted({one.list for one in snapshots})
    asked = {one.entity: one for one in journey.parties(CASE)}
    for one in journey.screenings(CASE):
        party = asked[one.party]
        views = [screening.as_of(snapshots, name, party.days[one.day_of]) for name in names]
        assert screening.screen(party.subject, views).json() == one.record.json()
        assert one.legs == party.legs


def test_every_named_party_was_asked_for_all_its_days():
    kept = {(one.party, one.day_of) for one in journey.screenings(CASE)}
    wanted = {(one.entity, day) for one in journey.parties(CASE) if one.subject
              for day in one.days}  # fmt: skip
    assert kept == wanted


def test_the_flags_say_what_the_facts_expect_of_this_case():
    found = {one.rule: one for one in journey.red_flags(CASE)}
    claims = {
        rule: {(finding.result, claim) for finding in one.findings for claim in finding.evidence}
        for rule, one in found.items()
    }
    told = [row for row in rows("red_flag_cases.csv") if row["case"] == "maybach-2018"]
    fired = [row for row in told if row["must"] == "fires_on"]
    assert len(fired) >= 7
    for row in fired:
        refs = [one for one in row["refs"].split(";") if one not in {"l6_18", "l6_19", "l2_dwell"}]
        for claim in refs:
            assert ("fired", claim) in claims[row["rule"]], (row["rule"], claim)


@pytest.mark.parametrize("rule", ["RF16", "RF20", "RF03"])
def test_what_is_not_published_is_not_testable(rule):
    found = {one.rule: one.result for one in journey.red_flags(CASE)}
    assert found[rule] == "not_testable"


def test_a_listing_after_the_leg_does_not_fire():
    (result,) = [one for one in journey.red_flags(CASE) if one.rule == "RF19"]
    (late,) = [one for one in result.findings if "e_danxing" in one.evidence]
    assert late.result == "not_fired"
    assert "after the leg" in late.text
    assert result.result != "fired"


def test_the_rows_of_the_analyst_cite_claims_about_what_they_say():
    path = REPO / "data" / "cases" / "maybach-2018" / "red_flags.csv"
    with path.open(encoding="utf-8", newline="") as file:
        held = list(csv.DictReader(file))
    assert len(held) == 12
    assert {row["by"] for row in held} == {"maintainers"}
