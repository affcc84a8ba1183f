"""What is to be said of a cell, before its place in the file is known."""

from __future__ import annotations

from typing import NamedTuple

from osint_helpers.sheets.messages import Severity


class Problem(NamedTuple):
    """Severity, code, what was found, what to do."""

    severity: Severity
    code: str
    what: str
    advice: str


def unused(code: str, what: str, advice: str) -> Problem:
    """Return the problem of a cell that cannot be used."""
    return Problem("cell not used", code, what, advice)


def note(code: str, what: str, advice: str) -> Problem:
    """Return what is told of a cell that was used."""
    return Problem("note", code, what, advice)
