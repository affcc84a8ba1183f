"""The figures of a case agree with its tables."""

from __future__ import annotations

from osint_helpers import open_case
from osint_helpers.case import strands
from osint_helpers.case.tables import STATUS
from osint_helpers.report import summary


def test_figures_are_those_of_the_tables() -> None:
    case = open_case("maybach-2018")
    made = summary(case)
    assert (made["case"], made["as_of"]) == ("maybach-2018", case.meta.as_of)
    for name in ("claims", "sources", "contradictions"):
        assert made[name] == len(getattr(case, name)) > 0
    assert sum(made["legs"].values()) == len(case.legs)
    assert list(made["legs"]) == [status for status in STATUS if status in made["legs"]]


def test_strands_are_those_of_all_claims() -> None:
    case = open_case("maybach-2018")
    counted = strands.count(case, tuple(case.claims["claim"]))
    made = summary(case)
    assert (made["strands_lower"], made["strands_upper"]) == (counted.lower, counted.upper)
    assert 0 < made["strands_lower"] <= made["strands_upper"] < made["sources"]
