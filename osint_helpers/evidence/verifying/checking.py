"""The check of a case folder as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import history, layout, ledger, locking, manifests
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.verifying import around, chains, folders, inventory, seals
from osint_helpers.evidence.verifying.codes import found
from osint_helpers.evidence.verifying.inventory import Inventory
from osint_helpers.evidence.verifying.seals import Seals
from osint_helpers.evidence.verifying.verdict import Pending, Verdict


def verify(case: Path) -> Verdict:
    """Check every byte of evidence in a case folder against its log and its seals.

    Nothing is written. Writers wait while it runs; where the folder cannot be locked (a read-only
    medium) it runs without.

    Parameters
    ----------
    case
        The case folder, or the folder of an unpacked bundle.

    Returns
    -------
    Verdict
        Whatever is in the folder, what is wrong is a finding and no error.

    Raises
    ------
    EvidenceError
        When `case` is not a folder.
    """
    case = Path(case)
    if not case.is_dir():
        raise EvidenceError("is not a folder", file=case, advice="name the folder of a case")
    with locking.shared(case):
        verdict = examine(case)[0]
        more = _manifest(case)
    return dataclasses.replace(verdict, findings=_sorted([*verdict.findings, *more]))


def examine(case: Path) -> tuple[Verdict, Inventory]:
    """Check without a lock; return the inventory too, so that a seal hashes nothing twice."""
    seen = inventory.take(case)
    lines, findings = _log(case)
    past = history.of_lines(lines)
    read = seals.read(seen)
    captures = folders.check(seen, past)
    edited, working = seals.working(seen, read)
    waiting = pending(seen, lines, read, edited)
    findings += [
        *chains.check(lines, seen),
        *chains.pairs(past),
        *captures.findings,
        *seals.check(seen, read, past),
        *working,
        *around.places(seen),
        *around.attributes(seen),
        *around.captures(captures.records, past),
        *_anchors(case, read),
        *_pending(waiting),
    ]
    verdict = Verdict(
        findings=_sorted(_without_echoes(findings)),
        captures=len(seen.captures),
        lines=len(lines),
        seals=len(read.lists),
        files=len(seen.files),
        bytes=sum(one.bytes for one in seen.files.values()),
        pending=waiting,
    )
    return verdict, seen


def pending(seen: Inventory, lines: Sequence[Line], read: Seals, edited: int) -> Pending:
    """Count what the newest seal does not list."""
    covered = read.covered
    sealed_captures = {path.split("/")[1] for path in covered if path.startswith("captures/")}
    return Pending(
        captures=len(set(seen.captures) - sealed_captures),
        lines=sum(
            line.file not in covered or line.row > read.grown.get(line.file, line.row)
            for line in lines
        ),
        working=edited,
    )


def _log(case: Path) -> tuple[list[Line], list[Finding]]:
    try:
        return ledger.lines(case), []
    except OSError as error:
        message = f"the log could not be read: {error.strerror}"
        return [], [found("unreadable", layout.LOG, message)]


def _pending(waiting: Pending) -> Iterator[Finding]:
    if waiting.captures or waiting.lines:
        message = f"{waiting.captures} captures and {waiting.lines} log lines are under no seal"
        yield found("pending", layout.SEALS, message)


def _anchors(case: Path, read: Seals) -> Iterator[Finding]:
    """Check stamps and signatures beside the seals, with the modules that make them."""
    for number in sorted(read.lists):
        path = case / layout.seal_path(number)
        for ending, module in ((layout.STAMP, "stamping"), (layout.SIGNATURE, "signing")):
            if layout.beside(path, ending).is_file():
                check = import_module(f"osint_helpers.evidence.{module}").check
                yield from check(path)


def _manifest(case: Path) -> list[Finding]:
    """Check the manifest of an unpacked bundle: it covers the report, as no seal does."""
    if not (case / layout.MANIFEST).is_file():
        return []
    try:
        return manifests.check(case)
    except EvidenceError as error:  # a list that is none, a link
        return [Finding("bundle-changed", "broken", layout.MANIFEST, error.what, error.advice)]


def _without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what only follows from something that could not be read.

    It would be untrue (the file is not gone), and its advice would do harm: "move it away" of
    every capture when it is the log that cannot be read.
    """
    blind = {one.path for one in findings if one.code == "unreadable"}

    def echo(one: Finding) -> bool:
        if one.code in ("missing", "working-changed"):
            parents = {parent.as_posix() for parent in PurePosixPath(one.path).parents}
            return one.path in blind or bool(parents & blind)
        return layout.LOG in blind and one.code in ("planted", "seal-unlogged")

    return [one for one in findings if not echo(one)]


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return each finding once: broken things first, then by path."""
    return tuple(
        sorted(dict.fromkeys(findings), key=lambda one: (one.severity, one.path, one.code))
    )
