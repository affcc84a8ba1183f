from __future__ import annotations

from datetime import date

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.journey.days import begun, ended, hull
from osint_helpers.journey.legs import legs
from tests.case.builder import edit

DAY = DateInterval.of_text


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (["2018-06-14"], ("2018-06-14", "2018-06-14")),
        (["2018-06-20", "2018-06-14"], ("2018-06-14", "2018-06-20")),
        (["2018-06", "2018-05-20"], ("2018-05-20", "2018-06-30")),
        (["2018", "2018-03"], ("2018-01-01", "2018-12-31")),
    ],
)
def test_a_hull_runs_from_the_first_to_the_last_day(dates, span):
    found = hull(map(DAY, dates))
    assert (found.earliest, found.latest) == tuple(map(date.fromisoformat, span))


def test_a_hull_keeps_soft_edges_and_an_open_beginning():
    soft = DateInterval.parse("2018-06-01", "", "approx")
    assert hull([soft, DAY("2018-07-01")]).precision == "approx"
    until = DateInterval.parse("", "2018-06-01", "day")
    assert hull([until, DAY("2018-05-01")]).earliest is None
    assert hull([until, DAY("2018-05-01")]).latest == date(2018, 6, 1)


def test_two_time_bases_get_the_slack_of_utc():
    local = DateInterval.of_day(date(2018, 6, 1), "local port time")
    assert hull([local, DAY("2018-06-02")]).time_basis == "UTC"
    assert hull([local, local]) is local


def test_a_leg_begins_on_its_departures_before_anything_else(synthetic):
    first, second = legs(synthetic)
    found = begun(first)
    assert (found.predicate, found.disputed) == ("departed", True)
    assert found.when.text() == "14\u201320 March 2001"
    assert found.claims == ("c_dep_14", "c_dep_20")
    assert ended(second).predicate == "scheduled_arrival"


def test_a_gate_in_begins_a_leg_by_sea_alone(build):
    def without(rows):
        return [row for row in rows if row["claim"] not in {"c_dep_14", "c_dep_20"}]

    changed = {
        "claims": lambda rows: [{**row, "predicate": "note", "subject": "crate", "topic": "item"}
                                if row["claim"] in {"c_dep_14", "c_dep_20"} else row
                                for row in rows],
        "readings": without, "resolutions": [],
    }  # fmt: skip
    assert begun(legs(build(**changed))[0]).predicate == "gate_in"
    road = build(**changed, legs=lambda rows: edit(rows, "leg-1", mode="road"))
    assert begun(legs(road)[0]).when == DateInterval.none()
