"""Which line, if any, stands for a leg: a lane, a great circle, a straight line, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from osint_helpers._card import Card, Carded
from osint_helpers.errors import NoRouteError
from osint_helpers.reference.line_kinds import GREAT_CIRCLE, LANE, STRAIGHT

if TYPE_CHECKING:
    from osint_helpers.journey.cells import Cell
    from osint_helpers.journey.gaps import Gap
    from osint_helpers.journey.legs import Leg
    from osint_helpers.journey.stops import Stop

AIR: Final = "air"
LatLon = tuple[float, float]


@dataclass(frozen=True, repr=False)
class Way(Carded):
    """How one leg is shown.

    Attributes
    ----------
    leg
        The leg.
    start, end
        Its stops; ``None`` when the leg is not drawn.
    gap
        The gap it lies in: an area is shaded and no line is drawn.
    why
        Why nothing is drawn; empty when something is.
    parts, note
        The line, cut where it crosses 180 degrees, and how it was made; empty without a line.
    """

    leg: Leg
    start: Stop | None = None
    end: Stop | None = None
    gap: Gap | None = None
    why: str = ""
    parts: list[list[LatLon]] = field(default_factory=list)
    note: str = ""

    @property
    def between(self) -> tuple[int, ...]:
        """Numbers of the two stops; empty when the leg is not drawn."""
        return tuple(stop.n for stop in (self.start, self.end) if stop is not None)

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.way(self)


def ways(legs: list[Leg], stops: list[Stop], gaps: list[Gap]) -> list[Way]:
    """Return how each leg is shown, in the order of the legs."""
    return [_way(leg, stops, gaps) for leg in legs]


def _way(leg: Leg, stops: list[Stop], gaps: list[Gap]) -> Way:
    if leg.apart:
        return Way(leg, why="the movement of another item, kept apart from this journey")
    if not leg.drawn:
        return Way(leg, why=leg.status_note or "its status allows no point or path")
    start, start_why = _end(leg, "from", "start", stops)
    end, end_why = _end(leg, "to", "end", stops)
    why = " and ".join(part for part in (start_why, end_why) if part)
    if start is None or end is None:
        disputed = "sources contradict each other; " if leg.status == "disputed" else ""
        return Way(leg, why=disputed + why)
    found = [gap for gap in gaps if leg.id in gap.legs]
    if found:
        return Way(leg, start, end, found[0])
    try:
        parts, note = line(line_kind(leg), start, end)
    except NoRouteError as error:
        return Way(leg, why=f"no modelled sea lane joins its ends ({error.what})")
    return Way(leg, start, end, parts=parts, note=f"{note}{_assumed(leg, start, end)}")


def _assumed(leg: Leg, start: Stop, end: Stop) -> str:
    """Return which ends of a line no source names."""
    given = (("from", "start", start), ("to", "end", end))
    words = [word for predicate, word, stop in given if leg.assumed.get(predicate) == stop.place]
    return f"; {' and '.join(words)} assumed, no source names the port" if words else ""


def _end(leg: Leg, predicate: str, word: str, stops: list[Stop]) -> tuple[Stop | None, str]:
    """Return the stop at one end of a leg, or why there is none."""
    cell: Cell = leg.cell(predicate)
    sound = [v for v in cell.sound if v.chosen] or list(cell.sound)
    if not sound:
        return None, f"its {word} is not published"
    if len({v.value for v in sound}) > 1:
        return None, f"its {word} is disputed: {cell.text}"
    place = sound[0].value
    here = [s for s in stops if s.place == place and leg.id in s.legs]
    if not here and predicate in leg.assumed:
        place = leg.assumed[predicate]
        here = [s for s in stops if s.place == place and leg.id in s.legs]
    if not here:
        return None, f"its {word}, “{sound[0].text}”, has no published point"
    return (here[0] if predicate == "from" else here[-1]), ""


def line_kind(leg: Leg) -> str:
    """Return the kind of line for the mode of a leg."""
    if leg.by_sea:
        return LANE
    return GREAT_CIRCLE if leg.mode.startswith(AIR) else STRAIGHT


class Spot(Protocol):
    """What has a point: a stop, or a place that is only declared."""

    @property
    def lat(self) -> float:
        """Degrees north."""
        ...

    @property
    def lon(self) -> float:
        """Degrees east."""
        ...


def line(kind: str, start: Spot, end: Spot) -> tuple[list[list[LatLon]], str]:
    """Return a line in parts and a note on how it was made.

    A lane follows the network of ``reference.lane``; the others are great circles between the
    two points, because a straight line on a Mercator map would claim a course.
    """
    from osint_helpers import reference

    a, b = (start.lat, start.lon), (end.lat, end.lon)
    if kind == LANE:
        lane = reference.lane(a, b)
        return lane.parts, f"{lane.nm:,.0f} nautical miles on the modelled lane"
    note = f"{reference.great_circle_nm(a, b):,.0f} nautical miles on a great circle"
    return reference.split_at_antimeridian(reference.great_circle(a, b)), note
