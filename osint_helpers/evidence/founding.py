"""Make the evidence folders of a case where they are absent; what is there is not touched."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import durable, layout

ATTRIBUTES: Final = ".gitattributes"
TEXT: Final = "* -text\n"  # a checkout that changed line ends would break every hash


def found(case: Path) -> None:
    """Make ``captures``, ``log``, ``seals`` and ``.gitattributes``, and the case folder itself.

    Raises
    ------
    EvidenceError
        When one of the folders is a link or a file.
    """
    case.mkdir(exist_ok=True)
    for name in layout.EVIDENCE:
        folder = case / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise EvidenceError("is not a folder", file=folder, advice="move it away")
        folder.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):
        durable.write_new(case / ATTRIBUTES, TEXT.encode("ascii"))
