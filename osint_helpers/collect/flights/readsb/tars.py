"""Read a tar that is cut into parts as one stream; nothing is ever written to the disk.

`tarfile` ends silently at a damaged or missing header, which here would be a day with aircraft
missing. So headers are walked strictly: an archive that does not end with its two empty blocks is
cut off.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from osint_helpers.errors import CollectError

BLOCK: Final = 512
MOST_MEMBER: Final = 64 << 20  # a packed trace has some MB
_MOST_NAME: Final = 64 << 10
_PART: Final = re.compile(r"(?P<stem>.+\.tar)\.(?P<part>[a-z]{2})")
_PLAIN: Final = frozenset({tarfile.REGTYPE, tarfile.AREGTYPE})
_AGAIN: Final = "fetch the parts again, and name all of them"


@dataclass(frozen=True)
class Member:
    """One entry of the archive; `plain` is False for links, folders and devices."""

    name: str
    size: int
    plain: bool


def in_order(paths: Sequence[Path]) -> list[Path]:
    """Return the parts of one archive in their order.

    Raises
    ------
    CollectError
        When there is none, when they belong to different archives, or when one is lacking between
        ``.aa`` and the last.
    """
    if len(paths) == 1 and _PART.fullmatch(paths[0].name) is None:
        return list(paths)
    found = {}
    for path in paths:
        match = _PART.fullmatch(path.name)
        if match is None:
            raise CollectError(
                "is no part such as day.tar.aa", file=path, advice="name the parts of one day"
            )
        found[match["part"]] = (match["stem"], path)
    if not found or len(found) != len(paths) or len({stem for stem, _ in found.values()}) > 1:
        raise CollectError("these are not the parts of one archive", advice=_AGAIN)
    for at, name in enumerate(sorted(found)):
        wanted = chr(97 + at // 26) + chr(97 + at % 26)
        if name != wanted:
            stem = next(iter(found.values()))[0]
            raise CollectError(f"the part {stem}.{wanted} is lacking", advice=_AGAIN)
    return [found[name][1] for name in sorted(found)]


class Archive:
    """The members of a tar that lies in parts; a context manager.

    Parameters
    ----------
    paths
        Its parts, in order.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        self._left = [path.stat().st_size for path in self._paths]
        self._at = 0
        self._file: IO[bytes] | None = None
        self._unread = 0  # bytes of the present member, padding included

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._close()

    def members(self) -> Iterator[Member]:
        """Yield every member; `read` gives the bytes of the one yielded last.

        Raises
        ------
        CollectError
            When the archive is damaged or cut off.
        """
        longer: str | None = None
        while True:
            self._skip(self._unread)
            self._unread = 0
            block = self._take(BLOCK)
            if block == bytes(BLOCK):
                if self._take(BLOCK) != bytes(BLOCK):
                    raise self._damaged("has data behind an empty header")
                return
            head = self._header(block)
            self._unread = -(-head.size // BLOCK) * BLOCK
            if head.type in {tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE}:
                longer = self._long_name(head) or longer
                continue
            plain = head.type in _PLAIN
            yield Member(longer or head.name, head.size, plain)
            longer = None

    def read(self, member: Member) -> bytes:
        """Return the bytes of the member that was yielded last.

        Raises
        ------
        CollectError
            When it is larger than a trace can be, or cut off.
        """
        if member.size > MOST_MEMBER:
            raise self._damaged(f"has a member of {member.size:,} bytes, too large for a trace")
        data = self._take(member.size)
        self._unread -= member.size
        return data

    def _header(self, block: bytes) -> tarfile.TarInfo:
        try:
            head = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            raise self._damaged(f"is damaged: {error}") from None
        if head.size < 0:
            raise self._damaged("is damaged: a member has a negative size")
        return head

    def _long_name(self, head: tarfile.TarInfo) -> str | None:
        """Return the name an extra header gives to the next member."""
        if head.size > _MOST_NAME:
            raise self._damaged("has a name that is too long")
        data = self._take(head.size)
        self._unread -= head.size
        if head.type == tarfile.GNUTYPE_LONGNAME:
            return data.rstrip(b"\0").decode("utf-8", "surrogateescape")
        found = None
        for line in data.split(b"\n"):
            key, _, value = line.partition(b" ")[2].partition(b"=")
            if key == b"size":
                raise self._damaged("has a member larger than 8 GiB, which no trace is")
            if key == b"path":
                found = value.decode("utf-8", "surrogateescape")
        return found

    def _take(self, count: int) -> bytes:
        parts = []
        while count:
            file = self._open()
            piece = file.read(min(count, self._left[self._at]))
            if not piece:
                raise self._damaged("is cut off")
            self._left[self._at] -= len(piece)
            count -= len(piece)
            parts.append(piece)
        return b"".join(parts)

    def _skip(self, count: int) -> None:
        while count:
            file = self._open()
            step = min(count, self._left[self._at])
            file.seek(step, 1)
            self._left[self._at] -= step
            count -= step

    def _open(self) -> IO[bytes]:
        """Return the part the next byte stands in."""
        while self._at < len(self._left) and not self._left[self._at]:
            self._close()
            self._at += 1
        if self._at == len(self._left):
            raise self._damaged("is cut off: it has no end")
        if self._file is None:
            self._file = self._paths[self._at].open("rb")
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _damaged(self, what: str) -> CollectError:
        at = min(self._at, len(self._paths) - 1)
        return CollectError(f"the archive {what}", file=self._paths[at], advice=_AGAIN)
