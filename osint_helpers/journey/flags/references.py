"""Documented events of a case that a detector can be checked by, once data are obtained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.case.flagged import row_facts
from osint_helpers.law import flags

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

COLUMNS: Final = ("rule", "name", "date_from", "date_to", "precision", "event", "claims",
                  "responses")  # fmt: skip


def reference_events(case: Case) -> pd.DataFrame:
    """Return the reference events of a case, a row each, in the order of ``red_flags.csv``.

    Such an event is documented, and the data its rule needs are not published: the rule does not
    fire on it. When tracks are obtained, a detector that works finds it at these dates.

    Raises
    ------
    CaseError
        For a row of ``red_flags.csv`` that is no fact of its rule, naming row and column.
    """
    import pandas as pd

    rows = []
    for rule, fact in row_facts(case):
        if isinstance(fact, flags.ReferenceEvent):
            days = (fact.when.earliest, fact.when.latest) if fact.when else (None, None)
            rows.append(
                (rule, flags.RULES[rule].name, *("" if d is None else d.isoformat() for d in days),
                 fact.when.precision if fact.when else "none", fact.text, fact.evidence,
                 fact.responses or ())
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
