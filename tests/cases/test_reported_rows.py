"""The reported rows say what the fact files say, and nothing beyond them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from osint_helpers.diligence import Consignment, check, example, read

ROWS = read(example("consignments-reported.csv")).rows
SYNTHETIC = read(example("consignments-synthetic.csv"))


@pytest.fixture(scope="module")
def claims(facts: Path) -> dict[str, dict[str, dict]]:
    import yaml

    found = {}
    for name in ("maybach-2018", "lexus-2023"):
        text = (facts / f"{name}.yaml").read_text("utf8")
        held = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  (all texts, no objects)
        found[name] = {one["id"]: one for one in held["claims"]}
    return found


def cited(row: Consignment) -> list[tuple[str, list[str]]]:
    text = row.cells["source"].partition(": ")[2]
    found = re.findall(r"([a-z]\w+)(?: \(([^)]*)\))?(?:, |$)", text)
    return [(claim, [s for s in sources.split("; ") if s]) for claim, sources in found]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_claim_and_source_a_row_cites_is_in_the_facts(row, claims) -> None:
    case = claims[row.cells["source"].partition(":")[0]]
    assert len(cited(row)) >= 2
    for claim, sources in cited(row):
        assert claim in case
        assert set(sources) <= set(case[claim]["sources"])
    for claim in re.findall(r"\((\w+_\w+)(?:, (\w+_\w+))?\)", row.cells["note"]):
        assert all(name in case for name in claim if name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_date_is_that_of_a_claim_it_cites(row, claims) -> None:
    case = claims[row.cells["source"].partition(":")[0]]
    dates = {case[claim].get(key) for claim, _ in cited(row) for key in ("date_start", "date_end")}
    for name in ("departed_on", "arrived_on", "consignee_changed_on"):
        assert row.cells.get(name, None) in dates | {None}


def test_what_is_not_published_is_empty() -> None:
    never = {"vin", "container", "imo", "mmsi", "bill_of_lading", "value", "forwarder"}
    assert [name for row in ROWS for name in never & set(row.cells)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_replies_of_the_firms_named_stand_in_the_row(row, claims) -> None:
    case = claims[row.cells["source"].partition(":")[0]]
    for claim, _ in cited(row):
        for reply in case[claim].get("responses") or []:
            assert reply in row.cells["note"]
    if row.cells.get("consignee") or row.cells.get("shipper"):
        assert "breach" in row.cells["note"] or "s_owner_denial" in row.cells["note"]


def test_both_versions_of_a_departure_are_rows() -> None:
    days = [row.cells["departed_on"] for row in ROWS if row.id.startswith("MAYBACH-L1")]
    assert days == ["2018-06-14", "2018-06-20"]


def test_what_would_have_raised_a_question_on_the_day() -> None:
    found = check(read(example("consignments-reported.csv")))
    fired = {
        (row.id, flag.rule)
        for row in found.consignments.rows
        for flag in found.flags[row.row]
        if flag.result == "fired"
    }
    assert fired == {
        ("MAYBACH-L1-14", "RF10"), ("MAYBACH-L1-20", "RF10"), ("MAYBACH-L3", "RF10"),
        ("LEXUS-L1", "RF12"), ("LEXUS-L2-REPORTED", "RF12"),
    }  # fmt: skip
    slow = [row.id for row in found.consignments.rows
            if found.lanes[row.row].outcome == "time not accounted for"]  # fmt: skip
    assert slow == ["MAYBACH-L3"]


def test_the_synthetic_rows_say_so_in_every_party_and_ship() -> None:
    assert SYNTHETIC.synthetic
    for row in SYNTHETIC.rows:
        for name in ("shipper", "consignee", "forwarder", "vessel"):
            text = row.cells.get(name, "")
            assert not text or "SYNTHETIC" in text or text == "to order"
