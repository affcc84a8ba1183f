"""The headers of the last answer in a ``wire.warc``: what a browser must know besides the body.

Source: ISO 28500:2017 (WARC 1.1), records with ``Content-Length``; RFC 9112 for the block.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

# They say how a body is to be read and who may use it. All others (cookies, reloads, logins,
# reports) would make the browser do or remember something, and stay out.
KEPT: Final = frozenset({
    "content-type", "content-language", "content-security-policy", "x-content-type-options",
    "x-frame-options", "access-control-allow-origin", "access-control-allow-credentials",
    "access-control-expose-headers", "cross-origin-resource-policy",
    "cross-origin-embedder-policy", "cross-origin-opener-policy",
})  # fmt: skip
_LONGEST: Final = 1 << 20


def headers(wire: Path) -> dict[str, str]:
    """Return the kept headers of the last response record, names in lower case.

    A file that is no WARC, or breaks off, gives what was read before the break: the page is then
    drawn with fewer headers, never with wrong ones.
    """
    found: dict[str, str] = {}
    with wire.open("rb") as file:
        while (record := _fields(file.readline, b"WARC/")) is not None:
            length = record.get("content-length", "")
            if not (length.isascii() and length.isdigit()):
                return found
            after = file.tell() + int(length)
            if record.get("warc-type") == "response":
                within = iter(file.read(min(int(length), _LONGEST)).splitlines(keepends=True))
                answer = _fields(lambda: next(within, b""), b"HTTP/")
                found = {name: value for name, value in (answer or {}).items() if name in KEPT}
            file.seek(after)
            file.readline()
            file.readline()
    return found


def _fields(readline: Callable[[], bytes], start: bytes) -> dict[str, str] | None:
    """Read one block ``start…``, ``Name: value`` …, empty line; None when none begins here."""
    if not readline().startswith(start):
        return None
    fields: dict[str, str] = {}
    while (line := readline().strip(b"\r\n")) != b"":
        name, colon, value = line.partition(b":")
        if colon:
            key = name.strip().lower().decode("latin-1")
            text = value.strip().decode("latin-1")
            fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields
