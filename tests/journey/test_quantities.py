from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.journey import part_exceeds_whole
from osint_helpers.journey.quantities import figure_rows, stated_days
from tests.case.builder import edit

counts = st.integers(0, 10**9)


@given(counts, counts)
def test_a_part_is_never_greater_than_its_whole(a, b):
    assert part_exceeds_whole(a, b) is (a > b)
    assert not part_exceeds_whole(a, a + b)


@pytest.mark.parametrize("bad", [-1, math.nan])
def test_a_count_is_not_negative(bad):
    with pytest.raises(ValueError, match="part"):
        part_exceeds_whole(bad, 1)
    with pytest.raises(ValueError, match="whole"):
        part_exceeds_whole(1, bad)


def test_figures_of_the_facts(facts):
    data = yaml.safe_load((facts / "maybach-2018.yaml").read_text(encoding="utf-8"))
    value = {c["id"]: c["value"] for c in data["claims"] if c["id"].startswith("ag_")}
    lexus, japanese, every = (int(value[c]) for c in ("ag_537lexus", "ag_256", "ag_803"))
    assert part_exceeds_whole(lexus, japanese)
    assert not part_exceeds_whole(japanese, every)
    assert not part_exceeds_whole(int(value["ag_537uaz"]) + japanese, every)


@pytest.mark.parametrize(
    ("row", "days"),
    [
        ({"value": "41 days"}, (41, 41)),
        ({"value": "1 day"}, (1, 1)),
        ({"value": "41 to 43 days"}, (41, 43)),
        ({"value": "41\u201343 days"}, (41, 43)),
        ({"value": "43 to 41 days"}, None),
        ({"value": "about 41 days"}, None),
        ({"value": "41 / 47 days"}, None),
        ({"value": "six weeks"}, None),
        ({"value": "x", "number": 13.0, "unit": "day"}, (13, 13)),
        ({"value": "x", "number": 13.5, "unit": "days"}, None),
        ({"value": "x", "number": 13.0, "unit": "USD"}, None),
        ({"value": "7 days", "number": math.nan, "unit": ""}, (7, 7)),
    ],
)
def test_stated_days(row, days):
    assert stated_days(row) == days


def test_le_checks_are_tests_of_part_and_whole(build):
    le = {"check": "k_le", "kind": "le", "statement": "s", "claims": "c_arr", "expect": "fails",
          "inputs": '{"left": 537, "right": 256}'}  # fmt: skip
    (row,) = figure_rows(build(checks=lambda rows: [*rows, le]))
    assert (row.result, row.outcome, row.claims) == ("537 > 256", "impossible", ("c_arr",))


@pytest.mark.parametrize("inputs", ['{"left": -1, "right": 2}', '{"left": -3, "right": -2}'])
def test_le_checks_of_numbers_that_are_no_counts_give_no_row(build, inputs):
    le = {"check": "k_le", "kind": "le", "statement": "s", "claims": "c_arr", "expect": "holds",
          "inputs": inputs}  # fmt: skip
    assert figure_rows(build(checks=lambda rows: [*rows, le])) == []


def test_a_count_beyond_floats_is_compared_exactly(build):
    le = {"check": "k_le", "kind": "le", "statement": "s", "claims": "c_arr", "expect": "holds",
          "inputs": f'{{"left": {10**400}, "right": {10**400 + 1}}}'}  # fmt: skip
    (row,) = figure_rows(build(checks=lambda rows: [*rows, le]))
    assert row.outcome == "possible"


def test_contradicting_counts_under_two_predicates_are_tested(build):
    case = build(
        claims=lambda rows: edit(
            edit(rows, "c_dep_14", value="12", predicate="crates"), "c_dep_20", value="5",
            predicate="all_crates",
        ),
        resolutions=[],
    )  # fmt: skip
    (row,) = figure_rows(case)
    assert row.result == "12 > 5"


def test_two_versions_of_one_figure_are_no_part_and_whole(build):
    case = build(
        claims=lambda rows: edit(edit(rows, "c_dep_14", value="12"), "c_dep_20", value="5")
    )
    assert figure_rows(case) == []


def test_known_wrong_figures_are_not_tested(build):
    case = build(claims=lambda rows: edit(edit(rows, "d_arrived", value="12"), "c_eta2", value="5"))
    assert figure_rows(case) == []


def test_real_537_exceeds_256(maybach):
    (row,) = figure_rows(maybach)
    assert row.claims == ("ag_256", "ag_537lexus")
    assert row.result == "537 > 256"


def _held_against(build, unit):
    """Return the row of a check of 81 against 28 whose claim has this unit."""
    check = {"check": "k_le", "kind": "le", "statement": "81 fit 28", "claims": "c_model",
             "inputs": '{"left":81,"right":28}', "expect": "fails"}  # fmt: skip
    case = build(
        checks=[check], claims=lambda rows: edit(rows, "c_model", number="81", unit=unit)
    )  # fmt: skip
    return next(row for row in figure_rows(case) if row.claims == ("c_model",))


def test_an_amount_with_a_unit_is_held_against_a_limit_and_is_no_part(build):
    row = _held_against(build, "t")
    assert (row.test, row.outcome) == ("amount and limit", "impossible")
    assert row.finding == "81 fit 28: 81 is over 28"


def test_bare_counts_are_part_and_whole(build):
    assert _held_against(build, "").test == "part and whole"
