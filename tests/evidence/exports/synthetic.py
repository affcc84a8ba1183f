"""Case folders with SYNTHETIC captures, written without store or network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

AT = "2026-01-02T03:04:05.678901Z"
DONE = "2026-01-02T03:04:07.000001Z"
PAGE = b"<html><title>SYNTHETIC</title><p>No fact stands here.</p></html>"
HOME = "http://synthetic.example/page"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def record(kind: str, url: str, block: bytes, *, at: str = AT, digest: str = "") -> bytes:
    """Return one WARC/1.1 record."""
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-5000-8000-{sha256(block)[:12]}>",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {at}",
        *([f"WARC-Payload-Digest: {digest}"] if digest else []),
        f"Content-Type: application/http; msgtype={kind}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(
    body: bytes = PAGE, status: str = "200 OK", content_type: str = "text/html; charset=utf-8"
) -> bytes:
    """Return an HTTP response."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def wire(*hops: tuple[str, bytes], at: str = AT) -> bytes:
    """Return a WARC of responses, each followed by its request."""
    ask = b"GET / HTTP/1.1\r\nHost: synthetic.example\r\n\r\n"
    return b"".join(
        record("response", url, block, at=at) + record("request", url, ask, at=at)
        for url, block in hops
    )


def capture(case: Path, files: dict[str, bytes], body: str | None, **facts: Any) -> Path:
    """Write one capture folder; `facts` go over the defaults of its record."""
    known = {
        "schema": "osint-capture/1",
        "kind": "file",
        "work": "0123456789ab",
        "who": "ana",
        "why": "test",
        "authority": "",
        "started_utc": AT,
        "finished_utc": DONE,
        "seconds": 1.0,
        "title": "",
        "outcome": "received",
        "complete": True,
        "reason": "",
        "content_type": "",
        "files": {n: {"bytes": len(b), "sha256": sha256(b)} for n, b in files.items()},
        "body": body,
        "tool": {"name": "osint-helpers", "version": "0"},
    }
    started = str(facts.get("started_utc", AT))[:19].replace("-", "").replace(":", "") + "Z"
    named = sha256(files[body] if body else b"")[:8]
    folder = case / "captures" / f"{started}-{named}"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    text = json.dumps(known | facts, sort_keys=True) + "\n"
    (folder / "capture.json").write_text(text, encoding="utf-8")
    (case / "log").mkdir(exist_ok=True)
    (case / "seals").mkdir(exist_ok=True)
    return folder


def fetched(case: Path, url: str = HOME, page: bytes = PAGE, **facts: Any) -> Path:
    """Write a fetched capture of one HTML page."""
    at = str(facts.get("started_utc", AT))
    known = {
        "kind": "fetched",
        "outcome": "ok",
        "content_type": "text/html; charset=utf-8",
        "url_asked": url,
        "url_final": url,
        "status": 200,
        "hops": [{"url": url}],
    }
    files = {"wire.warc": wire((url, answer(page)), at=at), "body.html.txt": page}
    return capture(case, files, "body.html.txt", **{**known, **facts})


def derived(case: Path, of: Path, **facts: Any) -> Path:
    """Write a derived capture made from the body of another."""
    body = of / "body.html.txt"
    origin = {"capture": of.name, "file": body.name, "sha256": sha256(body.read_bytes())}
    known = {"kind": "derived", "outcome": "derived", "derived_from": origin, "method": {}}
    return capture(case, {"body.txt": b"SYNTHETIC text"}, "body.txt", **{**known, **facts})
