"""A key goes to the origin it is meant for, and into no file."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence.net.secrets import REDACTED, Secrets, is_key_header, with_secrets
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.net.urls import parse
from osint_helpers.evidence.storing import Store
from tests.evidence.lab import Lab
from tests.evidence.net.conftest import Ask

KEY = 'SYNTHETIC/key+"ä&1'
HEADERS = {
    "Authorization": f"Bearer {'SYNTHETIC' * 2}",
    "Cookie": "sid=SYNTHETICcookie",
    "X-Api-Key": "SYNTHETICx",
}


def nothing_stored(folder: Path, *secrets: str) -> None:
    for path in folder.rglob("*.*"):
        data = path.read_bytes()
        assert not [one for one in secrets for form in (one, quote(one)) if form.encode() in data]


def test_query_secret_is_sent_and_stored_redacted(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    got = ask("/page?a=1", secrets={"key": KEY})
    assert lab.asked[0][0] == f"/page?a=1&key={quote(KEY, safe='')}"
    assert got["url_asked"] == got["url_final"] == lab.url("/page?a=1&key=REDACTED")
    assert got["redacted"] == ["key"]
    nothing_stored(tmp_path, KEY)
    assert "SYNTHETIC/" not in json.dumps(got)
    assert b"GET /page?a=1&key=REDACTED HTTP/1.1" in (tmp_path / "work" / "wire.warc").read_bytes()


def test_secret_keeps_the_place_its_name_has() -> None:
    real, shown = with_secrets(parse("http://x.example/?key=old&b=2", {"key"}), {"key": "abcd"})
    assert (real.target, shown.target) == ("/?key=abcd&b=2", f"/?key={REDACTED}&b=2")


def test_key_headers_are_sent_and_stored_redacted(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    got = ask("/page", headers={**HEADERS, "X-Plain": "yes"})
    assert HEADERS.items() <= lab.asked[0][1].items()
    assert {got["request_headers"][name] for name in HEADERS} == {REDACTED}
    assert got["request_headers"]["X-Plain"] == "yes"
    assert got["redacted"] == sorted(HEADERS)
    nothing_stored(tmp_path, *HEADERS.values(), "SYNTHETICcookie")
    assert "SYNTHETIC" not in json.dumps(got)


@pytest.mark.parametrize("how", ["", "&gz=1", "&chunked=1", "&form=base64", "&form=base64&gz=1"])
@pytest.mark.parametrize(
    "settings", [{"secrets": {"key": KEY}}, {"headers": {"X-Api-Key": "SYNTHETIC-header-key"}}]
)
def test_echo_is_refused_and_nothing_is_left(
    ask: Ask, tmp_path: Path, how: str, settings: dict[str, dict[str, str]]
) -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        ask(f"/echo-key?a=1{how}", **settings)
    assert caught.value.code == "secret-echoed"
    assert "SYNTHETIC" not in str(caught.value)
    assert list((tmp_path / "work").iterdir()) == []


def test_echo_in_a_header_or_a_redirect_is_refused(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    odd = "".join(f"%{ord(char):02x}" for char in "SYNTHETICkey")
    lab.serve("/r", f"HTTP/1.1 302 x\r\nLocation: /page?a={odd}\r\n\r\n".encode())
    with pytest.raises(CaptureRefusedError) as caught:
        ask("/r", secrets={"key": "SYNTHETICkey"})
    assert caught.value.code == "secret-echoed"
    assert list((tmp_path / "work").iterdir()) == []


def test_echo_in_a_header_alone_is_refused(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    lab.serve("/c", b"HTTP/1.1 200 x\r\nSet-Cookie: k=SYNTHETICkey\r\n\r\nSYNTHETIC")
    with pytest.raises(CaptureRefusedError) as caught:
        ask("/c", secrets={"key": "SYNTHETICkey"})
    assert caught.value.code == "secret-echoed"
    assert list((tmp_path / "work").iterdir()) == []


def test_echo_in_the_body_of_an_earlier_hop_is_refused(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    import gzip

    body = gzip.compress(b"SYNTHETICkey")
    lab.serve("/r", b"HTTP/1.1 302 x\r\nContent-Encoding: gzip\r\nLocation: /page\r\n\r\n" + body)
    with pytest.raises(CaptureRefusedError):
        ask("/r", secrets={"key": "SYNTHETICkey"})
    assert list((tmp_path / "work").iterdir()) == []


def test_key_stays_with_its_origin(ask: Ask, lab: Lab) -> None:
    with Lab() as other:  # the same host, another port
        target = quote(other.url("/page"))
        ask(f"/to?u={target}", headers=HEADERS, secrets={"key": KEY})
        ((path, sent),) = other.asked
    assert path == "/page"
    assert not set(HEADERS) & set(sent)
    assert set(HEADERS) <= set(lab.asked[0][1])


def test_key_header_follows_within_its_origin_and_never_comes_back(ask: Ask, lab: Lab) -> None:
    with Lab() as other:
        back = other.serve(
            "/back", f"HTTP/1.1 302 x\r\nLocation: {lab.url('/page')}\r\n\r\n".encode()
        )
        lab.serve("/out", f"HTTP/1.1 302 x\r\nLocation: {back}\r\n\r\n".encode())
        lab.serve("/in", b"HTTP/1.1 302 x\r\nLocation: /out\r\n\r\n")
        ask("/in", headers=HEADERS)
    assert [(path, "Cookie" in sent) for path, sent in lab.asked] == [
        ("/in", True), ("/out", True), ("/page", False),
    ]  # fmt: skip


def test_secret_that_stands_in_the_path_is_refused(ask: Ask, lab: Lab) -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        ask("/api/SYNTHETICkey/list", secrets={"key": "SYNTHETICkey"})
    assert caught.value.code == "secret-in-url"
    assert lab.asked == []


def test_secret_in_an_ordinary_header_is_redacted(ask: Ask, tmp_path: Path) -> None:
    settings = {"secrets": {"key": "SYNTHETICkey"}, "headers": {"X-Note": "has SYNTHETICkey"}}
    got = ask("/page", **settings)
    assert got["request_headers"]["X-Note"] == "has REDACTED"
    nothing_stored(tmp_path, "SYNTHETICkey")


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "COOKIE",
        "proxy-authorization",
        "x-api-key",
        "X-Auth-Token",
        "Ocp-Apim-Subscription-Key",
    ],
)
def test_key_header(name: str) -> None:
    assert is_key_header(name)


@pytest.mark.parametrize(
    "name", ["Accept", "Accept-Language", "User-Agent", "Referer", "X-Plain", "DNT"]
)
def test_ordinary_header(name: str) -> None:
    assert not is_key_header(name)


WRAPPED = [
    str, quote, quote_plus, html.escape, lambda text: quote(text, safe=""),
    lambda text: quote(text, safe="").lower() if text == text.lower() else quote(text),
    lambda text: json.dumps(text)[1:-1], lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
]  # fmt: skip
SECRET = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=8, max_size=30
)


@given(SECRET, st.sampled_from(WRAPPED), st.binary(max_size=20), st.integers(1, 9))
def test_every_form_is_found_across_pieces(secret, wrap, before, size) -> None:
    watch = Secrets(Settings(secrets={"k": secret})).watch()
    text = before + wrap(secret).encode() + b"behind"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    with pytest.raises(CaptureRefusedError):
        list(map(watch.feed, pieces))


@given(SECRET, st.binary(max_size=20), st.binary(max_size=20))
def test_base64_is_found_at_every_alignment(secret: str, before: bytes, behind: bytes) -> None:
    secrets = Secrets(Settings(secrets={"k": secret}))
    with pytest.raises(CaptureRefusedError):
        secrets.refuse(base64.b64encode(before + secret.encode() + behind))


def test_parts_of_key_headers_count_as_secrets() -> None:
    login = base64.b64encode(b"user:SYNTHETICpw").decode()
    headers = {"Authorization": f"Basic {login}", "Cookie": "a=1; sid=SYNTHETICsid"}
    secrets = Secrets(Settings(headers=headers))
    for part in (login, "SYNTHETICpw", "SYNTHETICsid", "user:SYNTHETICpw"):
        with pytest.raises(CaptureRefusedError):
            secrets.refuse(part.encode())
    secrets.refuse(b"a=1 Basic user")


def test_a_login_without_a_password_is_a_key_itself() -> None:
    login = base64.b64encode(b"SYNTHETIC-KEY-1:").decode()
    secrets = Secrets(Settings(headers={"Authorization": f"Basic {login}"}))
    with pytest.raises(CaptureRefusedError):
        secrets.refuse(b"the key SYNTHETIC-KEY-1 is not known")


@given(st.binary(max_size=200))
def test_without_secrets_nothing_is_refused(data: bytes) -> None:
    Secrets(Settings()).refuse(data)


@pytest.mark.parametrize(
    "path",
    [
        "/p/{enc}",
        "/p?x={twice}",
        "/p?x={plain}",
        "/p?x={base64}",
        "/p/Tok-SYNTHETIC-77",
        "/a;jsessionid=SYNTHETIC-session",
        "/?a=1;token=SYNTHETIC-session",
        "/?u=http://x/?token=SYNTHETIC-session",
    ],
)
def test_an_address_that_is_refused_leaves_no_key_in_the_log(tmp_path: Path, path: str) -> None:
    """Nothing can be deleted from the log; so what is refused must not be told there either."""
    key = "SYNTHETIC+s/käy"
    enc = quote(key, safe="")
    told = {
        "enc": enc, "twice": quote(enc, safe=""), "plain": key,
        "base64": base64.b64encode(key.encode()).decode(),
    }  # fmt: skip
    headers = {"Authorization": "Bearer Tok-SYNTHETIC-77"}
    store = Store(tmp_path / "case", "ana")
    with pytest.raises(CaptureRefusedError) as caught:
        store.capture(
            "http://host.example" + path.format(**told),
            why="test", settings=Settings(secrets={"key": key}, headers=headers),
        )  # fmt: skip
    assert caught.value.code == "secret-in-url"
    files = [one for one in (tmp_path / "case").rglob("*") if one.is_file()]
    log = b"".join(one.read_bytes() for one in files).decode()
    assert "http://host.example/" in log
    for secret in (*told.values(), "Tok-SYNTHETIC", "SYNTHETIC-session"):
        assert secret not in log
