"""Days between legs, and days without a received position, as ranges the printed dates allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.gaps import COUNTED, day_range, gaps
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.pivot import names

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.dates import DayRange
    from osint_helpers.journey.cells import Cell
    from osint_helpers.journey.gaps import Gap

DWELL: Final = ("case", "place", "leg", "next_leg", "arrived", "departed", "low", "high", "soft",
                "disputed", "text", "claims")  # fmt: skip
SILENCES: Final = ("case", "subject", "last", "next", "counted_to", "low", "high", "soft",
                   "inclusive", "doubts", "text", "claims")  # fmt: skip


def dwell(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a stay: from the end of a leg to the next leg that begins there.

    Days are elapsed calendar days from arrival (else discharge) to departure, over every pair
    of sound versions; what was only planned, declared or estimated is no end of a leg here.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``case``; ``place`` (name); ``leg`` and ``next_leg`` (gathered ids); ``arrived`` and
        ``departed`` as printed, "not published" where no day is; ``low`` and ``high`` (days, None
        where one side is not published; ``low`` is not below 0); ``soft`` (a bound is about);
        ``disputed`` (sources contradict each other on a date); ``text``; ``claims``.
    """
    rows = [
        _stay(case, leg, following, place)
        for case in cases
        for leg, following, place in _pairs(case, legs(case))
    ]
    return framed(rows, DWELL)


def _pairs(case: Case, journey: list[Leg]) -> list[tuple[Leg, Leg, str]]:
    """Return each leg with the first later one that begins at a place where it ends."""
    found = []
    for number, leg in enumerate(journey):
        ends = [one.value for one in leg.cell("to").sound if case.has("places", one.value)]
        for following in journey[number + 1 :]:
            starts = {one.value for one in following.cell("from").sound}
            here = [place for place in ends if place in starts]
            if here:
                found.append((leg, following, here[0]))
                break
    return found


def _stay(case: Case, leg: Leg, following: Leg, place: str) -> dict[str, Any]:
    arrived = leg.cell("arrived") if leg.cell("arrived").intervals() else leg.cell("discharged")
    departed = following.cell("departed")
    days = day_range(arrived.intervals(), departed.intervals())
    text = "not published" if days is None else f"{_not_negative(days).text()} elapsed"
    if days is not None and days.high < 0:
        text = f"the dates contradict each other ({days.text()})"
    here = [one for one in leg.cell("to").sound if one.value == place]
    claims = [*(claim for one in here for claim in one.claims), *arrived.sound_claims,
              *departed.sound_claims]  # fmt: skip
    return {
        "case": case.id, "place": str(case.place(place)["name"]),
        "leg": named(case, [leg.id])[0], "next_leg": named(case, [following.id])[0],
        "arrived": _printed(arrived), "departed": _printed(departed),
        **_bounds(None if days is None or days.high < 0 else _not_negative(days)),
        "disputed": arrived.disputed or departed.disputed, "text": text,
        "claims": named(case, claims),
    }  # fmt: skip


def silences(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a span in which no position of a vessel was received.

    Only spans whose last or next position has a published date; what a source says of a silence
    without dates is a claim and no row. A silence says nothing of its reason.

    Returns
    -------
    DataFrame
        ``case``; ``subject`` (name of the vessel, or of the leg); ``last`` and ``next`` as
        printed, "not published" where there is none; ``counted_to`` (an event to which the days
        are counted although no later position is published, else ""); ``low`` and ``high``
        (elapsed days, None where one side is not published); ``soft``; ``inclusive`` (with both
        end days counted, in words); ``doubts`` (what weakens a side: alleged, inferred; a tuple);
        ``text``; ``claims``.
    """
    rows = []
    for case in cases:
        label = names(case) | {leg.id: leg.name for leg in legs(case)}
        rows += [
            {
                "case": case.id, "subject": label.get(gap.subject, gap.subject),
                "last": _printed(gap.last), **_closed(gap), **_bounds(gap.days),
                "inclusive": gap.inclusive.text() if gap.inclusive else "",
                "doubts": _doubts(gap), "text": gap.text,
                "claims": named(case, gap.claims),
            }
            for gap in gaps(case)
        ]  # fmt: skip
    return framed(rows, SILENCES)


def _closed(gap: Gap) -> dict[str, str]:
    """Return the next position, or the event that the days are counted to in place of one."""
    if gap.next.predicate == COUNTED:
        return {"next": NOT_PUBLISHED, "counted_to": gap.next.text}
    return {"next": _printed(gap.next), "counted_to": ""}


def _doubts(gap: Gap) -> tuple[str, ...]:
    sides = [[one.doubts for one in cell.sound] for cell in (gap.last, gap.next)]
    weak = [doubt for side in sides if side and all(side) for one in side for doubt in one]
    return tuple(dict.fromkeys(weak))


def _bounds(days: DayRange | None) -> dict[str, Any]:
    if days is None:
        return {"low": None, "high": None, "soft": False}
    return {"low": days.low, "high": days.high, "soft": days.approximate}


def _not_negative(days: DayRange) -> DayRange:
    """Return the range without days before the arrival, which its months would allow."""
    return days._replace(low=max(0, days.low)) if days.high >= 0 else days


def _printed(cell: Cell) -> str:
    dated = [one.qualified for one in cell.sound if one.interval is not None]
    return " / ".join(dated) or NOT_PUBLISHED
