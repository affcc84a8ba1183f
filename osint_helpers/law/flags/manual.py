"""RF03, RF17, RF20 and the second part of RF06: the row of an analyst decides, and is printed."""

from __future__ import annotations

from osint_helpers.law.flags.facts import Observation
from osint_helpers.law.flags.result import FIRED, NOT_FIRED, NOT_TESTABLE, Finding


def observed(fact: Observation) -> Finding:
    """Return what the analyst found, with who and when."""
    text = f"entered by {fact.signed}"
    return Finding(FIRED if fact.meets else NOT_FIRED, fact.evidence, text)


def rf03(fact: Observation) -> Finding:
    """Return what the analyst found in two dated images at least; never automatic."""
    dated = [one for one in fact.images if one.day.latest is not None]
    if len({one.evidence for one in dated}) < 2:
        text = f"entered by {fact.signed}; two dated images are needed"
        return Finding(NOT_TESTABLE, fact.evidence, text)
    shown = ", ".join(f"{one.evidence} of {one.day.text()}" for one in dated)
    found = observed(fact)
    return Finding(found.result, found.evidence, f"{found.text} (images {shown})")
