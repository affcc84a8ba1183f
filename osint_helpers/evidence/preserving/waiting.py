"""How long a server asks us to wait: ``Retry-After`` of the last answer (RFC 9110, 10.2.3)."""

from __future__ import annotations

import email.utils
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from osint_helpers.evidence.layout import WIRE
from osint_helpers.evidence.record import Capture

LONGEST: Final = 120.0  # seconds; who asks for more is not asked again in this run
ASSUMED: Final = 60.0  # seconds, for a 429 that does not say how long
TOO_MANY: Final = 429
_BUSY: Final = (TOO_MANY, 503)
_HEAD: Final = 65_536  # bytes of an HTTP head that are read
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)


def asked_to_wait(capture: Capture) -> float | None:
    """Return the seconds after which a busy server wants to be asked again.

    None when the status is neither 429 nor 503, or when a 503 does not say how long.
    """
    status = capture.record.get("status")
    if status not in _BUSY:
        return None
    value = header(capture.folder / WIRE, "retry-after")
    asked = None if value is None else seconds(value, str(capture.record["finished_utc"]))
    return ASSUMED if asked is None and status == TOO_MANY else asked


def seconds(value: str, now: str) -> float | None:
    """Read a Retry-After value, seconds or an HTTP date; None when it is neither.

    Parameters
    ----------
    now
        The moment it was received, UTC.
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.fromisoformat(now)).total_seconds())


def header(wire: Path, name: str) -> str | None:
    """Return a header of the last response in a WARC file; None when it has none."""
    head = b""
    if wire.is_file():
        with wire.open("rb") as file:
            head = _last_response_head(file)
    for line in head.split(b"\n")[1:]:
        field, colon, value = line.partition(b":")
        if colon and field.strip().decode("latin-1").lower() == name:
            return value.decode("latin-1").strip()
    return None


def _last_response_head(file: IO[bytes]) -> bytes:
    """Walk over the records (WARC/1.1, 4) and keep the head of the last response."""
    found = b""
    while True:
        line = file.readline(_HEAD)
        if not line:
            return found
        if not line.startswith(b"WARC/"):
            continue
        fields = _fields(file)
        try:
            left = int(fields.get("content-length", ""))
        except ValueError:
            return found
        start = file.tell()
        if fields.get("warc-type") == "response":
            head = file.read(min(left, _HEAD))
            found = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        file.seek(start + max(left, 0))


def _fields(file: IO[bytes]) -> dict[str, str]:
    fields: dict[str, str] = {}
    while (line := file.readline(_HEAD)).strip():
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    return fields
