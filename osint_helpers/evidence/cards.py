"""Captures, seals and checks as cards in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers._card import Card, table

if TYPE_CHECKING:
    from osint_helpers.evidence.record import Capture
    from osint_helpers.evidence.sealing import Seal
    from osint_helpers.evidence.verifying.verdict import Verdict

_SHOWN = 20  # findings


def capture(one: Capture) -> Card:
    """Return the card of a capture: what, when, by whom, why, and the hash of its body."""
    record = one.record
    address = record.get("url_asked") or record.get("original_name") or ""
    peer = record.get("hops") or [{}]
    return Card(
        "capture", f"{one.id} {record.get('title') or ''}".strip(),
        (("address", str(address)), ("at", one.at), ("by", str(record.get("who") or "")),
         ("why", str(record.get("why") or "")), ("kind", one.kind),
         ("SHA-256 of the body", one.sha256), ("answered by", str(peer[-1].get("peer") or "")),
         ("licence", str((record.get("terms") or {}).get("licence", ""))
          if isinstance(record.get("terms"), dict) else "")),
        f"{one.outcome}, {'complete' if one.complete else 'NOT COMPLETE'}",
        "" if one.complete else "NOT COMPLETE", (str(record.get("reason") or ""),),
    )  # fmt: skip


def seal(one: Seal) -> Card:
    """Return the card of a seal."""
    return Card(
        "seal", f"{one.number:04d}",
        (("SHA-256", one.sha256), ("begun", one.at), ("file", one.path.name)),
    )  # fmt: skip


def verdict(one: Verdict) -> Card:
    """Return the card of a check: what is broken, what is not sealed, what was looked at."""
    rows = [(f.severity, f.code, f.path, f.message) for f in one.findings[:_SHOWN]]
    heads = [(name, "left") for name in ("severity", "code", "path", "what is found")]
    more = len(one.findings) - _SHOWN
    waits = one.pending
    return Card(
        "check", "nothing broken" if not one.broken else f"{len(one.broken)} broken",
        (("captures", str(one.captures)), ("log lines", str(one.lines)), ("seals", str(one.seals)),
         ("files", f"{one.files} ({one.bytes:,} bytes)"),
         ("under no seal", f"captures {waits.captures}, log lines {waits.lines}, "
          f"working files {waits.working}" if waits else "nothing"),
         ("notices", str(len(one.notices)))),
        stamp="BROKEN" if one.broken else "",
        notes=(f"and {more} more findings" if more > 0 else "",),
        body=table(heads, rows, "findings") if rows else "",
    )  # fmt: skip
