"""The log by what it says: which captures were begun, ended, removed; which seals were begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.evidence.loglines import Line

ENDS: Final = ("capture.done", "capture.refused", "capture.failed", "capture.abandoned")


@dataclass(repr=False)
class History(Carded):
    """Lines of the log, sorted by what they are about.

    Attributes
    ----------
    begun
        work -> its ``capture.begin``.
    ended
        work -> the lines that end it: one, where all is well.
    done
        Every ``capture.done``, in file order.
    removed
        capture -> its ``capture.removed`` lines.
    sealing
        seal number -> its ``seal.begin`` lines.
    """

    begun: dict[str, Line] = field(default_factory=dict)
    ended: dict[str, list[Line]] = field(default_factory=dict)
    done: list[Line] = field(default_factory=list)
    removed: dict[str, list[Line]] = field(default_factory=dict)
    sealing: dict[int, list[Line]] = field(default_factory=dict)

    @property
    def open(self) -> list[str]:
        """Works that were begun and not ended."""
        return [work for work in self.begun if work not in self.ended]

    def tombstone(self, capture: str, record_sha256: str) -> Line | None:
        """Return the line that removed this capture with this record; None, when none did."""
        for line in self.removed.get(capture, []):
            if removed_files(line).get("capture.json") == record_sha256:
                return line
        return None


@dataclass(frozen=True, repr=False)
class Removal(Carded):
    """A capture that was removed, as the log says it.

    Attributes
    ----------
    capture, at, who, reason
        Which, when, by whom and why.
    line
        Where the log says so.
    files
        The hashes its files had, by name, sorted.
    """

    capture: str
    at: str
    who: str
    reason: str
    line: str
    files: Mapping[str, str]


def removals(lines: Iterable[Line]) -> list[Removal]:
    """Return every removal of a log, in its order; lines out of the chain do not count."""
    return [
        Removal(
            capture=str(line.facts.get("capture", "")), at=line.at, who=line.who,
            reason=str(line.facts.get("reason", "")), line=f"{line.file}, line {line.row}",
            files=dict(sorted(removed_files(line).items())),
        )
        for line in lines if line.event == "capture.removed" and not line.problem
    ]  # fmt: skip


def removed_files(line: Line) -> dict[str, str]:
    """Return the hashes a tombstone holds, by file name; empty when it holds none."""
    files = line.facts.get("files")
    if not isinstance(files, dict):
        return {}
    return {str(name): sha256 for name, sha256 in files.items() if isinstance(sha256, str)}


def of_lines(lines: Iterable[Line]) -> History:
    """Sort the lines of a log; a line that cannot be read is left out."""
    found = History()
    for line in lines:
        work, capture = str(line.facts.get("work", "")), str(line.facts.get("capture", ""))
        if line.event == "capture.begin":
            found.begun.setdefault(work, line)
        elif line.event in ENDS:
            found.ended.setdefault(work, []).append(line)
            if line.event == "capture.done":
                found.done.append(line)
        elif line.event == "capture.removed":
            found.removed.setdefault(capture, []).append(line)
        elif line.event == "seal.begin" and isinstance(line.facts.get("number"), int):
            found.sealing.setdefault(line.facts["number"], []).append(line)
    return found
