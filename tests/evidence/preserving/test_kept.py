"""Which earlier answer is used again."""

from __future__ import annotations

from osint_helpers.evidence.preserving.asking import Kept
from tests.evidence.preserving.synthetic import capture

URL = "https://example.org/robots.txt"
DAYS = [f"2026-01-0{n}T00:00:00.000000Z" for n in (2, 4, 3)]


def test_the_newest_that_fits_is_used():
    made = [capture(URL, at=day) for day in DAYS]
    assert Kept(made).newest(URL, lambda _: True) == made[1]
    assert Kept(made).newest(URL, lambda one: one.at < DAYS[1]) == made[2]
    assert Kept(made).newest(URL, lambda _: False) is None


def test_only_what_was_asked_for_counts():
    other = capture("https://example.org/", hops=(URL,))
    derived = capture(URL, kind="derived")
    assert Kept([other, derived]).newest(URL, lambda _: True) is None


def test_an_old_answer_is_not_used():
    made = Kept([capture(URL, at=DAYS[0])])
    assert made.newest(URL, lambda _: True, within=86_400.0) is None
    assert made.newest(URL, lambda _: True, within=1e9) is not None


def test_an_address_is_found_in_the_form_in_which_it_is_stored():
    made = Kept([capture("https://example.org/a%C3%A9")])
    assert made.newest("https://example.org/aé", lambda _: True) is not None
