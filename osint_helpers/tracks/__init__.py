"""AIS positions at scale: a sorted store, and events out of it.

Some functions bear the name of their module, so the names are bound here at once, as in `journey`:
a lazy hand-on would give the module after the first import. Heavy libraries load inside functions.
"""

from __future__ import annotations

from osint_helpers.tracks.coverage import CoverageRule, coverage
from osint_helpers.tracks.encounters import EncounterRule, encounters
from osint_helpers.tracks.engines import DuckDB, Spark
from osint_helpers.tracks.events import Events
from osint_helpers.tracks.gaps import GapRule, gaps
from osint_helpers.tracks.identities import identities_of
from osint_helpers.tracks.identity import IdentityRule, identity_conflicts
from osint_helpers.tracks.loitering import LoiteringRule, loitering
from osint_helpers.tracks.port_calls import PortCallRule, port_calls

__all__ = [
    "CoverageRule",
    "DuckDB",
    "EncounterRule",
    "Events",
    "GapRule",
    "IdentityRule",
    "LoiteringRule",
    "PortCallRule",
    "Spark",
    "coverage",
    "encounters",
    "gaps",
    "identities_of",
    "identity_conflicts",
    "loitering",
    "port_calls",
]
