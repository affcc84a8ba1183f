from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import CaseError
from osint_helpers.journey import evaluate
from osint_helpers.journey.rules import figure, rounded

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("kind", "inputs", "holds", "computed"),
    [
        ("add_days", {"start": "2001-02-28", "days": 1, "equals": "2001-03-01"}, True,
         "1 March 2001"),
        ("add_days", {"start": "2001-02-28", "days": 2, "equals": "2001-03-01"}, False,
         "2 March 2001"),
        ("days_between", {"start": "2001-01-01", "end": "2001-01-19", "inclusive": False,
          "equals": 18},
         True, "18 days"),
        ("days_between", {"start": "2001-01-01", "end": "2001-01-19", "inclusive": True,
          "equals": 18},
         False, "19 days"),
        ("weekday", {"date": "2001-01-01", "equals": "Monday"}, True, "Monday"),
        ("weekday", {"date": "2001-01-07", "equals": "Monday"}, False, "Sunday"),
        ("date_before", {"left": "2001-01-01", "right": "2001-01-02"}, True,
         "1 January 2001 is before 2 January 2001"),
        ("date_before", {"left": "2001-01-02", "right": "2001-01-02"}, False,
         "2 January 2001 is on 2 January 2001"),
        ("date_within", {"date": "2001-01-02", "start": "2001-01-02", "end": "2001-01-02"}, True,
         "2 January 2001 is within 2 January 2001 to 2 January 2001"),
        ("date_within", {"date": "2001-01-03", "start": "2001-01-01", "end": "2001-01-02"}, False,
         "3 January 2001 is after 1 January 2001 to 2 January 2001"),
        ("sum", {"parts": [145, 66, 43, 2], "total": 256}, True, "256"),
        ("sum", {"parts": [0.1, 0.2], "total": 0.3}, True, "0.3"),
        ("sum", {"parts": [1, 2], "total": 4}, False, "3"),
        ("product", {"factors": [3000, 30], "equals": 90000}, True, "90,000"),
        ("product", {"factors": [2, 3], "equals": 5}, False, "6"),
        ("le", {"left": 256, "right": 256}, True, "256 ≤ 256"),
        ("le", {"left": 537, "right": 256}, False, "537 > 256"),
        ("equal", {"left": 3, "right": 3.0}, True, "3 = 3"),
        ("equal", {"left": 3, "right": 4}, False, "3 ≠ 4"),
        ("number_within", {"number": 5, "low": 5, "high": 5}, True, "5 is within 5 to 5"),
        ("number_within", {"number": 6, "low": 4, "high": 5}, False, "6 is above 4 to 5"),
        ("number_within", {"number": 3, "low": 4, "high": 5}, False, "3 is below 4 to 5"),
        ("ratio", {"numerator": 1, "denominator": 8, "digits": 2, "equals": 0.13}, True, "0.13"),
        ("ratio", {"numerator": 1, "denominator": 8, "digits": 2, "equals": 0.12}, False, "0.13"),
        ("speed_kn", {"nm": 240, "days": 1, "equals": 10}, True, "10 kn"),
        ("speed_kn", {"nm": 240, "days": 1, "equals": 9.9}, False, "10 kn"),
        ("count", {"items": ["a", "b", "a"], "equals": 2}, True, "2"),
        ("count", {"items": ["a", "b"], "equals": 3}, False, "2"),
        ("near_power_of_ten", {"left": 1000, "right": 101, "power": 1, "tolerance": 0.01}, True,
         "9.901, 0.99 % off 10^1"),
        ("near_power_of_ten", {"left": 1000, "right": 102, "power": 1, "tolerance": 0.01}, False,
         "9.8039, 1.96 % off 10^1"),
    ],
)  # fmt: skip
def test_kind(kind, inputs, holds, computed):
    assert evaluate(kind, inputs) == (holds, computed)


