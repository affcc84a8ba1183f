"""The figures of a case in one mapping, for a command line and for a cover letter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint_helpers.case import Case


def summary(case: Case) -> dict[str, Any]:
    """Return how much a case rests on.

    Returns
    -------
    dict
        ``case``, ``title``, ``as_of``; the numbers ``claims``, ``sources``, ``contradictions``;
        ``strands_lower`` and ``strands_upper`` of all claims; ``legs``: leg status -> number,
        in the order from documented to not drawn, only those that occur.
    """
    from osint_helpers.case import strands
    from osint_helpers.case.tables import STATUS

    counted = strands.count(case, tuple(case.claims["claim"]))
    legs = Counter(case.legs["status"])
    return {
        "case": case.id,
        "title": case.meta.title,
        "as_of": str(case.meta.as_of),
        "claims": len(case.claims),
        "sources": len(case.sources),
        "contradictions": len(case.contradictions),
        "strands_lower": counted.lower,
        "strands_upper": counted.upper,
        "legs": {status: legs[status] for status in STATUS if legs[status]},
    }
