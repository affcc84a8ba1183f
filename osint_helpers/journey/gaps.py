"""Gaps: spans in which no position of a vessel was received. Why is not known from the gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded, listed
from osint_helpers.dates import DateInterval, DayRange, days_between
from osint_helpers.journey.cells import Cell
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.pivot import cells_of, interval_of, names
from osint_helpers.journey.readings import readings, records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

LAST: Final = "ais_last_received"
NEXT: Final = "ais_next_received"
# An event to which a gap is counted although no later reception is published: a ship that was
# stopped or seen. It closes the span and says nothing of AIS.
COUNTED: Final = "ais_gap_counted_to"
_BEGIN: Final = ("departed", "loaded", "gate_in", "scheduled_departure")
_END: Final = ("arrived", "discharged", "scheduled_arrival", "estimated_arrival")
# Those of them that took place; only they hold the legs beside them apart.
_BEGUN: Final = ("departed", "loaded")
_ENDED: Final = ("arrived", "discharged")


@dataclass(frozen=True, repr=False)
class Gap(Carded):
    """A span without a received position.

    Attributes
    ----------
    subject
        The vessel (or leg) whose positions are meant.
    last, next
        Cells of the last position received before the gap and the first one after it.
    days, inclusive
        Elapsed days and days with both end days counted, over every pair of versions;
        ``None`` when one side is not published.
    text
        ``"not received from 1 October 2018 to 19 October 2018 (18 days elapsed; 19 counted
        inclusively)"``.
    claims
        Claims of both sides.
    legs
        Legs of this vessel that lie in the gap or may reach into it, by their dates.
    inside
        Those of `legs` that lie in it from their first to their last published date: no path
        may be drawn for them.
    """

    subject: str
    last: Cell
    next: Cell
    days: DayRange | None
    inclusive: DayRange | None
    text: str
    claims: tuple[str, ...]
    legs: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.gap(self)


@listed
def gaps(case: Case) -> list[Gap]:
    """Return the gaps that claims with the AIS predicates describe.

    The readings ``ais_last_received`` and ``ais_next_received`` of a subject are put in
    order of time; each run of last positions opens a gap, the run of next positions after it
    closes it. Known wrong statements are left out. A subject without a next position has a
    gap without an end, unless a reading ``ais_gap_counted_to`` names an event to which the days
    are counted, such as the day the ship was stopped.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    list of Gap
        By subject, in the order the subjects appear in the claims, then by time.
    """
    rows = [
        row
        for row in records(readings(case))
        if row["predicate"] in (LAST, NEXT, COUNTED)
        and not row["distortion"]
        and interval_of(row).latest is not None
    ]
    subjects: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        subjects.setdefault(row["subject"], []).append(row)
    journey = legs(case)
    made = [
        _gap(case, subject, *pair, journey)
        for subject, found in subjects.items()
        for pair in _pairs(found)
    ]
    # One gap is often a reading of the vessel and of the leg: the first subject keeps it.
    first: dict[frozenset[str], Gap] = {}
    for gap in made:
        first.setdefault(frozenset(gap.claims), gap)
    return list(first.values())


def _pairs(rows: list[dict[str, Any]]) -> list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Split readings of one subject, in time, into (last positions, next positions)."""
    ordered = sorted(rows, key=lambda r: (interval_of(r).sort_key(), r["predicate"] != LAST))
    pairs: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]] = []
    for row in ordered:
        opens = row["predicate"] == LAST
        if not pairs or (opens and pairs[-1][1]):
            pairs.append(([], []))
        pairs[-1][0 if opens else 1].append(row)
    return pairs


def _gap(
    case: Case,
    subject: str,
    last_rows: list[dict[str, Any]],
    next_rows: list[dict[str, Any]],
    journey: list[Leg],
) -> Gap:
    """Make one gap of the readings on either side."""
    last = cells_of(case, last_rows, partial=True).get((subject, LAST), Cell(LAST))
    closed = cells_of(case, next_rows, partial=True)
    nxt = closed.get((subject, NEXT)) or closed.get((subject, COUNTED), Cell(NEXT))
    days = day_range(last.intervals(), nxt.intervals())
    inclusive = day_range(last.intervals(), nxt.intervals(), inclusive=True)
    own = {subject, names(case).get(subject, subject)}
    mine = [leg for leg in journey if _of(leg, own)]
    around = [(leg, _place_in(leg, last, nxt, mine)) for leg in mine]
    return Gap(
        subject=subject,
        last=last,
        next=nxt,
        days=days,
        inclusive=inclusive,
        text=_text(last, nxt, days, inclusive),
        claims=tuple(dict.fromkeys([*last.sound_claims, *nxt.sound_claims])),
        legs=tuple(leg.id for leg, where in around if where),
        inside=tuple(leg.id for leg, where in around if where == "inside"),
    )


