"""A host name leads only where it may: checked for each hop, on the socket that is used."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from tests.evidence.lab import Lab
from tests.evidence.net.conftest import Ask

REAL = socket.getaddrinfo
Answer = Callable[[str, int], list[Any]]


def info(address: str, port: int) -> tuple[Any, ...]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return (family, socket.SOCK_STREAM, 6, "", (address, port))


def resolve(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names lead to these addresses, one answer a question; return the names asked for."""
    asked: list[str] = []

    def answer(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        return [info(one, port) for one in answers[min(len(asked), len(answers)) - 1]]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_name_is_resolved_once_a_hop(ask: Ask, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolve(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    got = ask(lab.url("/page", host="name.example"))
    assert (got["outcome"], asked) == ("ok", ["name.example"])
    assert lab.asked[0][1]["Host"] == f"name.example:{lab.port}"


def test_each_hop_is_resolved_and_checked_anew(
    ask: Ask, lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    got = ask(lab.url("/redir", host="name.example"))
    assert (got["outcome"], len(lab.asked)) == ("blocked-address", 1)
    assert "10.0.0.1" in got["reason"]


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["127.0.0.1", "10.0.0.1"],
        ["127.0.0.1", "::ffff:10.0.0.1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%1"],
        ["169.254.169.254"],
        ["127.0.0.2"],
    ],
)
def test_one_address_that_is_not_public_blocks_the_name(
    ask: Ask, lab: Lab, monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    resolve(monkeypatch, addresses)
    got = ask(lab.url("/page", host="name.example"))
    assert (got["outcome"], got["complete"], got["body"]) == ("blocked-address", False, None)
    assert addresses[-1] in got["reason"]
    assert lab.asked == []


def test_peer_of_the_socket_is_checked(ask: Ask, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, ["93.184.216.34"])
    real = socket.socket.connect
    monkeypatch.setattr(
        socket.socket, "connect", lambda self, _: real(self, ("127.0.0.1", lab.port))
    )
    got = ask(lab.url("/page", host="name.example"), allow=frozenset())
    assert got["outcome"] == "blocked-address"
    assert "127.0.0.1" in got["reason"]
    assert lab.asked == []


def test_redirect_to_a_private_address(ask: Ask, lab: Lab) -> None:
    with Lab("127.0.0.2"):
        got = ask("/to-private")
    assert (got["outcome"], got["complete"], len(got["hops"])) == ("blocked-address", False, 2)
    assert got["hops"][1]["peer"] is None
    assert got["hops"][1]["status"] is None


def test_loopback_is_blocked_unless_listed(ask: Ask, lab: Lab) -> None:
    assert ask("/page", allow=frozenset())["outcome"] == "blocked-address"
    assert lab.asked == []


def test_localhost_is_blocked_too(ask: Ask, lab: Lab) -> None:
    assert ask(lab.url("/page", "localhost"), allow=frozenset())["outcome"] == "blocked-address"


def test_unknown_name(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    got = ask("http://nowhere.example/")
    assert (got["outcome"], got["status"], got["body"]) == ("dns", None, None)
    assert "nowhere.example" in got["reason"]


def test_name_without_address(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, [])
    assert ask("http://nowhere.example/")["outcome"] == "dns"


def test_closed_port(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    got = ask(f"http://127.0.0.1:{port}/")
    assert (got["outcome"], got["complete"]) == ("refused", False)
    assert str(port) in got["reason"]


def test_next_address_is_tried(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with Lab("127.0.0.2") as second:
        resolve(monkeypatch, ["127.0.0.1", "127.0.0.2"])
        allow = frozenset({"127.0.0.1", "127.0.0.2"})
        got = ask(second.url("/page", host="name.example"), allow=allow)
    assert (got["outcome"], got["hops"][0]["peer"]) == ("ok", "127.0.0.2")


def test_reset_connection(ask: Ask) -> None:
    import struct
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def reset() -> None:
            sock, _ = server.accept()
            sock.recv(9999)
            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()

        thread = threading.Thread(target=reset)
        thread.start()
        got = ask(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert (got["outcome"], got["complete"]) == ("truncated", False)
