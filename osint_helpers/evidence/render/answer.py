"""The headers of the last answer in a ``wire.warc``: what a browser must know besides the body.

Source: ISO 28500:2017 (WARC 1.1), records with ``Content-Length``; RFC 9112 for the block.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import IO, Final

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
        while file.readline().startswith(b"WARC/"):
            record = _fields(file)
            length = record.get("content-length", "")
            if not (length.isascii() and length.isdigit()):
                return found
            after = file.tell() + int(length)
            if record.get("warc-type") == "response":
                found = _answer(BytesIO(file.read(min(int(length), _LONGEST))))
            file.seek(after)
            file.readline()
            file.readline()
    return found


def clean(value: str) -> bool:
    """Say whether a header value is visible ASCII.

    With anything else Chromium does not take the whole answer, and Playwright does not say so: the
    page would be awaited until its time is up.
    """
    return value.isascii() and value.isprintable()


def _answer(block: IO[bytes]) -> dict[str, str]:
    """Return the kept headers of an HTTP message; heads of the 1xx kind come before it.

    A value that is not clean is left out.
    """
    while (start := block.readline()).startswith(b"HTTP/"):
        fields = _fields(block)
        if not start.partition(b" ")[2].startswith(b"1"):
            return {name: value for name, value in fields.items() if name in KEPT and clean(value)}
    return {}


def _fields(file: IO[bytes]) -> dict[str, str]:
    """Read lines ``Name: value`` up to the empty one; fields of one name are joined."""
    fields: dict[str, str] = {}
    while (line := file.readline().strip(b"\r\n")) != b"":
        name, colon, value = line.partition(b":")
        if colon:
            key = name.strip().lower().decode("latin-1")
            text = value.strip().decode("latin-1")
            fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields
