"""General conditions on which a rule must stay silent, and worked examples. SYNTHETIC inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.law import flags
from osint_helpers.law.tables import split
from osint_helpers.reference.provenance import rows

of = DateInterval.of_text
E = ("SYNTHETIC-1",)
LOGGED = flags.Explanation(text="SYNTHETIC reason on record", evidence=("SYNTHETIC-2",))

GAP = flags.Gap.between(of("2018-01-01"), of("2018-01-09"), ship="SYNTHETIC SHIP", evidence=E)
MEETING = flags.Encounter(
    ships=("SYNTHETIC A", "SYNTHETIC B"), when=of("2018-01-01"), distance_m=(10, 100),
    speed_kn=(0, 1), hours=5, port_nm=40, evidence=E,
)  # fmt: skip
SEEN = flags.Observation(
    who="SYNTHETIC analyst", on=date(2018, 1, 2), seen="SYNTHETIC marks", meets=True, evidence=E,
    images=(flags.Image(evidence="SYNTHETIC-3", day=of("2017")),
            flags.Image(evidence="SYNTHETIC-4", day=of("2018"))),
)  # fmt: skip
PAPERS = flags.Papers(
    movement="SYNTHETIC", evidence=E,
    first=flags.Document(paper="a", kind="bill of lading", fields={"goods": "tea"}),
    second=flags.Document(paper="b", kind="bill of lading", fields={"goods": "salt"}),
)  # fmt: skip
VOYAGE = flags.Voyage(calls=("NLRTM", "CNDAL"), path_nm=200, direct_nm=100, evidence=E)
HOPS = flags.FlagHistory(
    ship="SYNTHETIC", evidence=E,
    entries=(flags.FlagEntry(country="PA", basis="register", evidence="a", day=of("2018-01")),
             flags.FlagEntry(country="TG", basis="register", evidence="b", day=of("2018-06"))),
)  # fmt: skip
HOME = flags.Ownership(entity="SYNTHETIC FIRM", residential_address=True, evidence=E)
FORWARDER = flags.Consignee(name="SYNTHETIC", forwarder=True, last_document=True, evidence=E)
MISSION = flags.ConsigneeVersions(
    shipment="SYNTHETIC", mission_of="KP", listed_states=("KP",), evidence=E
)
AGAIN = flags.ReExport(
    item="SYNTHETIC", by_number=True, first_to="Japan", second_to="Singapore",
    first_on=of("2018-01-01"), second_on=of("2018-02-01"), evidence=E,
)  # fmt: skip
CHEAP = flags.Valued(
    goods="SYNTHETIC", value=10, currency="EUR", declared=True, market=(100, 100),
    market_currency="EUR", same_terms=True, evidence=E,
)  # fmt: skip
MOVED = flags.Transit(port="Dalian", before=("ZZZU1234560",), after=("ZZZU7654321",), evidence=E)
HIT = flags.ListAnswer(
    subject="SYNTHETIC", day=of("2018"), list="SYNTHETIC LIST", list_date=of("2017-12-31"),
    sha256="SYNTHETIC", answer="listed", matched_by="identifier", evidence=E,
)  # fmt: skip
LATE = flags.Change(day=of("2018-01-03"), evidence="SYNTHETIC")

# rule, condition -> what meets the test without the condition, and with it
SILENT: dict[tuple[str, str], tuple[Any, Any]] = {
    ("RF01", "switch-off for safety, logged by the master"): (GAP, replace(GAP, explained=LOGGED)),
    ("RF01", "loss of coverage or of the receiver"): (GAP, replace(GAP, in_hole=True)),
    ("RF03", "repaint after sale recorded in the registry"): (
        SEEN, replace(SEEN, explained=LOGGED)),
    ("RF04", "bill of lading amended openly"): (
        PAPERS, replace(PAPERS, second=replace(PAPERS.second, amends="a"))),
    ("RF05", "bunkering"): (MEETING, replace(MEETING, explained=LOGGED)),
    ("RF05", "pilotage or tug assistance"): (MEETING, replace(MEETING, explained=LOGGED)),
    ("RF05", "convoy or anchorage"): (MEETING, replace(MEETING, port_nm=3)),
    ("RF06", "hub-and-spoke liner services"): (VOYAGE, replace(VOYAGE, explained=LOGGED)),
    ("RF08", "change of flag on sale and purchase"): (HOPS, replace(HOPS, explained=LOGGED)),
    ("RF09", "small firms registered at a home address"): (HOME, replace(HOME, explained=LOGGED)),
    ("RF11", "consolidated cargo"): (FORWARDER, replace(FORWARDER, explained=LOGGED)),
    ("RF12", "real supplies of a mission"): (MISSION, replace(MISSION, explained=LOGGED)),
    ("RF12", "ordinary endorsement of an order bill of lading"): (
        replace(MISSION, mission_of="", changes=(LATE,), deadline=of("2018-01-05")),
        replace(MISSION, mission_of="", changes=(replace(LATE, endorsement=True),),
                deadline=of("2018-01-05"))),
    ("RF13", "return under warranty"): (AGAIN, replace(AGAIN, explained=LOGGED)),
    ("RF13", "failed delivery to the same buyer"): (AGAIN, replace(AGAIN, second_to="Japan")),
    ("RF14", "used or damaged goods"): (CHEAP, replace(CHEAP, same_terms=False)),
    ("RF16", "normal consolidation of part loads"): (MOVED, replace(MOVED, explained=LOGGED)),
    ("RF17", "genuine new building"): (SEEN, replace(SEEN, meets=False)),
    ("RF19", "homonym: require number or birth date"): (HIT, replace(HIT, matched_by="name")),
    ("RF20", "without notes the result is not_testable"): (SEEN, ()),
}  # fmt: skip
# Fires, and says that it is context only: the report must not show it alone.
CONTEXT = ("RF10", "as sole flag: context only, low weight")


def test_every_general_condition_of_the_facts_is_tried() -> None:
    told = {(r["rule"], r["reason"]) for r in rows("red_flag_cases.csv") if not r["case"]}
    assert told == {*SILENT, CONTEXT}


@pytest.mark.parametrize("key", list(SILENT), ids=" ".join)
def test_the_rule_fires_without_the_condition_and_is_silent_with_it(key: tuple[str, str]) -> None:
    without, within = SILENT[key]
    assert flags.run(key[0], without).result == "fired"
    assert flags.run(key[0], within).result != "fired"


@pytest.mark.parametrize("key", [k for k, v in SILENT.items() if getattr(v[1], "explained", None)],
                         ids=" ".join)  # fmt: skip
def test_an_explanation_is_printed_with_what_was_met(key: tuple[str, str]) -> None:
    result = flags.run(key[0], SILENT[key][1])
    assert result.result == "not_fired"
    assert "explained: SYNTHETIC reason on record (SYNTHETIC-2)" in result.text


def test_a_high_risk_area_says_that_it_is_context_only() -> None:
    visit = flags.AreaVisit(leg="l1", places=("大连",), when=of("2018"), evidence=E)
    assert "context only, not to be used alone" in flags.run("RF10", visit).text


@pytest.mark.parametrize("row", rows("red_flag_examples.csv"), ids=lambda row: row["example"])
def test_worked_example_by_its_printed_lengths(row: dict[str, str]) -> None:
    made = flags.Voyage(
        calls=split(row["calls"]), path_nm=float(row["path_nm"]), direct_nm=float(row["direct_nm"]),
        evidence=E,
    )  # fmt: skip
    result = flags.run("RF06", made)
    assert result.result == row["expect"]
    ratio = float(result.text.split("ratio ")[1].split(" ")[0])
    # the printed lengths are rounded to whole miles
    assert ratio == pytest.approx(float(row["ratio"]), abs=0.5 / float(row["direct_nm"]) * 18)


@pytest.mark.parametrize("row", rows("red_flag_examples.csv"), ids=lambda row: row["example"])
def test_worked_example_by_our_own_lanes(row: dict[str, str]) -> None:
    result = flags.run("RF06", flags.Voyage(calls=split(row["calls"]), evidence=E))
    assert result.result == row["expect"]
    assert "modelled sea lanes, not an observed track" in result.text
    ratio = float(result.text.split("ratio ")[1].split(" ")[0])
    # ours joins lanes to the quays; a short direct way (Dalian to Nampo) shows it most
    assert ratio == pytest.approx(float(row["ratio"]), rel=0.15)
