"""Proxies on loopback for tests: SOCKS 5 and HTTP, which tell what they were asked; and bad ones.

Names are resolved here by a table of the test, so that a name no resolver knows can be reached.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Handle = Callable[["Proxy", socket.socket], None]


@dataclass
class Proxy:
    """A proxy in threads of this process.

    Attributes
    ----------
    handle
        Serves one connection.
    names
        Host to loopback address: the resolver of the proxy.
    asked
        Kind and target of every question: ``("name", "source.example", 80)``.
    logins
        What was given to log in.
    heads
        Request heads, for an HTTP proxy.
    """

    handle: Handle
    names: dict[str, str] = field(default_factory=dict)
    login: tuple[bytes, bytes] | None = None
    reply: int = 0
    status: int = 200
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    port: int = 0

    def target(self, host: str) -> str:
        """Return where a host is reached."""
        return self.names.get(host, host)


@contextlib.contextmanager
def running(handle: Handle, **facts: object) -> Iterator[Proxy]:
    """Serve connections until the block ends."""
    proxy = Proxy(handle, **facts)  # type: ignore[arg-type]
    server = socket.create_server(("127.0.0.1", 0))
    proxy.port = server.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(client,), daemon=True).start()

    def one(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError, ValueError):
            client.settimeout(10)
            handle(proxy, client)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


def exactly(client: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = client.recv(size - len(data))
        if not more:
            raise ValueError("the client left")
        data += more
    return data


def pump(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until one side ends."""

    def carry(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    back = threading.Thread(target=carry, args=(other, one), daemon=True)
    back.start()
    carry(one, other)
    back.join()


def socks(proxy: Proxy, client: socket.socket) -> None:
    """Speak SOCKS 5 as RFC 1928 and RFC 1929 have it."""
    version, count = exactly(client, 2)
    methods = exactly(client, count)
    assert version == 5
    if proxy.login is not None:
        if 2 not in methods:
            client.sendall(b"\x05\xff")
            return
        client.sendall(b"\x05\x02")
        _, size = exactly(client, 2)
        user = exactly(client, size)
        password = exactly(client, exactly(client, 1)[0])
        proxy.logins.append((user, password))
        good = (user, password) == proxy.login
        client.sendall(b"\x01\x00" if good else b"\x01\x01")
        if not good:
            return
    else:
        client.sendall(b"\x05\x00")
    _, command, _, kind = exactly(client, 4)
    assert command == 1
    if kind == 3:
        host = exactly(client, exactly(client, 1)[0]).decode()
    else:
        family, size = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
        host = socket.inet_ntop(family, exactly(client, size))
    port = int.from_bytes(exactly(client, 2), "big")
    proxy.asked.append(({1: "IPv4", 3: "name", 4: "IPv6"}[kind], host, port))
    if proxy.reply:
        client.sendall(bytes([5, proxy.reply, 0, 1]) + bytes(6))
        return
    with socket.create_connection((proxy.target(host), port), 10) as server:
        # a name as bound address: its length has to be read
        client.sendall(b"\x05\x00\x00\x03\x05bound\x00\x50")
        pump(client, server)


def http(proxy: Proxy, client: socket.socket) -> None:
    """Take CONNECT, and whole addresses in a request line."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += exactly(client, 1)
    proxy.heads.append(head)
    method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
    if method == "CONNECT":
        host, _, port = target.rpartition(":")
        proxy.asked.append(("connect", host.strip("[]"), int(port)))
        if proxy.status != 200:
            client.sendall(b"HTTP/1.1 %d Said\r\nContent-Length: 0\r\n\r\n" % proxy.status)
            return
        with socket.create_connection((proxy.target(host.strip("[]")), int(port)), 10) as server:
            client.sendall(b"HTTP/1.1 200 Connection established\r\nX-Proxy: SYNTHETIC\r\n\r\n")
            pump(client, server)
        return
    authority, _, path = target.removeprefix("http://").partition("/")
    host, _, port = authority.partition(":")
    proxy.asked.append(("relay", host, int(port or 80)))
    if proxy.status != 200:
        client.sendall(b"HTTP/1.1 %d Said\r\nContent-Length: 0\r\n\r\n" % proxy.status)
        return
    with socket.create_connection((proxy.target(host), int(port or 80)), 10) as server:
        lines = [one for one in head.split(b"\r\n")[1:]
                 if not one.lower().startswith(b"proxy-")]  # fmt: skip
        server.sendall(b"\r\n".join([f"{method} /{path} HTTP/1.1".encode(), *lines]))
        pump(client, server)


def says(*data: bytes) -> Handle:
    """Return a proxy that answers each thing it hears with these bytes, then closes."""

    def handle(_: Proxy, client: socket.socket) -> None:
        for one in data:
            client.recv(4096)
            client.sendall(one)

    return handle


def silent(_: Proxy, client: socket.socket) -> None:
    """Accept and say nothing until the client leaves."""
    while client.recv(4096):
        pass
