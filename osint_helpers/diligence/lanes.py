"""Lane plausibility: whether the dates of a row allow the way by sea between its ports.

The length is an interval of `reference.sea`, the days are those the dates can mean. A result says
what would be needed, and never what happened.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers._card import Carded, of_fields
from osint_helpers.dates import DayRange, days_between
from osint_helpers.diligence.rows import Consignment
from osint_helpers.diligence.spots import Spot
from osint_helpers.errors import DiligenceError
from osint_helpers.reference import sea

if TYPE_CHECKING:
    import pandas as pd

HOURS_A_DAY: Final = 24
FAST, POSSIBLE, OPEN, SLOW, BACKWARDS, NOT_TESTABLE = OUTCOMES = (
    "faster than the bound would be needed", "possible", "open", "time not accounted for",
    "arrival before departure", "not testable",
)  # fmt: skip
COLUMNS: Final = ("row", "consignment", "way", "outcome", "at_least_nm", "at_most_nm", "hours_low",
                  "hours_high", "least_kn", "most_kn", "finding")  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaneRule(Carded):
    """Parameters of lane plausibility; all are choices of this project, of no authority.

    Attributes
    ----------
    fast_kn
        Average speed no general cargo or container ship in liner service keeps up over a voyage
        (knots; as in `journey.feasibility`).
    slow_kn
        Below such an average a voyage holds time the row does not account for (knots; as there).
    port_slack_nm
        How far the point of a port of the package's list can lie off; taken from and added to
        the length at each such end (nautical miles).
    closed
        Passages held closed (`reference.sea.CLOSED` by default).
    """

    fast_kn: float = 25.0
    slow_kn: float = 5.0
    port_slack_nm: float = 30.0
    closed: tuple[str, ...] = field(default_factory=lambda: tuple(sea.CLOSED))

    def __post_init__(self) -> None:
        if not 0 < self.slow_kn < self.fast_kn < math.inf:
            raise DiligenceError(f"speeds {self.slow_kn} and {self.fast_kn} kn are no bounds",
                                 advice="0 < slow_kn < fast_kn")  # fmt: skip
        if not 0 <= self.port_slack_nm < math.inf:
            raise DiligenceError(f"a slack of {self.port_slack_nm} nm is none", advice="0 or more")


class Lane(NamedTuple):
    """Outcome for one row, with the figures it rests on (NaN where there is none).

    ``least_kn`` is the least average speed the dates and the shortest way allow, ``most_kn`` the
    greatest the longest modelled way asks for.
    """

    row: int
    consignment: str
    way: str
    outcome: str
    at_least_nm: float
    at_most_nm: float
    hours_low: float
    hours_high: float
    least_kn: float
    most_kn: float
    finding: str

    def _repr_html_(self) -> str:
        return of_fields(self).html()


def lanes(rows: Iterable[Consignment], rule: LaneRule) -> tuple[Lane, ...]:
    """Return one outcome a row, in order; each origin is measured once."""
    held = [(one, *_way(one)) for one in rows]
    lengths = _lengths([way for _, way, why in held if not why], rule)
    return tuple(_lane(one, way, why, lengths, rule) for one, way, why in held)


def table(found: Iterable[Lane]) -> pd.DataFrame:
    """Return outcomes as rows of :data:`COLUMNS`."""
    import pandas as pd

    return pd.DataFrame(list(found), columns=list(COLUMNS))


Span = tuple[float, float]
Way = tuple[Spot, ...]


def _way(one: Consignment) -> tuple[Way, str]:
    """Return the ports in order, or why no lane can be tested."""
    ends = {"port of loading": one.spot("port_of_loading"),
            "port of discharge": one.spot("port_of_discharge")}  # fmt: skip
    for name, end in ends.items():
        if end is None:
            return (), f"the {name} is not given or not known"
        if end.kind != "seaport" or end.point is None:
            return (), f"the {name} {end.shown} is no seaport with a known point"
    if any(spot is None or spot.kind != "seaport" or spot.point is None for spot in one.transit):
        return (), "a port in between is not known as a seaport"
    way = tuple(s for s in (ends["port of loading"], *one.transit, ends["port of discharge"]) if s)
    if any(a.id == b.id for a, b in pairwise(way)):
        return (), "two ports that follow each other are the same"
    for name, label in (("departed_on", "departure"), ("arrived_on", "arrival")):
        if one.date(name).latest is None:
            return way, f"no date of {label} is given"
    return way, ""


def _lengths(ways: Iterable[Way], rule: LaneRule) -> dict[tuple[str, str], Span]:
    """Return the interval of length between every two ports that follow each other."""
    ends: dict[str, dict[str, Spot]] = {}
    first: dict[str, Spot] = {}
    for way in ways:
        for a, b in pairwise(way):
            first[a.id] = a
            ends.setdefault(a.id, {})[b.id] = b
    found: dict[tuple[str, str], Span] = {}
    for start in sorted(ends):
        others = [ends[start][name] for name in sorted(ends[start])]
        origin = first[start]
        got = sea.distances(_point(origin), [_point(one) for one in others], closed=rule.closed)
        for one, least, most in zip(others, got.at_least_nm, got.at_most_nm, strict=True):
            slack = rule.port_slack_nm * ((not origin.cited) + (not one.cited))
            found[start, one.id] = (max(float(least) - slack, 0.0), float(most) + slack)
    return found


def _point(spot: Spot) -> tuple[float, float]:
    if spot.point is None:
        raise ValueError(spot.id)
    return spot.point


def _lane(
    one: Consignment, way: Way, why: str, lengths: dict[tuple[str, str], Span], rule: LaneRule
) -> Lane:
    named = " to ".join(spot.name for spot in way)
    none = (math.nan,) * 6
    if why:
        return Lane(one.row, one.id, named, NOT_TESTABLE, *none, f"not testable: {why}")
    days = days_between(one.date("departed_on"), one.date("arrived_on"))
    spans = [lengths[a.id, b.id] for a, b in pairwise(way)]
    least, most = sum(s[0] for s in spans), sum(s[1] for s in spans)
    if days.high < 0:
        text = f"the arrival lies {-days.high} to {-days.low} days before the departure"
        return Lane(one.row, one.id, named, BACKWARDS, *none, text)
    # two printed days lie up to a day more or less apart than their difference
    low, high = max(days.low - 1, 0) * HOURS_A_DAY, (days.high + 1) * HOURS_A_DAY
    slowest, quickest = least / high, most / low if low else math.inf
    outcome, said = _judged(slowest, most / high, quickest, rule)
    text = f"{named}: {said}; {_figures(least, most, days, slowest, quickest)}"
    rounded = (round(least, 1), round(most, 1), float(low), float(high), round(slowest, 2),
               round(quickest, 2))  # fmt: skip
    return Lane(one.row, one.id, named, outcome, *rounded, text)


def _judged(least: float, enough: float, most: float, rule: LaneRule) -> tuple[str, str]:
    if math.isinf(enough) and not least > rule.fast_kn:
        return OPEN, "open: no way by sea of a known length joins the ports"
    if least > rule.fast_kn:
        return FAST, (f"an average faster than {rule.fast_kn:g} kn would be needed on the shortest "
                      "modelled way")  # fmt: skip
    if most < rule.slow_kn:
        return SLOW, (f"the average is below {rule.slow_kn:g} kn on the modelled way: a stay, a "
                      "wait, a detour or a transhipment is not in the row")  # fmt: skip
    if enough <= rule.fast_kn:
        return POSSIBLE, f"possible at an average of {rule.fast_kn:g} kn or less"
    return OPEN, f"open: possible or not at {rule.fast_kn:g} kn within what the length leaves open"


def _figures(least: float, most: float, days: DayRange, slow: float, quick: float) -> str:
    length = (
        f"{least:,.0f} to {most:,.0f} nm" if math.isfinite(most) else f"{least:,.0f} nm or more"
    )
    top = f" to {quick:.1f}" if math.isfinite(quick) else " or more"
    return f"modelled length {length}, {days.text()} apart, {slow:.1f}{top} kn on average"
