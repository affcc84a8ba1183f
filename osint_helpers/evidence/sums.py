"""Lists of checksums as ``sha256sum`` writes and reads them: digest, two spaces, name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.names import fault

_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")


def text(digests: Mapping[str, str]) -> str:
    """Return the list of a mapping from name to digest, sorted by name, lines ended by LF."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def parse(data: bytes, file: Path) -> dict[str, str]:
    """Read a list of checksums: name to digest.

    Parameters
    ----------
    data
        Content of the list.
    file
        Where it comes from, for the message.

    Raises
    ------
    EvidenceError
        With the line, when it is not such a list, names a file twice, or holds a name that leads
        out of the folder.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise EvidenceError("is not UTF-8", file=file, advice=_ADVICE) from error
    if lines.pop():
        raise EvidenceError("its last line is cut", file=file, advice=_ADVICE)
    digests: dict[str, str] = {}
    for row, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        what = "is no line of a list of checksums" if match is None else _name_fault(match[2])
        if match is not None and match[2] in digests:
            what = "names a file twice"
        if what or match is None:
            raise EvidenceError(what, file=file, row=row, advice=_ADVICE)
        digests[match[2]] = match[1]
    return digests


_ADVICE: Final = "osint verify says what was changed"


def _name_fault(name: str) -> str:
    wrong = fault(name)
    return f"holds a name that must not be handed over: {wrong}" if wrong else ""
