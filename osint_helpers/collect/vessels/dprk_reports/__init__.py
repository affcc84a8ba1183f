"""DPRK Reports: what the United Nations Panel of Experts wrote of ships, companies and persons.

One file, entities and edges in the words of FollowTheMoney. Events, documentation and sources are
kept: they hold the references to reports and paragraphs. `mentions` walks from a ship to them.
"""

from __future__ import annotations

from osint_helpers.collect.vessels.dprk_reports.collecting import (
    Graph,
    edges,
    entities,
    graph,
    identifiers,
    mentions,
    mentions_in,
    read,
)
from osint_helpers.collect.vessels.dprk_reports.manifest import COLUMNS, MANIFEST

__all__ = [
    "COLUMNS", "MANIFEST", "Graph", "edges", "entities", "graph", "identifiers", "mentions",
    "mentions_in", "read",
]  # fmt: skip
