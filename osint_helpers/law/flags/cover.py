"""RF18 insurance or class withdrawn near an event."""

from __future__ import annotations

from dataclasses import dataclass

from osint_helpers.dates import DateInterval, days_between
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import within_days
from osint_helpers.law.flags.result import FIRED, NOT_FIRED, NOT_TESTABLE, Finding, Given


@dataclass(frozen=True, kw_only=True)
class Lapse(Fact):
    """Class or cover that ended, and an event.

    Attributes
    ----------
    ship, what
        The ship; class, insurance.
    lapsed
        Day it ended; ``None``: not published.
    event, event_on
        The event; its day, ``None``: not published.
    accusation
        Whether the event is an accusation or seizure: a withdrawal after it follows from it.
    """

    ship: str
    what: str
    event: str
    accusation: bool
    lapsed: DateInterval | None = None
    event_on: DateInterval | None = None


def rf18(fact: Lapse, given: Given) -> Finding:
    """Test whether the lapse lies within days of the event; the order of both is printed."""
    head = f"{fact.ship}: {fact.what} withdrawn"
    if not (fact.lapsed and fact.lapsed.earliest and fact.event_on and fact.event_on.earliest):
        text = f"{head}, {fact.event}; dates not published"
        return Finding(NOT_TESTABLE, fact.evidence, text)
    low, high, _ = days_between(fact.lapsed, fact.event_on)
    order = "before" if low > 0 else "after" if high < 0 else "around"
    text = (
        f"{head} {fact.lapsed.text()}, {order} the event of {fact.event_on.text()} ({fact.event})"
    )
    near = within_days(fact.lapsed, fact.event_on, given.number("days"))
    if near is False or (fact.accusation and high <= 0):
        return Finding(NOT_FIRED, fact.evidence, text)
    if near is None or (fact.accusation and low < 0):
        return Finding(NOT_TESTABLE, fact.evidence, f"{text}; the order or the days are open")
    return Finding(FIRED, fact.evidence, text)
