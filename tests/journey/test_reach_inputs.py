"""Inputs of a reach and of the sea that are none: typed errors, not those of Python."""

from __future__ import annotations

import pytest

from osint_helpers import journey, reference
from osint_helpers.errors import JourneyError, ReferenceDataError

HERE, THERE = journey.End(54.5, 10.3), journey.End(55.0, 14.9)


@pytest.mark.parametrize(
    "given",
    [{"hours": None}, {"hours": "x"}, {"hours": (1, 2, 3)}, {"speeds_kn": "x"}, {"by_h": "x"},
     {"dwell_h": None}, {"ports": "DKCPH"}, {"ports": 3}, {"ports": [None]}],
)  # fmt: skip
def test_an_input_that_is_none_is_a_typed_error(given):
    with pytest.raises(JourneyError):
        journey.reach(HERE, THERE, **({"hours": 30, "speeds_kn": (6, 12)} | given))


@pytest.mark.parametrize("values", [("a", 1.0), (None, None), (1.0, 2.0, "x"), (True, 2.0)])
def test_an_end_is_made_of_numbers(values):
    with pytest.raises(JourneyError, match="is no number"):
        journey.End(*values)


def test_an_end_is_an_end():
    with pytest.raises(JourneyError, match="is no end"):
        journey.reach((54.5, 10.3), THERE, hours=30, speeds_kn=6)


def test_a_code_in_small_letters_is_told_its_own():
    with pytest.raises(JourneyError, match="did you mean DKCPH"):
        journey.reach(HERE, THERE, hours=30, speeds_kn=6, ports=["dkcph"])


@pytest.mark.parametrize("speeds", [[], 5, None, "6", ["x"]])
def test_speeds_that_are_none_are_typed_errors(speeds):
    found = journey.reach(HERE, THERE, hours=30, speeds_kn=6, ports=["DKCPH"])
    with pytest.raises(JourneyError):
        found.answers(speeds)


@pytest.mark.parametrize("closed", [None, 3, [None], [3, "x"], "suez", ("Suez",)])
def test_closed_passages_that_are_none_are_typed_errors(closed):
    with pytest.raises(ReferenceDataError):
        reference.sea.route((54.5, 10.3), (55.0, 14.9), closed=closed)


def test_the_sea_is_found_by_completion():
    assert "sea" in dir(reference)
