"""Ways that papers declare and no source says were travelled so, beside the ways that were."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osint_helpers.case.asked import only_open
from osint_helpers.errors import NoRouteError
from osint_helpers.journey.readings import records
from osint_helpers.journey.ways import LatLon, Way, line, line_kind

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.journey.legs import Leg


@dataclass(frozen=True)
class Declared:
    """One end of a declared way: a stop of the journey (`n`), or a place the papers name (0)."""

    n: int
    place: str
    name: str
    lat: float
    lon: float
    note: str = ""


@dataclass(frozen=True)
class DeclaredWay:
    """The way of one leg as its papers declare it.

    Attributes
    ----------
    leg
        The leg, which is itself drawn as a line.
    start, end
        Its ends; at least one is only declared.
    parts, note
        The modelled line, and how it was made.
    claims
        The claims that say what was declared.
    """

    leg: Leg
    start: Declared
    end: Declared
    parts: list[list[LatLon]]
    note: str
    claims: tuple[str, ...]


def declared(case: Case, ways: list[Way]) -> list[DeclaredWay]:
    """Return the declared ways of the legs that are drawn as a line, in their order.

    A declared end needs a place with a point. It is never a stop of the journey. Where nothing
    but the declaration is known of a leg, or no position was received, no declared way is drawn
    either: beside no line it would be read as the journey.
    """
    places = {row["place"]: row for row in records(case.places)}
    return [made for way in ways if way.parts for made in _of(way, places)]


def _of(way: Way, places: dict[str, dict[str, object]]) -> list[DeclaredWay]:
    assert way.start is not None  # noqa: S101  (a way with parts has both ends)
    assert way.end is not None  # noqa: S101
    real = [
        Declared(stop.n, stop.place, stop.name, stop.lat, stop.lon) for stop in (way.start, way.end)
    ]
    starts, ends = _ends(way.leg, "declared_from", places), _ends(way.leg, "declared_to", places)
    found = []
    for start in starts or [real[0]]:
        for end in ends or [real[1]]:
            both = (start, end)
            same = [one.place == other.place for one, other in zip(both, real, strict=True)]
            if not all(same):
                found += _way(way.leg, both, real)
    return found


def _ends(leg: Leg, predicate: str, places: dict[str, dict[str, object]]) -> list[Declared]:
    """Return the places with a point that sound claims say were declared."""
    rows = [places[v.value] for v in leg.cell(predicate).sound if v.value in places]
    return [
        Declared(0, str(row["place"]), str(row["name"]), float(str(row["lat"])),
                 float(str(row["lon"])), str(row["note"]))
        for row in rows
        if not math.isnan(float(str(row["lat"])))
    ]  # fmt: skip


def _way(leg: Leg, both: tuple[Declared, Declared], real: list[Declared]) -> list[DeclaredWay]:
    ends = tuple(
        known if one.place == known.place else one for one, known in zip(both, real, strict=True)
    )
    try:
        parts, note = line(line_kind(leg), ends[0], ends[1])
    except NoRouteError:
        return []  # the table of the journey holds what was declared
    cells = [leg.cell(name) for name in ("declared_from", "declared_to")]
    claims = tuple(dict.fromkeys(claim for cell in cells for claim in cell.sound_claims))
    return [DeclaredWay(leg, ends[0], ends[1], parts, note, claims)]


only_open(globals())
