"""Tests of dates: order and elapsed days of a leg, a stated duration, the stay at a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers.journey.pairs import (
    DEPENDS,
    DOES_NOT_FIT,
    FITS,
    IMPOSSIBLE,
    NOT_TESTABLE,
    POSSIBLE,
    Found,
    Pair,
    order,
    pairs_of,
    span,
)
from osint_helpers.journey.quantities import stated_days

if TYPE_CHECKING:
    from osint_helpers.journey.legs import Leg

_ELAPSED = "calendar days from the departure to the arrival; hours are not published"
_PERIOD = "one statement gives both ends the same period; single departures are not published"
_ORDER = {
    POSSIBLE: "the arrival does not lie before the departure",
    IMPOSSIBLE: "the arrival lies before the departure: one of the two dates is wrong",
    DEPENDS: "whether the arrival lies before the departure depends on the day in each span",
}
_STAY = {
    POSSIBLE: "the item can have lain here so long",
    IMPOSSIBLE: "the next departure lies before the arrival: one of the two dates is wrong",
    DEPENDS: "whether the next departure lies before the arrival depends on the day in each span",
}


def elapsed_rows(leg: Leg) -> list[Found]:
    """Return order and elapsed days of a leg, one row a pair of versions.

    A period in which things were sent and came, given by one statement, has no elapsed days.
    """
    pairs = pairs_of(leg.cell("departed"), leg.cell("arrived"))
    if not pairs:
        return [_untested(leg)]
    return [
        Found(leg.id, "elapsed days", "", "", NOT_TESTABLE, f"{pair.first.text}: {_PERIOD}",
              pair.claims, _ELAPSED)
        if pair.period
        else Found(leg.id, "elapsed days", span(pair.days), "days", order(pair.days),
                   f"{pair.text}: {_ORDER[order(pair.days)]}", pair.claims, _ELAPSED)
        for pair in pairs
    ]  # fmt: skip


def duration_rows(leg: Leg, claims: dict[str, dict[str, Any]]) -> list[Found]:
    """Test every stated duration of a leg against every pair of departure and arrival.

    Parameters
    ----------
    leg
        A leg; versions of its ``duration`` cell that give whole days are tested.
    claims
        Claim id -> row, for ``number`` and ``unit``.
    """
    rows = []
    for version in leg.cell("duration").sound:
        stated = stated_days({**claims[version.claims[0]], "value": version.value})
        if stated is None:
            continue
        for pair in pairs_of(leg.cell("departed"), leg.cell("arrived")):
            used = tuple(dict.fromkeys([*version.claims, *pair.claims]))
            outcome, finding = _compare(stated, pair)
            rows.append(
                Found(leg.id, "stated duration", span(pair.days), "days", outcome,
                      f"{version.text} stated; {finding}", used, _ELAPSED)
            )  # fmt: skip
    return rows


def _compare(stated: tuple[int, int], pair: Pair) -> tuple[str, str]:
    """Return outcome and wording of a stated duration against one pair of dates."""
    low, high = stated
    counted = f"{pair.text} is {pair.days.text()}"
    if pair.days.low >= low and pair.days.high <= high:
        return FITS, f"{counted}: fits"
    if pair.days.high < low:
        short = low - pair.days.high
        return DOES_NOT_FIT, f"{counted}: does not fit, at least {short} fewer"
    if pair.days.low > high:
        over = pair.days.low - high
        return DOES_NOT_FIT, f"{counted}: does not fit, at least {over} more"
    return DEPENDS, f"{counted}: can fit, depending on the day in each span"


def dwell_rows(journey: list[Leg]) -> list[Found]:
    """Return the days between an arrival and the next departure from the same place.

    The next departure is that of the first later leg which starts at a place where the
    earlier one ends; one row a pair of versions.
    """
    rows = []
    for n, leg in enumerate(journey):
        places = {v.value for v in leg.cell("to").sound}
        after = (x for x in journey[n + 1 :] if places & {v.value for v in x.cell("from").sound})
        following = next(after, None)
        if following is None:
            continue
        here = next(v.text for v in leg.cell("to").sound)
        for pair in pairs_of(leg.cell("arrived"), following.cell("departed")):
            outcome = order(pair.days)
            rows.append(
                Found(leg.id, "stay before the next leg", span(pair.days), "days", outcome,
                      f"{here}, {pair.text} (leg {following.id}): {_STAY[outcome]}",
                      pair.claims, "calendar days from the arrival to the next departure")
            )  # fmt: skip
    return rows


def _untested(leg: Leg) -> Found:
    """Return the row of a leg that lacks one of the two dates."""
    lacking = [p for p in ("departed", "arrived") if not leg.cell(p).intervals()]
    words = {"departed": "departure", "arrived": "arrival"}
    finding = f"no date of {' or '.join(words[p] for p in lacking)} is published"
    claims = tuple(
        dict.fromkeys([*leg.cell("departed").sound_claims, *leg.cell("arrived").sound_claims])
    )
    return Found(leg.id, "elapsed days", "", "days", NOT_TESTABLE, finding, claims, _ELAPSED)
