"""The clock of this machine, read at the edge and written as UTC with a Z."""

from __future__ import annotations

import datetime as dt
import time


def utc(seconds: float | None = None) -> str:
    """Return a moment as ``2026-11-21T17:27:45.123456Z``; now, when none is given."""
    at = dt.datetime.fromtimestamp(time.time() if seconds is None else seconds, dt.UTC)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def compact(moment: str) -> str:
    """Return the second of a moment without punctuation: ``20261121T172745Z``."""
    return moment[:19].replace("-", "").replace(":", "") + "Z"
