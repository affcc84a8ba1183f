"""Read what was captured: one object a capture, straight from its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.layout import CAPTURE_ID, CAPTURES, RECORD
from osint_helpers.evidence.outcomes import SOUND

SCHEMA: Final = "osint-capture/1"


@dataclass(frozen=True, repr=False)
class Capture(Carded):
    """One capture: its folder and its record (``capture.json``, see docs/evidence.md).

    Attributes
    ----------
    id
        ``20261121T172745Z-882bc914``: the permanent name.
    folder
        Where its files lie.
    record
        The content of ``capture.json``.
    """

    id: str
    folder: Path
    record: dict[str, Any]

    @property
    def kind(self) -> str:
        """``fetched``, ``file`` or ``derived``."""
        return str(self.record["kind"])

    @property
    def outcome(self) -> str:
        """A key of :data:`.outcomes.OUTCOMES`."""
        return str(self.record["outcome"])

    @property
    def complete(self) -> bool:
        """Say whether nothing is missing from the bytes; ``reason`` says what otherwise."""
        return bool(self.record["complete"])

    @property
    def sound(self) -> bool:
        """Say whether the bytes are complete and are what the address or person gave."""
        return self.complete and self.outcome in SOUND

    @property
    def at(self) -> str:
        """Start of the capture, UTC."""
        return str(self.record["started_utc"])

    @property
    def body(self) -> Path | None:
        """The decoded body; None when nothing arrived."""
        name = self.record["body"]
        return None if name is None else self.folder / str(name)

    @property
    def sha256(self) -> str:
        """SHA-256 of the body; of nothing, the empty string."""
        name = self.record["body"]
        return "" if name is None else str(self.record["files"][name]["sha256"])

    @property
    def not_the_page(self) -> bool:
        """Say whether it is not what its address shows to a reader.

        So it is with the answer to a POST, and with a part of a file (a question with a range).
        """
        return bool(self.record.get("method", "GET") != "GET" or "range" in self.record)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of a fetched capture: as asked, and each hop."""
        hops = [str(hop["url"]) for hop in self.record.get("hops", [])]
        asked = str(self.record.get("url_asked", ""))
        return tuple(dict.fromkeys(one for one in (asked, *hops) if one))

    def _card_(self) -> Card:
        from osint_helpers.evidence import cards

        return cards.capture(self)


def load(folder: Path) -> Capture:
    """Read one capture folder.

    Raises
    ------
    EvidenceError
        When the record is absent, is no JSON object, or has another schema.
    """
    path = folder / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EvidenceError(
            f"the record of capture {folder.name} cannot be read", file=path,
            advice="osint verify says what was changed",
        ) from error  # fmt: skip
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise EvidenceError(
            f"the record of capture {folder.name} does not have the schema {SCHEMA}", file=path,
            advice="it was made by another version, or changed",
        )  # fmt: skip
    return Capture(folder.name, folder, record)


def captures(case: Path) -> list[Capture]:
    """Return every capture of a case folder, sorted by id; work in progress is left out."""
    home = case / CAPTURES
    if not home.is_dir():
        return []
    names = sorted(path.name for path in home.iterdir() if CAPTURE_ID.fullmatch(path.name))
    return [load(home / name) for name in names]
