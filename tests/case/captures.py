"""Writes SYNTHETIC captures into a case folder, in the form of docs/architecture.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from osint_helpers.evidence import hashing, layout
from osint_helpers.evidence.record import SCHEMA

_TOOL = {"name": "osint-helpers", "version": "0.0.0", "python": "3.0.0", "system": "SYNTHETIC"}


def hop(url: str, **more: Any) -> dict[str, Any]:
    """Return one hop of a fetched capture."""
    return {
        "url": url, "status": 200, "peer": "192.0.2.1", "tls": None, "started_utc": "",
        "wire_bytes": 0, "wire_sha256": hashing.ZERO, "server_date": "", "problem": "",
        "server_minus_local_s": None, "content_type": "text/html", "content_encoding": "",
    } | more  # fmt: skip


def put(
    case: Path,
    *,
    at: str = "2002-01-05T10:00:00.000000Z",
    body: bytes | None = b"SYNTHETIC page",
    kind: str = "fetched",
    outcome: str = "ok",
    complete: bool = True,
    url: str = "https://example.org/s_daily",
    **more: Any,
) -> str:
    """Write one capture and return its id; ``more`` are further or other keys of the record."""
    sha256 = hashing.of_bytes(body or b"")
    name = layout.capture_id(at, sha256)
    folder = case / layout.CAPTURES / name
    folder.mkdir(parents=True)
    record: dict[str, Any] = {
        "schema": SCHEMA, "kind": kind, "work": "0" * 12, "who": "synth", "why": "SYNTHETIC why",
        "authority": "", "started_utc": at, "finished_utc": at, "seconds": 0.5,
        "title": "SYNTHETIC title", "outcome": outcome, "complete": complete, "reason": "",
        "content_type": "text/html", "files": {}, "body": None, "tool": dict(_TOOL),
    }  # fmt: skip
    if body is not None:
        (folder / "body.txt").write_bytes(body)
        record |= {"body": "body.txt", "files": {"body.txt": {"bytes": len(body),
                                                              "sha256": sha256}}}  # fmt: skip
    if kind == "fetched":
        record |= {
            "url_asked": url, "url_final": url, "status": 200, "hops": [hop(url)],
            "request_headers": {}, "redacted": [], "limits": {"seconds": 60.0},
            "allowed_addresses": [], "certificate_exception": None,
        }  # fmt: skip
    elif kind == "file":
        record |= {"obtained": "SYNTHETIC post", "original_name": "s.txt", "url_stated": url}
    record |= more
    (folder / layout.RECORD).write_text(json.dumps(record, sort_keys=True), encoding="utf-8")
    return name


def derive(case: Path, parent: str, *, body: bytes = b"SYNTHETIC text", **more: Any) -> str:
    """Write a capture that was made from another one."""
    return put(
        case, kind="derived", body=body, url="", outcome=more.pop("outcome", "derived"),
        derived_from={"capture": parent, "file": "body.txt", "sha256": hashing.ZERO},
        method={"name": "SYNTHETIC method", "version": "0"}, **more,
    )  # fmt: skip
