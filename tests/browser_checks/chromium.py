"""Chromium without a network: one hostile host is a counting server here, no other name resolves.

Chromium itself asks its maker's hosts for updates and lists now and then; those must not count,
so only the host that the hostile text names leads to the server. Requests of a page to any host
at all are counted in the page itself (``context.on("request")``).
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser import FLAGS, executable, need

ARGUMENTS = (
    *FLAGS,
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
)
FAR_HOST = "evil.example"


class _Handler(socketserver.StreamRequestHandler):
    """Notes every connection and the first line sent on it, and answers with nothing."""

    def handle(self) -> None:
        self.server.arrived.append("connection")  # type: ignore[attr-defined]
        line = self.rfile.readline(4096).decode("latin-1").strip()
        if line:  # a connection made ahead of need may end without a word, much later
            self.server.arrived.append(line)  # type: ignore[attr-defined]
            self.wfile.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.arrived: list[str] = []


class Outside:
    """The host that hostile text names, as a server on this machine.

    Attributes
    ----------
    arrived
        ``"connection"`` for each connection, and the first line of each request.
    port
        Where it listens.
    """

    def __init__(self, server: _Server) -> None:
        self.arrived = server.arrived
        self.port: int = server.server_address[1]


@contextmanager
def outside() -> Iterator[Outside]:
    """Run the counting server."""
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Outside(server)
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium(world: Outside) -> Iterator[Any]:
    """Run Chromium with the hostile host mapped to ``world`` and every other name unknown."""
    need()
    from playwright.sync_api import sync_playwright

    rules = f"--host-resolver-rules=MAP {FAR_HOST} 127.0.0.1:{world.port}, MAP * ~NOTFOUND"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=[*ARGUMENTS, rules])
        try:
            yield browser
        finally:
            browser.close()
