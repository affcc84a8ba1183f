"""Put a file in its place whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Give a hidden path beside `target` that takes its name when the block ends well.

    When the block raises, what `target` was stays, and the hidden file goes.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(target)
        sync_folder(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write(target: Path, data: bytes) -> Path:
    """Write a file whole, in the place of an older one of that name."""
    with new_file(target) as part:
        part.write_bytes(data)
    return target


def sync_folder(folder: Path) -> None:
    """Make names last: a file is synced by its own handle, its name by that of its folder."""
    if os.name == "nt":  # no handle of a folder can be had there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
