"""A fetch through a proxy: names looked up there, nothing gone around, no login stored."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.fetching import fetch
from osint_helpers.evidence.net.posting import post
from osint_helpers.evidence.net.proxying import chosen, inward, parse, refuse_inward
from osint_helpers.evidence.net.settings import Settings
from tests.evidence.lab import Lab, certificate
from tests.evidence.net import proxies
from tests.evidence.net.conftest import LOCAL, Ask
from tests.evidence.net.warcs import of_type

HOST = "source.example"
NAMES = {HOST: "127.0.0.1"}
LOGIN = "SYNTHETIC-password"


@pytest.fixture(autouse=True)
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every name this machine looks up; addresses are no look-up."""
    names: list[str] = []
    real = socket.getaddrinfo

    def note(host: str, *rest: object, **more: object) -> object:
        try:
            socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
        except OSError:
            names.append(host)
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", note)
    return names


@pytest.fixture
def socks() -> Iterator[proxies.Proxy]:
    with proxies.running(proxies.socks, names=NAMES) as proxy:
        yield proxy


@pytest.fixture
def relay() -> Iterator[proxies.Proxy]:
    with proxies.running(proxies.http, names=NAMES) as proxy:
        yield proxy


def at(proxy: proxies.Proxy, scheme: str = "socks5h", login: str = "") -> str:
    return f"{scheme}://{login}127.0.0.1:{proxy.port}"


def test_the_name_goes_to_the_socks_proxy_and_is_never_looked_up_here(
    ask: Ask, lab: Lab, socks: proxies.Proxy, looked_up: list[str]
) -> None:
    got = ask(lab.url("/page", host=HOST), proxy=at(socks))
    assert (got["outcome"], got["complete"]) == ("ok", True)
    assert socks.asked == [("name", HOST, lab.port)]
    assert looked_up == []
    assert lab.asked[0][1]["Host"] == f"{HOST}:{lab.port}"


@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_the_record_names_the_proxy_as_the_peer(ask: Ask, lab: Lab, scheme: str, tmp_path: Path):
    handle = proxies.socks if scheme == "socks5h" else proxies.http
    with proxies.running(handle, names=NAMES) as proxy:
        got = ask(lab.url("/page", host=HOST), proxy=at(proxy, scheme))
    assert got["proxy"] == f"{scheme}://127.0.0.1:{proxy.port}"
    (hop,) = got["hops"]
    assert (hop["peer"], hop["peer_port"]) == ("127.0.0.1", proxy.port)
    for record in of_type(tmp_path / "work" / "wire.warc", "response"):
        assert "WARC-IP-Address" not in record.fields


def test_every_hop_goes_through(ask: Ask, lab: Lab, socks: proxies.Proxy) -> None:
    got = ask(lab.url("/redir", host=HOST), proxy=at(socks))
    assert got["outcome"] == "ok"
    assert socks.asked == [("name", HOST, lab.port)] * 3


def test_a_plain_address_goes_to_the_http_proxy_whole(
    ask: Ask, lab: Lab, relay: proxies.Proxy, looked_up: list[str], tmp_path: Path
) -> None:
    got = ask(lab.url("/page?x=1", host=HOST), proxy=at(relay, "http"))
    assert got["outcome"] == "ok"
    assert relay.asked == [("relay", HOST, lab.port)]
    assert relay.heads[0].startswith(f"GET http://{HOST}:{lab.port}/page?x=1 HTTP/1.1\r\n".encode())
    (sent,) = of_type(tmp_path / "work" / "wire.warc", "request")
    assert sent.block == relay.heads[0]
    assert looked_up == []


@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_tls_is_spoken_with_the_source_through_the_proxy(
    tmp_path: Path, scheme: str, looked_up: list[str]
) -> None:
    pem = certificate(tmp_path, f"DNS:{HOST}")
    handle = proxies.socks if scheme == "socks5h" else proxies.http
    with Lab(tls=pem) as lab, proxies.running(handle, names=NAMES) as proxy:
        settings = replace(LOCAL, proxy=at(proxy, scheme), ca_file=pem)
        (tmp_path / "good").mkdir()
        got = fetch(lab.url("/page", host=HOST), tmp_path / "good", settings)
        assert got["outcome"] == "ok"
        assert got["hops"][0]["tls"]["version"].startswith("TLS")
        (tmp_path / "bad").mkdir()
        got = fetch(lab.url("/page", host=HOST), tmp_path / "bad", replace(settings, ca_file=None))
        assert got["outcome"] == "tls"
        assert "its SHA-256 is" in got["reason"]
    assert {one[1] for one in proxy.asked} == {HOST}
    assert looked_up == []


