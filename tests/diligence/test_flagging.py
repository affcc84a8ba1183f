"""Red flags over rows: what a row can test, and that silence stays silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.diligence import DiligenceRule, check
from osint_helpers.law import flags
from tests.diligence.files import checked, held, snapshot
from tests.screening.lists import SHIP


def result(found, rule: str, row: int = 2):
    return next(one for one in found.flags[row] if one.rule == rule)


def test_every_rule_answers_for_every_row_in_order(tmp_path: Path) -> None:
    found = checked(tmp_path, {}, {})
    for row in (2, 3):
        assert [one.rule for one in found.flags[row]] == list(flags.RULES)
    assert {one.result for one in found.flags[2]} == {"not_fired", "not_testable"}


@pytest.mark.parametrize("rule", ["RF01", "RF03", "RF05", "RF07", "RF08", "RF16", "RF17", "RF18",
                                  "RF20"])  # fmt: skip
def test_what_no_row_can_test_says_what_it_needs(tmp_path: Path, rule: str) -> None:
    one = result(checked(tmp_path, {}), rule)
    assert one.result == "not_testable"
    assert flags.RULES[rule].data_needed[0] in one.text


@pytest.mark.parametrize(
    ("rule", "row", "outcome"),
    [
        ("RF02", {"imo": "9999999", "vessel": "SYNTHETIC"}, "fired"),
        ("RF02", {"imo": SHIP, "vessel": "SYNTHETIC"}, "not_fired"),
        ("RF06", {"transit": "SGSIN; NLRTM"}, "fired"),
        ("RF06", {"transit": "SGSIN"}, "not_fired"),
        ("RF06", {"transit": "SYNTHETICPORT"}, "not_testable"),
        ("RF06", {}, "not_testable"),
        ("RF09", {"consignee_founded": "2025-12", "ordered_on": "2026-01-05"}, "fired"),
        ("RF09", {"consignee_founded": "2019", "ordered_on": "2026-01-05"}, "not_fired"),
        ("RF09", {"consignee_founded": "2025-12"}, "not_testable"),
        ("RF10", {"port_of_discharge": "CNDAL"}, "fired"),
        ("RF10", {"port_of_discharge": "China"}, "not_fired"),
        ("RF11", {"forwarder": "synthetic  BUYER"}, "fired"),
        ("RF11", {"consignee_is_forwarder": "yes"}, "fired"),
        ("RF11", {"forwarder": "SYNTHETIC Buyer", "consignee_is_forwarder": "no"}, "not_fired"),
        ("RF11", {"forwarder": "SYNTHETIC Spedition"}, "not_testable"),
        ("RF12", {"consignee_mission_of": "KP"}, "fired"),
        ("RF12", {"consignee_mission_of": "FR"}, "not_fired"),
        ("RF12", {"consignee_changed_on": "2026-01-05", "document_deadline": "2026-01-08"},
         "fired"),
        ("RF12", {"consignee_changed_on": "2026-01-05"}, "not_testable"),
        ("RF14", {"value": "10", "currency": "EUR", "market_values": "90; 110",
                  "market_currency": "EUR", "same_terms": "yes"}, "fired"),
        ("RF14", {"value": "90", "currency": "EUR", "market_values": "90; 110",
                  "market_currency": "EUR", "same_terms": "yes"}, "not_fired"),
        ("RF14", {"value": "10", "currency": "EUR", "market_values": "90",
                  "market_currency": "USD", "same_terms": "yes"}, "not_testable"),
        ("RF15", {"pieces": "10", "gross_kg": "60000", "container": "SYNU0000009"}, "fired"),
        ("RF15", {"pieces": "10", "gross_kg": "20000", "container": "SYNU0000009"}, "not_fired"),
        ("RF15", {"pieces": "10", "gross_kg": "20000"}, "not_testable"),
    ],
)  # fmt: skip
def test_a_row_tests_the_rules_it_has_the_facts_for(tmp_path, rule, row, outcome) -> None:
    one = result(checked(tmp_path, row), rule)
    assert one.result == outcome
    assert one.evidence == (("row 2",) if one.findings else ())


def test_lengths_are_modelled_by_the_rule_where_it_knows_every_port(tmp_path: Path) -> None:
    found = checked(tmp_path, {"transit": "SGSIN"}, {"transit": "LKCMB"})
    assert "(lengths as given)" not in result(found, "RF06", 2).text
    assert "(lengths as given)" in result(found, "RF06", 3).text


def test_listed_by_number_on_the_day_fires_and_a_name_alone_does_not(tmp_path: Path) -> None:
    rows = (
        {"vessel": "SYNTHETIC ORVELIN", "imo": SHIP},
        {"consignee": "SYNTHETIC Zumbrak Trading Co., Ltd."},
        {"vessel": "SYNTHETIC ORVELIN", "imo": "9999981"},
        {},
    )
    found = checked(tmp_path, *rows, lists=[snapshot(tmp_path)])
    assert [result(found, "RF19", row).result for row in (2, 3, 4, 5)] == [
        "fired", "not_testable", "not_testable", "not_fired",
    ]  # fmt: skip
    assert "since 1 January 2020 (identifier)" in result(found, "RF19", 2).text
    assert "its number is not that of the entry" in result(found, "RF19", 4).text
    assert found.snapshots[0].sha256 in result(found, "RF19", 5).text


def test_listed_after_the_row_does_not_fire(tmp_path: Path) -> None:
    row = {"vessel": "SYNTHETIC ORVELIN", "imo": SHIP, "departed_on": "2019-02-01",
           "arrived_on": "2019-03-20"}  # fmt: skip
    assert result(checked(tmp_path, row, lists=[snapshot(tmp_path)]), "RF19").result == "not_fired"


def test_rows_of_one_bill_of_lading_are_compared_when_the_documents_differ(tmp_path) -> None:
    one = {"bill_of_lading": "SYNTHETIC-BL", "document": "invoice", "goods": "SYNTHETIC vodka"}
    other = one | {"document": "bill of lading", "consignee": "SYNTHETIC Other"}
    found = checked(tmp_path, one, other, one | {"consignee": "SYNTHETIC Third"})
    assert result(found, "RF04", 2).result == "fired"
    assert result(found, "RF04", 2).evidence == ("row 2", "row 3")
    # two lines of one paper are no two papers
    assert len(result(found, "RF04", 2).findings) == 1


def test_a_vehicle_sent_again_elsewhere_fires_on_the_later_row(tmp_path: Path) -> None:
    car = {"vin": "SYNTHETIC00000001"}
    rows = (
        car, car | {"port_of_discharge": "SGSIN", "departed_on": "2026-03-25"},
        car | {"port_of_discharge": "SGSIN", "departed_on": "2026-12-25"},
    )  # fmt: skip
    found = checked(tmp_path, *rows)
    assert [result(found, "RF13", row).result for row in (2, 3, 4)] == [
        "not_testable", "fired", "not_fired",
    ]  # fmt: skip


def test_a_container_with_other_goods_is_no_item_that_came_back(tmp_path: Path) -> None:
    box = {"container": "SYNU0000009", "goods": "SYNTHETIC vodka"}
    later = {"port_of_discharge": "SGSIN", "departed_on": "2026-03-25"}
    found = checked(tmp_path, box, box | later, box | later | {"goods": "SYNTHETIC shoes"})
    assert [result(found, "RF13", row).result for row in (3, 4)] == ["fired", "not_testable"]


def test_parameters_of_a_rule_can_be_given_and_are_printed(tmp_path: Path) -> None:
    rule = DiligenceRule(flags={"RF10": {"areas": ("Busan",)}})
    one = result(check(held(tmp_path, {}), rule=rule), "RF10")
    assert one.result == "fired"
    assert "given for this run" in one.text


def test_rules_over_all_rows_keep_every_outcome_and_count_what_is_left_out(tmp_path) -> None:
    found = checked(tmp_path, *[{"port_of_discharge": "CNDAL"}] * 5, {})
    one = next(r for r in found.rules(most=3) if r.rule == "RF10")
    assert one.result == "fired"
    assert [f.result for f in one.findings] == ["fired"] * 4 + ["not_fired"]
    assert one.findings[3].text.startswith("5 such rows or questions")
    assert one.evidence == ("row 2", "row 3", "row 4")
