"""Remove a capture on legal or privacy grounds: the bytes go, the fact and the hashes stay."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import durable, layout, ledger, locking, steps
from osint_helpers.evidence.plain import plain
from osint_helpers.evidence.working import hashes


def remove(case: Path, who: str, capture_id: str, reason: str) -> None:
    """Log the tombstone first, then delete; an interrupted removal is finished by `settling`.

    Raises
    ------
    EvidenceError
        When there is no such capture, or it holds something that is not a file.
    OSError
        When the disk does not take the tombstone; then nothing is deleted.
    """
    folder = case / layout.CAPTURES / capture_id
    known = layout.CAPTURE_ID.fullmatch(capture_id) is not None
    with locking.exclusive(case):
        if not known or folder.is_symlink() or not (folder / layout.RECORD).is_file():
            raise EvidenceError(
                f"there is no capture {plain(capture_id, 80)!r}", advice="give the id of a capture"
            )
        facts: dict[str, Any] = {"capture": capture_id, "reason": reason, "files": hashes(folder)}
        ledger.append_locked(case, who, "capture.removed", facts)
        steps.reached("removal-logged")
        clear(folder)


def clear(folder: Path) -> None:
    """Delete a capture folder, the record last: as long as it is there, it says what it was."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != layout.RECORD:
            path.unlink()
    durable.sync_folder(folder)
    steps.reached("removal-half-done")
    (folder / layout.RECORD).unlink(missing_ok=True)
    folder.rmdir()
    durable.sync_folder(folder.parent)
    steps.reached("removal-done")
