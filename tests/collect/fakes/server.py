"""A server on loopback that speaks the documented formats of public sources. SYNTHETIC content.

Each module beside this one plays one source, built from what the source documents: it has a
function ``answer(request: Request) -> Reply`` and whatever records it serves. Nothing in it may be
taken from the collectors: a misreading would then confirm itself.
"""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Request:
    """What was asked of a source: `path` is what stands behind the prefix of the source."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    base: str  # address of the source on this server, for links in answers

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of a parameter."""
        return self.query.get(name, [default])[0]

    def json(self) -> Any:
        """Return what was posted."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What the source answers."""

    body: bytes = b""
    content_type: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    """Return a JSON reply."""
    return Reply(json.dumps(value).encode(), "application/json", status, headers)


Answer = Callable[[Request], Reply]


class FakeSources:
    """Sources on one loopback server; a context manager.

    ``FakeSources(comtrade=answer)`` answers under ``/comtrade/``; ``servers`` is what
    `Client(servers=…)` takes; ``asked`` is every request so far. `trouble` maps a source to replies
    that are given first, one each, before its own answers: for limits, errors and broken pages.
    """

    port = 0  # any free one

    def __init__(self, **sources: Answer) -> None:
        self.sources = sources
        self.asked: list[Request] = []
        self.trouble: dict[str, list[Reply]] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> FakeSources:
        fakes = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                self._reply()

            def do_POST(self) -> None:
                self._reply()

            def _reply(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                reply = fakes.reply(self.command, self.path, dict(self.headers.items()), body)
                self.send_response(reply.status)
                said = {
                    "Content-Type": reply.content_type,
                    "Content-Length": str(len(reply.body)),
                    **reply.headers,
                }
                for name, value in said.items():
                    self.send_header(name, value)
                self.end_headers()
                if reply.status not in {204, 304}:
                    self.wfile.write(reply.body)

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def servers(self) -> dict[str, str]:
        """What `Client(servers=…)` takes; a source with further servers adds its own."""
        return {name: f"{self.url}/{name}" for name in self.sources}

    def reply(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        """Answer one request."""
        split = urlsplit(target)
        name, _, path = split.path.lstrip("/").partition("/")
        query = parse_qs(split.query, keep_blank_values=True)
        request = Request(method, path, query, headers, body, f"{self.url}/{name}")
        with self._lock:
            self.asked.append(request)
            waiting = self.trouble.get(name)
            if waiting:
                return waiting.pop(0)
        if name not in self.sources:
            return Reply(b"no such source", "text/plain", 404)
        return self.sources[name](request)
