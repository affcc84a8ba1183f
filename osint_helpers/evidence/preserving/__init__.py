"""Preserve every address a case cites: plan, ask politely, keep what comes, say what did not."""

from __future__ import annotations

from osint_helpers.evidence.preserving.planning import Planned, Target, plan
from osint_helpers.evidence.preserving.results import Result
from osint_helpers.evidence.preserving.running import preserve

__all__ = ["Planned", "Result", "Target", "plan", "preserve"]
