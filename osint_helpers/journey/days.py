"""The days a leg began and ended on, over all versions of its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from osint_helpers.dates import DateInterval

if TYPE_CHECKING:
    from osint_helpers.journey.legs import Leg

# The first of these that holds a date decides; what is only planned or estimated stands last.
BEGIN: Final = ("departed", "loaded", "gate_in", "scheduled_departure")
END: Final = ("arrived", "discharged", "scheduled_arrival", "estimated_arrival")


@dataclass(frozen=True)
class Dated:
    """Days of a leg, the predicate they come from (``""``: none holds a date), and its claims.

    `disputed` says that the sources contradict each other on them.
    """

    when: DateInterval
    predicate: str = ""
    claims: tuple[str, ...] = ()
    disputed: bool = False


def begun(leg: Leg) -> Dated:
    """Return the days a leg can have begun on; a gate-in is at its start only by sea."""
    return _dated(leg, [one for one in BEGIN if one != "gate_in" or leg.by_sea])


def ended(leg: Leg) -> Dated:
    """Return the days a leg can have ended on."""
    return _dated(leg, END)


def _dated(leg: Leg, predicates: Iterable[str]) -> Dated:
    for predicate in predicates:
        cell = leg.cell(predicate)
        spans = [one for one in cell.intervals() if one.latest is not None]
        if spans:
            return Dated(hull(spans), predicate, cell.sound_claims, cell.disputed)
    return Dated(DateInterval.none())


def hull(spans: Iterable[DateInterval]) -> DateInterval:
    """Return the days from the first to the last of dates that all have an end."""
    held = list(spans)
    if len(set(held)) == 1:
        return held[0]
    # without a beginning a date reaches back without limit
    first = min(held, key=lambda one: one.earliest or date.min)
    last = max(held, key=lambda one: one.latest or date.min)
    basis = held[0].time_basis if len({one.time_basis for one in held}) == 1 else "UTC"
    firm = all(one.precision in {"day", "month", "year"} for one in held)
    grains = ((first.grains or ("day", "day"))[0], (last.grains or ("day", "day"))[1])
    return DateInterval(first.earliest, last.latest, "day" if firm else "approx", basis, grains)
