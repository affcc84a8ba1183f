"""What the newest seal of a case covers, and what of the case it does not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from osint_helpers.errors import EvidenceError, UnsealedError
from osint_helpers.evidence import checksums, hashing
from osint_helpers.evidence.layout import (
    CAPTURES,
    EVIDENCE,
    SEAL,
    SEALS,
    visible_files,
    working_list,
)
from osint_helpers.evidence.names import fault

_ADVICE = "run osint verify, then osint seal"


@dataclass(frozen=True)
class Sealed:
    """The newest seal and its two lists.

    Attributes
    ----------
    number
        Of the seal, from 1.
    path
        ``seals/NNNN.sha256``.
    data
        Its bytes.
    evidence
        What it lists: captures, log, earlier seals, its working list; name to SHA-256.
    working
        What its working list holds: tables, texts, ``case.toml``; name to SHA-256.
    """

    number: int
    path: Path
    data: bytes
    evidence: Mapping[str, str]
    working: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """SHA-256 of the seal: the one value that stands for everything it covers."""
        return hashing.of_bytes(self.data)

    @property
    def name(self) -> str:
        """``seals/NNNN.sha256``."""
        return f"{SEALS}/{self.path.name}"

    @property
    def working_name(self) -> str:
        """``seals/NNNN.working.sha256``."""
        return working_list(self.number)


def newest(case: Path) -> Sealed:
    """Read the newest seal of a case.

    Raises
    ------
    UnsealedError
        When there is no seal, or its working list is not as the seal says.
    EvidenceError
        When a list is no list of checksums, or holds a name that cannot be handed over.
    """
    home = case / SEALS
    names = sorted(path.name for path in home.glob("*.sha256") if SEAL.fullmatch(path.name))
    if not names:
        raise UnsealedError("the case has no seal", advice="run osint seal")
    path = home / names[-1]
    data = path.read_bytes()
    evidence = digests(data, path)
    found = Sealed(int(names[-1][:4]), path, data, evidence, {})
    working = case / found.working_name
    if found.working_name not in evidence:
        raise EvidenceError("lists no working list", file=path, advice=_ADVICE)
    listed = working.read_bytes() if regular(case, found.working_name) else b""
    if hashing.of_bytes(listed) != evidence[found.working_name]:
        raise refusal("changed since the newest seal", [found.working_name])
    return Sealed(found.number, path, data, evidence, digests(listed, working))


def digests(data: bytes, file: Path) -> dict[str, str]:
    """Read a list of checksums whose names may all be handed over.

    Raises
    ------
    EvidenceError
        With the line, or the name and what is wrong with it.
    """
    found, bad = checksums.read(data)
    if bad:
        raise EvidenceError(
            "is no line of a list of checksums", file=file, row=bad[0], advice=_ADVICE
        )
    for name in found:
        if wrong := fault(name):
            raise EvidenceError(
                f"the name {name!r} cannot be handed over: {wrong}", file=file,
                advice="rename the file, then run osint seal",
            )  # fmt: skip
    return found


def check_cover(case: Path, seal: Sealed) -> None:
    """Make sure that captures and working files are those the seal lists, name by name.

    Log and seals may have grown since: making a bundle is itself logged.

    Raises
    ------
    UnsealedError
        Naming up to five files that are new, or gone.
    """
    top = [path.name for path in case.iterdir() if path.name not in EVIDENCE]
    captures, working = set(visible_files(case, CAPTURES)), set(visible_files(case, *top))
    new = (captures - seal.evidence.keys()) | (working - seal.working.keys() if top else set())
    if new:
        raise refusal("not under the newest seal", new)
    gone = [name for name in {**seal.evidence, **seal.working} if not regular(case, name)]
    if gone:
        raise refusal("gone since the newest seal", gone)


def regular(case: Path, name: str) -> bool:
    """Say whether a name leads to a file of the case, over no link."""
    path = case / name
    return path.is_file() and os.path.realpath(path) == str(case.resolve() / name)


def refusal(words: str, names: Iterable[str]) -> UnsealedError:
    """Return the error that names up to five files."""
    listed = sorted(names)
    more = f" and {len(listed) - 5} more" if len(listed) > 5 else ""
    shown = ", ".join(repr(name) for name in listed[:5])
    return UnsealedError(f"{words}: {shown}{more}", advice=_ADVICE)
