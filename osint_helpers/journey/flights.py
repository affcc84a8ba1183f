"""Flights named beside a journey: on which days they ran, and where the item was by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.dates import DateInterval, days_between
from osint_helpers.journey.pairs import NOTED, Found, span
from osint_helpers.journey.pivot import interval_of, names
from osint_helpers.journey.readings import readings, records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.journey.legs import Leg

FLOWN: Final = ("flown", "flown_before")
PLAN: Final = "flight_plan"
_NO_LOADING: Final = "which does not show that anything was loaded"
_METHOD: Final = "dates of the flights against the dates of the legs"


def flight_rows(case: Case, journey: list[Leg]) -> list[Found]:
    """Return what the dates of flights say about the journey.

    Readings ``flown`` and ``flown_before`` are grouped by their date: one row a date tells
    which leg the item was on, by every version of its dates, or how long after the last
    arrival or planned arrival the flights ran. A ``flight_plan`` gets a row that compares its
    publication with the arrival planned for the leg before.

    Parameters
    ----------
    case
        An open case.
    journey
        Its legs in order.
    """
    rows = [row for row in records(readings(case)) if not row["distortion"]]
    label = names(case)
    days: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        when = interval_of(row)
        if row["predicate"] in FLOWN and when.latest is not None:
            days.setdefault(when.sort_key(), []).append(row)
    found = [_flown(group, journey, label) for _, group in sorted(days.items())]
    plans = [_plan(row, journey) for row in rows if row["predicate"] == PLAN]
    return found + [row for row in plans if row is not None]


def _flown(rows: list[dict[str, Any]], journey: list[Leg], label: dict[str, str]) -> Found:
    """Return the row of all flights of one date."""
    when = interval_of(rows[0])
    said = dict.fromkeys(_said(label.get(r["subject"], r["subject"]), r["value"]) for r in rows)
    aboard = [leg for leg in journey if _covers(leg, when)]
    used = [row["claim"] for row in rows]
    if aboard:
        leg = aboard[0]
        finding = (
            f"by every version of its dates leg {leg.name} was under way then: "
            "these flights cannot have carried the item, so such flights also ran without it"
        )
        used += [*leg.cell("departed").sound_claims, *leg.cell("arrived").sound_claims]
    else:
        finding, claims = _after(rows[0]["topic"], journey, when)
        used += claims
    return Found(rows[0]["topic"], "flights on one day", when.text(), "date", NOTED,
                 f"{'; '.join(said)}. {finding[0].upper()}{finding[1:]}",
                 tuple(dict.fromkeys(used)), _METHOD)  # fmt: skip


def _said(subject: str, value: str) -> str:
    """Return ``"Air Koryo: 3 flights"``, or the subject alone where the value adds nothing."""
    return subject if value in ("", subject) else f"{subject}: {value}"


def _covers(leg: Leg, when: DateInterval) -> bool:
    """Tell whether a leg was under way on a date by every version of departure and arrival."""
    left, met = leg.cell("departed").intervals(), leg.cell("arrived").intervals()
    if not left or not met:
        return False
    return all(i.is_before(when) is True for i in left) and all(
        when.is_before(i) is True for i in met
    )


def _after(topic: str, journey: list[Leg], when: DateInterval) -> tuple[str, tuple[str, ...]]:
    """Return how long after the last planned or stated arrival before leg `topic` a date lies."""
    found = _before(topic, journey)
    if found is None:
        return "no dated arrival precedes them in the journey", ()
    leg, predicate, due = found
    days = span(days_between(due, when))
    word = "planned arrival" if predicate == "scheduled_arrival" else "arrival"
    return (
        f"{days} days after the {word} of leg {leg.id} ({due.text()}), {_NO_LOADING}",
        leg.cell(predicate).sound_claims,
    )


def _plan(row: dict[str, Any], journey: list[Leg]) -> Found | None:
    """Compare the publication of a flight plan with the arrival planned before it."""
    when = interval_of(row)
    found = _before(row["topic"], journey)
    if when.latest is None or found is None:
        return None
    leg, predicate, due = found
    days = days_between(when, due)
    planned = "was due" if predicate == "scheduled_arrival" else "arrived"
    if when.is_before(due) is True:
        finding = f"published {days.text()} before the ship of leg {leg.id} {planned}"
    else:
        finding = f"not published before the ship of leg {leg.id} {planned}"
    return Found(row["topic"], "flight plan and arrival", span(days), "days", NOTED,
                 f"flight plan {finding} ({when.text()}; {due.text()})",
                 tuple(dict.fromkeys([row["claim"], *leg.cell(predicate).sound_claims])),
                 _METHOD)  # fmt: skip


def _before(topic: str, journey: list[Leg]) -> tuple[Leg, str, DateInterval] | None:
    """Return the nearest leg before `topic` with a planned or stated arrival, and its date.

    A planned arrival is preferred where a search of the port's records found no call.
    """
    ids = [leg.id for leg in journey]
    earlier = journey[: ids.index(topic)] if topic in ids else []
    for leg in reversed(earlier):
        missed = bool(leg.cell("no_call_recorded").sound)
        words = ("scheduled_arrival",) if missed else ("arrived", "scheduled_arrival")
        for predicate in words:
            dated = [i for i in leg.cell(predicate).intervals() if i.earliest is not None]
            if dated:
                return leg, predicate, dated[0]
    return None
