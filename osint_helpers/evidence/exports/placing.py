"""Put an export under its name: whole or not at all, never over another file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import durable
from osint_helpers.evidence.layout import EVIDENCE


@contextmanager
def new_file(target: Path, case: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name when the block ends without an error.

    Parameters
    ----------
    target
        Where it is to appear.
    case
        The case folder; its captures, log and seals are no place for an export.

    Raises
    ------
    EvidenceError
        When there is a file of that name, no such folder, or it would lie among the evidence.
    """
    place = target.resolve()
    if any(place.is_relative_to((case / part).resolve()) for part in EVIDENCE):
        raise EvidenceError(
            "would lie among the evidence", file=target, advice="give a place outside it"
        )
    if place.exists() or target.is_symlink():
        raise EvidenceError(
            "is there already", file=target, advice="an export replaces nothing; give another name"
        )
    if not place.parent.is_dir():
        raise EvidenceError("lies in no folder there is", file=target, advice="make it first")
    with durable.new_file(place) as part, part.open("wb") as file:
        yield file
