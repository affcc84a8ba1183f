"""An analyst's rows of ``red_flags.csv``: facts for the rules, every one with claims behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

from osint_helpers.case.tables import NONE_FOUND
from osint_helpers.dates import DateInterval
from osint_helpers.errors import CaseError, LawError
from osint_helpers.law import flags

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

FILE: Final = "red_flags.csv"
CLAIM: Final = "claim:"  # a date given as claim:<id> is the date of that claim


def row_facts(case: Case) -> Iterator[tuple[str, flags.Fact]]:
    """Yield (rule, fact) of every row.

    Raises
    ------
    CaseError
        Naming row and column: for inputs that are no JSON object or do not fit the kind, an
        unknown rule or kind, a kind the rule does not take, a date of a claim without one.
    """
    for index, row in enumerate(case.red_flags.to_dict("records")):
        held = {str(name): value for name, value in row.items()}
        yield held["rule"], row_fact(case, held, case.line_of("red_flags", index))


def row_fact(case: Case, row: Mapping[str, Any], line: int | None) -> flags.Fact:
    """Return the fact of one row; see :func:`row_facts`."""
    if row["rule"] not in flags.RULES:
        _refuse(f"{row['rule']!r} is no rule", f"one of {', '.join(flags.RULES)}", line, "rule")
    inputs = _inputs(row["inputs"], line)
    explained, responses = None, None
    if bool(row["explained"]) != bool(row["explained_by"]):
        _refuse("an explanation needs a text and a claim", "fill both cells, or none", line,
                "explained_by")  # fmt: skip
    if row["explained"]:
        explained = flags.Explanation(text=row["explained"], evidence=row["explained_by"])
    if row["responses"]:
        responses = tuple(one for one in row["responses"] if one != NONE_FOUND)
    try:
        made = flags.fact_of(
            row["kind"], inputs, evidence=row["claims"], explained=explained,
            responses=responses, date=lambda text: _date(case, text),
        )  # fmt: skip
    except LawError as error:
        column = "kind" if row["kind"] not in flags.KINDS else "inputs"
        _refuse(error.what, error.advice, line, column)
    takes = flags.input_of(row["rule"])
    if not isinstance(made, takes):
        advice = f"it takes: {', '.join(one.__name__ for one in takes)}"
        _refuse(f"{row['rule']} cannot test a {row['kind']}", advice, line, "kind")
    return made


def _inputs(text: str, line: int | None) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        _refuse(f"is no JSON object ({error})", 'write for instance {"ship": "…"}', line, "inputs")
    if not isinstance(found, dict):
        _refuse("is no JSON object", 'write for instance {"ship": "…"}', line, "inputs")
    return found


def _date(case: Case, text: str) -> DateInterval:
    """Return the date of a claim, or the one that is written."""
    if not text.startswith(CLAIM):
        return DateInterval.of_text(text)
    claim = text.removeprefix(CLAIM)
    if not case.has("claims", claim):
        raise LawError(f"{claim!r} is no claim of the case", advice="name a row of claims.csv")
    row = case.claim(claim)
    found = DateInterval.parse(
        row["date_from"], row["date_to"], row["precision"], row["time_basis"] or "not stated"
    )
    if found.latest is None:
        raise LawError(f"claim {claim!r} has no date", advice="name a claim with one")
    return found


def _refuse(what: str, advice: str, line: int | None, column: str) -> NoReturn:
    raise CaseError(what, advice=advice, file=FILE, row=line, column=column)
