"""Synthetic sites on loopback addresses that remember who asked for what, and when."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from osint_helpers.evidence.net.settings import Settings

A, B, C, ARCHIVE = "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.9"
ALL = (A, B, C, ARCHIVE)


def settings(**facts: Any) -> Settings:
    return Settings(**{"seconds": 20.0, "allow": frozenset(ALL), **facts})


@dataclass
class Reply:
    body: bytes = b"<p>SYNTHETIC page</p>"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # until the answer begins

    @classmethod
    def text(cls, text: str, status: int = 200, **headers: str) -> Reply:
        return cls(text.encode(), status, {"Content-Type": "text/plain", **headers})


@dataclass(frozen=True)
class Asked:
    host: str
    path: str
    begin: float
    end: float


class Site:
    """Answers by host and path; without an entry a page is 200 and robots.txt is 404."""

    def __init__(self) -> None:
        self.replies: dict[tuple[str, str], Reply | list[Reply] | Callable[[str], Reply]] = {}
        self.asked: list[Asked] = []
        self.begun: list[tuple[str, str]] = []
        self.ports: dict[str, int] = {}
        self._lock = threading.Lock()
        self._servers: list[ThreadingHTTPServer] = []

    def __enter__(self) -> Site:
        for host in ALL:
            server = ThreadingHTTPServer((host, 0), self._handler(host))
            server.daemon_threads = True
            self.ports[host] = server.server_port
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            self._servers.append(server)
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def url(self, path: str, host: str = A) -> str:
        return f"http://{host}:{self.ports[host]}{path}"

    def paths(self, host: str) -> list[str]:
        return [one.path for one in self.asked if one.host == host]

    def gaps(self, host: str) -> list[float]:
        """Seconds between the end of each request and the begin of the next; < 0: at once."""
        mine = sorted((one.begin, one.end) for one in self.asked if one.host == host)
        return [after[0] - before[1] for before, after in zip(mine, mine[1:])]  # noqa: B905, RUF007

    def reply(self, host: str, path: str) -> Reply:
        bare = path.partition("?")[0]
        with self._lock:
            found = self.replies.get((host, path)) or self.replies.get((host, bare))
            if isinstance(found, list):
                found = found.pop(0) if len(found) > 1 else found[0]
        if found is None:
            return Reply.text("none", 404) if bare == "/robots.txt" else Reply()
        return found if isinstance(found, Reply) else found(path)

    def _handler(self, host: str) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                begin = time.monotonic()
                site.begun.append((host, self.path))
                reply = site.reply(host, self.path)
                time.sleep(reply.seconds)
                try:
                    self.send_response(reply.status)
                    for name, value in {"Content-Type": "text/html", **reply.headers}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(reply.body)))
                    self.end_headers()
                    site.asked.append(Asked(host, self.path, begin, time.monotonic()))
                    self.wfile.write(reply.body)
                except OSError:
                    pass  # who asked went away: that is what some tests are about

            def log_message(self, *_: object) -> None:
                pass

        return Handler