@pytest.mark.parametrize("right", [True, False])
def test_a_login_at_the_socks_proxy(ask: Ask, lab: Lab, right: bool, tmp_path: Path) -> None:
    with proxies.running(proxies.socks, names=NAMES, login=(b"ana", LOGIN.encode())) as proxy:
        given = LOGIN if right else "SYNTHETIC-wrong"
        got = ask(lab.url("/page", host=HOST), proxy=at(proxy, login=f"ana:{given}@"))
    assert got["outcome"] == ("ok" if right else "proxy")
    assert proxy.logins == [(b"ana", given.encode())]
    assert len(lab.asked) == right
    stored = b"".join(path.read_bytes() for path in (tmp_path / "work").iterdir())
    assert given not in json.dumps(got)
    assert given.encode() not in stored


def test_a_login_at_the_http_proxy_is_sent_and_not_stored(
    ask: Ask, lab: Lab, relay: proxies.Proxy, tmp_path: Path
) -> None:
    got = ask(lab.url("/page", host=HOST), proxy=at(relay, "http", f"ana:{LOGIN}@"))
    token = base64.b64encode(f"ana:{LOGIN}".encode())
    assert got["outcome"] == "ok"
    assert b"Proxy-Authorization: Basic " + token in relay.heads[0]
    stored = b"".join(path.read_bytes() for path in (tmp_path / "work").iterdir())
    assert token not in stored
    assert b"Proxy-Authorization: Basic REDACTED" in stored
    assert all("proxy-authorization" not in {k.lower() for k in one[1]} for one in lab.asked)


def test_a_login_goes_with_connect_too(tmp_path: Path, relay: proxies.Proxy) -> None:
    pem = certificate(tmp_path, f"DNS:{HOST}")
    with Lab(tls=pem) as lab:
        settings = replace(LOCAL, proxy=at(relay, "http", f"ana:{LOGIN}@"), ca_file=pem)
        (tmp_path / "work").mkdir()
        assert fetch(lab.url("/page", host=HOST), tmp_path / "work", settings)["outcome"] == "ok"
    assert b"Proxy-Authorization: Basic " in relay.heads[0]
    assert "Proxy-Authorization" not in json.dumps(lab.asked)


def test_a_dead_proxy_is_not_gone_around(ask: Ask, lab: Lab) -> None:
    with proxies.running(proxies.socks) as gone:
        pass
    got = ask("/page", proxy=at(gone))  # the source itself could be reached
    assert (got["outcome"], got["complete"], got["status"]) == ("proxy", False, None)
    assert lab.asked == []


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        (proxies.says(b"\x04\x00"), "does not speak SOCKS 5"),
        (proxies.says(b"HTTP/1.1 400 Bad\r\n\r\n"), "does not speak SOCKS 5"),
        (proxies.says(b"\x05"), "closed the connection"),
        (proxies.says(b"\x05\xff"), "wants a login"),
        (proxies.says(b"\x05\x02"), "wants a login"),
        (proxies.says(b"\x05\x01"), "unknown login"),
        (proxies.says(b"\x05\x00", b"\x04\x00\x00\x01" + bytes(6)), "does not speak SOCKS 5"),
        (proxies.says(b"\x05\x00", b"\x05\x00\x00\x09" + bytes(6)), "does not speak SOCKS 5"),
        (proxies.says(b"\x05\x00", b"\x05\x00\x00\x01" + bytes(5)), "closed the connection"),
        (proxies.says(b"\x05\x00", b"\x05\x02\x00\x01" + bytes(6)), "not allowed by its rules"),
        (proxies.says(b"\x05\x00", b"\x05\x63\x00\x01" + bytes(6)), "failure 99"),
    ],
)
def test_a_proxy_that_does_not_speak_as_it_should(
    ask: Ask, lab: Lab, handle: proxies.Handle, words: str
) -> None:
    with proxies.running(handle) as proxy:
        got = ask("/page", proxy=at(proxy))
    assert got["outcome"] == "proxy"
    assert words in got["reason"]
    assert lab.asked == []


