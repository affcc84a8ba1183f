"""The notebook of the vodka at Rotterdam: five accounts, three degrees, one weight."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers import exhibits, journey, open_case
from osint_helpers.report import check, to_html
from tests.conftest import REPO
from tests.notebooks.mutation import mutated

CASE = "vodka-rotterdam-2019"
NOTEBOOK = REPO / "notebooks" / f"12-{CASE}.ipynb"


def test_a_changed_number_of_bottles_is_noticed_in_the_weight_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = 'rf15_half_litre,RF15,Load,"{""containers"":1,""goods"":""bottles"",""pieces"":90000}"'
    data = mutated(tmp_path, CASE, "red_flags", old, old.replace("90000", "9000"))
    monkeypatch.setenv("OSINT_DATA", str(data))
    named = {line.split()[1] for line in check(NOTEBOOK)}
    assert {"F-2", "F-3"} <= named


def test_only_the_way_from_hamburg_is_drawn() -> None:
    spec = exhibits.route_map(open_case(CASE), "C-1", view="region").spec
    assert [leg["leg"] for leg in spec["legs"]] == ["V2"]
    assert [row["leg"] for row in spec["undrawn"]] == ["V1", "V3", "V4"]
    assert [stop["place"] for stop in spec["stops"]] == ["DEHAM", "NLRTM"]


def test_five_accounts_and_three_degrees_stand_beside_each_other() -> None:
    case = open_case(CASE)
    accounts = exhibits.records(case, "D-2", topic="trigger").spec["row_ids"]
    assert [ref[1] for ref in accounts] == [
        "g_computer", "g_tip", "g_anon", "g_sources", "g_history",
    ]  # fmt: skip
    degrees = journey.readings(case)
    of_destination = degrees[degrees["predicate"] == "suspected_destination"]
    assert list(of_destination["value"]) == ["possible", "90 %", "certain"]


def test_the_red_flag_is_about_the_figures_and_another_count_explains_it() -> None:
    (result,) = [one for one in journey.red_flags(open_case(CASE)) if one.rule == "RF15"]
    by_claim = {one.evidence[0]: one for one in result.findings}
    assert by_claim["x_mass"].result == "fired"
    assert "which says nothing on why" in by_claim["x_mass"].text
    assert by_claim["it_atleast"].result == "not_fired"


def test_a_declared_destination_is_no_destination() -> None:
    legs = {leg.id: leg for leg in journey.legs(open_case(CASE))}
    assert legs["V3"].cell("to").text == "not published"
    assert [v.value for v in legs["V3"].cell("declared_to").sound] == ["CN"]


def test_a_reader_learns_what_is_assumed_and_what_does_not_follow() -> None:
    page = to_html(NOTEBOOK)
    assert "Both are figures of this project, not of a source." in page
    assert "A place in the stow is not an intention." in page
    assert "No claim of this case names a record that shows a destination in North Korea." in page
