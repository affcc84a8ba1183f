"""What a check of evidence finds: broken things, and things a reader should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from osint_helpers._card import Carded

Severity = Literal["broken", "notice"]


@dataclass(frozen=True, repr=False)
class Finding(Carded):
    """One thing found by `verify`.

    Attributes
    ----------
    code
        Short stable word, such as ``changed``; docs/evidence.md lists all.
    severity
        ``broken``: evidence is not what it was. ``notice``: nothing is lost, yet a reader should
        know (a capture that was interrupted, work that no seal covers).
    path
        Path inside the case folder.
    message, advice
        What is found, and what to do about it.
    """

    code: str
    severity: Severity
    path: str
    message: str
    advice: str = ""

    def line(self) -> str:
        """Return the finding in one line."""
        advice = f" ({self.advice})" if self.advice else ""
        return f"{self.path}: {self.severity} {self.code}: {self.message}{advice}"
