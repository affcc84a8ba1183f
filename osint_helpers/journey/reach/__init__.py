"""Reach: where a vessel could have been in a time without a received position; not where it was.

No line is drawn here and none can be asked for. docs/reach.md says how the answers are
worked out, and what they show and do not show.
"""

from __future__ import annotations

from osint_helpers.journey.reach.cases import CaseReach, reaches
from osint_helpers.journey.reach.ends import Assumptions, End, Range
from osint_helpers.journey.reach.itinerary import Itineraries
from osint_helpers.journey.reach.measure import reach
from osint_helpers.journey.reach.result import CAUTION, Reach
from osint_helpers.journey.reach.shading import Shade

__all__ = [
    "CAUTION", "Assumptions", "CaseReach", "End", "Itineraries", "Range", "Reach", "Shade", "reach",
    "reaches",
]  # fmt: skip
