"""Implied average speeds of sea legs against the length of a modelled lane."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from osint_helpers.errors import ReferenceDataError
from osint_helpers.journey.pairs import (
    DEPENDS,
    IMPOSSIBLE,
    NOT_TESTABLE,
    POSSIBLE,
    UNEXPLAINED,
    Found,
    Pair,
    pairs_of,
)
from osint_helpers.journey.readings import records
from osint_helpers.journey.rules import HOURS_A_DAY, figure

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.dates import DayRange
    from osint_helpers.journey.legs import Leg

# Both bounds are thresholds of this project, not of any authority; docs/journey.md says why.
# A cargo voyage under way the whole time does not average so little over several days.
SLOW_KN: Final = 5.0
# No general cargo or container ship in liner service keeps up such an average over a voyage.
FAST_KN: Final = 25.0

Distance = Callable[[str, str], float]
_TESTS: Final = {"arrived": "average speed", "scheduled_arrival": "speed the schedule asks for"}


def lanes_of(case: Case) -> Distance:
    """Return a function that gives the modelled lane between two places of a case, in nm.

    The lane joins the points of ``places.csv``; a place without one is looked up by its id.
    The function raises `errors.ReferenceDataError` for an unknown place, and
    `errors.NoRouteError` where no lane joins the two.
    """
    points = {
        row["place"]: (row["lat"], row["lon"])
        for row in records(case.places)
        if not math.isnan(row["lat"])
    }

    def nm(start: str, end: str) -> float:
        from osint_helpers.reference.lanes import lane

        return lane(points.get(start, start), points.get(end, end)).nm

    return nm


def speed_rows(
    leg: Leg, distance: Distance, slow_kn: float = SLOW_KN, fast_kn: float = FAST_KN
) -> list[Found]:
    """Return the average speed a sea leg implies, one row a pair of versions.

    Parameters
    ----------
    leg
        A leg; without a sea mode or without a place id at both ends it has no row.
    distance
        Gives the modelled length in nautical miles between two place ids.
    slow_kn, fast_kn
        Bounds of what needs no explanation, in knots.

    Returns
    -------
    list of Found
        Against the arrival, and apart from it against a planned arrival: the speed a schedule
        asks for is no observation.
    """
    ends = _ends(leg)
    if not leg.by_sea or ends is None:
        return []
    pairs = {p: pairs_of(leg.cell("departed"), leg.cell(p)) for p in _TESTS}
    if not any(pairs.values()):
        return []
    try:
        miles = distance(*ends)
    except ReferenceDataError as error:
        finding = f"no modelled lane from {ends[0]} to {ends[1]}: {error.what}"
        return [Found(leg.id, _TESTS["arrived"], "", "kn", NOT_TESTABLE, finding, (), _method())]
    return [
        _speed(leg, _TESTS[predicate], pair, miles, (slow_kn, fast_kn))
        for predicate, found in pairs.items()
        for pair in found
    ]


def average_kn(miles: float, days: int) -> Fraction:
    """Return the average speed in knots over whole days.

    Raises
    ------
    ValueError
        For zero or fewer days: dates alone do not give the hours of a day.
    """
    if days <= 0:
        raise ValueError(f"no average over {days} days")
    return Fraction(str(miles)) / (days * HOURS_A_DAY)


def _ends(leg: Leg) -> tuple[str, str] | None:
    """Return the two place ids of a leg where each end has one sound version.

    A declared end stands in where nothing else is stated; the caller's row names it.
    """
    found = []
    for end in ("from", "to"):
        cell = leg.cell(end)
        sound = [v for v in cell.sound if v.chosen] or list(cell.sound)
        if len(sound) != 1:
            return None
        found.append(sound[0].value)
    return found[0], found[1]


def _method(miles: float | None = None) -> str:
    length = "" if miles is None else f", {miles:,.0f} nm"
    return f"modelled sea lane between the two ports{length}, over the days; no observed track"


def _speed(leg: Leg, test: str, pair: Pair, miles: float, bounds: tuple[float, float]) -> Found:
    """Return one row: a range of speeds where the dates give a range of days."""
    method = _method(miles)
    if pair.days.low <= 0:
        finding = f"{pair.text}: the dates alone give no number of hours"
        return Found(leg.id, test, "", "kn", NOT_TESTABLE, finding, pair.claims, method)
    outcome, finding = _judge(miles, pair.days, bounds)
    least = figure(average_kn(miles, pair.days.high), 1)
    most = figure(average_kn(miles, pair.days.low), 1)
    result = least if least == most else f"{least} to {most}"
    text = f"{miles:,.0f} nm in {pair.days.text()} ({pair.text}): {finding}"
    return Found(leg.id, test, result, "kn", outcome, text, pair.claims, method)


def _judge(miles: float, days: DayRange, bounds: tuple[float, float]) -> tuple[str, str]:
    """Return outcome and wording of the average speeds that the dates allow.

    Two dates n days apart are between n - 1 and n + 1 times 24 hours apart. Only what holds
    for every hour of both days is called too slow or too fast.
    """
    slow, fast = bounds
    low, high = average_kn(miles, days.high), average_kn(miles, days.low)
    lowest = average_kn(miles, days.high + 1)
    highest = average_kn(miles, days.low - 1) if days.low > 1 else None
    if highest is not None and highest < slow:
        return (
            UNEXPLAINED,
            f"slower than {slow:g} kn: an unrecorded stop, wait or transhipment is needed",
        )
    if lowest > fast:
        return IMPOSSIBLE, f"faster than {fast:g} kn: no cargo ship keeps up this average"
    if low < slow or high > fast:
        return DEPENDS, f"within {slow:g} to {fast:g} kn for some of the hours the dates allow"
    return POSSIBLE, f"within {slow:g} to {fast:g} kn"
