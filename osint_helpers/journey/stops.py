"""Stops: the places between the drawn legs, with what is said of each and how sure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded, listed
from osint_helpers.journey.cells import qualify
from osint_helpers.journey.legs import Leg, legs, stronger, weaker
from osint_helpers.journey.pivot import names
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# What is printed at the end and at the start of a leg, in this order.
_ARRIVAL: Final = (
    ("scheduled_arrival", "due"), ("estimated_arrival", "est. arr."), ("arrived", "arr."),
    ("discharged", "discharged"),
)  # fmt: skip
_DEPARTURE: Final = (
    ("gate_in", "gate-in"), ("loaded", "loaded"), ("scheduled_departure", "planned dep."),
    ("departed", "dep."),
)  # fmt: skip
_NO_CALL: Final = "no call recorded"
ASSUMED: Final = "assumed: no source names the place"


@dataclass(frozen=True, repr=False)
class Stop(Carded):
    """A place the item was, was due at, or is said to have been.

    Attributes
    ----------
    n
        Number in the order of the journey, from 1.
    place, name, lat, lon
        Place id, its name, and its point in degrees (the point of ``places.csv``, no berth).
    status
        Strongest status among the leg ends that touch the stop; a planned arrival makes it
        ``scheduled`` at most, an estimated one ``inferred``.
    when
        Arrivals and departures in print, every version:
        ``"arr. 31 July 2018; dep. 26 August 2018"``.
    legs, claims
        Legs that end or begin here, and the claims behind the place and the dates.
    note
        ``"no call recorded"`` where a source looked for the call and found none; then the note
        of ``places.csv``.
    assumed
        No source names the place: the case assumes it (``legs.csv``). Its status is
        ``inferred`` at most.
    """

    n: int
    place: str
    name: str
    lat: float
    lon: float
    status: str
    when: str
    legs: tuple[str, ...]
    claims: tuple[str, ...]
    note: str = ""
    assumed: bool = False

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.stop(self)


@dataclass(frozen=True)
class _Touch:
    """One end of one leg at a place."""

    leg: str
    status: str
    when: tuple[str, ...]
    claims: tuple[str, ...]
    no_call: bool
    assumed: bool = False


@listed
def stops(case: Case) -> list[Stop]:
    """Return the stops of the drawn legs in the order of the journey.

    A stop needs a place id with a point in ``places.csv``; an end given as plain text, a
    declared port or a known wrong statement makes no stop. An end that is only text may have a
    place that is assumed in ``legs.csv``: that stop says so. Ends that follow each other at
    one place are one stop, and a leg that begins at an earlier stop is a branch of it; a
    later return is another.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    list of Stop
    """
    places = {row["place"]: row for row in records(case.places)}
    visits: list[tuple[str, list[_Touch]]] = []
    for leg in legs(case):
        if not leg.drawn:
            continue
        for end in ("from", "to"):
            named = _places(leg, end, places)
            for place, claims in named or _assumed(leg, end, places):
                touch = _touch(leg, end, claims, assumed=not named)
                _visit(visits, place, end, assumed=not named).append(touch)
    label = names(case)
    return [
        _stop(n, label[place], places[place], touches)
        for n, (place, touches) in enumerate(visits, start=1)
    ]


def _visit(
    visits: list[tuple[str, list[_Touch]]], place: str, end: str, *, assumed: bool
) -> list[_Touch]:
    """Return the visit a leg end belongs to, a new one where none does.

    What leaves a place was there: a leg begins at the last visit of its place, also when the leg
    above it ended elsewhere (ways side by side). What comes to a place comes there anew. A place
    that is only assumed for one leg is not where another is said to begin.
    """
    last = len(visits) - 1
    for at in range(last, -1 if end == "from" else max(-1, last - 1), -1):
        seen, touches = visits[at]
        if seen == place and (at == last or all(one.assumed == assumed for one in touches)):
            return touches
    visits.append((place, []))
    return visits[-1][1]


def _places(
    leg: Leg, end: str, places: dict[str, dict[str, Any]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the places with a point that sound versions of one end name, chosen ones alone."""
    sound = leg.cell(end).sound
    chosen = [v for v in sound if v.chosen] or sound
    return [
        (v.value, v.claims)
        for v in chosen
        if v.value in places and not math.isnan(places[v.value]["lat"])
    ]


def _assumed(
    leg: Leg, end: str, places: dict[str, dict[str, Any]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the place assumed for one end, with the claims that give the end in words."""
    place = leg.assumed.get(end, "")
    if not place or math.isnan(places[place]["lat"]):
        return []
    return [(place, leg.cell(end).sound_claims)]


def _touch(leg: Leg, end: str, claims: tuple[str, ...], *, assumed: bool) -> _Touch:
    """Return what one end of a leg says about its place."""
    found: list[str] = []
    used = list(claims)
    for predicate, word in _ARRIVAL if end == "to" else _DEPARTURE:
        cell = leg.cell(predicate)
        dated = [v for v in cell.sound if v.interval is not None]
        if dated:
            doubt = ("disputed",) if cell.disputed else ()
            texts = [v.qualified for v in dated[:-1]]
            texts.append(qualify(dated[-1].text, (*dated[-1].doubts, *doubt)))
            found.append(f"{word} {' / '.join(texts)}")
            used += [c for v in dated for c in v.claims]
    no_call = leg.cell("no_call_recorded")
    here = end == "to" and bool(no_call.sound)
    if here:
        used += no_call.sound_claims
    status = arrival_status(leg) if end == "to" else leg.status
    if assumed:
        status = weaker(status, "inferred")
    return _Touch(leg.id, status, tuple(found), tuple(used), here, assumed)


def arrival_status(leg: Leg) -> str:
    """Return the status of the arrival of a leg: never stronger than the leg or the event.

    Without any arrival or discharge on record, a planned arrival makes ``scheduled`` at
    most and an estimated one ``inferred``. An arrival that a search of the port's records
    contradicts (``no_call_recorded``) does not count as one on record.
    """
    met = leg.cell("arrived").intervals() or leg.cell("discharged").intervals()
    if met and not leg.cell("no_call_recorded").sound:
        return leg.status
    if leg.cell("scheduled_arrival").sound:
        return weaker(leg.status, "scheduled")
    if leg.cell("estimated_arrival").sound or leg.cell("no_call_recorded").sound:
        return weaker(leg.status, "inferred")
    return leg.status


def _stop(n: int, name: str, place: dict[str, Any], touches: list[_Touch]) -> Stop:
    """Join the leg ends at one place."""
    sure = [touch for touch in touches if not touch.assumed] or touches
    status = sure[0].status
    for touch in sure[1:]:
        status = stronger(status, touch.status)
    when = [text for touch in touches for text in touch.when]
    missed = any(touch.no_call for touch in touches)
    assumed = all(touch.assumed for touch in touches)
    notes = [ASSUMED] * assumed + [_NO_CALL] * missed + [place["note"]] * bool(place["note"])
    return Stop(
        n=n,
        place=place["place"],
        name=name,
        lat=float(place["lat"]),
        lon=float(place["lon"]),
        status=status,
        when="; ".join(dict.fromkeys([*when, *[_NO_CALL] * missed])),
        legs=tuple(dict.fromkeys(touch.leg for touch in touches)),
        claims=tuple(dict.fromkeys(c for touch in touches for c in touch.claims)),
        note="; ".join(notes),
        assumed=assumed,
    )
