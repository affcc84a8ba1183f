"""WARC/1.1 records (ISO 28500:2017): what was sent and received, in a form others read too."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from dataclasses import dataclass, field
from typing import IO, Final

from osint_helpers.errors import EvidenceError

TRUNCATED: Final = {"too-large": "length", "timeout": "time", "truncated": "disconnect"}


@dataclass(frozen=True)
class Record:
    """The head of one record.

    Attributes
    ----------
    type
        ``warcinfo``, ``response`` or ``request``.
    date
        UTC with a Z.
    content_type
        Of the block.
    fields
        Further named fields, in order; those without a value are left out.
    """

    type: str
    date: str
    content_type: str
    fields: dict[str, str | None] = field(default_factory=dict)

    def id(self, sha256: str) -> str:
        """Return the record id: derived from type, address, moment and content, never random."""
        told = "|".join((self.type, self.fields.get("WARC-Target-URI") or "", self.date, sha256))
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}>"


def write(out: IO[bytes], record: Record, block: IO[bytes], length: int, sha256: str) -> str:
    """Append one record and return its id.

    Parameters
    ----------
    block
        Read from where it stands, exactly `length` bytes, whose SHA-256 is `sha256`.

    Raises
    ------
    EvidenceError
        When a field holds a line break or another control character.
    """
    identity = record.id(sha256)
    told = {
        "WARC-Type": record.type,
        "WARC-Record-ID": identity,
        "WARC-Date": record.date,
        **record.fields,
        "WARC-Block-Digest": f"sha256:{sha256}",
        "Content-Type": record.content_type,
        "Content-Length": str(length),
    }
    lines = ["WARC/1.1", *(f"{name}: {text}" for name, text in told.items() if text is not None)]
    if not all(line.isprintable() for line in lines):
        raise EvidenceError("a WARC field holds a control character")
    out.write("".join(f"{line}\r\n" for line in lines).encode() + b"\r\n")
    shutil.copyfileobj(block, out, 1 << 18)
    out.write(b"\r\n\r\n")
    return identity


def write_bytes(out: IO[bytes], record: Record, block: bytes) -> str:
    """Append a record whose block is at hand."""
    from io import BytesIO

    return write(out, record, BytesIO(block), len(block), hashlib.sha256(block).hexdigest())
