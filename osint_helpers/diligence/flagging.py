"""From a row to the facts that the red-flag rules test; what a row cannot say stays untested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from osint_helpers.diligence.grouping import Group
from osint_helpers.diligence.rows import Consignment
from osint_helpers.diligence.screened import DAYS
from osint_helpers.diligence.spots import Spot
from osint_helpers.errors import LawError, NoRouteError, ReferenceDataError
from osint_helpers.law import flags
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import folded
from osint_helpers.law.flags.result import (
    FIRED,
    NOT_FIRED,
    NOT_TESTABLE,
    Finding,
    FlagResult,
    overall,
)


def results(group: Group, parameters: Mapping[str, Mapping[str, object]]) -> tuple[FlagResult, ...]:
    """Return the result of every rule, in order; a rule without facts says what it needs."""
    made = []
    for name in flags.RULES:
        facts = FACTS[name](group) if name in FACTS else ()
        made.append(flags.run(name, facts, **parameters.get(name, {})))
    return tuple(made)


def by_rule(rows: Iterable[Sequence[FlagResult]], most: int) -> tuple[FlagResult, ...]:
    """Return one result a rule over all rows, as the law room joins several facts.

    Parameters
    ----------
    rows
        The results of each row.
    most
        Findings kept of each outcome, in the order of the rows; one more says how many there are.
    """
    found = []
    for same in zip(*rows, strict=True):
        every = [finding for one in same for finding in one.findings]
        kept = []
        for outcome in (FIRED, NOT_TESTABLE, NOT_FIRED):
            some = [finding for finding in every if finding.result == outcome]
            kept += some[:most]
            if len(some) > most:
                text = f"{len(some):,} such rows or questions; the others stand in the spreadsheet"
                kept.append(Finding(outcome, (), text))
        result = overall(every)
        ids = tuple(dict.fromkeys(i for f in kept if f.result == result for i in f.evidence))
        found.append(replace(same[0], result=result, evidence=ids, findings=tuple(kept)))
    return tuple(found)


def _ship(group: Group) -> tuple[Fact, ...]:
    """RF02: the numbers the row gives; a flag that a row states is no entry of a register."""
    one = group.one
    if not (one.text("imo") or one.text("mmsi")):
        return ()
    name = one.text("vessel") or "the ship"
    return (flags.ShipIdentity(evidence=group.evidence, ship=name, imo=one.text("imo"),
                               mmsi=one.text("mmsi")),)  # fmt: skip


def _papers(group: Group) -> tuple[Fact, ...]:
    """RF04: two rows of one bill of lading that were taken from different documents."""
    return tuple(
        flags.Papers(evidence=(group.one.ref, other.ref),
                     movement=f"bill of lading {group.one.text('bill_of_lading')}",
                     first=_document(group.one), second=_document(other))
        for other in group.papers
    )  # fmt: skip


def _document(one: Consignment) -> flags.Document:
    weight = one.values.get("gross_kg")
    end = one.spot("final_destination") or one.spot("port_of_discharge")
    fields = {
        "origin": one.spot("port_of_loading"), "destination": end,
        "consignee": one.text("consignee"), "goods": one.cells.get("goods", ""),
        "weight": None if weight is None else f"{weight:g} kg",
    }  # fmt: skip
    texts = {k: v.key if isinstance(v, Spot) else v for k, v in fields.items() if v}
    return flags.Document(paper=one.ref, kind=one.text("document"), fields=texts)


def _voyage(group: Group) -> tuple[Fact, ...]:
    """RF06: the ports of call, when ports in between are given and all are known.

    The rule models the lengths itself, but for ports that only the package's list has.
    """
    one = group.one
    way = (one.spot("port_of_loading"), *one.transit, one.spot("port_of_discharge"))
    known = [spot for spot in way if spot is not None and spot.point and spot.kind == "seaport"]
    if len(known) != len(way) or len(way) < 3:
        return ()
    points = [spot.point for spot in known if spot.point is not None]
    try:
        path = sum(_lane_nm(a, b) for a, b in pairwise(points))
        direct = _lane_nm(points[0], points[-1])
        lengths = {} if all(s.cited for s in known) else {"path_nm": path, "direct_nm": direct}
        calls = tuple(spot.id for spot in known)
        return (flags.Voyage(evidence=group.evidence, calls=calls, **lengths),)
    except (NoRouteError, ReferenceDataError, LawError):
        return ()  # no lane joins two of the ports: the rule then says what it needs


@lru_cache(maxsize=4096)
def _lane_nm(a: tuple[float, float], b: tuple[float, float]) -> float:
    from osint_helpers.reference import lane

    return float(lane(a, b).nm)


def _ownership(group: Group) -> tuple[Fact, ...]:
    """RF09: age of the consignee at the order, where both days are given."""
    one = group.one
    founded, bought = one.date("consignee_founded"), one.date("ordered_on")
    if not one.text("consignee") or founded.latest is None:
        return ()
    return (flags.Ownership(evidence=group.evidence, entity=one.text("consignee"), founded=founded,
                            bought=None if bought.latest is None else bought),)  # fmt: skip


def _areas(group: Group) -> tuple[Fact, ...]:
    """RF10: the ports of the row; no sea area is tested, since no track is given."""
    one = group.one
    spots = (one.spot("port_of_loading"), *one.transit, one.spot("port_of_discharge"),
             one.spot("final_destination"))  # fmt: skip
    places = tuple(dict.fromkeys(spot.name for spot in spots if spot is not None and spot.id))
    if not places:
        return ()
    when = next((d for d in map(one.date, DAYS) if d.latest is not None), one.date("departed_on"))
    return (flags.AreaVisit(evidence=group.evidence, leg=one.id, places=places, when=when),)


def _consignee(group: Group) -> tuple[Fact, ...]:
    """RF11: a row is the last document the company has; the cell, or one name twice, says more."""
    one = group.one
    name, agent = one.text("consignee"), one.text("forwarder")
    if not name:
        return ()
    said = one.values.get("consignee_is_forwarder")
    same = bool(agent) and folded(agent) == folded(name)
    return (flags.Consignee(evidence=group.evidence, name=name, last_document=True,
                            forwarder=True if same and said is not False else said),)  # fmt: skip


def _versions(group: Group) -> tuple[Fact, ...]:
    """RF12: a change of the consignee, and whether the consignee is a mission."""
    one = group.one
    changed, mission = one.date("consignee_changed_on"), one.values.get("consignee_mission_of")
    if changed.latest is None and mission is None:
        return ()
    changes = () if changed.latest is None else (flags.Change(day=changed, evidence=one.ref),)
    deadline = one.date("document_deadline")
    return (flags.ConsigneeVersions(
        evidence=group.evidence, shipment=one.id, changes=changes,
        deadline=None if deadline.latest is None else deadline, mission_of=mission,
        listed_states=group.listed_states),)  # fmt: skip


def _exports(group: Group) -> tuple[Fact, ...]:
    """RF13: the same vehicle, or container with the same goods, on an earlier row."""
    return tuple(
        flags.ReExport(
            evidence=(other.ref, group.one.ref),
            item=group.one.text("vin") or "; ".join(group.one.values.get("container", ())),
            by_number=True, first_to=_end(other), second_to=_end(group.one),
            first_on=other.date("departed_on"), second_on=group.one.date("departed_on"))
        for other in group.earlier
        if _end(other) and _end(group.one)
    )  # fmt: skip


def _end(one: Consignment) -> str:
    end = one.spot("final_destination") or one.spot("port_of_discharge")
    return end.key if end else ""


def _value(group: Group) -> tuple[Fact, ...]:
    """RF14: the declared value against market values the row gives."""
    one = group.one
    value, currency = one.values.get("value"), one.text("currency")
    if value is None or not currency:
        return ()
    return (flags.Valued(
        evidence=group.evidence, goods=one.text("goods") or one.goods.family, value=value,
        currency=currency, declared=True, market=one.values.get("market_values", ()),
        market_currency=one.text("market_currency"),
        same_terms=one.values.get("same_terms")),)  # fmt: skip


def _load(group: Group) -> tuple[Fact, ...]:
    """RF15: pieces and gross weight in the containers of the row."""
    one = group.one
    pieces, weight = one.values.get("pieces"), one.values.get("gross_kg")
    if not pieces or not weight:
        return ()
    units = len(set(one.values.get("container", ()))) or None
    return (flags.Load(evidence=group.evidence, goods=one.text("goods") or "pieces", pieces=pieces,
                       containers=units, piece_kg=weight / pieces),)  # fmt: skip


def _listed(group: Group) -> tuple[Fact, ...]:
    from osint_helpers.diligence.answers import facts

    return facts(group.one, group.asked, group.listings)


FACTS: Final[Mapping[str, Callable[[Group], tuple[Fact, ...]]]] = {
    "RF02": _ship, "RF04": _papers, "RF06": _voyage, "RF09": _ownership, "RF10": _areas,
    "RF11": _consignee, "RF12": _versions, "RF13": _exports, "RF14": _value, "RF15": _load,
    "RF19": _listed,
}  # fmt: skip
