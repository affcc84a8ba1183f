"""Captures that were never made: records in memory, and small ones on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osint_helpers.evidence.record import SCHEMA, Capture


def capture(
    url: str,
    outcome: str = "ok",
    *,
    at: str = "2026-01-02T03:04:05.000000Z",
    hops: tuple[str, ...] = (),
    folder: Path = Path("SYNTHETIC"),
    **facts: Any,
) -> Capture:
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": "fetched",
        "outcome": outcome,
        "complete": outcome == "ok",
        "started_utc": at,
        "finished_utc": at,
        "url_asked": url,
        "hops": [{"url": one} for one in hops],
        "status": 200,
        "body": None,
        **facts,
    }
    return Capture(f"{at[:19].replace('-', '').replace(':', '')}Z-00000000", folder, record)
