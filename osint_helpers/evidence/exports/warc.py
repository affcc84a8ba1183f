"""Read the records of a plain (not gzip) WARC file: where each lies and what its heads say.

WARC is ISO 28500; ``wire.warc`` of a capture is such a file. Blocks are skipped, never loaded, so
a record of any length costs the memory of its heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from osint_helpers.errors import EvidenceError

_LINE_MOST: Final = 1 << 20  # a longer line is not one of a head
_LINES_MOST: Final = 4096
_VERSION: Final = re.compile(rb"WARC/1\.[01]")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)")
_END: Final = b"\r\n\r\n"


@dataclass(frozen=True)
class Record:
    """One record of a WARC file.

    Attributes
    ----------
    offset, length
        Bytes: where it starts, and how long it is up to the end of its block. The two line
        breaks between records are not counted, as the indexes of other tools do not.
    headers
        Its named fields, names in lower case; the first of a repeated name stands.
    status
        Three digits of the HTTP status line in its block; empty for none.
    http
        The HTTP header fields in its block, likewise.
    """

    offset: int
    length: int
    headers: dict[str, str]
    status: str
    http: dict[str, str]

    @property
    def kind(self) -> str:
        """Its type: ``response``, ``request``, ``warcinfo`` and others."""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        """``WARC-Target-URI``."""
        return self.headers.get("warc-target-uri", "").strip("<>")


def records(path: Path) -> Iterator[Record]:
    """Yield every record of a WARC file in its order.

    Raises
    ------
    EvidenceError
        When the file is not a whole plain WARC file: another version, a head without an end, a
        block shorter than its length.
    """
    with path.open("rb") as file:
        size = path.stat().st_size
        while (offset := file.tell()) < size:
            record = _record(file, offset, path)
            end = record.offset + record.length
            file.seek(end)
            if file.read(len(_END)) != _END:
                raise broken("a record is not as long as it says", path)
            yield record


def _record(file: BinaryIO, offset: int, path: Path) -> Record:
    if _VERSION.fullmatch(_line(file, path)) is None:
        raise broken("a record does not start with WARC/1.0 or WARC/1.1", path)
    headers = _fields(file, path)
    stated = headers.get("content-length", "")
    if not (stated.isascii() and stated.isdigit()):
        raise broken("a record does not say how long it is", path)
    start = file.tell()
    status, http = "", dict[str, str]()
    if headers.get("content-type", "").startswith("application/http"):
        status, http = _http(file, start + int(stated), path)
    return Record(offset, start - offset + int(stated), headers, status, http)


def _http(file: BinaryIO, end: int, path: Path) -> tuple[str, dict[str, str]]:
    """Return status and header fields of an HTTP head that may stop anywhere before `end`."""
    found = _STATUS.match(file.readline(min(_LINE_MOST, end - file.tell())).rstrip(b"\r\n"))
    if found is None:
        return "", {}
    return found[1].decode(), _fields(file, path, end)


def _fields(file: BinaryIO, path: Path, end: int | None = None) -> dict[str, str]:
    """Read ``Name: value`` lines up to the empty one; with `end`, up to there at most."""
    fields: dict[str, str] = {}
    for _ in range(_LINES_MOST):
        if end is not None and file.tell() >= end:
            return fields
        line = _line(file, path, end)
        if not line:
            return fields
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    raise broken("a head has no end", path)


def _line(file: BinaryIO, path: Path, end: int | None = None) -> bytes:
    most = _LINE_MOST if end is None else min(_LINE_MOST, end - file.tell())
    line = file.readline(most)
    if not line.endswith(b"\n") and (end is None or file.tell() < end):
        raise broken("a head has no end", path)
    return line.rstrip(b"\r\n")


def broken(what: str, path: Path) -> EvidenceError:
    """Return the error for a WARC file that cannot be used."""
    return EvidenceError(
        f"{what}: this is no WARC file that can be indexed", file=path,
        advice="osint verify says whether it was changed",
    )  # fmt: skip
