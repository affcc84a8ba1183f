"""AIS positions at scale: a sorted store, and events out of it.

Some functions bear the name of their module, so the names are bound here at once, as in `journey`:
a lazy hand-on would give the module after the first import. Heavy libraries load inside functions.
"""

from __future__ import annotations

from osint_helpers.tracks.coverage import CoverageRule, coverage
from osint_helpers.tracks.engines import DuckDB, Spark
from osint_helpers.tracks.events import Events
from osint_helpers.tracks.gaps import GapRule, gaps
from osint_helpers.tracks.port_calls import PortCallRule, port_calls

__all__ = [
    "CoverageRule",
    "DuckDB",
    "Events",
    "GapRule",
    "PortCallRule",
    "Spark",
    "coverage",
    "gaps",
    "port_calls",
]
