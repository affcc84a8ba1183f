"""Line styles of leg status: colour and dash both, so that neither is needed alone.

Colours are from the set of Okabe and Ito (2008, "Color Universal Design"), which stays
apart for the common kinds of colour blindness; three are darkened so that a thin line keeps a
contrast of 3:1 on the sea and land fills (WCAG 2.2, 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SEA: Final = "#e3edf5"
LAND: Final = "#f1ede4"
COAST: Final = "#8a8f98"
INK: Final = "#1b1b1b"
MUTED: Final = "#595959"
ACCENT: Final = "#7a1020"
GAP_FILL: Final = "#8a5a00"


@dataclass(frozen=True)
class LineStyle:
    """How a leg of one status is drawn: stroke colour, dash pattern (SVG), width and opacity."""

    color: str
    dash: str
    width: float
    opacity: float
    words: str


STATUS_STYLE: Final[dict[str, LineStyle]] = {
    "documented": LineStyle("#005a8f", "", 3.0, 1.0, "documented: a record is named by a source"),
    "reported": LineStyle("#00694d", "10 5", 2.6, 1.0, "reported: stated without a record"),
    "scheduled": LineStyle("#a84300", "2 6", 3.0, 1.0, "scheduled: planned, not observed"),
    "inferred": LineStyle("#5f5f5f", "1 7", 2.4, 0.85, "inferred: no direct evidence"),
    "disputed": LineStyle("#8f3f77", "12 4 2 4", 2.6, 1.0, "disputed: sources contradict"),
    "not_drawn": LineStyle("#000000", "", 0.0, 0.0, "not drawn: no point or path is published"),
}
