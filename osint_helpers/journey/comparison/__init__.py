"""Several cases side by side: frames with one row a thing, the case and its claims in each.

Every function takes open cases and returns one frame. Its column ``case`` is the id of the case,
``claims`` holds ids as `case.gathering.name_in` gives them, so that a row leads into the register
of the gathered case. Nothing is added up over cases: they were chosen, and are no sample.
"""

from __future__ import annotations

from osint_helpers.case.asked import only_open
from osint_helpers.journey.comparison.declared import declared
from osint_helpers.journey.comparison.hubs import hubs
from osint_helpers.journey.comparison.lawful import measures
from osint_helpers.journey.comparison.overview import label, overview, statuses
from osint_helpers.journey.comparison.records import breaks, flags
from osint_helpers.journey.comparison.replies import asked
from osint_helpers.journey.comparison.times import dwell, silences

__all__ = [
    "asked", "breaks", "declared", "dwell", "flags", "hubs", "label", "measures", "overview",
    "silences", "statuses",
]  # fmt: skip

only_open(globals())