@pytest.mark.parametrize("reply", [1, 3, 4, 5, 6])
def test_what_lies_behind_a_proxy_may_refuse(ask: Ask, lab: Lab, reply: int) -> None:
    with proxies.running(proxies.socks, reply=reply) as proxy:
        got = ask(lab.url("/page", host=HOST), proxy=at(proxy))
    assert got["outcome"] == "refused"
    assert HOST in got["reason"]


@pytest.mark.parametrize(
    ("status", "outcome"), [(407, "proxy"), (403, "proxy"), (502, "refused"), (504, "refused")]
)
def test_connect_that_is_refused(tmp_path: Path, status: int, outcome: str) -> None:
    with proxies.running(proxies.http, status=status) as proxy:
        got = fetch(f"https://{HOST}/", tmp_path, replace(LOCAL, proxy=at(proxy, "http")))
    assert got["outcome"] == outcome
    assert len(proxy.asked) == 1


def test_the_http_proxy_that_wants_a_login_is_no_answer_of_the_source(tmp_path: Path) -> None:
    with proxies.running(proxies.http, status=407) as proxy:
        got = fetch(f"http://{HOST}/", tmp_path, replace(LOCAL, proxy=at(proxy, "http")))
    assert (got["outcome"], got["complete"]) == ("proxy", False)


def test_an_endless_head_of_a_proxy_ends(tmp_path: Path) -> None:
    with proxies.running(proxies.says(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 9000)) as proxy:
        got = fetch(f"https://{HOST}/", tmp_path, replace(LOCAL, proxy=at(proxy, "http")))
    assert got["outcome"] == "proxy"
    assert "without an end" in got["reason"]


def test_a_silent_proxy_is_within_the_time_limit(ask: Ask) -> None:
    with proxies.running(proxies.silent) as proxy:
        got = ask(f"http://{HOST}/", proxy=at(proxy), seconds=0.3)
    assert got["outcome"] == "timeout"
    assert got["seconds"] < 3


@pytest.mark.parametrize(
    "host",
    ["127.0.0.2", "10.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254", "localhost",
     "x.localhost", "router.local", "metadata.google.internal", "box.home.arpa", "intranet"],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_what_is_written_as_private_stays_refused(ask: Ask, host: str, scheme: str) -> None:
    with proxies.running(proxies.silent) as proxy:
        got = ask(f"http://{host}/", proxy=at(proxy, scheme), allow=frozenset({"10.0.0.9"}))
    assert got["outcome"] == "blocked-address"
    assert proxy.asked == []


def test_a_redirect_into_a_network_of_ones_own_is_refused(
    ask: Ask, lab: Lab, socks: proxies.Proxy
) -> None:
    got = ask(lab.url("/to?u=http://10.0.0.1/", host=HOST), proxy=at(socks))
    assert got["outcome"] == "blocked-address"
    assert len(socks.asked) == 1


def test_an_allowed_address_is_asked_through_the_proxy(
    ask: Ask, lab: Lab, socks: proxies.Proxy
) -> None:
    assert ask("/page", proxy=at(socks))["outcome"] == "ok"
    assert socks.asked == [("IPv4", "127.0.0.1", lab.port)]


def test_localhost_is_asked_when_loopback_is_allowed(ask: Ask, socks: proxies.Proxy, lab: Lab):
    assert ask(lab.url("/page", host="localhost"), proxy=at(socks))["outcome"] == "ok"


def test_an_onion_name_is_not_told_to_a_resolver(ask: Ask, looked_up: list[str]) -> None:
    got = ask("http://synthetic.onion/")
    assert (got["outcome"], looked_up) == ("dns", [])


def test_an_onion_name_goes_to_the_proxy(ask: Ask, lab: Lab) -> None:
    with proxies.running(proxies.socks, names={"synthetic.onion": "127.0.0.1"}) as proxy:
        got = ask(lab.url("/page", host="synthetic.onion"), proxy=at(proxy))
    assert got["outcome"] == "ok"


def test_an_unknown_host_of_a_proxy_is_a_fault_of_the_proxy(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "no name")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    got = ask(f"http://{HOST}/", proxy="socks5h://proxy.example:1080")
    assert got["outcome"] == "proxy"
    assert "proxy.example" in got["reason"]


def test_a_post_goes_through(lab: Lab, socks: proxies.Proxy) -> None:
    settings = replace(LOCAL, proxy=at(socks))
    url = lab.url("/tsa", host=HOST)
    assert post(url, b"x", "application/timestamp-query", settings) == b"answer to x"
    assert socks.asked == [("name", HOST, lab.port)]


@pytest.mark.parametrize("scheme", ["socks5", "socks", "socks4", "socks4a"])
def test_a_scheme_that_may_look_names_up_here_is_refused_with_advice(scheme: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        Settings(proxy=f"{scheme}://ana:{LOGIN}@127.0.0.1:1080")
    assert "socks5h" in caught.value.advice
    assert LOGIN not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1:1080", "ftp://127.0.0.1:1", "https://127.0.0.1:1", "http://", "http://a:0",
     "http://a:99999", "http://a:1/path", "http://a:1?x", "http://a:1#x", "socks5h://[::1",
     f"http://ana:abc@{HOST}", f"http://ana@{HOST}", f"socks5h://:{LOGIN}@{HOST}",
     f"socks5h://{'u' * 256}@{HOST}"],
)  # fmt: skip
def test_an_unusable_proxy_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        parse(text)
    assert LOGIN not in str(caught.value)


