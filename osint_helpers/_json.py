"""Canonical JSON: one byte string for one value, on every machine."""

from __future__ import annotations

import json


def canonical(value: object) -> str:
    """Return the canonical JSON: keys sorted, no spaces, ASCII only, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


def readable(value: object) -> str:
    """Return JSON for people and for hashing alike: keys sorted, one line a value, UTF-8."""
    return json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
