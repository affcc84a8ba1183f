"""Arithmetic checks: a known kind with all its inputs. The outcome is computed by `journey`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# Inputs of each kind of check, as in the schema of the fact files.
CHECK_INPUTS: Final[dict[str, tuple[str, ...]]] = {
    "add_days": ("start", "days", "equals"),
    "days_between": ("start", "end", "inclusive", "equals"),
    "weekday": ("date", "equals"),
    "date_before": ("left", "right"),
    "date_within": ("date", "start", "end"),
    "sum": ("parts", "total"),
    "product": ("factors", "equals"),
    "le": ("left", "right"),
    "equal": ("left", "right"),
    "number_within": ("number", "low", "high"),
    "ratio": ("numerator", "denominator", "digits", "equals"),
    "speed_kn": ("nm", "days", "equals"),
    "count": ("items", "equals"),
    "near_power_of_ten": ("left", "right", "power", "tolerance"),
    "imo": ("number",),
    "strands": ("bound", "equals"),
}


def _inputs(text: str) -> dict[str, object] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


@rule("E192", "a check is of an unknown kind")
def unknown_kind(case: Case) -> Iterator[Spot]:
    """Look up ``checks.kind``."""
    for index, kind in enumerate(case.checks["kind"]):
        if kind not in CHECK_INPUTS:
            advice = "the kinds are: " + ", ".join(CHECK_INPUTS)
            yield cell(case, "checks", index, "kind", f"{kind!r} is unknown", advice)


@rule("E193", "the inputs of a check are no JSON object")
def not_json(case: Case) -> Iterator[Spot]:
    """Parse ``checks.inputs``."""
    for index, text in enumerate(case.checks["inputs"]):
        if _inputs(text) is None:
            advice = 'write an object such as {"left": 1, "right": 2}'
            yield cell(case, "checks", index, "inputs", "is no JSON object", advice)


@rule("E194", "a check lacks an input")
def incomplete(case: Case) -> Iterator[Spot]:
    """Compare the inputs with those of the kind; a strands check also needs claims."""
    for index, row in rows(case, "checks"):
        given = _inputs(row["inputs"])
        missing = [] if given is None else [
            name for name in CHECK_INPUTS.get(row["kind"], ()) if name not in given
        ]  # fmt: skip
        if missing:
            what = f"{row['kind']} needs {', '.join(missing)}"
            yield cell(case, "checks", index, "inputs", what, "add the missing inputs")
        if row["kind"] == "strands" and not row["claims"]:
            yield cell(case, "checks", index, "claims", "is empty", "name the claims to be counted")
