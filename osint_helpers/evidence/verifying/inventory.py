"""What lies in a case folder: every visible file with its size and hash, each read once."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from osint_helpers.evidence import layout

_BLOCK: Final = 1 << 20
_BATCH: Final = 32  # files a task: a task a file costs more than hashing a small file
_RECORD_LIMIT: Final = 1 << 24  # bytes of a capture.json that are kept for parsing
_local = threading.local()


class Seen(NamedTuple):
    """Size and hash of a file as read."""

    bytes: int
    sha256: str


@dataclass
class Inventory:
    """A case folder as it lies on the disk.

    Attributes
    ----------
    files
        POSIX path -> size and hash, of every visible regular file that could be read.
    kept
        POSIX path -> content, of the small files a check parses: records and seals.
    links, others, unreadable
        Paths of symbolic links, of things that are no file (pipes, devices), and of what could
        not be opened, the last with the reason.
    hidden
        Hidden files inside captures, log and seals.
    captures, works
        Names of the visible folders in ``captures/``, and of the hidden ones in the making.
    """

    case: Path
    files: dict[str, Seen] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    captures: list[str] = field(default_factory=list)
    works: list[str] = field(default_factory=list)

    def below(self, name: str) -> list[str]:
        """Return the paths of the files of one first-level folder, sorted."""
        return sorted(path for path in self.files if path.startswith(f"{name}/"))

    def working(self) -> dict[str, str]:
        """Return the hashes of the working files: all outside captures, log and seals."""
        heads = tuple(f"{name}/" for name in layout.EVIDENCE)
        return {p: seen.sha256 for p, seen in self.files.items() if not p.startswith(heads)}


def take(case: Path, *, captures: bool = True) -> Inventory:
    """List and hash a case folder.

    Parameters
    ----------
    case
        The case folder.
    captures
        Whether to read the files of ``captures/``; their folders are listed in any case.
    """
    found = Inventory(case)
    paths = _scan(found, captures=captures)
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for batch in pool.map(lambda names: [_read(case, name) for name in names], batches):
            for name, seen, data in batch:
                if isinstance(seen, str):
                    found.unreadable[name] = seen
                    continue
                found.files[name] = seen
                if data is not None:
                    found.kept[name] = data
    return found


def _scan(found: Inventory, *, captures: bool) -> list[str]:
    """Sort what lies in the folder; return the paths of files to be read."""
    paths: list[str] = []
    waiting = [""]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(found.case / here) as entries:
                listed = sorted(entries, key=lambda one: one.name)
        except OSError as error:
            found.unreadable[here.rstrip("/")] = error.strerror or "cannot be listed"
            continue
        for entry in listed:
            name = f"{here}{entry.name}"
            if here == f"{layout.CAPTURES}/":
                _capture_folder(found, entry)
            if entry.name.startswith("."):
                _hidden(found, here, entry)
            elif entry.is_symlink():
                found.links.append(name)
            elif entry.is_dir(follow_symlinks=False):
                if captures or here != f"{layout.CAPTURES}/":
                    waiting.append(f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                paths.append(name)
            else:
                found.others.append(name)
    return paths


def _capture_folder(found: Inventory, entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        if entry.name.startswith(layout.WORK):
            found.works.append(entry.name)
        elif not entry.name.startswith("."):
            found.captures.append(entry.name)


def _hidden(found: Inventory, here: str, entry: os.DirEntry[str]) -> None:
    """Note hidden files among the evidence, but for those this package makes itself."""
    own = entry.name in {".lock", ".gitkeep"} or entry.name.startswith(layout.WORK)
    own = own or (here == f"{layout.SEALS}/" and entry.name.endswith(".new"))
    if here.partition("/")[0] in layout.EVIDENCE and not own:
        found.hidden.append(f"{here}{entry.name}")


def _read(case: Path, name: str) -> tuple[str, Seen | str, bytes | None]:
    """Hash one file; return the reason as text where it cannot be read."""
    keep = name == layout.MANIFEST or (
        name.endswith((f"/{layout.RECORD}", ".sha256"))
        and name.startswith((f"{layout.CAPTURES}/", f"{layout.SEALS}/"))
    )
    try:
        with io.FileIO(case / name, opener=_open) as file:
            return name, *_hash(file, keep=keep)
    except OSError as error:
        return name, error.strerror or "cannot be read", None


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _hash(file: io.FileIO, *, keep: bool) -> tuple[Seen, bytes | None]:
    """Hash an open file block by block; the GIL is free while it is read and hashed."""
    buffer = _buffer()
    digest = hashlib.sha256()
    size, parts = 0, []
    while count := file.readinto(buffer):
        digest.update(buffer[:count])
        size += count
        if keep and size <= _RECORD_LIMIT:
            parts.append(bytes(buffer[:count]))
    whole = keep and size <= _RECORD_LIMIT
    return Seen(size, digest.hexdigest()), b"".join(parts) if whole else None


def _buffer() -> memoryview:
    """Return the buffer of this thread: made once, not zeroed for every file."""
    if not hasattr(_local, "buffer"):
        _local.buffer = memoryview(bytearray(_BLOCK))
    buffer: memoryview = _local.buffer
    return buffer


def digests(inventory: Inventory, paths: Iterable[str]) -> dict[str, str]:
    """Return the hashes of `paths` by path."""
    return {path: inventory.files[path].sha256 for path in paths}
