"""Write zip files that have the same bytes wherever they are made.

Sorted names, no compression (zlib versions differ), the first date a zip can hold, fixed modes.
Files are streamed; each is hashed as it is written, so that what lies in the zip is what was
promised, even when a file changes meanwhile.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import durable, hashing

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = (stat.S_IFREG | 0o444) << 16
_UNIX: Final = 3
_BLOCK: Final = 1 << 20
# Above this many bytes a member gets the long form (zip64). Saying so ourselves, and not saying
# the size beforehand, keeps every version of zipfile from choosing for itself (3.11.4 changed it).
ZIP64_ABOVE = zipfile.ZIP64_LIMIT


@dataclass(frozen=True)
class Member:
    """One file of a zip.

    Attributes
    ----------
    name
        Its path in the zip.
    source
        Where its bytes are, or the bytes.
    sha256
        What they must hash to.
    """

    name: str
    source: Path | bytes
    sha256: str

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Member:
        """Return a member made of bytes."""
        return cls(name, data, hashing.of_bytes(data))


class ChangedError(EvidenceError):
    """Files that were not what was promised; ``names`` lists them."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(f"changed: {', '.join(names)}")


def write(target: Path, members: Iterable[Member]) -> None:
    """Write a zip under a temporary name and rename it when all is well.

    Raises
    ------
    ChangedError
        When members do not hash to what was promised. `target` stays as it was.
    """
    with durable.new_file(target) as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            ordered = sorted(members, key=lambda member: member.name)
            changed = [one.name for one in ordered if _add(archive, one) != one.sha256]
        if changed:
            raise ChangedError(changed)


def _add(archive: zipfile.ZipFile, member: Member) -> str:
    """Write one member; return the SHA-256 of what was written."""
    info = zipfile.ZipInfo(member.name, _EPOCH)
    info.create_system, info.external_attr = _UNIX, _MODE
    digest = hashlib.sha256()
    with _opened(member.source) as (stream, size):
        if stream is None:
            return "unreadable"
        left = size
        with archive.open(info, "w", force_zip64=size > ZIP64_ABOVE) as out:
            # A file that grows is cut at the size it had: its hash tells.
            while left > 0 and (block := stream.read(min(_BLOCK, left))):
                digest.update(block)
                out.write(block)
                left -= len(block)
        if stream.read(1):
            return "grown"
    return digest.hexdigest()


@contextmanager
def _opened(source: Path | bytes) -> Iterator[tuple[BinaryIO | None, int]]:
    """Open a source; give None for what is gone or no longer a plain file (a link, a pipe)."""
    if isinstance(source, bytes):
        yield io.BytesIO(source), len(source)
        return
    flags = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    try:
        handle = os.open(source, os.O_RDONLY | flags)
    except OSError:
        yield None, 0
        return
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(stream.fileno())
        yield (stream if stat.S_ISREG(state.st_mode) else None), state.st_size
