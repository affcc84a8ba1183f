"""Which codes are groups or no country, and whose list says so. Entries of lists are SYNTHETIC."""

from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers import trade
from osint_helpers.collect.columns import frame
from osint_helpers.collect.shipping.comtrade.references import REFERENCE
from osint_helpers.errors import TradeError
from osint_helpers.trade import areas


def listed(*entries):
    rows = [{"code": code, "text": text, "is_group": group} for code, text, group in entries]
    return frame(rows, REFERENCE)


REPORTERS = listed(("901", "SYNTHETIC Northland", False), ("95", "SYNTHETIC union", True),
                   ("94", "SYNTHETIC Asia, nes", False))  # fmt: skip
PARTNERS = listed(
    ("0", "World", True), ("901", "SYNTHETIC Northland", False), ("96", "SYNTHETIC bloc", True),
    ("94", "SYNTHETIC Asia, nes", False), ("93", "Bunkers", False),
    ("92", "SYNTHETIC places n.e.s.", None), ("91", "SYNTHETIC Nestor", False),
)  # fmt: skip


def test_the_default_names_the_copy_it_was_read_from_and_that_it_is_older():
    rule = trade.FlowRule()
    assert rule.basis == areas.OLDER_LIST
    for words in (
        "older list", "UK-BIS-Analysis/trademap", "data/partnerAreas.json",
        "51bc399c153d5e9dc0c32e23a12509e6505ec406", "not the publisher's list of today",
    ):  # fmt: skip
        assert words in rule.basis
    assert not rule.reporters | rule.partners


def test_a_former_country_and_a_territory_are_places_and_all_that_is_named_nes_is_none():
    rule = trade.FlowRule()
    assert not {"836", "849", "536", "408", "0"} & (rule.unspecified | rule.groups)
    assert {"490", "129", "899", "837", "838", "839", "6000"} <= rule.unspecified
    assert {"97", "711", "991", "4010"} <= rule.groups == rule.partner_groups
    assert not rule.groups & rule.unspecified


def test_every_unspecified_code_of_the_default_is_so_by_its_name_and_no_group_is():
    assert all(areas.is_nowhere(name) for name in areas.OLDER_UNSPECIFIED.values())
    assert not any(areas.is_nowhere(name) for name in areas.OLDER_GROUPS.values())


def test_two_lists_make_the_rule_each_for_its_own_side():
    rule = trade.FlowRule.of_lists(REPORTERS, PARTNERS, basis="SYNTHETIC lists")
    assert rule.groups == {"95"}
    assert rule.partner_groups == {"0", "96"}
    assert rule.unspecified == {"94", "93", "92"}
    assert rule.reporters == {"901", "95", "94"}
    assert rule.partners == {"0", "901", "96", "94", "93", "92", "91"}
    assert rule.flows == ("X", "M", "RX", "RM")
    assert rule.basis == (
        "SYNTHETIC lists; of their entries 1 without a word on groups count as none"
    )


def test_lists_that_say_of_every_entry_what_it_is_add_nothing_to_their_name():
    assert trade.FlowRule.of_lists(REPORTERS, REPORTERS, basis="SYNTHETIC").basis == "SYNTHETIC"


@pytest.mark.parametrize(("bad", "column", "words"), [
    (listed(), "code", "list of partners has no entry"),
    (PARTNERS.drop(columns="is_group"), "is_group", "missing in the list of partners"),
    (PARTNERS.assign(is_group=pd.NA), "is_group", "says of no entry of the list of partners"),
])  # fmt: skip
def test_a_list_that_cannot_decide_is_refused(bad, column, words):
    with pytest.raises(TradeError, match=words) as raised:
        trade.FlowRule.of_lists(REPORTERS, bad)
    assert raised.value.column == column
    with pytest.raises(TradeError, match=words.replace("partners", "reporters")):
        trade.FlowRule.of_lists(bad, PARTNERS)


@pytest.mark.parametrize("own", [
    {"groups": frozenset({"95"})}, {"unspecified": frozenset()},
    {"partner_groups": frozenset({"96"})}, {"basis": " "},
])  # fmt: skip
def test_codes_of_ones_own_need_a_basis(own):
    with pytest.raises(TradeError, match="need their basis"):
        trade.FlowRule(**own)
    assert trade.FlowRule(**{**own, "basis": "analyst's own list"}).basis


@pytest.mark.parametrize(("name", "nowhere"), [
    ("Areas, nes", True), ("AREAS NES ", True), ("Other, n.e.s.", True), ("Free Zones", True),
    ("Asia, not elsewhere specified", True), ("SYNTHETIC Nestor", False), ("Kines", False),
    ("Free Zones of SYNTHETIC", False), ("Others", False), ("", False), (None, False),
])  # fmt: skip
def test_no_country_is_told_by_its_name(name, nowhere):
    assert areas.is_nowhere(name) == nowhere


@given(st.text())
def test_any_name_is_read(name):
    assert areas.is_nowhere(name) in {True, False}


def test_codes_stand_in_order_of_their_numbers():
    held = frozenset({"1200", "97", "EU", "711", "B"})
    assert areas.in_order(held) == ["97", "711", "1200", "B", "EU"]


def test_the_rule_shows_itself_alike_under_any_seed():
    code = "from osint_helpers import trade; print(repr(trade.FlowRule()))"
    said = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                       env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(said) == 1
    assert "groups=97 711 991 1200" in said.pop()
