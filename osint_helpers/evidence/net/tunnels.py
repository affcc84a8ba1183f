"""The way through a proxy: SOCKS 5 (RFC 1928, RFC 1929) and HTTP CONNECT (RFC 9110)."""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.proxying import Proxy
from osint_helpers.evidence.net.urls import Url

_HEAD_MOST: Final = 1 << 14
_SOCKS: Final = {
    1: "general failure", 2: "not allowed by its rules", 3: "network unreachable",
    4: "host unreachable", 5: "connection refused", 6: "time to live expired",
    7: "command not supported", 8: "kind of address not supported",
}  # fmt: skip
_BEYOND: Final = frozenset({1, 3, 4, 5, 6})  # the proxy works; what lies behind it does not


def through(sock: socket.socket, proxy: Proxy, url: Url, budget: Budget) -> None:
    """Have the proxy at the other end of `sock` connect to the host of `url`.

    For ``http`` by an HTTP proxy there is nothing to do: the request itself names the host.

    Raises
    ------
    ExchangeError
        ``proxy``: it does not speak as it should, wants a login, or forbids it; ``refused``: it
        says that it cannot reach the host; ``timeout``.
    """
    line = _Line(sock, proxy, budget)
    if proxy.scheme == "socks5h":
        _socks(line, url)
    elif proxy.tunnels(url):
        _connect(line, url)


class _Line:
    """The connection to a proxy: exact reads, within the time limit."""

    def __init__(self, sock: socket.socket, proxy: Proxy, budget: Budget) -> None:
        self._sock, self.proxy, self._budget = sock, proxy, budget

    def send(self, data: bytes) -> None:
        try:
            self._sock.settimeout(self._budget.left())
            self._sock.sendall(data)
        except TimeoutError:
            raise self._budget.over() from None
        except OSError:
            raise self.fault("broke the connection") from None

    def read(self, size: int) -> bytes:
        """Return exactly so many bytes: one more would belong to the source."""
        data = b""
        while len(data) < size:
            try:
                self._sock.settimeout(self._budget.left())
                more = self._sock.recv(size - len(data))
            except TimeoutError:
                raise self._budget.over() from None
            except OSError:
                raise self.fault("broke the connection") from None
            if not more:
                raise self.fault("closed the connection")
            data += more
        return data

    def fault(self, what: str) -> ExchangeError:
        return ExchangeError("proxy", f"the proxy {self.proxy.text} {what}")

    def beyond(self, url: Url, what: str) -> ExchangeError:
        return ExchangeError(
            "refused", f"the proxy {self.proxy.text} does not reach {url.host}: {what}"
        )


def _socks(line: _Line, url: Url) -> None:
    proxy = line.proxy
    line.send(b"\x05\x02\x00\x02" if proxy.user else b"\x05\x01\x00")
    version, method = line.read(2)
    if version != 5:
        raise line.fault("does not speak SOCKS 5")
    if method == 2 and proxy.user:
        _log_in(line)
    elif method != 0:
        raise line.fault("wants a login" if method in {2, 255} else "wants an unknown login")
    line.send(b"\x05\x01\x00" + _target(url.host) + url.port.to_bytes(2, "big"))
    version, reply, _, kind = line.read(4)
    if version != 5:
        raise line.fault("does not speak SOCKS 5")
    if reply:
        said = _SOCKS.get(reply, f"failure {reply}")
        raise line.beyond(url, said) if reply in _BEYOND else line.fault(f"says: {said}")
    sizes = {1: 4, 4: 16}
    if kind != 3 and kind not in sizes:
        raise line.fault("does not speak SOCKS 5")
    line.read((line.read(1)[0] if kind == 3 else sizes[kind]) + 2)


def _log_in(line: _Line) -> None:
    user, password = line.proxy.user.encode(), line.proxy.password.encode()
    line.send(b"\x01" + bytes([len(user)]) + user + bytes([len(password)]) + password)
    if line.read(2)[1] != 0:
        raise line.fault("refuses the login")


def _target(host: str) -> bytes:
    """Return kind and value of the host: a name stays a name, so that the proxy looks it up."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        return bytes([3, len(name)]) + name
    return bytes([1 if address.version == 4 else 4]) + address.packed


def _connect(line: _Line, url: Url) -> None:
    host = f"[{url.host}]" if ":" in url.host else url.host
    where = f"{host}:{url.port}"
    login = f"Proxy-Authorization: {line.proxy.login}\r\n" if line.proxy.user else ""
    line.send(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n{login}\r\n".encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        if len(head) >= _HEAD_MOST:
            raise line.fault("answers without an end")
        head += line.read(1)
    version, _, rest = head.partition(b"\r\n")[0].partition(b" ")
    if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
        raise line.fault("does not speak HTTP")
    status = int(rest[:3])
    if status == 407:
        raise line.fault("wants a login, or refuses the one given (status 407)")
    if status in {502, 503, 504}:
        raise line.beyond(url, f"status {status}")
    if not 200 <= status < 300:
        raise line.fault(f"refuses the connection (status {status})")
