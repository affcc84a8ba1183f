"""Certificates: trusted, refused, or accepted by name of their hash, and always recorded."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.settings import Settings
from tests.evidence.lab import HTML, Lab, certificate
from tests.evidence.net.conftest import Ask
from tests.evidence.net.warcs import read


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(pem: Path) -> Iterator[Lab]:
    with Lab(tls=pem) as running:
        yield running


def leaf(pem: Path) -> str:
    text = pem.read_text().partition("-----BEGIN CERT")[2]
    der = ssl.PEM_cert_to_DER_cert("-----BEGIN CERT" + text)
    return hashlib.sha256(der).hexdigest()


def test_unknown_authority_sends_nothing_and_names_the_leaf(
    ask: Ask, secure: Lab, pem: Path, tmp_path: Path
) -> None:
    got = ask(secure.url("/page?SYNTHETICq=1"))
    assert (got["outcome"], got["complete"], got["body"]) == ("tls", False, None)
    assert got["hops"][0]["tls"]["leaf_sha256"] == leaf(pem)
    assert leaf(pem) in got["reason"]
    assert "self-signed" in got["reason"]
    assert secure.asked == []
    assert [one.fields["WARC-Type"] for one in read(tmp_path / "work" / "wire.warc")] == [
        "warcinfo"
    ]


def test_private_authority_is_trusted_and_recorded(
    ask: Ask, secure: Lab, pem: Path, tmp_path: Path
) -> None:
    got = ask(secure.url("/page"), ca_file=pem)
    assert got["outcome"] == "ok"
    assert (tmp_path / "work" / got["body"]).read_bytes() == HTML
    tls = got["hops"][0]["tls"]
    assert set(tls) == {"version", "cipher", "leaf_sha256"}
    assert tls["version"] == "TLSv1.3"
    assert tls["leaf_sha256"] == leaf(pem)
    assert got["certificate_exception"] == {
        "leaf_sha256": None, "why": None, "used": False, "problem": "", "ca_file": pem.name,
        "ca_file_sha256": hashlib.sha256(pem.read_bytes()).hexdigest(),
    }  # fmt: skip


def test_wrong_host_is_refused(ask: Ask, tmp_path: Path) -> None:
    other = certificate(tmp_path, "DNS:other.example")
    with Lab(tls=other) as lab:
        got = ask(lab.url("/page"), ca_file=other)
    assert got["outcome"] == "tls"
    assert "IP address mismatch" in got["reason"]
    assert lab.asked == []


def test_named_leaf_is_accepted_and_recorded(ask: Ask, secure: Lab, pem: Path) -> None:
    got = ask(secure.url("/page"), accept_leaf=(leaf(pem), "SYNTHETIC: known server"))
    assert got["outcome"] == "ok"
    told = got["certificate_exception"]
    assert (told["leaf_sha256"], told["why"]) == (leaf(pem), "SYNTHETIC: known server")
    assert told["used"] is True
    assert "self-signed" in told["problem"]


def test_any_other_leaf_is_not_accepted(ask: Ask, secure: Lab) -> None:
    got = ask(secure.url("/page"), accept_leaf=("a" * 64, "SYNTHETIC"))
    assert got["outcome"] == "tls"
    assert got["certificate_exception"]["used"] is False
    assert secure.asked == []


def test_named_leaf_is_not_needed_when_the_certificate_verifies(
    ask: Ask, secure: Lab, pem: Path
) -> None:
    got = ask(secure.url("/page"), ca_file=pem, accept_leaf=("a" * 64, "SYNTHETIC"))
    assert got["outcome"] == "ok"
    assert got["certificate_exception"]["used"] is False


@pytest.mark.parametrize("path", ["/redir", "/chunkedgz", "/short", "/lying-length"])
def test_https_answers_are_read_like_others(ask: Ask, secure: Lab, pem: Path, path: str) -> None:
    expected = {"/short": "truncated", "/lying-length": "bad-response"}.get(path, "ok")
    assert ask(secure.url(path), ca_file=pem)["outcome"] == expected


def test_time_limit_holds_over_tls(ask: Ask, secure: Lab, pem: Path) -> None:
    assert ask(secure.url("/slow"), ca_file=pem, seconds=0.8)["outcome"] == "timeout"


def test_key_does_not_follow_from_https_to_http(ask: Ask, lab: Lab, secure: Lab, pem: Path) -> None:
    got = ask(
        secure.url(f"/to?u={lab.url('/page')}"), ca_file=pem, headers={"X-Api-Key": "SYNTHETICkey"}
    )
    assert got["outcome"] == "ok"
    assert "X-Api-Key" in secure.asked[0][1]
    assert "X-Api-Key" not in lab.asked[0][1]


def test_http_server_on_an_https_address(ask: Ask, lab: Lab) -> None:
    got = ask(lab.url("/page").replace("http:", "https:"))
    assert (got["outcome"], got["hops"][0]["tls"]) == ("tls", None)
    assert "handshake failed" in got["reason"]


def test_handshake_that_never_ends(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        got = ask(f"https://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.5)
    assert got["outcome"] == "timeout"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\nSYNTHETIC", "truncated"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nSYNTHETIC", "ok"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nSYNTHETIC\r\n0\r\n\r\n",
            "ok",
        ),
    ],
)
def test_ragged_end_of_tls_is_a_truncation_when_it_is_the_end_of_the_body(
    ask: Ask, pem: Path, answer: bytes, outcome: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            sock, _ = server.accept()
            with context.wrap_socket(sock, server_side=True) as secured:
                secured.recv(9999)
                secured.sendall(answer)  # and no closing message

        thread = threading.Thread(target=serve)
        thread.start()
        got = ask(f"https://127.0.0.1:{server.getsockname()[1]}/", ca_file=pem)
        thread.join()
    assert (got["outcome"], got["complete"]) == (outcome, outcome == "ok")
    assert ("closing message" in got["reason"]) == (outcome == "truncated")


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_unusable_authority_file(ask: Ask, lab: Lab, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(EvidenceError, match="authority"):
        ask("/page", ca_file=path)
    assert lab.asked == []
    assert not isinstance(Settings(ca_file=path), Exception)
