"""RF09 opaque ownership, RF11 forwarder as final consignee, RF19 listed party on that date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from osint_helpers.dates import DateInterval, days_between
from osint_helpers.errors import LawError
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import DAYS_A_MONTH
from osint_helpers.law.flags.result import (
    FIRED,
    NOT_FIRED,
    NOT_TESTABLE,
    Finding,
    Given,
    Limb,
    limbs,
)


@dataclass(frozen=True, kw_only=True)
class Ownership(Fact):
    """What is known of a buyer or owner. No address is taken, so none can be printed.

    Attributes
    ----------
    entity
        Name of the firm, or a role.
    founded, bought
        Days of foundation and purchase; ``None``: not published.
    shared_address, residential_address, buyer_replaced
        ``None``: not published.
    """

    entity: str
    founded: DateInterval | None = None
    bought: DateInterval | None = None
    shared_address: bool | None = None
    residential_address: bool | None = None
    buyer_replaced: bool | None = None


def rf09(fact: Ownership, given: Given) -> Finding:
    """Test age at purchase, address and replacement of the buyer."""
    parts: list[Limb] = [
        _young(fact, given.number("age_months")),
        _said(fact.shared_address, "address shared with another firm or person"),
        _said(fact.residential_address, "address residential"),
        _said(fact.buyer_replaced, "buyer replaced during the order"),
    ]
    return limbs(fact.evidence, [(met, f"{fact.entity}: {text}") for met, text in parts])


def _young(fact: Ownership, months: float) -> Limb:
    dates = (fact.founded, fact.bought)
    if fact.founded is None or fact.bought is None or any(d and not d.earliest for d in dates):
        return None, "age at purchase not published"
    low, high, _ = days_between(fact.founded, fact.bought)
    text = f"{low} to {high} days old at purchase"
    limit = months * DAYS_A_MONTH
    return (True if high < limit else False if low >= limit else None), text


def _said(state: bool | None, what: str) -> Limb:
    return state, what if state else f"{what}: {'not published' if state is None else 'no'}"


@dataclass(frozen=True, kw_only=True)
class Consignee(Fact):
    """The consignee of a document.

    Attributes
    ----------
    name
        Name as printed.
    forwarder
        Whether it is a freight forwarder; ``None``: its class is not known.
    last_document
        Whether the document is the last one known.
    """

    name: str
    forwarder: bool | None = None
    last_document: bool | None = None


def rf11(fact: Consignee, given: Given) -> Finding:  # noqa: ARG001  (the rule has no parameter)
    """Test whether the consignee of the last known document is a forwarder."""
    parts: list[Limb] = [
        _word(fact.forwarder, "a freight forwarder", "class of the consignee not known"),
        _word(fact.last_document, "consignee of the last known document", "order of papers open"),
    ]
    found = limbs(fact.evidence, parts, every=True)
    return Finding(found.result, found.evidence, f"{fact.name}: {found.text}")


def _word(state: bool | None, what: str, unknown: str) -> Limb:
    return state, unknown if state is None else what if state else f"not {what}"


ANSWERS: Final = ("listed", "not found", "no list for this date")
Matched = Literal["identifier", "birth date", "name", "part of a word", "official statement", ""]
# A hit on a name alone can be another ship or person of that name.
SURE: Final = frozenset({"identifier", "birth date", "official statement"})


@dataclass(frozen=True, kw_only=True)
class ListAnswer(Fact):
    """One answer of a dated list on one party, ship or number: a record of screening.

    Attributes
    ----------
    subject
        Name and number asked for.
    day
        Days of the leg.
    list, list_date, sha256
        The list, its date, the hash of its file; an official statement has no hash.
    answer
        ``listed``, ``not found`` or ``no list for this date``.
    matched_by
        What agreed: ``identifier``, ``birth date``, ``name``, ``part of a word``, or
        ``official statement`` (no list file: an authority says it).
    listed_on, delisted_on
        Days, where published.
    """

    subject: str
    day: DateInterval
    list: str
    answer: str
    list_date: DateInterval | None = None
    sha256: str = ""
    matched_by: Matched = ""
    listed_on: DateInterval | None = None
    delisted_on: DateInterval | None = None

    def __post_init__(self) -> None:
        """Refuse an answer that names no dated and hashed list."""
        super().__post_init__()
        if self.answer not in ANSWERS:
            raise LawError(f"{self.answer!r} is no answer", advice=f"one of {', '.join(ANSWERS)}")
        official = self.matched_by == "official statement"
        dated = self.list_date is not None and self.list_date.latest is not None
        if self.answer != "no list for this date" and not official and not (dated and self.sha256):
            raise LawError(
                "an answer without date and hash of the list",
                advice="name the list, its date and the sha256 of its file",
            )
        if self.answer == "listed" and not self.matched_by:
            raise LawError("a hit that does not say what agreed", advice="fill matched_by")


def rf19(fact: ListAnswer, given: Given) -> Finding:  # noqa: ARG001  (the rule has no parameter)
    """Test whether the party was on the list on the day of the leg, not today."""
    dated = "" if fact.list_date is None else f" of {fact.list_date.text()}"
    name = f"{fact.list}{dated}{f', sha256 {fact.sha256}' if fact.sha256 else ''}"
    head = f"{fact.subject}, leg of {fact.day.text()}"
    if fact.answer == "no list for this date":
        return Finding(NOT_TESTABLE, fact.evidence, f"{head}: no list for this date ({fact.list})")
    if fact.answer == "not found":
        return Finding(NOT_FIRED, fact.evidence, f"{head}: not found in {name}")
    if fact.matched_by == "part of a word":
        return Finding(NOT_FIRED, fact.evidence, f"{head}: only a part of a word agrees in {name}")
    if fact.matched_by not in SURE:
        text = "the name alone agrees, which needs a number or a date of birth"
        return Finding(NOT_TESTABLE, fact.evidence, f"{head}: {text} ({name})")
    met, when = _on_list(fact)
    result: Literal["fired", "not_fired", "not_testable"] = (
        FIRED if met else NOT_FIRED if met is False else NOT_TESTABLE
    )
    return Finding(result, fact.evidence, f"{head}: listed in {name}, {when} ({fact.matched_by})")


def _on_list(fact: ListAnswer) -> Limb:
    """Say whether the listing covers the day of the leg."""
    if fact.delisted_on is not None:
        gone = fact.day.is_before(fact.delisted_on)
        if gone is not True:
            return (False if gone is False else None), f"taken off {fact.delisted_on.text()}"
    if fact.listed_on is not None and fact.listed_on.latest is not None:
        early = fact.day.is_before(fact.listed_on)
        text = f"since {fact.listed_on.text()}"
        if early is True:
            return False, f"{text}, after the leg"
        return (True, text) if early is False else (None, f"{text}, which the leg may precede")
    if fact.matched_by == "official statement":
        return True, "day of the listing not published"
    later = None if fact.list_date is None else fact.day.is_before(fact.list_date)
    text = "day of the listing not published"
    return (True, text) if later is False else (None, f"{text}, the list is later than the leg")
