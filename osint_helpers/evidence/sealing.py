"""Seal a case: one list of checksums over all evidence, one over the working files as they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import (
    checksums,
    durable,
    founding,
    hashing,
    history,
    layout,
    ledger,
    locking,
    settling,
    steps,
)
from osint_helpers.evidence.verifying import inventory
from osint_helpers.evidence.verifying import seals as lists
from osint_helpers.evidence.verifying.checking import examine
from osint_helpers.evidence.verifying.checking import pending as count_pending
from osint_helpers.evidence.verifying.verdict import Pending

_NAMED: Final = 3  # findings that an error names


@dataclass(frozen=True, repr=False)
class Seal(Carded):
    """One seal.

    Attributes
    ----------
    number
        From 1.
    path
        Its file, ``seals/NNNN.sha256``.
    sha256
        Hash of that file: the one value that, sent out, binds everything under the seal.
    at
        When it was begun, UTC; empty when the log does not say.
    """

    number: int
    path: Path
    sha256: str
    at: str

    def _card_(self) -> Card:
        from osint_helpers.evidence import cards

        return cards.seal(self)


def seal(case: Path, who: str) -> Seal:
    """Settle, verify and seal a case folder.

    Parameters
    ----------
    case, who
        The case folder, and the analyst in whose log the seal is begun.

    Returns
    -------
    Seal

    Raises
    ------
    EvidenceError
        When the check finds something broken, or the handle is bad. Nothing is sealed then.
    OSError
        When the disk does not take it; the next call begins the same seal again.
    """
    case = Path(case)
    layout.analyst(who)
    if not case.is_dir():
        raise EvidenceError("is not a folder", file=case, advice="name the folder of a case")
    founding.found(case)
    with locking.exclusive(case):
        settling.settle_locked(case, who)
        verdict, seen = examine(case)
        if verdict.broken:
            first = "; ".join(f"{one.path}: {one.message}" for one in verdict.broken[:_NAMED])
            more = len(verdict.broken) - _NAMED
            raise EvidenceError(
                f"{case.name} is not sealed: {first}{f'; and {more} more' if more > 0 else ''}",
                advice="osint verify lists everything and says what to do",
            )
        number = ledger.newest_seal(case) + 1
        begun = ledger.append_locked(case, who, "seal.begin", {"number": number})
        steps.reached("seal-begin-logged")
        path = _write(case, number, seen)
    return Seal(number, path, hashing.of_file(path), str(begun["at"]))


def _write(case: Path, number: int, seen: inventory.Inventory) -> Path:
    """Write both lists; until the last rename there is no seal."""
    working = case / layout.working_list(number)
    durable.keep(working, checksums.write(seen.working()))
    steps.reached("working-list-written")
    path = case / layout.seal_path(number)
    hidden = durable.write_beside(path, checksums.write(_evidence(case, number, seen)))
    steps.reached("seal-written")
    durable.name_it(hidden, path)
    steps.reached("seal-named")
    return path


def _evidence(case: Path, number: int, seen: inventory.Inventory) -> dict[str, str]:
    """Return the hashes of all that is never edited: captures, closed log, earlier seals."""
    files = inventory.digests(seen, seen.below(layout.CAPTURES))
    for path in seen.below(layout.SEALS):
        match = layout.SEAL_MEMBER.fullmatch(path.removeprefix(f"{layout.SEALS}/"))
        if match and int(match[1]) < number:
            files[path] = seen.files[path].sha256
    # The log has grown by seal.begin since it was read, and the working list is new.
    for names in ledger.segments(case).values():
        for name in names:
            files[f"{layout.LOG}/{name}"] = hashing.of_file(case / layout.LOG / name)
    working = layout.working_list(number)
    files[working] = hashing.of_file(case / working)
    return files


def seals(case: Path) -> list[Seal]:
    """Return every seal of a case folder, oldest first."""
    case = Path(case)
    folder = case / layout.SEALS
    if not folder.is_dir():
        return []
    begun = history.of_lines(ledger.lines(case)).sealing
    found = []
    for path in sorted(folder.iterdir()):
        match = layout.SEAL.fullmatch(path.name)
        if match:
            lines = begun.get(int(match[1]))
            at = lines[-1].at if lines else ""
            found.append(Seal(int(match[1]), path, hashing.of_file(path), at))
    return found


def pending(case: Path) -> Pending:
    """Count what no seal covers yet; no capture is read."""
    case = Path(case)
    with locking.shared(case):
        seen = inventory.take(case, captures=False)
        read = lists.read(seen)
        edited = lists.working(seen, read)[0]
        return count_pending(seen, ledger.lines(case), read, edited)
