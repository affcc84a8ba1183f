"""Login pages and human checks are told from pages that only carry a login form."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.net.smells import smell
from tests.evidence.lab import CHALLENGE, HTML, LOGIN

ARTICLE = b"<title>SYNTHETIC news</title><p>" + b"SYNTHETIC words of an article. " * 100


def outcome(page: bytes, status: int = 200, kind: str = "text/html", mitigated: str = "") -> str:
    return smell(kind, page, status, mitigated)[0]


@pytest.mark.parametrize(
    "page",
    [
        LOGIN,
        LOGIN.upper(),
        b"<input type=password>",
        b"<input name='a'\n type = 'PASSWORD' >",
        b"<title>Please log in | SYNTHETIC</title><input type=password>" + ARTICLE,
    ],
)
def test_login_wall(page: bytes) -> None:
    assert outcome(page) == "login-wall"


@pytest.mark.parametrize(
    "page",
    [
        HTML,
        ARTICLE + b"<input type=password>",
        b"<p>forgot your password?</p>",
        b"",
        b"<style>input[type=password]{}</style>",
        b"<script>'<input type=password>'</script>x",
        b"<!-- <input type=password> -->",
        b"<title>SYNTHETIC sign interview</title>" + ARTICLE,
    ],
)
def test_ordinary_page(page: bytes) -> None:
    assert outcome(page) == ""


@pytest.mark.parametrize(
    "page",
    [
        CHALLENGE,
        b"<title>\n Attention  Required! </title>",
        b"<script>window._cf_chl_opt={}</script>",
        b"<div id=px-captcha></div>",
        b"<p>Please verify you are human</p>",
    ],
)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_challenge_page(page: bytes, status: int) -> None:
    assert outcome(page, status) == "challenge-page"


def test_widget_counts_only_with_a_blocking_status() -> None:
    contact = b"<form><div class=g-recaptcha></div></form>"
    assert outcome(contact) == ""
    assert outcome(contact, 403) == "challenge-page"


def test_article_with_a_suspicious_title_is_an_article() -> None:
    assert outcome(ARTICLE.replace(b"SYNTHETIC news", b"Just a moment, says SYNTHETIC")) == ""


def test_header_of_the_provider_decides() -> None:
    assert outcome(b"", 403, "application/json", "challenge") == "challenge-page"


def test_other_types_are_not_looked_at() -> None:
    assert outcome(LOGIN, kind="text/plain") == ""


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(page: bytes) -> None:
    assert outcome(b"password captcha " + page, 403) in {"", "login-wall", "challenge-page"}


@pytest.mark.parametrize(
    "part", [b"<input ", b"<title", b"<script", b"<!--", b"type ", b"<", b"<!-- --> "]
)
def test_time_grows_no_faster_than_the_page(part: bytes) -> None:
    before = time.perf_counter()
    outcome(b"password human " + part * (250_000 // len(part)), 403)
    assert time.perf_counter() - before < 1


def test_a_widget_with_too_many_requests_is_a_check() -> None:
    assert outcome(b"<form><div class=g-recaptcha></div></form>", 429) == "challenge-page"


def test_an_open_comment_hides_what_follows() -> None:
    assert outcome(b"SYNTHETIC <!-- <input type=password>") == ""
