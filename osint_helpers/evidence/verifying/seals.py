"""Check the seals: every list against the files, their numbers, and the newest working list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from osint_helpers.evidence import checksums, layout
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.history import History, removed_files
from osint_helpers.evidence.loglines import LONGEST
from osint_helpers.evidence.verifying.codes import found
from osint_helpers.evidence.verifying.inventory import Inventory

_ADDED: Final = frozenset({layout.INDEX, layout.INSTRUCTIONS, layout.MANIFEST})


@dataclass
class Seals:
    """The seals of a case, read.

    Attributes
    ----------
    lists
        Number -> path -> hash, of every seal.
    working
        The working list of the newest seal; None, when there is none.
    grown
        Log files that got lines after a seal listed them -> lines the newest list covers.
    findings
        What is wrong with them, and what a reader should know.
    """

    lists: dict[int, dict[str, str]] = field(default_factory=dict)
    working: dict[str, str] | None = None
    grown: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """Number of the newest seal, 0 before the first."""
        return max(self.lists, default=0)

    @property
    def covered(self) -> frozenset[str]:
        """Paths that the newest seal lists."""
        return frozenset(self.lists.get(self.newest, {}))


def read(inventory: Inventory) -> Seals:
    """Read every seal of a case."""
    seals = Seals()
    for path in inventory.below(layout.SEALS):
        match = layout.SEAL.fullmatch(path.rpartition("/")[2])
        if match and int(match[1]):
            seals.lists[int(match[1])] = _list(inventory, path, seals)
    if layout.working_list(seals.newest) in inventory.files:
        seals.working = _list(inventory, layout.working_list(seals.newest), seals)
    _note_grown(inventory, seals)
    return seals


def _list(inventory: Inventory, path: str, seals: Seals) -> dict[str, str]:
    data = inventory.kept.get(path)
    if data is None:
        seals.findings.append(found("seal-line", path, "is too long to be read"))
        return {}
    files, bad = checksums.read(data)
    seals.findings += [found("seal-line", path, f"line {row} is no checksum") for row in bad[:5]]
    return files


def check(inventory: Inventory, seals: Seals, past: History) -> Iterator[Finding]:
    """Yield what the seals say about the files, and the log about the seals."""
    yield from seals.findings
    yield from _against_files(inventory, seals, past)
    before = 0
    for number in sorted(seals.lists):
        if number - before > 1:
            first, last = before + 1, number - 1
            which = f"seal {first}" if first == last else f"seals {first} to {last}"
            yield found("seal-gap", layout.seal_path(first), f"{which} of {seals.newest}: gone")
        if number not in past.sealing:
            yield found(
                "seal-unlogged", layout.seal_path(number), "no line of the log begins this seal"
            )
        before = number
    for number in sorted(past.sealing):
        if number > seals.newest:
            message = f"seal {number} was begun and is not there: stopped, or deleted"
            yield found("seal-interrupted", layout.seal_path(number), message)


def _against_files(inventory: Inventory, seals: Seals, past: History) -> Iterator[Finding]:
    """Compare every listed hash; a path gives one finding however many seals list it."""
    differing: dict[str, list[int]] = {}
    for number, files in sorted(seals.lists.items()):
        for path, sha256 in files.items():
            seen = inventory.files.get(path)
            if seen is not None and path in seals.grown:
                continue
            if (seen is None or seen.sha256 != sha256) and not _explained(path, sha256, past):
                differing.setdefault(path, []).append(number)
    for path, numbers in sorted(differing.items()):
        which = "seal " + ", ".join(map(str, numbers))
        if path in inventory.files:
            yield found("changed", path, f"is not what {which} lists")
        else:
            yield found("missing", path, f"{which} lists it and it is gone")
    for path in sorted(seals.grown):
        numbers = [n for n, files in sorted(seals.lists.items()) if path in files]
        message = f"lines were added after seal {numbers[0]}; those it lists are unchanged"
        yield found("log-grown", path, message)


def _note_grown(inventory: Inventory, seals: Seals) -> None:
    """Find log files that begin with the very bytes every seal lists and go on after them.

    So does the file of an analyst who did not have the seal yet when it was written on.
    """
    wanted: dict[str, set[str]] = {}
    for files in seals.lists.values():
        for path, sha256 in files.items():
            seen = inventory.files.get(path)
            if seen is not None and layout.SEGMENT.fullmatch(path.removeprefix(f"{layout.LOG}/")):
                wanted.setdefault(path, set()).add(sha256)
    for path, hashes in wanted.items():
        if hashes == {inventory.files[path].sha256}:
            continue
        rows = _heads(inventory.case / path, hashes)
        if rows.keys() == hashes:
            newest = seals.lists[seals.newest].get(path, "")
            seals.grown[path] = rows.get(newest, 0)


def _heads(path: Path, wanted: set[str]) -> dict[str, int]:
    """Return the wanted hashes of heads of a file, each with its number of lines."""
    heads: dict[str, int] = {}
    digest, row = hashlib.sha256(), 0
    with path.open("rb") as file:
        while data := file.readline(LONGEST):
            row += 1
            line = data.removesuffix(b"\n")
            for part in (line, data[len(line) :]):  # a torn line ends without a line break
                digest.update(part)
                if digest.hexdigest() in wanted:
                    heads[digest.hexdigest()] = row
    return heads


def _explained(path: str, sha256: str, past: History) -> bool:
    """Say whether a tombstone accounts for a listed file."""
    head, _, rest = path.partition("/")
    capture, _, name = rest.partition("/")
    return head == layout.CAPTURES and any(
        removed_files(line).get(name) == sha256 for line in past.removed.get(capture, [])
    )


def _of_bundle(
    inventory: Inventory, now: Mapping[str, str], then: Mapping[str, str]
) -> frozenset[str]:
    """Return what a bundle added to the sealed files: its manifest, and what that vouches for.

    A bundle adds no tables: one that was put into the folder later stays new whatever is listed.
    """
    if layout.MANIFEST not in inventory.kept:
        return frozenset()
    listed, _ = checksums.read(inventory.kept[layout.MANIFEST])
    added = {
        name for name in now.keys() - then.keys()
        if listed.get(name) == now[name] and (name in _ADDED or name.startswith("report/"))
    }  # fmt: skip
    return frozenset({*added, layout.MANIFEST} - then.keys())


def working(inventory: Inventory, seals: Seals) -> tuple[int, list[Finding]]:
    """Compare the working files with the newest list: the number that differ, and the findings."""
    now, then = inventory.working(), seals.working
    if then is None:
        return len(now), []
    tables = [name for name in then if name == "case.toml" or name.endswith(".csv")]
    if tables and not any(name in now for name in tables):
        message = f"the working files that seal {seals.newest} lists are not part of this folder"
        return 0, [found("working-absent", layout.working_list(seals.newest), message)]
    findings = []
    for name in sorted((now.keys() | then.keys()) - _of_bundle(inventory, now, then)):
        if now.get(name) != then.get(name):
            verb = "edited" if name in now and name in then else "new"
            verb = verb if name in now else "deleted"
            findings.append(found("working-changed", name, f"{verb} since seal {seals.newest}"))
    return len(findings), findings
