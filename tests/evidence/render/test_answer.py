"""Headers out of a WARC file: only those a browser must know, only of the last answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.net import fetching
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.render import answer
from tests.evidence.lab import Lab


def record(kind: str, block: bytes) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def read(tmp_path, data: bytes) -> dict[str, str]:
    (tmp_path / "wire.warc").write_bytes(data)
    return answer.headers(tmp_path / "wire.warc")


def test_the_last_answer_counts(tmp_path):
    first = record("response", b"HTTP/1.1 302 Found\r\nContent-Type: text/plain\r\n\r\nmoved")
    last = record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    assert read(tmp_path, first + last) == {"content-type": "text/html"}


def test_cookies_reloads_and_logins_do_not_pass(tmp_path):
    block = (
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nRefresh: 0; url=/x\r\nWWW-Authenticate: Basic\r\n"
        b"Link: </y>; rel=preload\r\nX-Frame-Options: DENY\r\n\r\n"
    )
    assert read(tmp_path, record("response", block)) == {"x-frame-options": "DENY"}


def test_a_body_that_looks_like_a_record_is_not_read_as_one(tmp_path):
    planted = record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/evil\r\n\r\n")
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + planted
    assert read(tmp_path, record("response", block)) == {"content-type": "text/html"}


@pytest.mark.parametrize("odd", [b"\x00", b"\xe9", b"\x7f"])
def test_a_value_no_browser_takes_does_not_pass(tmp_path, odd):
    kind = b"text/html" + odd + b"x"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nX-Frame-Options: DENY\r\n\r\n"
    assert read(tmp_path, record("response", block)) == {"x-frame-options": "DENY"}


def test_a_request_record_gives_no_headers(tmp_path):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    assert read(tmp_path, record("request", block)) == {}


def test_repeated_policies_all_hold(tmp_path):
    line = b"Content-Security-Policy: "
    block = b"HTTP/1.1 200 OK\r\n" + line + b"img-src a\r\n" + line + b"img-src b\r\n\r\n"
    found = read(tmp_path, record("response", block))
    assert found == {"content-security-policy": "img-src a, img-src b"}


def test_early_heads_of_a_real_exchange_are_skipped(tmp_path):
    with Lab() as lab:
        fetching.fetch(lab.url("/early"), tmp_path, Settings(allow=frozenset({"127.0.0.1"})))
    assert answer.headers(tmp_path / "wire.warc") == {"content-type": "text/html; charset=utf-8"}


@given(st.binary(max_size=300), st.integers(0, 400))
def test_broken_files_give_what_was_read_never_an_error(tmp_path_factory, noise, cut):
    whole = record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    folder = tmp_path_factory.mktemp("warc")
    assert set(read(folder, whole[:cut] + noise)) <= answer.KEPT
