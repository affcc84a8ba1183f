"""Red flags over a case: the facts its claims give, an analyst's rows, the twenty results."""

from __future__ import annotations

from osint_helpers.case.asked import only_open
from osint_helpers.journey.flags.references import reference_events
from osint_helpers.journey.flags.results import facts, notes, red_flags

__all__ = ["facts", "notes", "red_flags", "reference_events"]

only_open(globals())
