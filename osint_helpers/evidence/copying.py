"""Take a file that a person hands over: copied once, hashed on the way, read again to be sure."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import durable
from osint_helpers.evidence.plain import plain

_BLOCK: Final = 1 << 20
_LOOK: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_UNREAD: Final = ("cannot be read", "hand over the file itself")
_WHY: Final = {
    errno.ELOOP: ("is a symbolic link", "hand over the file itself"),
    errno.ENOENT: ("is not there", "check the path"),
    errno.EACCES: ("cannot be read", "get the right to read it, or a copy"),
}


class SourceChangedError(EvidenceError):
    """A file that changed while it was copied; ``code`` goes into the log."""

    code = "source-changed"


def open_source(path: Path) -> int:
    """Open a regular file for reading; links, folders and devices are refused.

    Raises
    ------
    EvidenceError
        When `path` is not a regular file, or cannot be read.
    """
    shown = plain(path.name, 120)
    try:
        handle = os.open(path, _LOOK)
    except (OSError, ValueError) as error:
        what, advice = _WHY.get(getattr(error, "errno", None) or 0, _UNREAD)
        raise EvidenceError(f"{shown!r} {what}", advice=advice) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise EvidenceError(
            f"{shown!r} is not a file", advice="hand over files one by one, no folder or device"
        )
    return handle


def copy(source: int, target: Path) -> str:
    """Copy an open file to a new one and return the SHA-256 of what was copied.

    Raises
    ------
    SourceChangedError
        When the source, read again, gives other bytes.
    OSError
        When the disk does not take it.
    """
    copied = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        while block := os.read(source, _BLOCK):
            copied.update(block)
            durable.write_all(handle, block)
    finally:
        os.close(handle)
    if _again(source) != copied.hexdigest():
        raise SourceChangedError(
            "the file changed while it was copied", advice="close what writes to it, and try again"
        )
    return copied.hexdigest()


def _again(source: int) -> str:
    digest = hashlib.sha256()
    os.lseek(source, 0, os.SEEK_SET)
    while block := os.read(source, _BLOCK):
        digest.update(block)
    return digest.hexdigest()
