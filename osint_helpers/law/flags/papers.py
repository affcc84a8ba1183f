"""RF04 false cargo or vessel papers, RF12 consignee changed late or an embassy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval, days_between
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import folded, same_place
from osint_helpers.law.flags.result import (
    NOT_FIRED,
    NOT_TESTABLE,
    Finding,
    Given,
    Limb,
    limbs,
)

PLACES: Final = frozenset({"origin", "destination"})
WEIGHT: Final = "weight"
_KG: Final = {"kg": 1.0, "t": 1000.0, "tonne": 1000.0, "tonnes": 1000.0}
_WEIGHT: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(kg|t|tonnes?)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Document(Carded):
    """One record of a movement: a paper, or what an image, court or port record shows.

    Attributes
    ----------
    paper
        Id of the paper itself: two readings of one paper share it.
    kind
        Bill of lading, export declaration, port record, image, court finding …
    fields
        Field -> value as printed. A field left empty on the paper is ``""``; one that was not
        read is absent.
    amends
        Id of the paper it openly amends.
    """

    paper: str
    kind: str
    fields: Mapping[str, str]
    amends: str = ""


@dataclass(frozen=True, kw_only=True)
class Papers(Fact):
    """Two documents for one movement: a bill of lading, a container, a car."""

    movement: str
    first: Document
    second: Document


def rf04(fact: Papers, given: Given) -> Finding:
    """Compare the material fields both documents carry."""
    one, other = fact.first, fact.second
    tolerance = given.number("weight_tolerance")
    names = [n for n in given.words("material_fields") if n in one.fields and n in other.fields]
    parts = [_field(name, one, other, tolerance) for name in names]
    head = f"{fact.movement}, {one.kind} against {other.kind}"
    if not parts:
        return Finding(NOT_TESTABLE, fact.evidence, f"{head}: no material field in both")
    found = limbs(fact.evidence, parts)
    text = f"{head}: {found.text}"
    if one.paper == other.paper:
        what = "two readings of one paper; reported, not decided"
        result = found.result if found.result == NOT_FIRED else NOT_TESTABLE
        return Finding(result, fact.evidence, f"{text}; {what}")
    if one.paper == other.amends or other.paper == one.amends:
        return Finding(NOT_FIRED, fact.evidence, f"{text}; one openly amends the other")
    if any(met for met, _ in parts):
        text += "; which of the two is right is open"
    return Finding(found.result, found.evidence, text)


def _field(name: str, one: Document, other: Document, tolerance: float) -> Limb:
    """Return whether a field differs, and both values."""
    a, b = one.fields[name].strip(), other.fields[name].strip()
    text = f"{name} {a or '(left empty)'!s} / {b or '(left empty)'!s}"
    if bool(a) != bool(b):
        return True, text
    if name == WEIGHT and a:
        mine, theirs = _kg(a), _kg(b)
        if mine is None or theirs is None:
            return (None, f"{text} (weight without a unit)") if folded(a) != folded(b) else (
                False, text,
            )  # fmt: skip
        return abs(mine - theirs) > tolerance * max(mine, theirs), text
    same = same_place(a, b) if name in PLACES else folded(a) == folded(b)
    return not same, text


def _kg(text: str) -> float | None:
    """Return a weight in kg; a number without a unit says nothing."""
    found = _WEIGHT.fullmatch(text.strip().casefold())
    if found is None:
        return None
    return float(found[1].replace(",", "") + (found[2] or "")) * _KG[found[3]]


@dataclass(frozen=True, kw_only=True)
class Change(Carded):
    """A change of the consignee in a document."""

    day: DateInterval
    evidence: str
    endorsement: bool = False


@dataclass(frozen=True, kw_only=True)
class ConsigneeVersions(Fact):
    """Versions of the consignee of one shipment.

    Attributes
    ----------
    shipment
        What is shipped.
    changes
        Changes with days; the ordinary endorsement of an order bill of lading is no change.
    deadline
        Document deadline; ``None``: not published.
    mission_of
        Country whose mission the consignee is (alpha-2); ``""``: no mission; ``None``: not known.
    listed_states
        States whose missions count (alpha-2).
    """

    shipment: str
    changes: tuple[Change, ...] = ()
    deadline: DateInterval | None = None
    mission_of: str | None = None
    listed_states: tuple[str, ...] = ()


def rf12(fact: ConsigneeVersions, given: Given) -> Finding:
    """Test changes shortly before the deadline, and whether the consignee is a mission."""
    days = given.number("days_before_cutoff")
    parts: list[Limb] = [_late(one, fact.deadline, days) for one in fact.changes]
    if not fact.changes:
        parts.append((None, "no dated change of the consignee published"))
    if fact.mission_of is None:
        parts.append((None, "whether the consignee is a mission is not published"))
    elif not fact.mission_of:
        parts.append((False, "the consignee is no mission"))
    else:
        listed = fact.mission_of in fact.listed_states
        parts.append((listed, f"the consignee is a mission of {fact.mission_of}"))
    return limbs(fact.evidence, [(met, f"{fact.shipment}: {text}") for met, text in parts])


def _late(change: Change, deadline: DateInterval | None, days: float) -> Limb:
    text = f"consignee changed {change.day.text()} ({change.evidence})"
    if change.endorsement:
        return False, f"{text}, an endorsement"
    if deadline is None or None in {deadline.earliest, change.day.earliest}:
        return None, f"{text}, days before the deadline not published"
    low, high, _ = days_between(change.day, deadline)
    text += f", {low} to {high} days before the deadline" if low != high else f", {low} days before"
    if high < 0 or low > days:
        return False, text
    return (True, text) if low >= 0 and high <= days else (None, text)
