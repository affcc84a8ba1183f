"""Lint of a case: one small module a theme, every rule with a code, a test and a line of advice.

The codes are listed in ``docs/lint-rules.md``.
"""

from __future__ import annotations

from osint_helpers.case.asked import only_open
from osint_helpers.case.rules.registry import Finding, Rule, Spot, lint, rule, rules

__all__ = ["Finding", "Rule", "Spot", "lint", "rule", "rules"]

only_open(globals(), "case")
