"""Replay 10,000 recorded answers, the index of the case included; bar: 500 a second.

The case is written straight with the layout of captures, 2 kB of JSON each. The peer is
requests-cache, where it is installed, replaying the same answers from its database; else reading
the same body files and parsing their JSON, which is the least anything could do.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

COUNT, BAR = 10_000, 500.0
BASE = "https://bench.example/rows"


def body(number: int) -> bytes:
    """Return the answer of one question."""
    rows = [{"n": number, "row": row, "text": "SYNTHETIC row of a benchmark"} for row in range(32)]
    return json.dumps({"rows": rows}).encode()


def write(case: Path, number: int) -> Path:
    """Write one capture as the store lays it out; return its body."""
    from osint_helpers import _json
    from osint_helpers.evidence import hashing, layout
    from osint_helpers.evidence.net import warc
    from osint_helpers.evidence.record import SCHEMA

    data, url = body(number), f"{BASE}?n={number}"
    at = f"2026-11-21T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}.000000Z"
    sha256 = hashlib.sha256(data).hexdigest()
    folder = case / layout.CAPTURES / layout.capture_id(at, sha256)
    folder.mkdir(parents=True)
    name = f"body.{layout.ending_of_type('application/json')}"
    (folder / name).write_bytes(data)
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    with (folder / layout.WIRE).open("wb") as out:
        for kind, block in (
            ("response", head.encode() + data),
            ("request", f"GET /rows?n={number} HTTP/1.1\r\nHost: bench.example\r\n\r\n".encode()),
        ):
            told = {"WARC-Target-URI": url}
            record = warc.Record(kind, at, f"application/http;msgtype={kind}", told)
            warc.write_bytes(out, record, block)
    files = {
        one: {"bytes": (folder / one).stat().st_size, "sha256": hashing.of_file(folder / one)}
        for one in (name, layout.WIRE)
    }
    hop = {
        "url": url, "status": 200, "peer": "127.0.0.1", "peer_port": 443, "tls": None,
        "started_utc": at, "wire_bytes": len(data), "wire_sha256": sha256, "server_date": None,
        "server_minus_local_s": None, "content_type": "application/json", "content_encoding": "",
        "problem": None,
    }  # fmt: skip
    record_of: dict[str, Any] = {
        "schema": SCHEMA, "kind": "fetched", "work": f"{number:012x}", "who": "bench",
        "why": "bench", "authority": "", "started_utc": at, "finished_utc": at, "seconds": 0.1,
        "title": "", "outcome": "ok", "complete": True, "reason": "",
        "content_type": "application/json", "files": files, "body": name, "tool": {},
        "url_asked": url, "url_final": url, "status": 200, "hops": [hop],
        "request_headers": {"Host": "bench.example", "Accept": "*/*"}, "redacted": [],
        "limits": {"seconds": 60.0}, "allowed_addresses": [], "certificate_exception": None,
        "collector": "bench.rows", "licence": "open", "attempts": [{"started_utc": at}],
    }  # fmt: skip
    (folder / layout.RECORD).write_text(_json.readable(record_of), "utf-8")
    return folder / name


def replay(case: Path) -> float:
    """Return the seconds of replaying every answer, from a new client on."""
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.manifests import Manifest

    manifest = Manifest(
        "bench", "news", "SYNTHETIC benchmark", "SYNTHETIC", "none", "open", "none", ("rows",),
        "bench/1", "documented", servers={"": BASE.rpartition("/")[0]}, limits=("Made up.",),
    )  # fmt: skip
    started = time.perf_counter()
    client = Client(case, "replay", environment={})
    for number in range(COUNT):
        found = client.ask(manifest, "rows", params={"n": number}).json()
        if found["rows"][0]["n"] != number:
            raise SystemExit(f"answer {number} is another one")
    return time.perf_counter() - started


def peer(folder: Path, bodies: list[Path]) -> tuple[str, float]:
    """Return name and seconds of the peer."""
    try:
        import requests_cache
    except ImportError:
        started = time.perf_counter()
        for path in bodies:
            json.loads(path.read_bytes())
        return "plain reads of the bodies", time.perf_counter() - started
    return "requests-cache", _requests_cache(requests_cache, folder)


def _requests_cache(library: Any, folder: Path) -> float:  # noqa: ANN401
    import io

    import requests
    import urllib3

    class Adapter(requests.adapters.BaseAdapter):
        def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
            response = requests.Response()
            response.status_code, response.url = 200, str(request.url)
            response.request = request
            data = body(int(str(request.url).rpartition("=")[2]))
            response.raw = urllib3.HTTPResponse(
                io.BytesIO(data), status=200, preload_content=False, request_method="GET",
                request_url=str(request.url),
            )  # fmt: skip
            return response

        def close(self) -> None:
            """Nothing is held open."""

    def session() -> Any:  # noqa: ANN401
        made = library.CachedSession(str(folder / "peer.sqlite"), backend="sqlite")
        made.mount("https://", Adapter())
        return made

    filling = session()
    for number in range(COUNT):
        filling.get(BASE, params={"n": number})
    started = time.perf_counter()
    replaying = session()
    for number in range(COUNT):
        answer = replaying.get(BASE, params={"n": number})
        if not answer.from_cache or answer.json()["rows"][0]["n"] != number:
            raise SystemExit(f"answer {number} of the peer is another one")
    return time.perf_counter() - started


def main() -> int:
    """Print figure, bar and ratio; return 1 below the bar."""
    with tempfile.TemporaryDirectory(prefix="osint-bench-") as name:
        case = Path(name) / "case"
        bodies = [write(case, number) for number in range(COUNT)]
        seconds = min(replay(case) for _ in range(2))
        who, theirs = peer(Path(name), bodies)
    rate = COUNT / seconds
    print(f"{COUNT} recorded answers of {len(body(0)) / 1000:.1f} kB, index included")
    print(f"replayed a second  {rate:8.0f}   bar >= {BAR:.0f}")
    print(f"{who}: {COUNT / theirs:.0f} a second; ratio of times {seconds / theirs:.2f}")
    return 0 if rate >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
