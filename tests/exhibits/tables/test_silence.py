"""A gap day by day: every day of the span stands in one row, and nothing is said of why."""

from __future__ import annotations

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from tests.conftest import REPO


def opened(name: str):
    return open_case(REPO / "data" / "cases" / name)


def texts(exhibit: exhibits.Exhibit) -> list[list[str]]:
    return [
        [one if isinstance(one, str) else one["text"] for one in row]
        for row in exhibit.spec["rows"]
    ]


def test_days_are_counted_from_the_last_day_of_reception() -> None:
    rows = texts(exhibits.silence(opened("maybach-2018"), "C-9", without=["L5", "L7", "vessel"]))
    assert rows[0][:2] == ["1 October 2018", "day 0"]
    ends = [row for row in rows if row[2].startswith("Received again")]
    assert [row[:2] for row in ends] == [["19 October 2018", "day 18"]]


def test_stretches_without_a_dated_statement_are_counted() -> None:
    rows = texts(exhibits.silence(opened("wise-honest-2018"), "C-2"))
    assert [row[:3] for row in rows if "without a dated" in row[2]] == [
        ["5 August 2017 to 10 March 2018", "days 1 to 218", "218 days without a dated statement"],
        ["12\N{EN DASH}13 March 2018", "days 220 to 221", "2 days without a dated statement"],
        ["15 March to 1 April 2018", "days 223 to 240", "18 days without a dated statement"],
    ]


def test_a_statement_of_a_month_has_no_day() -> None:
    rows = texts(exhibits.silence(opened("wise-honest-2018"), "C-2"))
    days = {row[2].split(":")[0]: row[1] for row in rows if "no day" in row[1]}
    assert days["Cargo"] == "within the span, no day"
    assert days["Back-haul"] == "partly in the span, no day"


def test_the_end_says_that_it_is_no_reception_where_it_is_none() -> None:
    rows = texts(exhibits.silence(opened("wise-honest-2018"), "C-2"))
    (end,) = [row for row in rows if row[1] == "day 241 (about)"]
    assert end[2].startswith("The span is counted to this event; no later reception is published.")


def test_topics_can_be_left_out() -> None:
    case = opened("wise-honest-2018")
    found = {row[2] for row in texts(exhibits.silence(case, "C-2"))}
    fewer = {row[2] for row in texts(exhibits.silence(case, "C-2", without=["case"]))}
    assert {one.split(":")[0] for one in found - fewer} == {"Captain"}


def test_a_case_without_one_such_gap_is_refused() -> None:
    with pytest.raises(ExhibitError, match="0 gaps"):
        exhibits.silence(opened("wise-honest-2018"), "C-2", subject="nobody")


def test_a_gap_of_months_has_no_days_to_count() -> None:
    with pytest.raises(ExhibitError, match="0 gaps with a day at both ends"):
        exhibits.silence(opened("courageous-2019"), "C-2")
