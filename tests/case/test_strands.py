from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.case import strands
from osint_helpers.errors import CaseError
from tests.case.builder import edit


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("s_report", {"org_a"}),  # own gathering only
        ("s_daily", {"org_a"}),  # rests on another
        ("s_paper", {"org_a", "org_b"}),  # both; org_b rests on org_a but gathers itself
        ("s_relay", {"org_a"}),  # through an origin without own gathering
        ("s_reply", {"org_c"}),
    ],
)
def test_strands_of_a_source(case, source, expected):
    assert strands.of_source(case, source) == expected


@pytest.mark.parametrize(
    ("claims", "numbers", "text"),
    [
        ("c_dep_14", (2, 1, 1), "2 articles, at most 1 strand (at least 1)"),
        ("c_dep_20", (2, 1, 2), "2 articles, at most 2 strands (at least 1)"),
        ("c_denial", (1, 1, 1), "1 article, at most 1 strand (at least 1)"),
        ("c_days", (0, 0, 0), "no published source"),
        (["c_dep_20", "c_denial"], (3, 2, 3), "3 articles, at most 3 strands (at least 2)"),
        (["c_dep_14", "c_dep_14"], (2, 1, 1), "2 articles, at most 1 strand (at least 1)"),
        ([], (0, 0, 0), "no published source"),
    ],
)
def test_count(case, claims, numbers, text):
    found = strands.count(case, claims)
    assert (found.articles, found.lower, found.upper) == numbers
    assert found.text == text


def test_strands_are_named_in_order(case):
    assert strands.count(case, ["c_denial", "c_dep_20"]).strands == ("org_a", "org_b", "org_c")


def test_confirmed_needs_two_strands_at_the_lower_bound(case):
    assert not strands.count(case, "c_dep_20").confirmed
    assert strands.count(case, ["c_dep_20", "c_denial"]).confirmed


def test_lineage_of_a_claim_replaces_its_sources(build):
    case = build(claims=lambda rows: edit(rows, "c_dep_14", lineage="org_b; org_c"))
    found = strands.count(case, "c_dep_14")
    assert (found.articles, found.lower, found.upper) == (2, 2, 2)
    assert found.strands == ("org_b", "org_c")


def test_lineage_is_not_followed_further(build):
    case = build(claims=lambda rows: edit(rows, "c_dep_14", lineage="relay"))
    assert strands.count(case, "c_dep_14").strands == ("relay",)


def test_own_gathering_without_a_strand_counts_once_for_all(build):
    case = build(sources=lambda rows: edit(edit(rows, "s_report", strand=""), "s_reply", strand=""))
    assert strands.count(case, ["c_gate", "c_denial"]).upper == 1


def test_a_relay_of_nothing_stands_for_itself(build):
    case = build(origins=lambda rows: edit(rows, "relay", rests_on=""))
    assert strands.of_source(case, "s_relay") == {"relay"}


def test_circles_do_not_hang(build):
    def circle(rows):
        more = {"origin": "echo", "name": "SYNTHETIC echo", "own_gathering": "no",
                "rests_on": "relay"}  # fmt: skip
        return [*edit(rows, "relay", rests_on="echo"), more]

    case = build(origins=circle)
    assert strands.roots(case, "relay") == {"relay"}
    assert strands.roots(case, "echo") == {"echo"}
    assert strands.cycles(case) == [("relay", "echo")]


def test_a_way_out_of_a_circle_is_taken(build):
    def circle(rows):
        more = {"origin": "echo", "name": "SYNTHETIC echo", "own_gathering": "no",
                "rests_on": "relay; org_b"}  # fmt: skip
        return [*edit(rows, "relay", rests_on="echo"), more]

    assert strands.roots(build(origins=circle), "relay") == {"org_b"}


def test_an_unknown_claim_is_an_error(case):
    with pytest.raises(CaseError, match="no claim 'c_nothing'"):
        strands.count(case, ["c_arr", "c_nothing"])


def brute(sets: list[frozenset[str]]) -> int:
    sets = [one for one in sets if one]
    union = sorted(frozenset().union(*sets))
    return next(
        size
        for size in range(len(union) + 1)
        if any(all(set(pick) & one for one in sets) for pick in itertools.combinations(union, size))
    )


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=4), max_size=8))
def test_smallest_hitting_set_is_exact(sets):
    assert strands.smallest_hitting_set(sets) == brute(sets)


def test_hitting_set_of_a_cycle_of_five_is_three():
    sets = [{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "e"}, {"e", "a"}]
    assert strands.smallest_hitting_set(sets) == 3


def test_thirty_sets_of_thirty_strands_are_fast():
    source = random.Random(20180614)  # noqa: S311  (a fixed sequence, not a secret)
    sets = [frozenset(source.sample(range(30), 4)) for _ in range(30)]
    named = [frozenset(f"s{number}" for number in one) for one in sets]
    start = time.perf_counter()
    size = strands.smallest_hitting_set(named)
    assert time.perf_counter() - start < 2
    assert 30 / 4 / 4 <= size <= 10


@pytest.mark.parametrize("size", [2, 3])
def test_search_does_not_stop_one_short(size):
    source = random.Random(20180731)  # noqa: S311  (a fixed sequence, not a secret)
    for _ in range(60):
        sets = [frozenset(source.sample("abcdefghij", size)) for _ in range(16)]
        assert strands.smallest_hitting_set(sets) == brute(sets)


def test_a_data_set_is_neither_article_nor_strand(build):
    case = build(sources=lambda rows: edit(rows, "s_paper", kind="dataset"))
    found = strands.count(case, "c_dep_20")
    assert (found.articles, found.lower, found.upper) == (1, 1, 1)
