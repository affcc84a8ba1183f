"""Ends that are assumed, ways that papers declare, and movements of other items."""

from __future__ import annotations

import pytest

from osint_helpers import journey
from osint_helpers.case import Case, open_case
from osint_helpers.journey.declared import declared
from osint_helpers.journey.ways import ways
from tests.case.builder import edit, write_case
from tests.conftest import REPO


@pytest.fixture(scope="module")
def lexus() -> Case:
    return open_case(REPO / "data" / "cases" / "lexus-2023")


@pytest.fixture
def build(tmp_path):
    return lambda **overrides: open_case(write_case(tmp_path / "changed-case", **overrides))


def shown(case: Case):
    return ways(journey.legs(case), journey.stops(case), journey.gaps(case))


def unnamed(rows):
    """Let no claim name Port B as the end of leg-1."""
    return [{**r, "value": "a port not named"} if r["claim"] == "c_arr" else r for r in rows]


def test_a_leg_kept_apart_is_no_part_of_the_journey(build):
    case = build(legs=lambda rows: edit(rows, "leg-2", apart="item"))
    assert [leg.id for leg in journey.legs(case)] == ["leg-1"]
    assert [leg.id for leg in journey.legs(case, apart=True)] == ["leg-1", "leg-2"]
    assert {leg for stop in journey.stops(case) for leg in stop.legs} == {"leg-1"}
    assert journey.summary(case)["legs"] == 1
    assert set(journey.law_timeline(case)["leg"]) == {"leg-1"}


def test_a_leg_kept_apart_is_never_drawn_by_an_export_either(build):
    case = build(legs=lambda rows: edit(rows, "leg-2", apart="item"))
    every = ways(journey.legs(case, apart=True), journey.stops(case), [])
    assert [(way.leg.id, way.why) for way in every if way.why] == [
        ("leg-2", "the movement of another item, kept apart from this journey")
    ]


def test_an_assumed_end_is_a_stop_that_says_so_and_is_inferred_at_most(build):
    def legs(rows):
        rows = edit(rows, "leg-1", assumed_to="ZZBBB")
        return edit(rows, "leg-2", status="not_drawn")

    first, second = journey.stops(build(readings=unnamed, legs=legs))
    assert (first.place, first.assumed, first.status) == ("ZZAAA", False, "documented")
    assert (second.place, second.assumed, second.status) == ("ZZBBB", True, "inferred")
    assert second.note.startswith("assumed: no source names the place")


def test_a_place_that_a_claim_names_for_the_next_leg_is_not_called_assumed(build):
    case = build(readings=unnamed, legs=lambda rows: edit(rows, "leg-1", assumed_to="ZZBBB"))
    assert [(stop.place, stop.assumed) for stop in journey.stops(case)][:2] == [
        ("ZZAAA", False), ("ZZBBB", False),
    ]  # fmt: skip


def test_without_an_assumed_end_nothing_is_drawn(build):
    (way, _) = shown(build(readings=unnamed))
    assert way.why == "its end, “a port not named”, has no published point"


def test_the_line_to_an_assumed_end_says_so(lexus):
    notes = {way.leg.id: way.note for way in shown(lexus) if way.parts}
    assert notes["L1"].endswith("start and end assumed, no source names the port")
    assert notes["L2"].endswith("; end assumed, no source names the port")


def test_an_assumed_end_fills_no_cell(lexus):
    legs = {leg.id: leg for leg in journey.legs(lexus)}
    assert legs["L1"].cell("from").text == "Japan (port not named for this sailing)"
    assert legs["L2"].cell("to").text == "Bangladesh (port not named)"


def test_the_declared_way_runs_beside_the_leg_and_ends_at_no_stop(lexus):
    (way,) = declared(lexus, shown(lexus))
    assert (way.leg.id, way.start.name, way.end.name) == ("L2", "Yokohama", "Singapore")
    assert (way.start.n, way.end.n) == (3, 0)
    assert set(way.claims) == {"l2_decl_sg", "l2_export_aug"}


def test_a_declaration_that_agrees_is_no_second_way(build):
    case = build(
        legs=lambda rows: edit(rows, "leg-2", status="reported"),
        readings=lambda rows: [r for r in rows if r["claim"] not in ("c_ais_last", "c_ais_next")],
        claims=lambda rows: edit(
            edit(rows, "c_ais_last", predicate="stated"), "c_ais_next", predicate="stated"
        ),
    )
    assert declared(case, shown(case)) == []


def test_where_the_leg_itself_has_no_line_the_declared_way_has_none():
    maybach = open_case(REPO / "data" / "cases" / "maybach-2018")
    assert declared(maybach, shown(maybach)) == []


def test_bangladesh_and_singapore_are_asked_for_the_days_of_departure(lexus):
    frame = journey.law_timeline(lexus)
    asked = {
        (row.leg, row.role, row.country, row.when)
        for row in frame.itertuples()
        if row.role in ("bound for", "declared destination")
    }
    assert asked == {
        ("L1", "bound for", "BD", "July 2023 (year inferred)"),
        ("L2", "bound for", "BD", "August 2023 (year inferred)"),
        ("L2", "declared destination", "SG", "August 2023 (year inferred)"),
    }
    assert set(frame[frame["role"] == "bound for"]["dated_by"]) == {("departed",)}


def test_a_destination_described_in_words_is_still_not_asked(lexus):
    frame = journey.law_timeline(lexus)
    suspected = frame[frame["leg"] == "L3"]
    assert set(suspected["standing"]) == {"not asked"}
