"""What vouches for a seal from outside, a time stamp or a signature: one way to check either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import commands
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.layout import SEALS, beside


@dataclass(frozen=True)
class Anchor:
    """One kind of anchor: two files beside a seal, and the words for what is wrong with them.

    Attributes
    ----------
    code, name
        What its codes begin with, and what it is called.
    ending, needs
        Of the file that vouches, and of the one it is checked with.
    lacks, put
        What the second file is, where it is absent and where it is asked for.
    again
        Where to take both from when they do not hold.
    """

    code: str
    name: str
    ending: str
    needs: str
    lacks: str
    put: str
    again: str


def check(seal: Path, anchor: Anchor, problem_of: Callable[[Path], str]) -> list[Finding]:
    """Check an anchor of a seal.

    Parameters
    ----------
    seal
        ``seals/NNNN.sha256``.
    anchor
        Its kind.
    problem_of
        Says of the seal why its anchor does not hold; ``""`` when it does.

    Returns
    -------
    list of Finding
        Empty when the anchor holds or there is none; else ``<code>-broken``, or
        ``<code>-unchecked`` where a command or the second file is missing.
    """
    file, needed = beside(seal, anchor.ending), beside(seal, anchor.needs)
    if not file.exists():
        return []
    path, unchecked = f"{SEALS}/{file.name}", f"{anchor.code}-unchecked"
    if not needed.exists():
        message = f"the {anchor.name} has {anchor.lacks} beside it"
        advice = f"put {anchor.put} at {needed.name}"
        return [Finding(unchecked, "notice", path, message, advice)]
    try:
        problem = problem_of(seal.resolve())
    except commands.ToolError as error:
        message = f"the {anchor.name} was not checked: {error.what}"
        return [Finding(unchecked, "notice", path, message, error.advice)]
    except EvidenceError as error:
        problem = error.what
    if not problem:
        return []
    message = f"the {anchor.name} does not hold for this seal: {problem}"
    return [Finding(f"{anchor.code}-broken", "broken", path, message, anchor.again)]
