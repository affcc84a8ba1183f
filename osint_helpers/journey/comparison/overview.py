"""What each case holds: claims, strands, and the status of its legs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers.case.grading import is_distortion
from osint_helpers.case.strands import count
from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.legs import legs

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

OVERVIEW: Final = (
    "case", "label", "title", "items", "as_of", "legs", "claims_read", "articles",
    "strands_lower", "strands_upper", "claims",
)  # fmt: skip
STATUSES: Final = ("case", "leg", "label", "status", "articles", "strands_lower", "strands_upper",
                   "claims")  # fmt: skip


def label(case: Case) -> str:
    """Return the short name of a case for heads of columns, made of its id."""
    return case.id.replace("-", " ").title()


def overview(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a case.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``case``, ``label``, ``title``, ``items`` (names), ``as_of`` (last day of knowledge),
        ``legs`` and ``claims_read`` (numbers; known wrong statements are no claims read),
        ``articles`` (publications that support a claim behind a leg), ``strands_lower`` and
        ``strands_upper`` (bodies with own gathering behind the legs: at least, at most) and
        ``claims``, those behind the legs.
    """
    rows = []
    for case in cases:
        journey = legs(case)
        behind = list(dict.fromkeys(claim for leg in journey for claim in leg.claims))
        found = count(case, behind)
        rows.append({
            "case": case.id, "label": label(case), "title": case.meta.title,
            "items": "; ".join(case.items["name"]), "as_of": case.meta.as_of,
            "legs": len(journey),
            "claims_read": sum(not is_distortion(one) for one in case.claims["claim"]),
            "articles": found.articles, "strands_lower": found.lower,
            "strands_upper": found.upper, "claims": named(case, behind),
        })  # fmt: skip
    return framed(rows, OVERVIEW)


def statuses(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a leg: its status as the case asserts it, and the strands behind it.

    Returns
    -------
    DataFrame
        ``case``, ``leg`` (gathered id), ``label``, ``status`` (a word of `case.tables.STATUS`),
        ``articles``, ``strands_lower``, ``strands_upper``, ``claims``. Order: case, then position.
    """
    rows = [
        {
            "case": case.id, "leg": named(case, [leg.id])[0], "label": leg.name,
            "status": leg.status, "articles": leg.strands.articles,
            "strands_lower": leg.strands.lower, "strands_upper": leg.strands.upper,
            "claims": named(case, leg.claims),
        }
        for case in cases for leg in legs(case)
    ]  # fmt: skip
    return framed(rows, STATUSES)
