"""One gzip member of a WARC file (ISO 28500): its record, its HTTP answer, its digests."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from osint_helpers.collect.news import _payload
from osint_helpers.errors import CollectError

MOST: Final = 64 << 20  # bytes a member may unpack to; the crawl cuts pages at 1 to 5 MiB
_VERSION: Final = re.compile(rb"WARC/1\.[01]\r?\n")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?:[ \r]|$)")


@dataclass(frozen=True)
class Record:
    """One record.

    Attributes
    ----------
    headers
        Named fields of the record, names in lower case; of repeated ones the first.
    status
        HTTP status; None when the block is no HTTP answer.
    http
        Header fields of the answer, likewise.
    payload
        The bytes behind the HTTP head as they lie in the archive.
    plain
        The same without chunks, when the head announces chunks and they are there.
    stated, received
        Length of the block by its head, and as it is: real files have heads that are off by two.
    """

    headers: Mapping[str, str]
    status: int | None
    http: Mapping[str, str]
    payload: bytes = field(repr=False)
    plain: bytes | None = field(repr=False)
    stated: int
    received: int

    @property
    def at(self) -> dt.datetime | None:
        """``WARC-Date``, UTC; None when it is no moment."""
        try:
            at = dt.datetime.fromisoformat(self.headers.get("warc-date", ""))
        except ValueError:
            return None
        return at.astimezone(dt.UTC) if at.tzinfo else None

    def sha1s(self) -> list[str]:
        """Return the SHA-1 digests the payload may be filed under."""
        held = (self.payload, self.plain)
        return [_payload.sha1(one) for one in held if one is not None]

    def check(self, digest: str) -> str:
        """Compare with a digest (``sha1:XYZ`` or ``XYZ``): agrees, differs, not known."""
        kind, _, plain = digest.rpartition(":")
        if kind.lower() not in {"", "sha1"} or not _payload.is_sha1(plain.upper()):
            return "not known"
        return "agrees" if plain.upper() in self.sha1s() else "differs"


def read(data: bytes) -> Record:
    """Read one gzip member that holds one record.

    Raises
    ------
    CollectError
        When it is not exactly one whole member, or no record: a wrong offset or length.
    """
    plain = _unpacked(data)
    first = _VERSION.match(plain)
    head, blank, rest = plain.partition(b"\r\n\r\n")
    if first is None or not blank:
        raise _broken("does not begin with a WARC record")
    headers = _fields(head[first.end() :])
    stated = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,12}", stated):
        raise _broken("holds a record that does not say how long it is")
    block = rest.removesuffix(b"\r\n\r\n")
    # A head that is off by the line ends behind the block takes nothing away from it.
    if abs(len(block) - int(stated)) > 4:
        raise _broken(f"holds {len(block)} bytes of a record of {stated}")
    if len(block) > int(stated):
        block = block[: int(stated)] if not block[int(stated) :].strip(b"\r\n") else block
    status, http, payload = _answer(block, headers)
    chunked = "chunked" in http.get("transfer-encoding", "").lower()
    return Record(
        headers, status, http, payload, _dechunked(block) if chunked else None, int(stated),
        len(block),
    )  # fmt: skip


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(31)
    try:
        plain = unpacker.decompress(data, MOST)
    except zlib.error:
        raise _broken("is not packed as gzip") from None
    if unpacker.unconsumed_tail:
        raise _broken(f"unpacks to more than {MOST} bytes")
    if not unpacker.eof or unpacker.unused_data:
        raise _broken("is not exactly one gzip member")
    return plain


def _answer(
    block: bytes, headers: Mapping[str, str]
) -> tuple[int | None, Mapping[str, str], bytes]:
    found = _STATUS.match(block)
    if found is None or not headers.get("content-type", "").startswith("application/http"):
        return None, {}, block
    head, _, payload = block.partition(b"\r\n\r\n")
    return int(found[1]), _fields(head.partition(b"\n")[2]), payload


def _dechunked(block: bytes) -> bytes | None:
    try:
        return _payload.payload_of(block)[1]
    except CollectError:  # crawlers take the chunks off and leave the header
        return None


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.split(b"\n"):
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _broken(what: str) -> CollectError:
    return CollectError(
        f"the part of the archive file {what}",
        advice="take filename, offset and length of one row of captures() together",
    )
