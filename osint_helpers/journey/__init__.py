"""The journey room: claims become legs, stops and gaps; figures are recomputed, nothing is added.

Most functions bear the name of their module, so the names are bound here at once: a lazy
hand-on would give the module instead of the function after the first import.
"""

from __future__ import annotations

from osint_helpers.case.asked import only_open
from osint_helpers.journey.cells import Cell, Version
from osint_helpers.journey.checks import checks, evaluate
from osint_helpers.journey.chronology import chronology, publications
from osint_helpers.journey.contradictions import contradictions
from osint_helpers.journey.feasibility import feasibility
from osint_helpers.journey.flags import red_flags
from osint_helpers.journey.gaps import Gap, gaps
from osint_helpers.journey.hypotheses import (
    Question,
    hypotheses,
    inconsistent,
    question_of,
    questions,
)
from osint_helpers.journey.knowledge import (
    Knowledge,
    changes,
    knowledge_table,
    known_cells,
    known_on,
)
from osint_helpers.journey.known import known_since
from osint_helpers.journey.lawful import law_timeline
from osint_helpers.journey.legs import Leg, legs, table
from osint_helpers.journey.loads import LoadRule, loads
from osint_helpers.journey.quantities import part_exceeds_whole
from osint_helpers.journey.reach import CaseReach, End, Reach, reach, reaches
from osint_helpers.journey.readings import readings
from osint_helpers.journey.screened import Party, decided, parties, screenings
from osint_helpers.journey.stops import Stop, stops
from osint_helpers.journey.summary import summary

__all__ = [
    "CaseReach",
    "Cell",
    "End",
    "Gap",
    "Knowledge",
    "Leg",
    "LoadRule",
    "Party",
    "Question",
    "Reach",
    "Stop",
    "Version",
    "changes",
    "checks",
    "chronology",
    "contradictions",
    "decided",
    "evaluate",
    "feasibility",
    "gaps",
    "hypotheses",
    "inconsistent",
    "knowledge_table",
    "known_cells",
    "known_on",
    "known_since",
    "law_timeline",
    "legs",
    "loads",
    "part_exceeds_whole",
    "parties",
    "publications",
    "question_of",
    "questions",
    "reach",
    "reaches",
    "readings",
    "red_flags",
    "screenings",
    "stops",
    "summary",
    "table",
]

only_open(globals())
