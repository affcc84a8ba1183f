"""Event types stay apart, and events come in an order that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers.case.grading import is_distortion
from osint_helpers.case.rules.dates import of_row
from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.dates import DateInterval

# What was planned, and the cells that say it happened.
_PLANS: Final = {
    "scheduled_departure": ("departed", "loaded"),
    "scheduled_arrival": ("arrived", "discharged"),
    "estimated_arrival": ("arrived", "discharged"),
}
_HAPPENED: Final = ("loaded", "departed", "arrived", "discharged")
_PLAN_WORDS: Final = re.compile(
    r"\b(scheduled|expected|estimated|planned|due|meant|supposed) (to|for|in|at|on)\b|\bETA\b", re.I
)


class Cell(NamedTuple):
    """A cell of a leg: its place in the files, what it says and when."""

    table: str
    row: int
    claim: str
    subject: str
    predicate: str
    when: DateInterval | None


def _cells(case: Case) -> list[Cell]:
    return case.kept("dated cells", _dated_cells)


def _dated_cells(case: Case) -> list[Cell]:
    return [
        Cell(table, index, row["claim"], row["subject"], row["predicate"], of_row(row))
        for table in ("claims", "readings")
        for index, row in rows(case, table)
    ]


@rule("E140", "a planned or estimated event is told as one that happened")
def plan_as_event(case: Case) -> Iterator[Spot]:
    """Find a claim that fills both the plan and the event of one leg."""
    found = _cells(case)
    plans = {(one.claim, one.subject, one.predicate) for one in found if one.predicate in _PLANS}
    for one in found:
        for plan, events in _PLANS.items():
            if one.predicate in events and (one.claim, one.subject, plan) in plans:
                what = f"{one.claim!r} is a {plan} and may not fill {one.predicate}"
                advice = "a plan is no event; cite a claim that says it happened"
                yield cell(case, one.table, one.row, "predicate", what, advice)


@rule("E141", "gate-in is told as sailing")
def gate_in_as_sailing(case: Case) -> Iterator[Spot]:
    """Find a claim whose gate-in and departure are one and the same date."""
    found = _cells(case)
    gates = {(one.claim, one.subject): one.when for one in found if one.predicate == "gate_in"}
    for one in found:
        key = (one.claim, one.subject)
        if one.predicate in ("departed", "loaded") and key in gates and gates[key] == one.when:
            what = f"{one.claim!r} is a gate_in and may not fill {one.predicate}"
            advice = "entering the terminal is not sailing; keep the event the source names"
            yield cell(case, one.table, one.row, "predicate", what, advice)


def _by_leg(case: Case, *predicates: str) -> dict[str, list[Cell]]:
    """Return the dated cells of each leg, without distortions."""
    found: dict[str, list[Cell]] = {}
    for one in _cells(case):
        dated = one.when is not None and not is_distortion(one.claim)
        if dated and one.predicate in predicates and case.has("legs", one.subject):
            found.setdefault(one.subject, []).append(one)
    return found


def _always_before(early: list[Cell], late: list[Cell]) -> bool:
    """Say whether every version of the one lies certainly before every version of the other."""
    return bool(early and late) and all(
        a.when is not None and b.when is not None and a.when.is_before(b.when) is True
        for a, b in product(early, late)
    )


@rule("E142", "a leg arrives before it departs")
def arrives_first(case: Case) -> Iterator[Spot]:
    """Compare all versions; only when no pair of them can be in order is it an error."""
    starts, ends = _by_leg(case, "departed", "loaded"), _by_leg(case, "arrived", "discharged")
    for leg, arrivals in ends.items():
        if _always_before(arrivals, starts.get(leg, [])):
            one = arrivals[0]
            advice = "check both dates, and whether they belong to this leg"
            yield cell(case, one.table, one.row, "date_from", f"{leg} arrives first", advice)


@rule("W206", "a leg departs before the one above it arrives")
def overlapping(case: Case) -> Iterator[Spot]:
    """Compare each leg with the next position; parallel legs may be meant."""
    starts, ends = _by_leg(case, "departed", "loaded"), _by_leg(case, "arrived", "discharged")
    order = case.legs.sort_values("position", kind="stable")["leg"].tolist()
    for above, leg in pairwise(order):
        if _always_before(starts.get(leg, []), ends.get(above, [])):
            one = starts[leg][0]
            what = f"{leg} departs before {above} arrives"
            yield cell(case, one.table, one.row, "date_from", what, "check the order of the legs")


@rule("W207", "the statement speaks of a plan, the cell of an event")
def plan_in_words(case: Case) -> Iterator[Spot]:
    """Find words such as "due on" in claims whose main reading is an event."""
    for index, row in rows(case, "claims"):
        event = row["predicate"] in _HAPPENED and not is_distortion(row["claim"])
        found = _PLAN_WORDS.search(row["statement"]) if event else None
        if found:
            what = f"says {found[0]!r}, but the predicate is {row['predicate']}"
            advice = "use the scheduled or estimated predicate if it was a plan"
            yield cell(case, "claims", index, "statement", what, advice)
