"""The outcome of a check of a case folder."""

from __future__ import annotations

from dataclasses import dataclass

from osint_helpers._card import Card, Carded
from osint_helpers.evidence.findings import Finding


@dataclass(frozen=True, repr=False)
class Pending(Carded):
    """What no seal covers yet.

    Attributes
    ----------
    captures, lines
        Number of captures and log lines under no seal.
    working
        Number of working files that are new, edited or gone since the newest seal.
    """

    captures: int
    lines: int
    working: int

    def __bool__(self) -> bool:
        return bool(self.captures or self.lines or self.working)


@dataclass(frozen=True, repr=False)
class Verdict(Carded):
    """What a check found, and what it looked at.

    Attributes
    ----------
    findings
        Broken things first, then notices, each by path.
    captures, lines, seals, files
        Number of captures, log lines, seals, and hashed files.
    bytes
        Hashed bytes.
    pending
        What no seal covers yet.
    """

    findings: tuple[Finding, ...]
    captures: int
    lines: int
    seals: int
    files: int
    bytes: int
    pending: Pending

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Findings that say that evidence is not what it was."""
        return tuple(one for one in self.findings if one.severity == "broken")

    @property
    def notices(self) -> tuple[Finding, ...]:
        """Findings a reader should know, with nothing lost."""
        return tuple(one for one in self.findings if one.severity == "notice")

    def _card_(self) -> Card:
        from osint_helpers.evidence import cards

        return cards.verdict(self)
