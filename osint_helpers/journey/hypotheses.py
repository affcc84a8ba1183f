"""Analysis of competing hypotheses: the matrix of evidence against explanations.

After R. J. Heuer, "Psychology of Intelligence Analysis" (CIA, 1999), chapter 8: work along
the rows, and look for the explanation with the least evidence against it. The ratings are
the analyst's; nothing is weighted, summed to a score or ranked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from osint_helpers.case.tables import CONSISTENCY
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

AGAINST: Final = ("I", "II")


def hypotheses(case: Case) -> pd.DataFrame:
    """Return the matrix: one row a rated claim, one column a hypothesis.

    Returns
    -------
    DataFrame
        ``claim, statement, certainty``, then one column for each hypothesis in file order with
        a rating of `case.tables.CONSISTENCY`, ``""`` where the claim was not rated against
        it. Rows in the order of the claims.
    """
    ids = list(case.hypotheses["hypothesis"])
    rated: dict[str, dict[str, str]] = {}
    for row in records(case.consistency):
        rated.setdefault(row["claim"], {})[row["hypothesis"]] = row["rating"]
    rows = [
        {
            **{c: claim[c] for c in ("claim", "statement", "certainty")},
            **{h: rated[claim["claim"]].get(h, "") for h in ids},
        }
        for claim in records(case.claims)
        if claim["claim"] in rated
    ]
    return pd.DataFrame(rows, columns=["claim", "statement", "certainty", *ids])


def hypothesis_counts(case: Case) -> pd.DataFrame:
    """Count the ratings each hypothesis received.

    Returns
    -------
    DataFrame
        ``hypothesis, role, statement``, one column for each rating (``CC, C, N, I, II``) and
        ``against``: the number of claims rated I or II. No total and no order of merit.
    """
    matrix = hypotheses(case)
    rows = []
    for row in records(case.hypotheses):
        found = list(matrix[row["hypothesis"]])
        counted = {rating: found.count(rating) for rating in CONSISTENCY}
        rows.append({**row, **counted, "against": sum(counted[r] for r in AGAINST)})
    columns = ["hypothesis", "role", "statement", *CONSISTENCY, "against"]
    return pd.DataFrame(rows, columns=columns)
