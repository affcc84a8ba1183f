"""RF06 voyage irregularity, RF07 declared call not made, RF10 high-risk area or port."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law.days import during
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import folded, same_place, within_days
from osint_helpers.law.flags.result import (
    FIRED,
    NOT_FIRED,
    NOT_TESTABLE,
    Finding,
    Given,
    Limb,
    limbs,
)
from osint_helpers.reference.lanes import lane


@dataclass(frozen=True, kw_only=True)
class Voyage(Fact):
    """Port calls in order.

    Attributes
    ----------
    calls
        Places of the gazetteer, at least two, the ends different.
    path_nm, direct_nm
        Lengths over all calls and between the ends; ``None``: modelled here as sea lanes.
    """

    calls: tuple[str, ...]
    path_nm: float | None = None
    direct_nm: float | None = None

    def __post_init__(self) -> None:
        """Refuse calls that have no two ends."""
        super().__post_init__()
        if len(self.calls) < 2 or same_place(self.calls[0], self.calls[-1]):
            raise LawError(
                "a voyage needs two different ends", advice="give the part between two ports"
            )
        for nm in (self.path_nm, self.direct_nm):
            if nm is not None and not nm > 0:
                raise LawError(f"a length of {nm} nm", advice="leave it out to have it modelled")


def rf06(fact: Voyage, given: Given) -> Finding:
    """Test path over direct length; a call outside trade logic needs the row of an analyst."""
    limit = given.number("ratio")
    path, direct = fact.path_nm, fact.direct_nm
    modelled = path is None or direct is None
    if path is None:
        path = sum(lane(a, b).nm for a, b in pairwise(fact.calls))
    if direct is None:
        direct = lane(fact.calls[0], fact.calls[-1]).nm
    ratio = path / direct
    how = "modelled sea lanes, not an observed track" if modelled else "lengths as given"
    text = (
        f"{' - '.join(fact.calls)}: {path:.0f} nm over the calls, {direct:.0f} nm direct, "
        f"ratio {ratio:.2f} ({how})"
    )
    if ratio > limit:
        return Finding(FIRED, fact.evidence, text)
    more = "whether a call lies outside trade logic needs the row of an analyst"
    return Finding(NOT_FIRED, fact.evidence, f"{text}; {more}")


@dataclass(frozen=True, kw_only=True)
class Arrival(Carded):
    """One arrival in a port record."""

    port: str
    day: DateInterval
    evidence: str


@dataclass(frozen=True, kw_only=True)
class DeclaredCall(Fact):
    """A call that was declared, and what a port record holds.

    Attributes
    ----------
    ship, port, day
        The declared call.
    record
        Name of the record that was looked into; ``""``: none was.
    arrivals
        Arrivals of the ship in it, at any port.
    complete
        ``False``: the record is known to be incomplete.
    """

    ship: str
    port: str
    day: DateInterval
    record: str = ""
    arrivals: tuple[Arrival, ...] = ()
    complete: bool | None = None


def rf07(fact: DeclaredCall, given: Given) -> Finding:
    """Test for an arrival near the declared day; its absence is "not found", never "false"."""
    window = given.number("window_days")
    declared = f"{fact.ship}: call at {fact.port} declared for {fact.day.text()}"
    if not fact.record:
        return Finding(NOT_TESTABLE, fact.evidence, f"{declared}; no port record was looked into")
    here = [one for one in fact.arrivals if same_place(one.port, fact.port)]
    near = [(within_days(one.day, fact.day, window), one) for one in here]
    for state, words in ((True, "arrival found"), (None, "an arrival that may be it")):
        met = [one for found, one in near if found is state]
        if met:
            text = f"{declared}; {words} in {fact.record}: {met[0].day.text()} ({met[0].evidence})"
            return Finding(NOT_FIRED if state else NOT_TESTABLE, fact.evidence, text)
    text = f"{declared}; not found in {fact.record}"
    if fact.complete is False:
        return Finding(NOT_TESTABLE, fact.evidence, f"{text}, which is incomplete")
    return Finding(FIRED, fact.evidence, text)


@dataclass(frozen=True, kw_only=True)
class Area(Carded):
    """How long an area was listed: first and last day, ``""`` where open."""

    name: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaVisit(Fact):
    """Places a leg touches, as its source names them, with their days.

    Attributes
    ----------
    leg
        Leg id.
    places
        Ports and sea areas; no polygon is in the data, so a sea area must be named.
    when
        Days of the visit.
    validity
        Days for which areas are listed, where known.
    """

    leg: str
    places: tuple[str, ...]
    when: DateInterval
    validity: tuple[Area, ...] = ()


def rf10(fact: AreaVisit, given: Given) -> Finding:
    """Test the places of a leg against the listed areas on its day."""
    areas = given.words("areas")
    touched = [(area, place) for area in areas for place in fact.places if _is_area(area, place)]
    if not fact.places:
        return Finding(NOT_TESTABLE, fact.evidence, f"{fact.leg}: no place published")
    parts: list[Limb] = [_listed(area, place, fact) for area, place in touched]
    if not parts:
        parts = [(False, f"{', '.join(fact.places)}: none of the listed areas by name")]
    found = limbs(fact.evidence, parts)
    context = "; context only, not to be used alone" if found.result == FIRED else ""
    return Finding(found.result, found.evidence, f"{fact.leg}: {found.text}{context}")


def _is_area(area: str, place: str) -> bool:
    """Tell whether a place is the listed one: the country around a listed port is not."""
    from osint_helpers.errors import ReferenceDataError
    from osint_helpers.reference.gazetteer import place as resolve

    if folded(area) == folded(place):
        return True
    try:
        return resolve(area).id == resolve(place).id
    except ReferenceDataError:
        return False


def _listed(area: str, place: str, fact: AreaVisit) -> Limb:
    """Say whether the area was listed on the days of the visit."""
    text = f"{place}, {fact.when.text()}"
    known = [one for one in fact.validity if folded(one.name) == folded(area)]
    if not known:
        return True, text
    if fact.when.latest is None:
        return None, f"{text}, so whether {area} was listed then is open"
    standing = [during(fact.when, one.since, one.until) for one in known]
    if "throughout" in standing:
        return True, text
    return (None if "crosses" in standing else False), f"{text}, {area} listed on other days only"
