"""Check a case folder: every byte of evidence against the log and the seals; nothing is written."""

from __future__ import annotations

from osint_helpers.evidence.verifying.checking import verify
from osint_helpers.evidence.verifying.verdict import Pending, Verdict

__all__ = ["Pending", "Verdict", "verify"]
