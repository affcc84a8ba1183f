"""A capture in the making: its hidden folder, and how it gets its name or is closed.

The order is fixed, so that a process may die anywhere: folder and lock, ``capture.begin``, bytes,
record, everything on the disk, the name, ``capture.done``. Whatever is left behind is told apart by
`settling`: the lock ends with the process.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from osint_helpers import _json
from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence import (
    clock,
    durable,
    hashing,
    layout,
    ledger,
    locking,
    outcomes,
    record,
    steps,
    tooling,
)


class Work:
    """One capture in the making; use as a context manager.

    Leaving the block without `finish` closes the work in the log and removes its folder.

    Parameters
    ----------
    case, who
        The case folder and the handle of the analyst.
    kind
        ``fetched``, ``file`` or ``derived``.
    begin
        Further facts of ``capture.begin``: address or name, and why.
    """

    def __init__(self, case: Path, who: str, kind: str, begin: dict[str, Any]) -> None:
        self.case, self.who, self.kind = case, who, kind
        self.work = secrets.token_hex(6)
        self.folder = case / layout.CAPTURES / f"{layout.WORK}{self.work}"
        self._begin = {"kind": kind, "work": self.work, **begin}
        self._lock: int | None = None
        self._named = False
        self._clock = time.monotonic()
        self.started = clock.utc()

    def __enter__(self) -> Self:
        """Make the folder, hold its lock and log ``capture.begin``."""
        with locking.exclusive(self.case):
            self.folder.mkdir()
            try:
                self._lock = locking.hold(self.folder / locking.FILE)
                steps.reached("work-folder-made")
                ledger.append_locked(self.case, self.who, "capture.begin", self._begin)
                steps.reached("begin-logged")
            except BaseException:
                self._clear()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what was not finished; the error, if there is one, goes on."""
        if self._named:
            self._unlock()
            return
        try:
            with locking.exclusive(self.case):
                event, facts = self._ending(error)
                self._clear()
                ledger.append_locked(self.case, self.who, event, {"work": self.work, **facts})
        except OSError as second:
            if error is None:
                raise
            error.add_note(f"the log could not take the end of this capture: {second.strerror}")

    def finish(self, facts: dict[str, Any]) -> record.Capture:
        """Write the record, give the folder its name and log ``capture.done``.

        Parameters
        ----------
        facts
            The record but for what this class knows: ``outcome``, ``complete``, ``reason``,
            ``body``, ``content_type``, ``title``, ``authority``, ``why`` and what the kind adds.

        Raises
        ------
        EvidenceError
            When `facts` name an unknown outcome, or a body that is not there.
        OSError
            When the disk does not take it.
        """
        steps.reached("bytes-received")
        content = self._content(facts)
        data = _json.readable(content).encode("utf-8", errors="backslashreplace")
        with (self.folder / layout.RECORD).open("xb") as file:  # synced below, with the others
            file.write(data)
        steps.reached("record-written")
        for name in [*content["files"], layout.RECORD]:
            (self.folder / name).chmod(0o444)
            durable.sync_file(self.folder / name)
        durable.sync_folder(self.folder)  # here and not below: others wait for the log
        steps.reached("files-synced")
        sha256 = hashing.of_bytes(data)
        with locking.exclusive(self.case):
            folder = self._name(layout.capture_key(content, sha256))
            steps.reached("folder-named")
            done = done_facts(content, folder.name, sha256)
            ledger.append_locked(self.case, self.who, "capture.done", done)
        steps.reached("done-logged")
        return record.Capture(folder.name, folder, content)

    def _content(self, facts: dict[str, Any]) -> dict[str, Any]:
        content = {"title": "", "reason": "", "content_type": "", "body": None, **facts}
        names = list(layout.visible_files(self.folder))
        files = {name: _size_and_hash(self.folder / name) for name in names}
        content |= {
            "schema": record.SCHEMA,
            "kind": self.kind,
            "work": self.work,
            "who": self.who,
            "started_utc": self.started,
            "finished_utc": clock.utc(),
            "seconds": round(time.monotonic() - self._clock, 6),
            "files": files,
            "tool": {**content.get("tool", {}), **tooling.tool()},
        }
        if content["outcome"] not in outcomes.OUTCOMES or not isinstance(content["complete"], bool):
            raise EvidenceError(f"{content['outcome']!r} is no outcome of a capture")
        if content["body"] is not None and content["body"] not in files:
            raise EvidenceError(f"the body {content['body']!r} was not written")
        return content

    def _name(self, key: str) -> Path:
        """Rename the folder to its id; on a tie, to the next free one."""
        (self.folder / locking.FILE).unlink()
        for attempt in range(1, 10_000):
            folder = self.folder.with_name(layout.capture_id(self.started, key, attempt))
            if not folder.exists():
                self.folder.rename(folder)
                self._named = True
                durable.sync_folder(folder.parent)
                return folder
        raise EvidenceError(f"no free name is left for a capture of {self.started}")

    def _ending(self, error: BaseException | None) -> tuple[str, dict[str, Any]]:
        if isinstance(error, CaptureRefusedError):
            return "capture.refused", {"code": error.code}
        if isinstance(error, OSError):
            return "capture.failed", {"code": f"os-{error.errno or 0}"}
        if isinstance(error, EvidenceError):
            return "capture.failed", {"code": str(getattr(error, "code", "evidence"))}
        return "capture.abandoned", {"files": hashes(self.folder)}

    def _clear(self) -> None:
        self._unlock()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def done_facts(content: dict[str, Any], capture: str, sha256: str) -> dict[str, Any]:
    """Return the facts of ``capture.done`` for a record and its hash."""
    return {
        "work": content["work"],
        "capture": capture,
        "capture_sha256": sha256,
        "outcome": content["outcome"],
        "complete": content["complete"],
    }


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every visible regular file below a folder, by its path in it."""
    files = [path for path in sorted(folder.rglob("[!.]*")) if path.is_file()]
    files = [path for path in files if not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): hashing.of_file(path) for path in files}


def _size_and_hash(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": hashing.of_file(path)}
