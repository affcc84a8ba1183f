"""Facts for the rules that the journey of a case gives by itself: no reading of an analyst."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.dates import DateInterval
from osint_helpers.journey.days import begun, ended, hull
from osint_helpers.journey.gaps import gaps
from osint_helpers.journey.lawful import NO_FAMILY
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.pivot import names
from osint_helpers.journey.readings import readings, records
from osint_helpers.law import flags

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

Given = tuple[str, flags.Fact]
_LEAST_CALLS: Final = 3  # two calls are the direct way itself
_WHO: Final = frozenset({"imo", "mmsi", "flag", "particulars", "former_name", "renamed"})


def own_facts(case: Case) -> Iterator[Given]:
    """Yield (rule, fact): gaps, identities, the sea voyage, calls without a record, areas."""
    journey = _of_the_item(case)
    yield from _gaps(case)
    yield from _identities(case)
    yield from _voyages(case, journey)
    yield from _calls(journey)
    yield from _areas(journey)


def _of_the_item(case: Case) -> list[Leg]:
    """Return the legs that carried the item: those of other goods say so in ``legs.csv``."""
    other = {row["leg"] for row in records(case.legs) if row["goods_family"] == NO_FAMILY}
    return [leg for leg in legs(case) if leg.id not in other]


def _gaps(case: Case) -> Iterator[Given]:
    label = names(case)
    for gap in gaps(case):
        if not gap.claims:
            continue
        ship = label.get(gap.subject, gap.subject)
        last = [one for one in gap.last.intervals() if one.latest is not None]
        later = [one for one in gap.next.intervals() if one.latest is not None]
        if last and later:
            yield "RF01", flags.Gap.between(hull(last), hull(later), ship=ship, evidence=gap.claims)
        else:
            yield "RF01", flags.Gap(ship=ship, when=gap.text, hours=(0.0, math.inf),
                                    evidence=gap.claims)  # fmt: skip


def _identities(case: Case) -> Iterator[Given]:
    """Yield what is published of the numbers of every vessel of the case, also if it is none."""
    told: dict[str, dict[str, list[str]]] = {}
    for row in records(readings(case)):
        if not row["distortion"]:
            held = told.setdefault(row["subject"], {})
            held.setdefault(row["predicate"], []).append(row["value"])
            if row["predicate"] in _WHO:
                held.setdefault("claims", []).append(row["claim"])
    for row in records(case.entities):
        found = told.get(row["entity"], {})
        if row["schema"] != "Vessel" or "claims" not in found:
            continue
        numbers = {kind: next(iter(found.get(kind, [])), "") for kind in ("imo", "mmsi")}
        yield "RF02", flags.ShipIdentity(
            ship=row["name"], flag=row["country"],
            evidence=tuple(dict.fromkeys(found["claims"])), **numbers,
        )  # fmt: skip


def _voyages(case: Case, journey: list[Leg]) -> Iterator[Given]:
    """Yield every run of sea legs that join: calls with a code, of first versions."""
    codes = {row["place"]: row["unlocode"] for row in records(case.places) if row["unlocode"]}
    calls: list[str] = []
    evidence: list[str] = []

    def finished() -> Iterator[Given]:
        if len(calls) >= _LEAST_CALLS:
            yield "RF06", flags.Voyage(calls=tuple(calls), evidence=tuple(dict.fromkeys(evidence)))

    for leg in journey:
        ends = [codes.get(next((v.value for v in leg.cell(p).sound), ""), "") for p in
                ("from", "to")]  # fmt: skip
        if not leg.by_sea or not all(ends):
            continue
        if calls and calls[-1] != ends[0]:
            yield from finished()
            calls, evidence = [], []
        calls.extend(ends if not calls else ends[1:])
        evidence.extend([*leg.cell("from").sound_claims, *leg.cell("to").sound_claims])
    yield from finished()


def _calls(journey: list[Leg]) -> Iterator[Given]:
    """Yield planned arrivals for which a claim says that no call is recorded."""
    for leg in journey:
        planned, absent = leg.cell("scheduled_arrival"), leg.cell("no_call_recorded")
        days = [one for one in planned.intervals() if one.latest is not None]
        if not days or not absent.sound:
            continue
        ship = next((v.text for v in leg.cell("vessel").sound), leg.name)
        for version in absent.sound:
            yield "RF07", flags.DeclaredCall(
                ship=ship, port=next((v.text for v in leg.cell("to").sound), ""), day=hull(days),
                record=f"the record {', '.join(version.claims)} speaks of",
                evidence=tuple(dict.fromkeys([*planned.sound_claims, *version.claims])),
            )  # fmt: skip


def _areas(journey: list[Leg]) -> Iterator[Given]:
    """Yield both ends of every leg that may be drawn, with their days."""
    for leg in journey:
        for predicate, found in (("from", begun(leg)), ("to", ended(leg))):
            cell = leg.cell(predicate)
            if leg.drawn and cell.sound and found.when != DateInterval.none():
                yield "RF10", flags.AreaVisit(
                    leg=leg.id, places=tuple(v.text for v in cell.sound), when=found.when,
                    evidence=tuple(dict.fromkeys([*cell.sound_claims, *found.claims])),
                )  # fmt: skip