def test_imo_check_digit_of_the_facts(facts):
    import yaml

    data = yaml.safe_load((facts / "courageous-2019.yaml").read_text(encoding="utf-8"))
    found = {c["id"]: c for c in data["checks"] if c["kind"] == "imo"}
    assert evaluate("imo", {"number": found["k_imo1"]["number"]}).holds
    swapped = evaluate("imo", {"number": found["k_imo3"]["number"]})
    assert not swapped.holds
    assert swapped.computed


@pytest.mark.parametrize(
    ("kind", "inputs", "key"),
    [
        ("add_days", {"start": "9999-12-31", "days": 1, "equals": "9999-12-31"}, "days"),
        ("add_days", {"start": "2001-01-01", "days": 10**9, "equals": "2001-01-01"}, "days"),
        ("weekday", {"date": "2001-01-01", "equals": "monday"}, "equals"),
        ("date_within", {"date": "2001-01-01", "start": "2001-01-02", "end": "2001-01-01"}, "end"),
        ("sum", {"parts": [], "total": 0}, "parts"),
        ("sum", {"parts": [1, "2"], "total": 3}, "parts"),
        ("le", {"left": True, "right": 2}, "left"),
        ("le", {"left": float("nan"), "right": 2}, "left"),
        ("le", {"left": float("inf"), "right": 2}, "left"),
        ("number_within", {"number": 1, "low": 3, "high": 2}, "high"),
        ("ratio", {"numerator": 1, "denominator": 0, "digits": 1, "equals": 1}, "denominator"),
        ("ratio", {"numerator": 1, "denominator": 1, "digits": 99, "equals": 1}, "digits"),
        ("speed_kn", {"nm": 1, "days": 0, "equals": 1}, "days"),
        ("speed_kn", {"nm": -1, "days": 1, "equals": 1}, "nm"),
        ("count", {"items": ["a", 1], "equals": 2}, "items"),
        ("near_power_of_ten", {"left": 1, "right": 0, "power": 1, "tolerance": 0.1}, "right"),
        ("near_power_of_ten", {"left": 1, "right": 1, "power": 10**9, "tolerance": 0.1}, "power"),
        ("near_power_of_ten", {"left": 1, "right": 1, "power": 1, "tolerance": -1}, "tolerance"),
        ("imo", {"number": 8617524}, "number"),
    ],
)
def test_inputs_of_the_wrong_form_are_refused_by_key(kind, inputs, key):
    with pytest.raises(CaseError) as caught:
        evaluate(kind, inputs)
    assert f": {key} is" in str(caught.value)


@given(days, st.integers(-5000, 5000))
def test_add_days_and_days_between_agree(start, number):
    end = start + timedelta(days=number)
    assert evaluate(
        "add_days", {"start": start.isoformat(), "days": number, "equals": end.isoformat()}
    ).holds
    between = {"start": start.isoformat(), "end": end.isoformat(), "inclusive": False}
    assert evaluate("days_between", between | {"equals": number}).holds
    assert not evaluate("days_between", between | {"equals": number + 1}).holds


@given(days)
def test_weekday_is_that_of_the_calendar(day):
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    assert evaluate("weekday", {"date": day.isoformat(), "equals": names[day.weekday()]}).holds


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=8))
def test_sums_of_printed_decimals_are_exact(parts):
    total = float(sum(parts))
    assert evaluate("sum", {"parts": [float(p) for p in parts], "total": total}).holds


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_is_to_the_nearest(value, digits):
    assert abs(rounded(value, digits) - value) <= Fraction(1, 2 * 10**digits)


def test_halves_are_rounded_away_from_zero():
    assert rounded(Fraction("2.5"), 0) == 3
    assert rounded(Fraction("-2.5"), 0) == -3
    assert rounded(Fraction("0.125"), 2) == Fraction("0.13")


def test_figures_in_print():
    assert figure(Fraction(90000)) == "90,000"
    assert figure(Fraction(1, 3), 2) == "0.33"
    assert figure(Fraction("11.20"), 1) == "11.2"


def test_the_tolerance_itself_is_within():
    inputs = {"left": 105, "right": 10, "power": 1, "tolerance": 0.05}
    assert evaluate("near_power_of_ten", inputs).holds
