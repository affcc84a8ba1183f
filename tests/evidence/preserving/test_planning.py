"""What a run will do with each address, and why."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.preserving import Planned, Target, plan
from osint_helpers.evidence.preserving.planning import requests, shortest
from osint_helpers.evidence.wayback import Server
from tests.evidence.preserving.synthetic import capture

URL = "https://example.org/synthetic"


def one(url: str, *captures, again: bool = False) -> Planned:
    (planned,) = plan([Target(url, ("s1",))], captures, again=again)
    return planned


def test_an_address_without_capture_is_captured():
    planned = one(URL)
    assert (planned.action, planned.host, planned.because) == (
        "capture",
        "example.org",
        "not captured yet",
    )


def test_a_sound_capture_is_not_made_again():
    planned = one(URL, capture(URL))
    assert planned.action == "skip"
    assert planned.because == "captured 2026-01-02 03:04 UTC as 20260102T030405Z-00000000"
    assert planned.earlier is not None


def test_a_sound_capture_is_made_again_when_asked():
    planned = one(URL, capture(URL), again=True)
    assert planned.action == "capture"
    assert "again, as asked" in planned.because


def test_a_failure_is_tried_again_and_says_when_and_how_it_ended():
    early = capture(URL, "dns", at="2025-01-01T00:00:00.000000Z")
    late = capture(URL, "timeout", at="2025-02-01T00:00:00.000000Z")
    for order in ((early, late), (late, early)):
        planned = one(URL, *order)
        assert (planned.action, planned.because) == ("retry", "tried 2025-02-01 00:00 UTC: timeout")


def test_an_incomplete_success_is_tried_again():
    planned = one(URL, capture(URL, complete=False))
    assert planned.action == "retry"
    assert planned.because.endswith("ok, not complete")


def test_a_sound_capture_before_a_failure_counts():
    late = capture(URL, "dns", at="2027-01-01T00:00:00.000000Z")
    assert one(URL, capture(URL), late).action == "skip"


def test_a_capture_counts_for_every_address_on_its_way():
    made = capture("http://example.org/old", hops=("http://example.org/old", URL))
    assert one(URL, made).action == "skip"
    assert one("http://example.org/other", made).action == "capture"


@pytest.mark.parametrize("kind", ["file", "derived"])
def test_files_and_derivates_are_no_capture_of_an_address(kind: str):
    assert one(URL, capture(URL, kind=kind)).action == "capture"


def test_spellings_of_one_address_are_one_entry_with_all_sources():
    days = (dt.date(2020, 1, 1), None, dt.date(2019, 1, 1), dt.date(2021, 1, 1))
    urls = (f"{URL}#part", f"{URL}/", "HTTPS://EXAMPLE.org:443/synthetic", URL)
    planned = plan([Target(u, (f"s{n}",), d) for n, (u, d) in enumerate(zip(urls, days))], [])  # noqa: B905
    assert [p.target for p in planned] == [
        Target(URL, ("s0", "s1", "s2", "s3"), dt.date(2019, 1, 1))
    ]


def test_order_of_first_citation_is_kept_and_queries_stay_apart():
    urls = [f"{URL}?b=1", f"{URL}?a=1", URL]
    assert [p.target.url for p in plan([Target(u) for u in urls], [])] == urls


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ftp://example.org/a", "http"),
        ("mailto:synthetic@example.org", "http"),
        ("example.org/a", "http"),
        ("", "http"),
        ("https://", "host"),
        ("https://example.org:99999/", "port"),
        ("https://[::1/", "host"),
        ("https://exa mple.org/", "space"),
        ("https://example.org/a\tb", "control"),
        ("https://user:hunter2@example.org/", "login"),
        ("https://user@example.org/", "login"),
        ("https://example.org/?api_key=hunter2", "key"),
    ],
)
def test_what_must_not_be_asked_is_refused_with_the_reason(url: str, word: str):
    planned = one(url)
    assert (planned.action, planned.host) == ("refused", "")
    assert word in planned.because
    assert "hunter2" not in planned.because


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_text_crashes_the_plan(urls: list[str]):
    planned = plan([Target(url) for url in urls], [capture(url) for url in urls])
    assert len(planned) <= len(urls)
    requests(planned)


def test_requests_are_counted_by_host_with_rules_and_archive():
    urls = [f"https://a.example/{n}" for n in range(3)] + [
        "http://a.example/",
        "https://b.example/",
    ]
    planned = plan([Target(url) for url in [*urls, "ftp://c.example/"]], [capture(urls[0])])
    assert requests(planned, archive="no") == {"a.example": 3 + 2, "b.example": 2}
    looked = requests(planned, archive="look")
    assert looked == {"a.example": 5, "b.example": 2, "web.archive.org": 5 + 1}
    here = Server("http://127.0.0.1:9/cdx", "")
    assert requests(planned, archive="copy", server=here)["127.0.0.1"] == 2 * 5 + 1


def test_the_busiest_host_says_how_long_it_takes():
    assert shortest({"a": 5, "b": 2}, 2.0) == 8.0
    assert shortest({}, 2.0) == 0.0
