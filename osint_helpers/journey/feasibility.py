"""Feasibility: whether the dates, places and figures of the claims can hold together.

Every version of a date is tested against every version of its counterpart; nothing is
chosen. A result says what does or does not fit. It does not say why, nor what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from osint_helpers.journey.flights import flight_rows
from osint_helpers.journey.gaps import gaps
from osint_helpers.journey.legs import legs
from osint_helpers.journey.pairs import NOTED, Found, span
from osint_helpers.journey.quantities import figure_rows
from osint_helpers.journey.readings import records
from osint_helpers.journey.speeds import FAST_KN, SLOW_KN, Distance, lanes_of, speed_rows
from osint_helpers.journey.timing import duration_rows, dwell_rows, elapsed_rows

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

COLUMNS: Final = Found._fields


def feasibility(
    case: Case,
    *,
    distance: Distance | None = None,
    slow_kn: float = SLOW_KN,
    fast_kn: float = FAST_KN,
) -> pd.DataFrame:
    """Return the feasibility tests of a case as data.

    Parameters
    ----------
    case
        An open case.
    distance
        Gives the modelled sea distance between two place ids in nautical miles; by default the
        lane of the reference room between the points of ``places.csv``.
    slow_kn, fast_kn
        Average speeds of a cargo voyage between which no explanation is needed, in knots. The
        defaults are thresholds of this project (`speeds.SLOW_KN`, `speeds.FAST_KN`).

    Returns
    -------
    DataFrame
        ``leg, test, result, unit, outcome, finding, claims, method``: all text, ``claims`` a
        tuple, ``outcome`` one of the words of `pairs`. By leg in order of the journey: elapsed
        days, stated duration, average speed, stay, position gap; then flights and figures. A
        leg without dates has a row that says so.
    """
    journey = legs(case)
    claims = {row["claim"]: row for row in records(case.claims)}
    miles = lanes_of(case) if distance is None else distance
    found: list[Found] = []
    stays = dwell_rows(journey)
    blank = _gap_rows(case)
    for leg in journey:
        found += elapsed_rows(leg)
        found += duration_rows(leg, claims)
        found += speed_rows(leg, miles, slow_kn, fast_kn)
        found += [row for row in (*stays, *blank) if row.leg == leg.id]
    found += flight_rows(case, journey)
    found += figure_rows(case)
    return pd.DataFrame(found, columns=list(COLUMNS))


def _gap_rows(case: Case) -> list[Found]:
    """Return one row for each leg that lies in a position gap, or may reach into one."""
    rows = []
    for gap in gaps(case):
        for leg in gap.legs:
            inside = leg in gap.inside
            finding = (
                "the whole leg lies in the gap: no path may be drawn"
                if inside
                else "the leg may reach into the gap: no path may be drawn for that part"
            )
            rows.append(
                Found(leg, "position gap", span(gap.days) if gap.days else "", "days", NOTED,
                      f"positions {gap.text}; {finding}", gap.claims,
                      "dates of the leg against the last and next received position")
            )  # fmt: skip
    return rows
