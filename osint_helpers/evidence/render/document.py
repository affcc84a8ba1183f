"""What the browser is given as the page: the stored bytes, their address, their headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing, layout
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.render import answer

# RFC 2606 reserves .invalid: no such host can exist, so a relative address leads nowhere.
NO_ADDRESS: Final = "http://page.invalid/"
_DRAWN: Final = {
    "html.txt": "text/html",
    "htm.txt": "text/html",
    "shtml.txt": "text/html",
    "xhtml.txt": "application/xhtml+xml",
    "svg.txt": "image/svg+xml",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


@dataclass(frozen=True)
class Document:
    """One page to draw.

    Attributes
    ----------
    url
        The address the browser shows and relative addresses count from.
    url_from
        Where that address comes from, for the record.
    headers
        Response headers, names in lower case, with ``content-type``.
    data
        The stored body.
    """

    url: str
    url_from: str
    headers: dict[str, str]
    data: bytes


def of(capture: Capture) -> Document:
    """Return the page a capture holds.

    Raises
    ------
    EvidenceError
        When it is derived itself, has no body, its body is not what the record says, is kept in
        a coding no browser reads, or is of a type that is no page (a PDF, a table).
    """
    body = capture.body
    if capture.kind == "derived":
        raise EvidenceError(
            f"capture {capture.id} is derived", advice="draw the capture it was made from"
        )
    if body is None or capture.outcome == "unknown-coding":
        raise EvidenceError(
            f"capture {capture.id} holds no page to draw ({capture.outcome})",
            advice="capture the address again",
        )
    data = body.read_bytes()
    if hashing.of_bytes(data) != capture.sha256:
        raise EvidenceError(
            f"the body of capture {capture.id} is not what its record says",
            advice="osint verify says more",
        )
    url, url_from = _address(capture)
    return Document(url, url_from, _headers(capture, body.name), data)


def _headers(capture: Capture, name: str) -> dict[str, str]:
    stated = str(capture.record["content_type"])
    media = layout.media_type(stated)
    kind = stated if media and answer.clean(stated) else _DRAWN.get(name.partition(".")[2], "")
    if layout.media_type(kind) not in _DRAWN.values():
        raise EvidenceError(
            f"capture {capture.id} is no page to draw ({media or name})",
            advice="pictures are drawn of HTML, text and images",
        )
    wire = capture.folder / layout.WIRE
    given = answer.headers(wire) if wire.is_file() else {}
    return {**given, "content-type": kind}


def _address(capture: Capture) -> tuple[str, str]:
    """Return the address the page is shown under, and where that comes from."""
    if capture.kind == "file":
        stated = str(capture.record["url_stated"])
        if urlsplit(stated).scheme in ("http", "https"):
            return stated, "stated by the person who handed the file over"
        return NO_ADDRESS, "none: the file came without an address"
    return str(capture.record["url_final"]), "the address the bytes came from"
