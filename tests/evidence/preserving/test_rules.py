"""What a robots.txt allows (RFC 9309), also a hostile one."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.preserving import rules
from tests.evidence.preserving.synthetic import capture

AGENT = "osint-helpers/0.1 (public records research)"
PAGE = "https://example.org/private/page"


def of(text: str) -> rules.Rules:
    return rules.of_bytes(text.encode(), AGENT)


def stored(folder: Path, data: bytes, outcome: str = "ok", **facts: object) -> rules.Rules:
    (folder / "body.txt").write_bytes(data)
    made = capture(f"{PAGE}/robots.txt", outcome, folder=folder, **{"body": "body.txt", **facts})
    return rules.of_capture(made, AGENT)


def test_rules_for_everybody_bind_us():
    found = of("User-agent: *\nDisallow: /private\n")
    assert found.against(PAGE) == "robots.txt of the site disallows it for osint-helpers"
    assert found.against("https://example.org/public") == ""


def test_rules_for_us_go_before_those_for_everybody():
    text = "User-agent: *\nDisallow: /\n\nUser-agent: OSINT-Helpers\nDisallow: /private\n"
    assert of(text).against(PAGE)
    assert of(text).against("https://example.org/public") == ""


def test_rules_for_others_do_not_bind_us():
    for name in ("otherbot", "helpers", "*bot*", "public records research", "research"):
        assert of(f"User-agent: {name}\nDisallow: /\n").against(PAGE) == "", name


def test_one_group_for_us_and_others_binds_us():
    assert of("User-agent: otherbot\nUser-agent: *\nDisallow: /\n").against(PAGE)
    assert of("User-agent: otherbot\nDisallow:\nUser-agent: *\nDisallow: /\n").against(PAGE)
    assert not of("User-agent: *\nDisallow:\nUser-agent: otherbot\nDisallow: /\n").against(PAGE)


def test_a_longer_allow_goes_before_a_shorter_disallow():
    found = of("User-agent: *\nDisallow: /private\nAllow: /private/page$\n")
    assert found.against(PAGE) == ""
    assert found.against(f"{PAGE}/more")


def test_a_byte_order_mark_hides_no_rule():
    data = "\ufeffUser-agent: *\nDisallow: /\n".encode()
    assert rules.of_bytes(data, AGENT).against(PAGE)


def test_a_delay_up_to_a_minute_is_kept_and_a_longer_one_forbids():
    assert of("User-agent: *\nCrawl-delay: 60\n").delay == 60.0
    assert of("User-agent: *\nCrawl-delay: 0.5\n").delay == 0.5
    assert "61 s" in of("User-agent: *\nCrawl-delay: 61\n").against(PAGE)
    for value in ("inf", "nan", "-5", "soon"):
        assert of(f"User-agent: *\nCrawl-delay: {value}\n").delay == 0.0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_no_rules_are_no_limits(tmp_path: Path, status: int):
    found = stored(tmp_path, b"User-agent: *\nDisallow: /", "http-status", status=status)
    assert found.against(PAGE) == ""


@pytest.mark.parametrize("status", [429, 500, 502, 503, 302, 199])
def test_a_fault_of_the_server_forbids(tmp_path: Path, status: int):
    found = stored(tmp_path, b"", "http-status", status=status)
    assert found.against(PAGE) == f"robots.txt of the site could not be read (status {status})"
    assert found.outcome == ""


@pytest.mark.parametrize("outcome", ["dns", "refused", "tls", "timeout", "blocked-address"])
def test_no_answer_forbids_and_says_which(tmp_path: Path, outcome: str):
    found = stored(tmp_path, b"", outcome, status=None, body=None)
    assert outcome in found.against(PAGE)
    assert found.outcome == outcome


def test_too_many_redirects_count_as_no_rules(tmp_path: Path):
    assert stored(tmp_path, b"", "too-many-redirects", status=302).against(PAGE) == ""


@pytest.mark.parametrize("outcome", ["timeout", "truncated"])
def test_rules_that_arrived_in_part_forbid(tmp_path: Path, outcome: str):
    found = stored(tmp_path, b"User-agent: *\nDisallow: /x\n", outcome)
    assert "arrived in part" in found.against("https://example.org/")


def test_rules_in_an_unknown_coding_forbid(tmp_path: Path):
    assert "coding" in stored(tmp_path, b"?", "unknown-coding", complete=True).against(PAGE)


def test_of_too_many_rules_the_first_count_and_a_cut_line_does_not(tmp_path: Path):
    data = b"User-agent: *\nDisallow: /private\nDisallow: /"
    found = stored(tmp_path, data, "too-large")
    assert found.against(PAGE)
    assert found.against("https://example.org/public") == ""
    long = (
        b"User-agent: *\nDisallow: /private\n".ljust(rules.MOST_BYTES + 9, b"#") + b"\nDisallow: /"
    )
    assert rules.of_bytes(long, AGENT).against("https://example.org/public") == ""


def test_only_answers_for_good_are_used_again():
    definite = {200: True, 404: True, 403: True, 429: False, 500: False, 301: False, None: False}
    for status, expected in definite.items():
        assert rules.definite(capture(PAGE, status=status)) is expected, status


@given(st.binary())
def test_no_bytes_crash_the_reader(data: bytes):
    rules.of_bytes(data, AGENT).against(PAGE)


def test_a_hostile_file_does_not_hold_us_up():
    names = "".join(f"User-agent: robot{n}\n" for n in range(13_000))
    paths = "".join(f"Disallow: /*{n % 7}*a*a\n" for n in range(13_000))
    noise = random.Random(7).randbytes(10 << 20)  # noqa: S311
    begin = time.monotonic()
    for data in ((names + paths).encode(), b"User-agent: *\nDisallow: /" + b"*a" * 240_000, noise):
        rules.of_bytes(data, AGENT).against(f"https://example.org/{'a' * 2000}")
    assert time.monotonic() - begin < 20


def test_the_product_token_is_what_rules_speak_to():
    assert rules.product(AGENT) == "osint-helpers"
    assert rules.product("  name (x)") == "name"
