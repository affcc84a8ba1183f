"""What a case folder holds, as the exports describe it: files that are what they are said to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing, ledger
from osint_helpers.evidence.history import Removal, removals
from osint_helpers.evidence.layout import RECORD, media_type
from osint_helpers.evidence.record import Capture

_TYPES: Final = {
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".warc": "application/warc",
    ".sha256": "text/plain",
    ".sig": "text/plain",
    ".pem": "application/x-pem-file",
    ".tsr": "application/timestamp-reply",
}


@dataclass(frozen=True)
class Held:
    """One file: its path inside the case folder, its bytes counted and hashed, its type."""

    path: str
    size: int
    sha256: str
    media: str


def files_of(capture: Capture) -> list[Held]:
    """Return the files of a capture, its record first, each hashed anew.

    Raises
    ------
    EvidenceError
        When one is not what the record says: an export must not hand changed bytes on.
    """
    case = capture.folder.parent.parent
    held = [file(case, capture.folder / RECORD)]
    for name, stated in sorted(capture.record["files"].items()):
        is_body = name == capture.record["body"]
        media = media_type(str(capture.record["content_type"])) if is_body else ""
        path = capture.folder / name
        one = file(case, path, media) if path.is_file() else None
        if one is None or (one.size, one.sha256) != (stated["bytes"], stated["sha256"]):
            raise changed(capture, name)
        held.append(one)
    return held


def file(case: Path, path: Path, media: str = "") -> Held:
    """Return one file of a case folder, hashed."""
    media = media or _TYPES.get(path.suffix, "application/octet-stream")
    relative = path.relative_to(case).as_posix()
    return Held(relative, path.stat().st_size, hashing.of_file(path), media)


def changed(capture: Capture, name: str) -> EvidenceError:
    """Return the error for a file that is not what its record says."""
    return EvidenceError(
        f"{name} of capture {capture.id} is not what its record says",
        advice="osint verify names every file that was changed; nothing was exported",
    )


def removed(case: Path) -> list[Removal]:
    """Return the captures the log says were removed, by id; of several removals the last."""
    found = {one.capture: one for one in removals(ledger.lines(case))}
    return [found[name] for name in sorted(found)]
