"""The lists a case has recorded make the rule of its figures; until then the older list. SYNTHETIC.

In the recorded lists 902 is a group of countries, which the older list does not know.
"""

from __future__ import annotations

import pytest

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.trading import trade_of
from osint_helpers.trade.areas import OLDER_LIST
from tests.exhibits.trade import conftest


def names(made):
    return {row["name"] for row in made.spec["rows"]}


def test_until_both_lists_are_recorded_the_older_one_decides_and_says_why(recorder):
    made = exhibits.trade_flows(recorder("out"), "T-1", pull="out")
    assert names(made) == {"SYNTHETIC Northland", "SYNTHETIC Southland"}
    assert (
        f"{OLDER_LIST}; today's list of reporters is not recorded, today's list of partners is not "
        "recorded. Every other code counts as a country."
    ) in " ".join(made.spec["words"])
    made = exhibits.trade_flows(recorder("who"), "T-1", pull="out")
    assert "of today; today's list of partners is not recorded. Every" in " ".join(
        made.spec["words"]
    )
    assert names(made) == {"SYNTHETIC Northland", "SYNTHETIC Southland"}


@pytest.fixture
def _unasked(monkeypatch):
    kept = tuple(one for one in conftest.PULLS if one["pull"] not in {"who", "where"})
    monkeypatch.setattr(conftest, "PULLS", kept)


@pytest.mark.usefixtures("_unasked")
def test_a_case_that_does_not_ask_for_the_lists_says_so(recorder):
    rule = trade_of(recorder("out"), ("out",)).rule
    assert (
        "list of reporters is not asked for, today's list of partners is not asked for"
        in rule.basis
    )


def test_recorded_lists_make_the_rule_and_name_their_captures(recorder):
    case = recorder("out", "who", "where")
    made = exhibits.trade_flows(case, "T-1", pull="out")
    assert names(made) == {"SYNTHETIC Northland"}
    held = trade_of(case, ("out",))
    captures = [part.meta.capture for part in held.parts]
    assert len(set(captures)) == 3
    said = " ".join(made.spec["words"])
    assert OLDER_LIST not in said
    assert "the lists of UN Comtrade recorded in this case (reporters: asked " in said
    assert all(capture in said for capture in captures)
    assert "Left out by that list: reporter 902 SYNTHETIC Southland" in said


BUILT = {
    "concentration": lambda case: exhibits.trade_concentration(case, "T-2", pull="out"),
    "suppliers": lambda case: exhibits.trade_suppliers(case, "T-3", pull="out", reporting="all"),
    "unit values": lambda case: exhibits.trade_unit_values(case, "T-4", pull="out"),
    "mirror": lambda case: exhibits.trade_mirror_gaps(case, "T-5", pulls=("out", "back")),
    "round trips": lambda case: exhibits.trade_round_trips(case, "T-6", pulls=("out", "back")),
}


@pytest.mark.parametrize("name", BUILT)
def test_every_exhibit_goes_by_the_recorded_lists_and_says_so(recorder, name):
    older = BUILT[name](recorder("out", "back", "all")).to_html()
    assert "an older list of UN Comtrade" in older
    newer = BUILT[name](recorder("who", "where")).to_html()
    assert "an older list of UN Comtrade" not in newer
    assert "recorded in this case (reporters: asked" in newer
    assert "Left out by that list: reporter 902 SYNTHETIC Southland" in newer


def test_a_list_that_is_recorded_alone_makes_no_figure(recorder):
    made = exhibits.trade_flows(recorder("who", "where"), "T-1", pull="out")
    assert not made.spec["recorded"]
    assert "licence" not in made.spec
    assert trade_of(recorder(), ("out",)).parts == ()


def test_a_list_that_came_without_entries_decides_nothing(recorder, monkeypatch):
    monkeypatch.setitem(conftest.LISTS, "Reporters", [])
    rule = trade_of(recorder("out", "who", "where"), ("out",)).rule
    assert "today's list of reporters is not complete" in rule.basis


def test_lists_of_comtrade_say_nothing_of_another_source(recorder):
    held = trade_of(recorder("who", "where"), ("europe",))
    assert held.rule.basis == OLDER_LIST


@pytest.mark.parametrize("pulls", [("out", "europe"), ("europe", "out")])
def test_two_sources_in_one_exhibit_are_refused(recorder, pulls):
    with pytest.raises(ExhibitError, match="the pulls ask comext and comtrade"):
        exhibits.trade_mirror_gaps(recorder(), "T-1", pulls=pulls)


def test_who_reported_must_be_of_the_same_source(recorder):
    with pytest.raises(ExhibitError, match="the pulls ask comext and comtrade"):
        exhibits.trade_suppliers(recorder(), "T-1", pull="europe", reporting="all")


def test_a_list_of_codes_is_no_trade(recorder):
    with pytest.raises(ExhibitError, match="asks no trade statistics"):
        exhibits.trade_flows(recorder(), "T-1", pull="who")
