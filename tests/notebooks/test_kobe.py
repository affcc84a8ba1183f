"""The notebook of the three cars from Kobe: two ways side by side, none given to a car."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers import exhibits, journey, open_case
from osint_helpers.report import check, to_html
from tests.conftest import REPO
from tests.notebooks.mutation import mutated

CASE = "kobe-mercedes-2008"
NOTEBOOK = REPO / "notebooks" / f"08-{CASE}.ipynb"


def test_a_changed_fact_is_noticed_and_the_exhibits_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = mutated(tmp_path, CASE, "readings", "r_route,K1B,to,KRPUS", "r_route,K1B,to,CNDAL")
    monkeypatch.setenv("OSINT_DATA", str(data))
    named = {line.split()[1] for line in check(NOTEBOOK)}
    assert {"C-1", "C-2", "M-2", "M-3"} <= named


def test_both_ways_are_drawn_from_one_port_to_one_port() -> None:
    spec = exhibits.route_map(open_case(CASE), "C-1", view="region").spec
    assert [stop["place"] for stop in spec["stops"]] == ["JPUKB", "KRINC", "KRPUS", "KPNAM"]
    assert {leg["leg"]: leg["between"] for leg in spec["legs"]} == {
        "K1A": [1, 2], "K1B": [1, 3], "K2A": [2, 4], "K2B": [3, 4],
    }  # fmt: skip
    assert spec["undrawn"] == []


def test_the_port_of_the_contradicted_account_is_no_stop() -> None:
    spec = exhibits.route_map(open_case(CASE), "C-1", view="region").spec
    assert "CNDAL" not in {stop["place"] for stop in spec["stops"]}


def test_both_months_and_the_span_stand_in_both_ways() -> None:
    for leg in journey.legs(open_case(CASE))[:2]:
        cell = leg.cell("departed")
        assert cell.disputed
        assert [v.text for v in cell.sound] == [
            "September 2008", "December 2008", "September to December 2008",
        ]  # fmt: skip


def test_no_day_of_arrival_is_printed() -> None:
    for leg in journey.legs(open_case(CASE)):
        assert leg.cell("arrived").intervals() == ()


def test_the_total_ban_that_came_later_is_not_among_the_measures() -> None:
    held = journey.law_timeline(open_case(CASE))
    named = set(held["measure"])
    assert "JP-FEFA-LUXURY-2006" in named
    assert "JP-TOTAL-EXPORT-BAN" not in named


def test_a_reader_learns_what_is_stated_and_what_is_believed() -> None:
    page = to_html(NOTEBOOK)
    assert "Two ways for three cars." in page
    assert "that they are believed to have been sent there" in page
    assert "An arrest is not a verdict." in page
