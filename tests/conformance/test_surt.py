"""Keys of addresses are those pywb makes, over many shapes of addresses."""

from __future__ import annotations

import random

import pytest

from osint_helpers.evidence.exports import surt
from tests.conformance.environment import ask

pytestmark = pytest.mark.conformance

SESSION = "0123456789abcdefABCDEF0123456789"
HOSTS = ["a.example", "A.Example", "www.a.example", "www2.b.example", "www.www.c.example", "www",
         "WWW.example", "wwwx.example", "münchen.example", "ÄÖ.Example", "straße.example",
         "日本.example", "xn--mnchen-3ya.example", "xn--.example", "a.example.", "a..b.example",
         "ab_c.example", "-a.example", "a-b.example", "a%2eb.example", "a%20b.example",
         "UPPER%41.example", "127.0.0.1", "10.1.2.3", "010.1.1.1", "1.2.3", "192.168.257",
         "3279880203", "0x7f.1", "[::1]", "[2001:DB8::1]"]  # fmt: skip
SEGMENTS = ["", "a", "B", "..", ".", "%2e", "%2E%2e", "%2F", "%20", " ", "é", "%C3%A9", "%", "%zz",
            "%2541", "~", "%7E", "x.aspx", "x.ASPX", ";x=1", "(S(abcdefghijklmnopqrstuvwx))",
            "(abcdefghijklmnopqrstuvwx)", "!$&'()*+,;=:@-_", "[]", "\\", "<>\"`{}|^", "%00", "%0a",
            "index.html", "%ff", "%25", "%2525", "+", "%3Fq", f";jsessionid={SESSION}"]  # fmt: skip
PARAMETERS = ["", "a=1", "b=2", "A=1", "a", "=", "==", "a=", "a=%26b", "a=%3D", f"sid={SESSION}",
              f"JSESSIONID={SESSION}", f"phpsessid={SESSION}", f"xsid={SESSION}", "sid=short",
              "ASPSESSIONIDabcdefgh=abcdefghijklmnopqrstuvwx", "cfid=1&cftoken=2", "é=ü", "%C3%A9",
              "a=b?c", "a=/../x", "%", "%41", "+", "a b", "?", "z=%2541", "a=%ff",
              "m=1;n=2"]  # fmt: skip
PORTS = ["", "", "", ":", ":80", ":443", ":8080"]


def address(choose: random.Random) -> str:
    path = "".join("/" + choose.choice(SEGMENTS) for _ in range(choose.randint(0, 4)))
    query = "&".join(choose.choice(PARAMETERS) for _ in range(choose.randint(0, 4)))
    return "".join(
        (
            choose.choice(("http", "https", "HTTP", "Https")),
            "://",
            choose.choice(("", "", "user@", "user:pw@")),
            choose.choice(HOSTS),
            choose.choice(PORTS),
            path,
            choose.choice(("", "?" + query)),
            choose.choice(("", "", "#", "#part", "#?a")),
        )
    )


def test_keys_of_five_thousand_addresses_are_those_of_pywb() -> None:
    choose = random.Random(20260102)  # noqa: S311  (the same addresses each time)
    urls = [address(choose) for _ in range(5000)]
    differing = [
        (url, theirs, ours)
        for url, theirs in zip(urls, ask("surt_keys", urls), strict=True)
        if (ours := surt.key(url)) != theirs
    ]
    assert differing == []
