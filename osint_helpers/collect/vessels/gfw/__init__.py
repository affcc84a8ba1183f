"""Global Fishing Watch, version 3: who a ship said it was, where it called, when it was not heard.

The answers are read strictly and page by page; what the source cannot show stands in
``MANIFEST.limits``. Dates of an analyst are inclusive; the source does not count its end date.
"""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.vessels.gfw import events, identities
from osint_helpers.collect.vessels.gfw.counting import INSIGHTS, insights
from osint_helpers.collect.vessels.gfw.events import encounters, gaps, loitering, port_visits
from osint_helpers.collect.vessels.gfw.manifest import MANIFEST
from osint_helpers.collect.vessels.gfw.searching import owners, search, vessels

__all__ = [
    "COLUMNS", "MANIFEST", "encounters", "gaps", "insights", "loitering", "owners", "port_visits",
    "search", "vessels",
]  # fmt: skip

COLUMNS: Final[ByCall] = {
    "search": identities.IDENTITY,
    "vessels": identities.IDENTITY,
    "owners": identities.OWNERS,
    **events.COLUMNS,
    "insights": INSIGHTS,
}
