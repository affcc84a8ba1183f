"""The scenarios of ``reach.csv``: the assumptions of a case, each with its written basis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded, listed
from osint_helpers._near import did_you_mean
from osint_helpers.dates import DateInterval
from osint_helpers.errors import CaseError, OsintError
from osint_helpers.journey.reach.ends import End, Range
from osint_helpers.journey.reach.measure import reach
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from osint_helpers.case.model import Case
    from osint_helpers.journey.reach.result import Reach

HOURS_A_DAY: Final = 24.0


@dataclass(frozen=True, repr=False)
class CaseReach(Carded):
    """One row of ``reach.csv``, worked out.

    Attributes
    ----------
    id, subject, title, note
        As in the table.
    claims
        Claims of the ends and of the deadline, those that are named.
    reach
        The result. Its ports are those of the row, or all.
    assumed_kn
        Speeds at which the answers are to be shown, ascending; the bounds without a list.
    basis
        (what, value, why) of every assumption, in a fixed order.
    named
        Whether the row names its ports.
    """

    id: str
    subject: str
    title: str
    note: str
    claims: tuple[str, ...]
    reach: Reach
    assumed_kn: tuple[float, ...]
    basis: tuple[tuple[str, str, str], ...]
    named: bool

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.case_reach(self)


@listed
def reaches(case: Case) -> list[CaseReach]:
    """Return the scenarios of ``reach.csv`` in the order of the table.

    Hours that are not written are computed from the dates of the two claims: days only are
    known, so they run from the end of the last day of the one to the begin of the first day of
    the other, and from begin to end. A deadline means that the call begins (``by_means``
    begin, or empty) or ends no later than on the day of `by_claim`.

    Raises
    ------
    CaseError
        Naming file and row, when a scenario cannot be worked out.
    """
    return [case_reach(case, row["reach"]) for row in records(case.reach)]


def case_reach(case: Case, scenario: str) -> CaseReach:
    """Return one scenario of ``reach.csv`` by its id.

    Raises
    ------
    CaseError
        When there is none of this id, or it cannot be worked out.
    """
    ids = list(case.reach["reach"])
    if scenario not in ids:
        advice = did_you_mean(scenario, ids, "scenarios: " + (", ".join(ids) or "none"))
        raise CaseError(f"no reach {scenario!r} in case {case.id!r}", advice=advice)
    index = ids.index(scenario)
    row = records(case.reach)[index]
    try:
        return _worked(case, row)
    except OsintError as error:
        raise CaseError(
            error.what, advice=error.advice, file=case.folder / "reach.csv",
            row=case.line_of("reach", index), column=error.column,
        ) from error  # fmt: skip


def _worked(case: Case, row: Mapping[str, Any]) -> CaseReach:
    from osint_helpers.reference import sea

    dwell = _written(row, "dwell_low_h", "dwell_high_h") or Range(0.0, 0.0)
    speeds = _written(row, "speed_low_kn", "speed_high_kn") or Range(0.0, 0.0)
    hours = _written(row, "hours_low", "hours_high") or _between(
        case, row["last_claim"], row["next_claim"], "hours_low"
    )
    deadline = _deadline(case, row, dwell)
    shut = tuple(name for name in sea.CLOSED if name not in row["opened"])
    found = reach(
        _end(row, "last"), _end(row, "next"), hours=hours, speeds_kn=speeds, dwell_h=dwell,
        ports=row["ports"] or None, closed=shut, by_h=deadline,
    )  # fmt: skip
    claims = (row["last_claim"], row["next_claim"], row["by_claim"])
    return CaseReach(
        id=row["reach"], subject=row["subject"], title=row["title"], note=row["note"],
        claims=tuple(dict.fromkeys(claim for claim in claims if claim)), reach=found,
        assumed_kn=_speeds(row, speeds), basis=_basis(row, found), named=bool(row["ports"]),
    )  # fmt: skip


def _written(row: Mapping[str, Any], low: str, high: str) -> Range | None:
    """Return a range that is written in the row; ``None`` when both cells are empty."""
    empty = [math.isnan(row[name]) for name in (low, high)]
    if all(empty):
        return None
    if any(empty):
        raise CaseError("one bound is empty", advice="fill both", column=low if empty[0] else high)
    return Range(row[low], row[high])


def _end(row: Mapping[str, Any], side: str) -> End | None:
    if math.isnan(row[f"{side}_lat"]):
        return None
    radius = row[f"{side}_radius_nm"]
    return End(
        row[f"{side}_lat"], row[f"{side}_lon"], 0.0 if math.isnan(radius) else radius,
        row[f"{side}_name"],
    )  # fmt: skip


def _between(case: Case, first: str, second: str, column: str) -> Range:
    """Return the hours between two claims of which the days are known."""
    a, b = _date(case, first, column), _date(case, second, column)
    low = ((b[0] - a[1]).days - 1) * HOURS_A_DAY
    high = ((b[1] - a[0]).days + 1) * HOURS_A_DAY
    if high <= 0:
        raise CaseError(f"{second} lies before {first}", advice="swap them", column=column)
    return Range(max(low, 0.0), high)


def _date(case: Case, claim: str, column: str) -> tuple[date, date]:
    if not claim:
        raise CaseError(
            "no hours, and no two claims to take them from", advice="fill one of them",
            column=column,
        )  # fmt: skip
    row = case.claim(claim)
    found = DateInterval.parse(
        row["date_from"], row["date_to"], row["precision"], row["time_basis"]
    )
    if found.earliest is None or found.latest is None or found.soft:
        raise CaseError(
            f"the date of {claim} has no sharp bounds", advice="write the hours", column=column
        )
    return found.earliest, found.latest


def _deadline(case: Case, row: Mapping[str, Any], dwell: Range) -> Range | None:
    """Return the hours within which the call has to begin; ``None`` without a deadline."""
    hours = _written(row, "by_low_h", "by_high_h")
    if hours is None:
        if not row["by_claim"]:
            return None
        hours = _between(case, row["last_claim"], row["by_claim"], "by_claim")
    if row["by_means"] != "end":
        return hours
    # The stay has to be over by then: it begins earlier by its own length. Below 0 it does not fit.
    return Range(hours.low - dwell.high, hours.high - dwell.low)


def _speeds(row: Mapping[str, Any], bounds: Range) -> tuple[float, ...]:
    try:
        listed = {float(text) for text in row["assumed_kn"]}
    except ValueError:
        raise CaseError(
            "a speed is no number", advice="write knots, such as 4; 8; 12", column="assumed_kn"
        ) from None
    return tuple(sorted(listed)) if listed else tuple(dict.fromkeys(bounds))


def _basis(row: Mapping[str, Any], found: Reach) -> tuple[tuple[str, str, str], ...]:
    given = found.given
    days = "computed from the days of the two claims, which alone are published"
    out = [
        (f"{side} position", end.text(), row[f"{side}_basis"])
        for side, end in (("last", given.last), ("next", given.next))
        if end is not None
    ]
    out.append(("hours between", given.hours.text("h"), row["hours_basis"] or days))
    out.append(("average speed under way", given.speeds_kn.text("kn"), row["speed_basis"]))
    out.append(("stay in port", given.dwell_h.text("h"), row["dwell_basis"]))
    if given.by_h is not None:
        what = "the call ends" if row["by_means"] == "end" else "the call begins"
        day = f"no later than in {row['by_claim']}; " if row["by_claim"] else ""
        words = f"{what} {day}it then begins within {given.by_h.text('h')} of the last position"
        out.append(("deadline", words, row["by_basis"] or days))
    return tuple(out)