def test_a_proxy_is_told_without_its_login() -> None:
    settings = Settings(proxy=f"socks5h://ana:{LOGIN}@[::1]:9050")
    assert LOGIN not in repr(settings)
    assert LOGIN not in repr(settings.via)
    assert settings.via is not None
    assert settings.via.text == "socks5h://[::1]:9050"
    assert (settings.via.user, settings.via.password) == ("ana", LOGIN)


@pytest.mark.parametrize(
    ("text", "port"), [("socks5h://a.example", 1080), ("http://a.example", 8080)]
)
def test_usual_ports(text: str, port: int) -> None:
    assert parse(text).port == port


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY", "All_Proxy"])
def test_a_proxy_for_other_programs_is_not_taken_and_not_passed_over(name: str) -> None:
    environment = {name: f"http://ana:{LOGIN}@{HOST}:1"}
    with pytest.raises(EvidenceError, match=name) as caught:
        chosen(environment)
    assert "OSINT_PROXY=direct" in caught.value.advice
    assert LOGIN not in str(caught.value)
    assert chosen({**environment, "OSINT_PROXY": "direct"}) == ""
    assert chosen(environment, "direct") == ""
    assert chosen(environment, "socks5h://a.example:1") == "socks5h://a.example:1"


def test_an_empty_variable_chooses_nothing() -> None:
    assert chosen({"HTTP_PROXY": "", "OSINT_PROXY": " "}) == ""


def test_an_argument_outweighs_the_variable() -> None:
    environment = {"OSINT_PROXY": "http://a.example:1"}
    assert chosen(environment) == "http://a.example:1"
    assert chosen(environment, "socks5h://b.example:2") == "socks5h://b.example:2"
    assert chosen(environment, "direct") == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [("8.8.8.8", False), ("source.example", False), ("local.example", False), ("10.1.2.3", True),
     ("LOCALHOST", True), ("a.local.", True)],
)  # fmt: skip
def test_inward_names(host: str, expected: bool) -> None:
    assert inward(host) is expected


@pytest.mark.parametrize(
    "text",
    [
        "http://ana:abcd@proxy.example:8080",  # the shortest password that can be redacted
        "socks5h://ana:abc@proxy.example:1080",  # a login of SOCKS is never in a header
        f"socks5h://{'a' * 255}:{'b' * 255}@proxy.example:1080",
    ],
)
def test_a_login_at_its_limit_can_be_sent(text: str) -> None:
    assert parse(text).user


def test_a_user_with_a_colon_cannot_be_told_from_its_password() -> None:
    with pytest.raises(EvidenceError, match="has a login without"):
        parse("http://ana%3Ax:SYNTHETIC@proxy.example:8080")


def test_names_below_localhost_may_be_asked_where_loopback_may() -> None:
    refuse_inward("api.localhost", {"127.0.0.1"})
