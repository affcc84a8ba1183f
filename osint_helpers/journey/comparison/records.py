"""Results of the rules, and kinds of record behind each case. Nothing is counted or ranked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers.case.tables import BREAK_STEPS
from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.flags import red_flags
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.law.flags import FlagResult

FLAGS: Final = ("rule", "name", "case", "result", "text", "claims")
BREAKS: Final = ("case", "step", "record", "why", "claims")
UNWRITTEN: Final = "not assessed"
_RESPONSES: Final = re.compile(r"responses: ([^;.\[\]]*)")


def flags(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a rule and case: fired, not fired or not testable.

    A result is an observation of one rule over one case. Results are not added up: rules test
    different things, and a rule that could not be tested says nothing.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``rule``, ``name``, ``case``, ``result``, ``text`` and ``claims``: the evidence of every
        finding that is a claim of the case, and the responses its text names. Order: rule, case.
    """
    found = [(case, one) for case in cases for one in red_flags(case)]
    rows = [
        {
            "rule": one.rule, "name": one.name, "case": case.id, "result": one.result,
            "text": one.text,
            "claims": named(case, _claims(case, one)),
        }
        for case, one in sorted(found, key=lambda pair: pair[1].rule)
    ]  # fmt: skip
    return framed(rows, FLAGS)


def _claims(case: Case, result: FlagResult) -> list[str]:
    found = [key for one in result.findings for key in one.evidence]
    for said in _RESPONSES.findall(result.text):
        found += [one.strip() for one in said.split(",")]  # the evidence follows after a blank
    return [key for key in found if case.has("claims", key)]


def breaks(cases: Sequence[Case]) -> pd.DataFrame:
    """Return the kinds of record behind each case: how it came to light, what shows the movement.

    Parameters
    ----------
    cases
        Open cases; ``breaks.csv`` is used. A case without a row for a step has the row "not
        assessed": nobody has judged it, which is not "not published".

    Returns
    -------
    DataFrame
        ``case``, ``step`` (``opened`` or ``shown``), ``record`` (a word of
        `case.tables.RECORDS`, or "not assessed"), ``why``, ``claims``. Order: case, step, file.
    """
    rows = []
    for case in cases:
        own = records(case.breaks)
        for step in BREAK_STEPS:
            held = [row for row in own if row["step"] == step]
            blank = {"record": UNWRITTEN, "why": "breaks.csv of the case has no row for it",
                     "claims": ()}  # fmt: skip
            rows += [
                {"case": case.id, "step": step, "record": row["record"], "why": row["why"],
                 "claims": named(case, row["claims"])}
                for row in held or [blank]
            ]  # fmt: skip
    return framed(rows, BREAKS)
