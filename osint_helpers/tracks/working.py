"""The work folder beside a store: steps that are done stay done, and the store appears whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from osint_helpers._json import readable
from osint_helpers.errors import TracksError


class Work:
    """A folder beside the store in which an import is made.

    Parameters
    ----------
    target
        Where the store is to be.
    digest
        Of inputs, columns, zone and rule: a stopped run on the same goes on where it stopped.
    """

    def __init__(self, target: Path, digest: str) -> None:
        self.target = target
        self.folder = target.parent / f".{target.name}.work-{digest[:16]}"
        self.store = self.folder / "store"
        self.spill = self.folder / "spill"

    def prepare(self) -> None:
        """Remove what other imports into the same store left, and half steps of this one."""
        clear(self.target, but=self.folder)
        shutil.rmtree(self.spill, ignore_errors=True)
        self.spill.mkdir(parents=True)
        self.store.mkdir(exist_ok=True)

    def step(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return what a step gave, now or in a run that was stopped later."""
        done = self.folder / f"{name}.json"
        if done.is_file():
            found: dict[str, Any] = json.loads(done.read_text("utf-8"))
            return found
        made = make()
        part = done.with_suffix(".part")
        part.write_text(readable(made), "utf-8")
        part.replace(done)
        return made

    def finish(self) -> None:
        """Put the new store in the place of the old one."""
        old = aside(self.target)
        if self.target.exists():
            self.target.rename(old)
        self.store.rename(self.target)
        sync(self.target.parent)
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def clear(target: Path, but: Path | None = None) -> None:
    """Remove the work folders of a store; the caller holds its lock."""
    for one in target.parent.glob(f".{_plain(target.name)}.work-*"):
        if one != but:
            shutil.rmtree(one)


def aside(target: Path) -> Path:
    """Return where an old store stands while the new one takes its place."""
    return target.parent / f".{target.name}.old"


def settle(target: Path) -> None:
    """Bring a store back that was set aside by a run stopped between two renames."""
    old = aside(target)
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old)
    else:
        old.rename(target)


def settle_stopped(target: Path) -> None:
    """Do the same for a reader: not while an import is at it."""
    if target.exists() or not aside(target).exists():
        return
    with suppress(TracksError), locked(target):
        settle(target)


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the right to write a store; an importing process that ends gives it back.

    Raises
    ------
    TracksError
        When another process is importing into the same store.
    """
    try:
        import fcntl
    except ImportError as error:
        raise TracksError(
            "a store cannot be written here: this system has no POSIX file locks",
            advice="use Linux, macOS, or the Linux subsystem of Windows",
        ) from error
    path = target.parent / f".{target.name}.lock"
    with path.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise TracksError(
                "another import is writing this store", file=target, advice="wait until it is done"
            ) from error
        yield


@contextmanager
def guarded(target: Path) -> Iterator[None]:
    """Turn faults of disk and engine into one error that says what is left.

    Raises
    ------
    TracksError
        When the disk is full, a file cannot be written, or DuckDB fails.
    """
    from osint_helpers.tracks.extras import need, stoppable

    duckdb = need("duckdb")
    left = "; what was there before is as it was"
    try:
        with stoppable():
            yield
    except duckdb.Error as error:
        if "o space left" in str(error) or "failed to offload" in str(error).lower():
            raise _full(target, left) from error
        raise TracksError(
            f"DuckDB failed: {str(error).splitlines()[0]}{left}", file=target,
            advice="run it again: finished parts are used; the cause is above",
        ) from error  # fmt: skip
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full(target, left) from error
        raise TracksError(
            f"cannot be written: {error.strerror or error}{left}", file=target,
            advice="check the folder and its permissions",
        ) from error  # fmt: skip


def _full(target: Path, left: str) -> TracksError:
    return TracksError(
        f"the disk is full{left}",
        file=target,
        advice=f"make room and run it again: finished parts are used; "
        f"or remove the folder .{target.name}.work-... beside it",
    )


def _plain(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def sync(folder: Path) -> None:
    """Have the names in a folder on disk."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
