"""RF02 AIS identity false or copied, RF08 false flag or flag hopping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, pairwise
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval, days_between
from osint_helpers.errors import IdentifierError, LawError, ReferenceDataError
from osint_helpers.identifiers import check_imo
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import DAYS_A_MONTH
from osint_helpers.law.flags.result import Finding, Given, Limb, limbs
from osint_helpers.reference.flags import flag_of
from osint_helpers.reference.lanes import great_circle_nm

# Two times printed to the minute can be a minute apart.
_LEAST_HOURS: Final = 1 / 60


@dataclass(frozen=True, kw_only=True)
class Sighting(Carded):
    """One number at one place and time (UTC)."""

    t: datetime
    lat: float
    lon: float
    evidence: str


@dataclass(frozen=True, kw_only=True)
class ShipIdentity(Fact):
    """What a ship sends, and what the registry says. ``""``, ``None``, ``()``: not published.

    Attributes
    ----------
    ship
        Name.
    imo, mmsi
        Numbers as sent.
    flag
        ISO 3166-1 alpha-2 of the flag the registry gives.
    size_m, registry_size_m
        Length and beam as sent, as registered.
    sightings
        Places and times of one number.
    """

    ship: str
    imo: str = ""
    mmsi: str = ""
    flag: str = ""
    size_m: tuple[float, float] | None = None
    registry_size_m: tuple[float, float] | None = None
    sightings: tuple[Sighting, ...] = ()


def rf02(fact: ShipIdentity, given: Given) -> Finding:
    """Test check digit, country of the MMSI, speed between sightings, dimensions."""
    parts = [
        _imo(fact),
        _mmsi(fact),
        _jump(fact, given.number("max_speed_kn")),
        _size(fact, given.number("size_tolerance")),
    ]
    return limbs(fact.evidence, [(met, f"{fact.ship}: {text}") for met, text in parts])


def _imo(fact: ShipIdentity) -> Limb:
    if not fact.imo:
        return None, "IMO number not published"
    check = check_imo(fact.imo)
    text = f"IMO number {check.normal}: {check.reason}"
    return check.valid is False, text if not check.valid else f"{text} (a fresh number has it too)"


def _mmsi(fact: ShipIdentity) -> Limb:
    if not fact.mmsi or not fact.flag:
        return None, "MMSI or flag not published"
    try:
        sent = flag_of(fact.mmsi).country
    except (IdentifierError, ReferenceDataError) as error:
        return None, f"MMSI {fact.mmsi!r}: {error.what}"
    text = f"MMSI {fact.mmsi} claims {sent}, the registry says {fact.flag.upper()}"
    return sent != fact.flag.upper(), text


def _jump(fact: ShipIdentity, max_kn: float) -> Limb:
    """Test every two sightings that follow each other."""
    seen = sorted(fact.sightings, key=lambda one: (one.t, one.lat, one.lon, one.evidence))
    if len(seen) < 2:
        return None, "fewer than two places of one number published"
    for a, b in pairwise(seen):
        hours = max((b.t - a.t).total_seconds() / 3600, _LEAST_HOURS)
        nm = great_circle_nm((a.lat, a.lon), (b.lat, b.lon))
        if nm > max_kn * hours:
            return True, (
                f"one number {nm:.0f} nm apart in {hours:.1f} h ({nm / hours:.0f} kn; "
                f"{a.evidence}, {b.evidence})"
            )
    return False, f"no two of {len(seen)} sightings are farther apart than the speed allows"


def _size(fact: ShipIdentity, tolerance: float) -> Limb:
    if fact.size_m is None or fact.registry_size_m is None:
        return None, "dimensions sent or registered not published"
    if min(fact.registry_size_m) <= 0:
        raise LawError("a registered dimension of 0 or less", advice="leave it out")
    off = [abs(a - b) / b for a, b in zip(fact.size_m, fact.registry_size_m, strict=True)]
    (a, b), (c, d) = fact.size_m, fact.registry_size_m
    text = f"dimensions sent {a:g} x {b:g} m, registered {c:g} x {d:g} m"
    return max(off) > tolerance, text


@dataclass(frozen=True, kw_only=True)
class FlagEntry(Carded):
    """A flag of a ship: country, day, and who says it (``register``, ``shown``, ``press``)."""

    country: str
    basis: str
    evidence: str
    day: DateInterval | None = None


@dataclass(frozen=True, kw_only=True)
class FlagHistory(Fact):
    """Flags of one ship.

    Attributes
    ----------
    ship
        Name.
    entries
        Flags with days; what only the press says is printed and not counted, it can be a misprint.
    registered, shown
        Flag of the register and flag shown at one time; ``""``: not published.
    denied_by
        Registries that deny the ship, or records that the flag was falsely claimed.
    """

    ship: str
    entries: tuple[FlagEntry, ...] = ()
    registered: str = ""
    shown: str = ""
    denied_by: tuple[str, ...] = ()


def rf08(fact: FlagHistory, given: Given) -> Finding:
    """Test denial by a registry, flag shown against register, and number of flags in a time."""
    parts = [
        _denied(fact),
        _shown(fact),
        _hops(fact, int(given.number("min_flags")), given.number("months") * DAYS_A_MONTH),
    ]
    press = [one.country for one in fact.entries if one.basis == "press"]
    more = f"; only the press says {', '.join(press)}" if press else ""
    return limbs(fact.evidence, [(met, f"{fact.ship}: {text}{more}") for met, text in parts])


def _denied(fact: FlagHistory) -> Limb:
    if not fact.denied_by:
        return None, "no denial by a registry is recorded"
    return True, f"flag denied or falsely claimed ({', '.join(fact.denied_by)})"


def _shown(fact: FlagHistory) -> Limb:
    if not fact.registered or not fact.shown:
        return None, "flag shown or flag of the register not published"
    text = f"shows the flag of {fact.shown}, the register says {fact.registered}"
    return fact.shown != fact.registered, text


def _hops(fact: FlagHistory, least: int, days: float) -> Limb:
    """Test whether so many different flags fall within so many days."""
    counted = [one for one in fact.entries if one.basis != "press"]
    flags = sorted({one.country for one in counted})
    if not counted:
        return None, "flag history not published"
    if len(flags) < least:
        return False, f"{len(flags)} flag on record ({', '.join(flags)})"
    found = [_within(group, days) for group in _groups(counted, least)]
    met = True if True in found else None if None in found else False
    text = f"flags on record: {', '.join(flags)}"
    return met, text if met is not None else f"{text}; their dates do not say within what time"


def _groups(entries: list[FlagEntry], least: int) -> Iterator[tuple[FlagEntry, ...]]:
    for group in combinations(entries, max(least, 1)):
        if len({one.country for one in group}) == len(group):
            yield group


def _within(group: tuple[FlagEntry, ...], days: float) -> bool | None:
    spans = [one.day for one in group]
    if any(span is None or span.earliest is None for span in spans):
        return None
    ranges = [
        days_between(a, b) for a, b in combinations(spans, 2) if a is not None and b is not None
    ]
    if all(max(abs(r.low), abs(r.high)) <= days for r in ranges):
        return True
    apart = [0 if r.low <= 0 <= r.high else min(abs(r.low), abs(r.high)) for r in ranges]
    return False if any(least > days for least in apart) else None