def day_range(
    starts: tuple[DateInterval, ...], ends: tuple[DateInterval, ...], *, inclusive: bool = False
) -> DayRange | None:
    """Return the days between two cells over every pair of versions; ``None`` without a pair."""
    ranges = [
        days_between(a, b, inclusive=inclusive)
        for a in starts
        for b in ends
        if a.earliest is not None and b.earliest is not None
    ]
    if not ranges:
        return None
    return DayRange(
        min(r.low for r in ranges),
        max(r.high for r in ranges),
        any(r.approximate for r in ranges),
    )


def _text(last: Cell, nxt: Cell, days: DayRange | None, inclusive: DayRange | None) -> str:
    """Return the wording of a gap: what was not received, never why."""
    if days is None or inclusive is None:
        if last.sound:
            return f"not received after {last.text}; no later position is published"
        return f"not received before {nxt.text}; no earlier position is published"
    counted = inclusive.text().removesuffix(" days").removesuffix(" day")
    counts = f"{days.text()} elapsed; {counted} counted inclusively"
    if nxt.predicate == COUNTED:
        return (
            f"not received after {last.text}, counted to {nxt.text} ({counts}); "
            "no later position is published"
        )
    return f"not received from {last.text} to {nxt.text} ({counts})"


def _of(leg: Leg, subject: set[str]) -> bool:
    """Tell whether a leg is the subject itself, or one its vessel (by id or name) made."""
    return leg.id in subject or any(v.value in subject for v in leg.cell("vessel").sound)


def _place_in(leg: Leg, last: Cell, nxt: Cell, mine: list[Leg]) -> str:
    """Return ``"inside"``, ``"partly"`` or ``""`` for a leg against a gap, by dates alone.

    A leg without a published begin (or end) may reach back to what is on record of an earlier leg
    of the same vessel (or on to a later one), else without limit; it is never more than partly
    inside.
    """
    opens = min((i.earliest for i in last.intervals() if i.earliest), default=date.min)
    closes = max((i.latest for i in nxt.intervals() if i.latest), default=date.max)
    begin, end = _begins(leg), _ends(leg)
    if not begin and not end:
        return ""
    at = mine.index(leg)
    before = [day for one in mine[:at] for day in _first_days(one)]
    after = [day for one in mine[at + 1 :] for day in _last_days(one)]
    floor, ceiling = max(before, default=date.min), min(after, default=date.max)
    first = min((i.earliest or date.min for i in begin), default=floor)
    final = max((i.latest or date.max for i in end), default=ceiling)
    if first >= closes or final <= opens:
        return ""
    # The day of loading may lie before the last position: departure decides what is inside.
    sailed = [i for i in leg.cell("departed").intervals() if i.earliest] or begin
    start = min((i.earliest or date.min for i in sailed), default=date.min)
    return "inside" if begin and end and start >= opens and final <= closes else "partly"


def _begins(leg: Leg) -> list[DateInterval]:
    return [i for p in _BEGIN for i in leg.cell(p).intervals()]


def _ends(leg: Leg) -> list[DateInterval]:
    return [i for p in _END for i in leg.cell(p).intervals()]


def _first_days(leg: Leg) -> list[date]:
    """Return the first day on which the leg can have begun, and on which it can have ended."""
    found = [[i.earliest for i in _begins(leg) if i.earliest],
             [i.earliest for i in _recorded(leg, _ENDED) if i.earliest]]  # fmt: skip
    return [min(days) for days in found if days]


def _last_days(leg: Leg) -> list[date]:
    """Return the last day on which the leg can have ended, and on which it can have begun."""
    found = [[i.latest for i in _ends(leg) if i.latest],
             [i.latest for i in _recorded(leg, _BEGUN) if i.latest]]  # fmt: skip
    return [max(days) for days in found if days]


def _recorded(leg: Leg, predicates: tuple[str, ...]) -> list[DateInterval]:
    return [i for p in predicates for i in leg.cell(p).intervals()]
