"""Writing so that it lasts: what these functions have returned from survives a power cut."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# fdatasync leaves out what a reader does not need (times); macOS has fsync only.
sync_data = getattr(os, "fdatasync", os.fsync)


def sync_file(path: Path) -> None:
    """Force the bytes of a file to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write every byte; ``os.write`` may take only a part when a disk is nearly full."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, and force it to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_beside(path: Path, data: bytes) -> Path:
    """Write `data` under a hidden name beside `path`, read-only and on the disk.

    Returns
    -------
    Path
        The hidden file: ``name_it(hidden, path)`` gives it its name. A hidden file that an
        interrupted writer left is replaced.
    """
    hidden = path.with_name(f".{path.name}.new")
    hidden.unlink(missing_ok=True)
    try:
        write_new(hidden, data)
        hidden.chmod(0o444)
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise
    return hidden


def keep(path: Path, data: bytes) -> Path:
    """Write a read-only file whole and on the disk, or not at all; one of its name is replaced."""
    name_it(write_beside(path, data), path)
    return path


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Give a hidden path beside `target` that takes its name when the block ends well."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        sync_file(part)
        name_it(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def name_it(hidden: Path, path: Path) -> None:
    """Give a hidden file its name; a reader sees all of it or none."""
    hidden.replace(path)
    sync_folder(path.parent)
