"""Evaluate the checks of a case with the project's own code, also those expected to fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import pandas as pd

from osint_helpers.case.strands import count
from osint_helpers.errors import CaseError
from osint_helpers.journey.inputs import Inputs
from osint_helpers.journey.readings import records
from osint_helpers.journey.rules import RULES, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from osint_helpers.case.model import Case

COLUMNS: Final = (
    "check", "kind", "statement", "computed", "expected", "outcome", "agrees", "claims",
)  # fmt: skip
_BOUNDS: Final = ("upper", "lower")


class Bounds(Protocol):
    """Anything with a lower and an upper number of strands (`case.strands.StrandCount`)."""

    @property
    def lower(self) -> int:
        """Return the smallest number of strands that touches every source."""
        ...

    @property
    def upper(self) -> int:
        """Return the number of distinct strands."""
        ...


def checks(case: Case) -> pd.DataFrame:
    """Evaluate every row of ``checks.csv``.

    Returns
    -------
    DataFrame
        ``check, kind, statement``; ``computed``: the figure found, in print; ``expected`` and
        ``outcome``: ``"holds"`` or ``"fails"``; ``agrees``: whether they are the same;
        ``claims`` as a tuple.

    Raises
    ------
    CaseError
        For an unknown kind, or an input that is missing or of the wrong form.
    """
    rows = [
        _row(case, row, case.line_of("checks", n)) for n, row in enumerate(records(case.checks))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"agrees": bool})


def evaluate(
    kind: str,
    inputs: Inputs | Mapping[str, Any],
    claims: Sequence[str] = (),
    strands: Callable[[Sequence[str]], Bounds] | None = None,
) -> Outcome:
    """Evaluate one rule.

    Parameters
    ----------
    kind
        A key of `rules.RULES`, or ``"strands"``.
    inputs
        The inputs of the kind.
    claims
        The claims the rule is about; needed for ``strands``.
    strands
        Counts the strands of claims; needed for ``strands``.

    Returns
    -------
    Outcome

    Raises
    ------
    CaseError
        For an unknown kind, or an input that is missing or of the wrong form.
    """
    given = inputs if isinstance(inputs, Inputs) else Inputs("", inputs)
    if kind == "strands":
        return _strands(given, claims, strands)
    if kind not in RULES:
        raise CaseError(
            f"check {given.check!r}: no rule of kind {kind!r}",
            advice=f"kinds: {', '.join(sorted([*RULES, 'strands']))}",
            file="checks.csv", row=given.row, column="kind",
        )  # fmt: skip
    return RULES[kind](given)


def _row(case: Case, row: dict[str, Any], line: int) -> dict[str, Any]:
    """Evaluate one row of ``checks.csv``."""
    given = Inputs.from_json(row["check"], row["inputs"], line)
    found = evaluate(row["kind"], given, row["claims"], lambda claims: count(case, claims))
    outcome = "holds" if found.holds else "fails"
    return {
        "check": row["check"],
        "kind": row["kind"],
        "statement": row["statement"],
        "computed": found.computed,
        "expected": row["expect"],
        "outcome": outcome,
        "agrees": outcome == row["expect"],
        "claims": row["claims"],
    }


def _strands(
    given: Inputs, claims: Sequence[str], strands: Callable[[Sequence[str]], Bounds] | None
) -> Outcome:
    """Hold when the upper or lower bound of the strands of the claims is equal."""
    bound = given.text("bound", _BOUNDS)
    equals = given.whole("equals", 0, 1000)
    if strands is None or not claims:
        given.refuse("claims", list(claims), "the claims whose strands are counted")
    counted = strands(claims)
    found = counted.upper if bound == "upper" else counted.lower
    return Outcome(found == equals, f"{'at most' if bound == 'upper' else 'at least'} {found}")
