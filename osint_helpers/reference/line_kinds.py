"""Kinds of lines that stand for a leg on a map, and the words each must be printed with."""

from __future__ import annotations

from typing import Final

LANE: Final = "modelled sea lane"
GREAT_CIRCLE: Final = "great circle, not a track"
STRAIGHT: Final = "straight line, way unknown"
DECLARED: Final = "declared way"
LINE_KINDS: Final = (LANE, GREAT_CIRCLE, STRAIGHT, DECLARED)
# What popup, legend, CSV and every export say of each kind of line.
LINE_WORDS: Final[dict[str, str]] = {
    LANE: "modelled sea lane, not an observed track",
    GREAT_CIRCLE: "great circle, not a track",
    STRAIGHT: "straight line: way unknown",
    DECLARED: "way the papers declare, not travelled as declared; modelled, not a track",
}
