"""SURT keys: what they drop, and that nothing else than an address gets one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.exports import surt


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://synthetic.example", "example,synthetic)/"),
        ("https://user:pw@WWW2.Synthetic.Example:443/A/?z=2&a=1#b", "example,synthetic)/a?a=1&z=2"),
        ("http://synthetic.example:8080/x", "example,synthetic:8080)/x"),
        ("https://synthetic.example:80/", "example,synthetic:80)/"),
        ("http://synthetic.example/%7Ea/%2541/./b/../c//d", "example,synthetic)/~a/a/c/d"),
        ("http://synthetic.example/a b?c=é", "example,synthetic)/a%20b?c=%c3%a9"),
        ("http://münchen.example/", "example,xn--mnchen-3ya)/"),
        ("http://[::1]:8080/", "::1:8080)/"),
        ("http://synthetic.example/x?", "example,synthetic)/x"),
        (f"http://synthetic.example/x?sid={'0a' * 16}&y=1", "example,synthetic)/x?y=1"),
        ("http://synthetic.example/(abcdefghijklmnopqrstuvwx)/p.aspx", "example,synthetic)/p.aspx"),
        ("http://127.1/", "1,0,0,127)/"),
        ("http://synthetic.example:0080/", "example,synthetic)/"),
        ("http://synthetic.example:08080/", "example,synthetic:8080)/"),
        ("http://synthetic.example:0/", "example,synthetic)/"),
        ("http://synthetic.example/\udcff", "example,synthetic)/%ff"),
    ],
)  # fmt: skip
def test_key(url: str, key: str) -> None:
    assert surt.key(url) == key


@pytest.mark.parametrize(
    "url", ["dns:synthetic.example", "ftp://synthetic.example/", "", "http://", "http://a:b/", "http://./"]
)  # fmt: skip
def test_what_is_no_web_address_gets_no_key(url: str) -> None:
    with pytest.raises(EvidenceError):
        surt.key(url)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_key_is_one_word_whatever_the_address_holds(path: str, query: str) -> None:
    key = surt.key(f"http://synthetic.example/{path}?{query}")
    assert key.startswith("example,synthetic)/")
    assert not set(key) & set(" \r\n\t\x00")


@given(st.text(max_size=60))
def test_any_text_gives_a_key_or_a_plain_error(url: str) -> None:
    try:
        surt.key("http://" + url)
    except EvidenceError:
        return
