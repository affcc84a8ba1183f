"""One writer at a time, and who is still alive: advisory locks that end with their process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.layout import LOG

FILE: Final = ".lock"
# A pipe planted under the name must not make a reader wait, nor a link lead elsewhere.
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_LOOK: Final = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0)


def _fcntl() -> ModuleType:
    try:
        import fcntl
    except ImportError as error:
        raise EvidenceError(
            "evidence cannot be written here: this system has no POSIX file locks",
            advice="use Linux, macOS, or the Linux subsystem of Windows",
        ) from error
    return fcntl


def look(path: Path, most: int) -> bytes:
    """Return the first bytes of a file; no link is followed, and no pipe is waited for.

    Raises
    ------
    OSError
        When it cannot be opened, or is a link.
    """
    handle = os.open(path, _LOOK)
    try:
        return os.read(handle, most)
    finally:
        os.close(handle)


@contextmanager
def exclusive(case: Path) -> Iterator[None]:
    """Be the only writer of a case folder for the length of the block.

    Other threads and processes wait. The block must not ask for the same lock again.

    Raises
    ------
    EvidenceError
        Where the system has no POSIX locks.
    """
    fcntl = _fcntl()
    handle = _opened(case / LOG / FILE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    """Open or make a lock file; a link planted under its name leads nowhere.

    Raises
    ------
    EvidenceError
        When it is a link.
    """
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as error:
        if path.is_symlink():
            raise EvidenceError(
                "the lock is a link", file=path, advice="a case keeps its own lock: take it away"
            ) from error
        raise


@contextmanager
def shared(case: Path) -> Iterator[None]:
    """Keep writers out for the length of the block, where that is possible without writing.

    A case on a read-only medium, without a lock file, or on a system without locks has no writer
    to keep out: the block runs without a lock.
    """
    try:
        fcntl = _fcntl()
        handle = os.open(case / LOG / FILE, _LOOK)
    except (EvidenceError, OSError):
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def hold(path: Path) -> int:
    """Make the file `path` and hold a lock on it until the returned handle is closed."""
    fcntl = _fcntl()
    handle = _opened(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def wait_for(path: Path) -> int:
    """Make the file `path`, wait for the lock on it and hold it until the handle is closed.

    A link is not followed: nothing is made where one leads to.
    """
    fcntl = _fcntl()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def release(handle: int) -> None:
    """Give up the lock behind a handle and close it.

    Closing alone is not enough where the process has forked meanwhile: the child holds it too.
    """
    try:
        _fcntl().flock(handle, _fcntl().LOCK_UN)
    finally:
        os.close(handle)


def held(path: Path) -> bool:
    """Say whether a living process holds the lock on `path`; False for no such file."""
    try:
        fcntl = _fcntl()
        handle = os.open(path, _LOOK)
    except (EvidenceError, OSError):
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(handle)
