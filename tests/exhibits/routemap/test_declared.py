"""Declared ways, assumed places and lines side by side on a route map."""

from __future__ import annotations

import copy

import pytest

from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import route_map
from osint_helpers.exhibits.routemap.beside import APART, aside, offsets
from osint_helpers.exhibits.routemap.spec import rows, validate
from osint_helpers.exhibits.routemap.svg import description, svg
from osint_helpers.exhibits.routemap.words import DECLARED_LEGEND, DOUBT_LEGEND
from osint_helpers.reference.line_kinds import DECLARED, LINE_WORDS


@pytest.fixture(scope="module")
def spec():
    return route_map(open_case("lexus-2023"), "C-1").spec


def test_declared_actual_and_suspected_are_three_things(spec):
    found = [(leg["leg"], leg["status"], leg["kind"] == DECLARED) for leg in spec["legs"]]
    assert found == [
        ("L1", "reported", False), ("L2", "disputed", False), ("L2 declared", "scheduled", True),
    ]  # fmt: skip
    assert "L3" in [row["leg"] for row in spec["undrawn"]]


def test_no_pin_stands_in_the_dprk_and_none_where_a_precedent_went(spec):
    places = {stop["place"] for stop in spec["stops"]}
    assert places == {"JPYOK", "BDCGP", "SGSIN"}
    assert not {row["leg"] for row in spec["undrawn"]} & {"PX1", "PX2", "PX3"}


def test_assumed_and_declared_places_say_so_in_their_names(spec):
    named = {stop["label"]: stop.get("doubt") for stop in spec["stops"]}
    assert named == {
        "Yokohama (assumed)": "assumed", "Chattogram (assumed)": "assumed", "Yokohama": None,
        "Singapore (declared)": "declared",
    }  # fmt: skip


def test_the_declared_step_comes_last_and_shows_everything(spec):
    last = spec["steps"][-1]
    assert last["label"].startswith("L2 declared")
    assert (last["stops"], last["legs"]) == (len(spec["stops"]), len(spec["legs"]))


def test_the_legend_has_the_declared_line_and_both_kinds_of_places(spec):
    texts = [entry["text"] for entry in spec["legend"]]
    assert DECLARED_LEGEND in texts
    assert set(DOUBT_LEGEND.values()) <= set(texts)
    assert "scheduled: planned, not observed" not in texts


def test_the_picture_and_its_words_say_declared(spec):
    text = svg(spec)
    assert "Singapore (declared)" in text
    assert LINE_WORDS[DECLARED] in description(spec)


def test_the_csv_calls_the_declared_way_declared(spec):
    (row,) = [row for row in rows(spec) if row[1] == "L2 declared"]
    assert row[8] == LINE_WORDS[DECLARED]


def test_the_detail_map_holds_the_declared_way_too():
    spec = route_map(open_case("lexus-2023"), "C-2", view="region").spec
    validate(spec)
    assert "L2 declared" in [leg["leg"] for leg in spec["legs"]]


def test_lines_on_one_way_stand_apart_around_it(spec):
    assert [leg.get("beside") for leg in spec["legs"]] == [-APART, None, APART]


WAY = [(0.0, float(n)) for n in range(9)]


def test_lines_that_only_meet_stay_on_their_ways():
    after = [(0.0, float(n)) for n in range(8, 12)]
    assert offsets([WAY, after]) == [0.0, 0.0]
    crossing = [(float(n), 4.0) for n in range(-4, 5)]
    assert offsets([WAY, crossing]) == [0.0, 0.0]


def test_there_and_back_are_on_different_sides_of_the_way():
    there, back = offsets([WAY, WAY[::-1]])
    assert there == back == -APART / 2  # to the left of each direction


def test_three_lines_stand_around_the_middle_one():
    assert offsets([WAY, WAY, WAY[:5]]) == [-APART, 0.0, APART]


def test_a_line_without_points_shares_nothing():
    assert offsets([[], WAY]) == [0.0, 0.0]


def test_a_line_is_moved_to_the_right_of_its_direction():
    assert aside([(0, 0), (10, 0)], 4) == [(0, 4), (10, 4)]  # y grows downwards
    assert aside([(0, 0), (10, 0)], 0) == [(0, 0), (10, 0)]
    assert aside([(1, 1), (1, 1)], 4) == [(1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda s: s["stops"][0].update(doubt="guessed"), r"stops\[0\].doubt"),
        (lambda s: s["legs"][0].update(beside=21.0), r"legs\[0\].beside"),
        (lambda s: s["legs"][0].update(beside=float("nan")), r"legs\[0\].beside"),
        (lambda s: s["legs"][0].update(beside="6"), r"legs\[0\].beside"),
        (lambda s: s["legs"][0].update(aside=1), "unknown: aside"),
    ],
)
def test_a_broken_specification_is_refused(spec, change, where):
    broken = copy.deepcopy(spec)
    change(broken)
    with pytest.raises(ExhibitError, match=where):
        validate(broken)
