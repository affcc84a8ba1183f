"""The rules over a case: every rule has a result, and none is added to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_helpers._card import tupled
from osint_helpers.case.flagged import row_facts
from osint_helpers.journey.flags.listed import listed_facts
from osint_helpers.journey.flags.own import own_facts
from osint_helpers.journey.readings import records
from osint_helpers.law import flags

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


def facts(case: Case) -> dict[str, tuple[flags.Fact, ...]]:
    """Return rule -> facts: of the journey itself, of the records of screening, of the analyst.

    Raises
    ------
    CaseError
        For a row of ``red_flags.csv`` that is no fact of its rule, naming row and column.
    ScreeningError
        For a record of screening that was changed.
    """
    found: dict[str, list[flags.Fact]] = {rule: [] for rule in flags.RULES}
    for rule, fact in own_facts(case):
        found[rule].append(fact)
    found["RF19"].extend(listed_facts(case))
    for rule, fact in row_facts(case):
        found[rule].append(fact)
    return {rule: tuple(held) for rule, held in found.items()}


@tupled
def red_flags(case: Case) -> tuple[flags.FlagResult, ...]:
    """Return the results of RF01 to RF20 over a case, in that order; never a sum.

    A rule without a fact is ``not_testable``, and its text says what it would need.
    """
    return tuple(flags.run(rule, held) for rule, held in facts(case).items())


def notes(case: Case, results: Iterable[flags.FlagResult]) -> dict[str, tuple[str, ...]]:
    """Return rule -> what the analyst notes of each finding of :func:`red_flags`.

    ``""`` where nothing is noted; a note names who wrote it: ``"note of maintainers: …"``.
    """
    rows: dict[str, list[str]] = {}
    for row in records(case.red_flags):
        said = f"note of {row['by']}: {row['note']}" if row["note"] else ""
        rows.setdefault(row["rule"], []).append(said)
    # the rows stand behind the facts of the journey
    return {
        one.rule: (*[""] * (len(one.findings) - len(rows.get(one.rule, ()))),
                   *rows.get(one.rule, ()))
        for one in results
    }  # fmt: skip
