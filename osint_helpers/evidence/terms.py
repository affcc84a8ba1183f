"""Terms of data that are not the project's own: what captures say of them, and written reasons.

A capture made by a collector has ``terms`` in its record: ``class``, ``attribution`` and
``reason_needed``. Where a reason is needed, no export is made before one stands in the log (event
``licence.reason``); with it, the export prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import ledger
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.plain import plain

EVENT: Final = "licence.reason"
FILE: Final = "TERMS.txt"


@dataclass(frozen=True)
class Reason:
    """Why data of a class may leave the house: class, words, by which analyst, when (UTC)."""

    licence: str
    reason: str
    who: str
    at: str


def reasons(lines: Iterable[Line]) -> dict[str, Reason]:
    """Return the newest written reason of each class, from lines of the log."""
    found = {}
    for line in lines:
        name, why = line.facts.get("licence"), line.facts.get("reason")
        if line.event == EVENT and isinstance(name, str) and isinstance(why, str):
            found[name] = Reason(name, why, line.who, line.at)
    return found


def reasons_of(case: Path) -> dict[str, Reason]:
    """Return the newest written reason of each class, from the log of a case."""
    return reasons(ledger.lines(case))


def needed(records: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the classes of captured data that need a reason to leave the house."""
    return {str(one["class"]) for one in _terms(records) if one.get("reason_needed")}


def require(held: Mapping[str, Reason], classes: Iterable[str], *, what: str) -> None:
    """Refuse an export of data of `classes` without a written reason for each.

    Raises
    ------
    EvidenceError
        For the first class without one.
    """
    for name in sorted(classes):
        if name not in held:
            raise EvidenceError(
                f"{what} would hold data of the licence class {name}, and no reason is written",
                advice=f'write it: osint permit CASE {name} "…"; it is logged and printed; '
                "docs/sources.md says what the class asks",
            )


def text(records: Iterable[Mapping[str, Any]], held: Mapping[str, Reason]) -> str:
    """Return what stands in a bundle about data of others; ``""`` when it holds none."""
    found = sorted(
        {(str(one["class"]), plain(str(one.get("attribution", "")), 1000))
         for one in _terms(records)}
    )  # fmt: skip
    if not found:
        return ""
    lines = [
        "DATA OF OTHERS IN THIS FOLDER",
        "",
        "Captured from public sources, under their terms:",
    ]
    lines += [f"  [{name}] {attribution}" for name, attribution in found]
    told = [held[name] for name in sorted({name for name, _ in found}) if name in held]
    if told:
        lines += ["", "Reasons written in the log for handing them on:"]
        lines += [f"  [{one.licence}] {plain(one.reason, 2000)} ({one.who}, {one.at})"
                  for one in told]  # fmt: skip
    return "\n".join([*lines, ""])


def _terms(records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    found = (one.get("terms") for one in records)
    return [one for one in found if isinstance(one, Mapping) and one.get("class")]
