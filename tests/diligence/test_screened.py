"""Screening of rows: the day of the row, each distinct question once, no list given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from osint_helpers.diligence import check
from tests.diligence.files import checked, snapshot
from tests.screening.lists import SHIP


def results(found, row: int = 2) -> dict[str, str]:
    return {one.role: one.result for one in found.asked[row]}


def test_every_party_ship_and_number_is_asked(tmp_path: Path) -> None:
    row = {
        "notify": "SYNTHETIC Agent", "forwarder": "SYNTHETIC Spedition", "vessel": "SYNTHETIC",
        "imo": SHIP, "container": "SYNU0000009; SYNU0000014", "vin": "1M8GDM9AXKP042788",
    }  # fmt: skip
    found = checked(tmp_path, row, lists=[snapshot(tmp_path)])
    assert [one.role for one in found.asked[2]] == [
        "shipper", "consignee", "notify", "forwarder", "vessel", "container", "container", "vin",
    ]  # fmt: skip
    assert results(found)["vessel"] == "candidates"


def test_the_list_is_asked_as_of_the_day_of_the_row(tmp_path: Path) -> None:
    late = {"consignee": "SYNTHETIC Kumzu Trading Company Ltd"}
    rows = [late | {"departed_on": day} for day in ("2026-02-14", "2026-02-16")]
    found = checked(tmp_path, *rows, lists=[snapshot(tmp_path, "2026-03-01")])
    assert [results(found, row)["consignee"] for row in (2, 3)] == ["not found", "candidates"]
    asked = check(found.consignments, found.snapshots, as_of=date(2026, 2, 20))
    assert results(asked, 2)["consignee"] == "candidates"
    assert asked.asked[2][0].day_from == "as_of"


def test_a_month_is_asked_for_its_last_day(tmp_path: Path) -> None:
    found = checked(tmp_path, {"departed_on": "2026-02"}, lists=[snapshot(tmp_path)])
    assert {one.day for one in found.asked[2]} == {date(2026, 2, 28)}


def test_the_order_then_the_arrival_stand_in_for_a_missing_departure(tmp_path: Path) -> None:
    rows = ({"departed_on": ""}, {"departed_on": "", "ordered_on": "2026-01-05"})
    found = checked(tmp_path, *rows, lists=[snapshot(tmp_path)])
    assert [found.asked[row][0].day_from for row in (2, 3)] == ["arrived_on", "ordered_on"]


def test_a_row_without_any_date_is_not_asked_and_says_so(tmp_path: Path) -> None:
    row = {"departed_on": "", "arrived_on": ""}
    found = checked(tmp_path, row, lists=[snapshot(tmp_path)])
    assert results(found) == {"shipper": "not asked", "consignee": "not asked"}
    assert found.counts["questions: not asked"] == 2


def test_without_a_list_the_rest_is_still_checked(tmp_path: Path) -> None:
    found = checked(tmp_path, {})
    assert set(results(found).values()) == {"no list given"}
    assert found.counts["questions: no list given"] == 2
    assert len(found.law) > 5
    assert len(found.flags[2]) == 20
    assert found.lanes[2].outcome == "possible"


def test_a_list_that_answers_for_no_day_is_no_negative(tmp_path: Path) -> None:
    from osint_helpers.screening import read_list  # fmt: skip
    from tests.screening.lists import entity, ftm

    undated = read_list(ftm(tmp_path, "l.json", entity("S-1", "SYNTHETIC A")),
                        list_date="2027-01-01")  # fmt: skip
    assert results(checked(tmp_path, {}, lists=[undated]))["consignee"] == "no list for this date"


def test_one_question_of_a_day_is_put_once(tmp_path: Path) -> None:
    found = checked(tmp_path, {}, {}, {"departed_on": "2026-02-02"}, lists=[snapshot(tmp_path)])
    assert found.asked[2][0].record is found.asked[3][0].record
    assert found.asked[2][0].record is not found.asked[4][0].record
    assert found.counts["questions to lists"] == 6
    assert found.counts["distinct questions"] == len(found.screenings) == 4


def test_what_cannot_be_compared_is_not_asked_with_the_reason(tmp_path: Path) -> None:
    row = {"vin": "SYNTHETIC00000001"}
    found = checked(tmp_path, row, lists=[snapshot(tmp_path)])
    (vin,) = [one for one in found.asked[2] if one.role == "vin"]
    assert vin.result == "not asked"
    assert "can be compared" in vin.problem
