"""The zip counsel gets: what the newest seal covers, an index, and how to check it all.

Two editions. ``counsel`` holds the whole: evidence, working files, report. ``production`` holds
facts alone: captures, log, seals. Same case, same seal: same bytes, on any machine.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import (
    checksums,
    hashing,
    instructions,
    ledger,
    signing,
    stamping,
    terms,
)
from osint_helpers.evidence.describing import case_name, facts
from osint_helpers.evidence.index import index
from osint_helpers.evidence.layout import (
    BESIDE_SEAL,
    INDEX,
    INSTRUCTIONS,
    MANIFEST,
    SEALS,
    beside,
    visible_files,
)
from osint_helpers.evidence.names import fault, twins
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.sealed import Sealed, check_cover, newest, refusal
from osint_helpers.evidence.unpacking import unpack
from osint_helpers.evidence.zipping import ChangedError, Member, write

__all__ = ["EDITIONS", "Bundle", "bundle", "unpack"]

EDITIONS: Final = ("counsel", "production")
REPORT: Final = "report"
_ATTRIBUTES: Final = (".gitattributes", b"* -text\n")  # git must not turn line ends


@dataclass(frozen=True, repr=False)
class Bundle(Carded):
    """A bundle that was made.

    Attributes
    ----------
    path
        The zip.
    files
        How many files it holds.
    bytes
        Its size.
    sha256
        Of the zip itself.
    """

    path: Path
    files: int
    bytes: int
    sha256: str


def bundle(
    case: Path, target: Path, *, edition: str = "counsel", report: Path | None = None
) -> Bundle:
    """Make a bundle of a sealed case.

    Parameters
    ----------
    case
        The case folder.
    target
        The zip, outside the case folder; a zip of that name is replaced when all went well,
        any other file is not.
    edition
        ``counsel`` or ``production``.
    report
        Folder of a finished report; its files go under ``report/``. Only for ``counsel``.

    Raises
    ------
    UnsealedError
        When there is no seal, or captures or working files are new, changed or gone since the
        newest; up to five are named. Log lines after the seal do not count and are left out.
    EvidenceError
        When the bundle cannot be made as asked.
    """
    case, target = case.resolve(), target.resolve()
    _check_request(case, target, edition, report)
    seal = newest(case)
    check_cover(case, seal)
    for wrong in [*stamping.check(seal.path), *signing.check(seal.path)]:
        if wrong.severity == "broken":  # the instructions would tell of it as if it held
            raise EvidenceError(wrong.message, file=case / wrong.path, advice=wrong.advice)
    members = _sealed_members(case, seal, edition) + _report_members(report)
    members += _terms(case, seal)
    members += _about(case, seal, edition, members, report=report is not None)
    for name in [*twins(one.name for one in members), *(n.name for n in members if fault(n.name))]:
        raise EvidenceError(
            f"{name!r} cannot be in a bundle: a name of its own, or one no other system can hold",
            advice="rename that file, then run osint seal",
        )
    top = f"{case_name(case, seal)}-{edition}"
    try:
        write(target, [Member(f"{top}/{one.name}", one.source, one.sha256) for one in members])
    except ChangedError as error:
        names = [name.removeprefix(f"{top}/") for name in error.names]
        raise refusal("changed since the newest seal", names) from error
    return Bundle(target, len(members), target.stat().st_size, hashing.of_file(target))


def _check_request(case: Path, target: Path, edition: str, report: Path | None) -> None:
    if edition not in EDITIONS:
        raise EvidenceError(
            f"{edition!r} is no edition of a bundle", advice=f"one of {', '.join(EDITIONS)}"
        )
    if report is not None and edition != "counsel":
        raise EvidenceError(
            f"the edition {edition} carries no report", advice="leave the report out"
        )
    if report is not None and not report.is_dir():
        raise EvidenceError("is no folder of a report", file=report, advice="run osint report")
    if target.is_relative_to(case) or (report and target.is_relative_to(report.resolve())):
        raise EvidenceError(
            "the bundle would lie in a folder it is made of", file=target,
            advice="name a place outside of case and report",
        )  # fmt: skip
    if target.is_dir() or not target.parent.is_dir():
        raise EvidenceError(
            "no zip can be written there", file=target, advice="name a file in a folder there is"
        )
    if target.exists() and not zipfile.is_zipfile(target):
        raise EvidenceError(
            "is there already and is no zip", file=target, advice="give another name"
        )


def _sealed_members(case: Path, seal: Sealed, edition: str) -> list[Member]:
    """Return what the seal covers, the seal itself and what stands beside it."""
    covered = dict(seal.evidence)
    if edition == "counsel":
        covered |= seal.working
    elif changed := [n for n, sha in seal.working.items() if hashing.of_file(case / n) != sha]:
        raise refusal("changed since the newest seal", changed)
    members = [Member(name, case / name, sha256) for name, sha256 in covered.items()]
    own = [seal.path, *(beside(seal.path, ending) for ending in BESIDE_SEAL)]
    members += [Member.of_bytes(f"{SEALS}/{p.name}", p.read_bytes()) for p in own if p.is_file()]
    return members


def _report_members(report: Path | None) -> list[Member]:
    if report is None:
        return []
    names = visible_files(report)
    return [Member(f"{REPORT}/{n}", report / n, hashing.of_file(report / n)) for n in names]


def _terms(case: Path, seal: Sealed) -> list[Member]:
    """Return the text about data of others, where there are any.

    Raises
    ------
    EvidenceError
        When data need a written reason to be handed on, and the sealed log holds none.
    """
    records = [one.record for one in captures(case) if one.record.get("terms")]
    if not records:
        return []
    held = terms.reasons(line for line in ledger.lines(case) if line.file in seal.evidence)
    terms.require(held, terms.needed(records), what="the bundle")
    told = terms.text(records, held)
    return [Member.of_bytes(terms.FILE, told.encode("utf-8", "backslashreplace"))]


def _about(
    case: Path, seal: Sealed, edition: str, members: list[Member], *, report: bool
) -> list[Member]:
    """Return what is made for the bundle: index, instructions, manifest."""
    made = [
        Member.of_bytes(*_ATTRIBUTES),
        Member.of_bytes(INDEX, index(case, seal).encode("utf-8", "backslashreplace")),
    ]
    lines = {MANIFEST: len(members) + len(made) + 1, seal.name: len(seal.evidence)}
    if edition == "counsel" and seal.working:
        lines[seal.working_name] = len(seal.working)
    others = any(one.name == terms.FILE for one in members)
    told = instructions.text(facts(case, seal, edition, lines, report=report, terms=others))
    made.append(Member.of_bytes(INSTRUCTIONS, told.encode("ascii")))
    sums = {one.name: one.sha256 for one in [*members, *made]}
    return [*made, Member.of_bytes(MANIFEST, checksums.write(sums))]
