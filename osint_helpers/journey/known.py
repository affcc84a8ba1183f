"""Since when a claim can have been known: the publication days of what carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers._dates import a_day
from osint_helpers.case.grading import PLANNED
from osint_helpers.dates import DateInterval
from osint_helpers.journey.pivot import interval_of
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from datetime import date

    from osint_helpers.case.model import Case


def known_since(case: Case) -> dict[str, DateInterval]:
    """Return for each claim the days on which it can have become public.

    A claim became public with the first of its supporting sources: certainly by the earliest
    last day that one of their dates can mean, possibly from the earliest first day.
    ``claims.known_since`` (a day, a month or a year) wins over the sources for the day from
    which the claim was certainly public. Nothing can be reported before it happened: where the
    claim is no plan, its possible days begin with the first day its event can mean. A computed
    claim is public from its ``known_since``, else once every claim it is computed from was.

    Parameters
    ----------
    case
        An open case; ``claims``, ``support`` and ``sources`` are used.

    Returns
    -------
    dict
        Claim id -> interval; the interval without a date where nothing says since when.
    """
    published = {
        row["source"]: DateInterval.parse(row["published"], "", row["precision"])
        for row in records(case.sources)
    }
    claims = {row["claim"]: row for row in records(case.claims)}
    found: dict[str, DateInterval] = {}
    for claim in claims:
        _since(case, claim, claims, published, found)
    return found


def known_states(case: Case, day: date) -> dict[str, str]:
    """Return for each claim ``"certain"``, ``"possible"``, ``"not yet"`` or ``"undated"``.

    A claim was certainly public on `day` when the last day its publication can mean is not
    later, and possibly when the first is not later.
    """
    day = a_day(day)
    return {claim: _state(since, day) for claim, since in known_since(case).items()}


def public_on(case: Case, day: date) -> dict[str, str]:
    """Return the claims that were public on `day`: ``"certain"`` or ``"possible"`` for each."""
    states = known_states(case, day)
    return {claim: state for claim, state in states.items() if state in ("certain", "possible")}


def _state(since: DateInterval, day: date) -> str:
    if since.latest is None:
        return "undated"
    if since.latest <= day:
        return "certain"
    return "possible" if since.earliest is None or since.earliest <= day else "not yet"


def _since(
    case: Case,
    claim: str,
    claims: dict[str, dict[str, Any]],
    published: dict[str, DateInterval],
    found: dict[str, DateInterval],
) -> DateInterval:
    """Fill `found` for one claim and, where needed, for the claims it is computed from."""
    if claim in found:
        return found[claim]
    found[claim] = DateInterval.none()  # a circle of computed claims has no first day
    row = claims[claim]
    dates = [published[s] for s in case.sources_of(claim) if published[s].latest is not None]
    computed = row["certainty"] == "computed"
    text = row["known_since"]
    if text:
        stated = DateInterval.of_text(text)
        early = _edge([stated, *([] if computed else dates)], first=True).earliest
        found[claim] = _not_before(DateInterval(early, stated.latest, "day"), row)
    elif dates and not computed:
        found[claim] = _not_before(_edge(dates, first=True), row)
    else:
        bases = [_since(case, c, claims, published, found) for c in row["computed_from"]]
        if bases and all(base.latest is not None for base in bases):
            found[claim] = _edge([*bases, *dates], first=False)
    return found[claim]


def _not_before(since: DateInterval, claim: dict[str, Any]) -> DateInterval:
    """Cut off the days before the event of a claim, unless it states a plan.

    Where the event would lie after the last day of publication the dates do not fit, and
    the day of publication is kept as it is.
    """
    event = interval_of(claim).earliest
    if claim["predicate"] in PLANNED or event is None:
        return since
    if since.earliest is None or since.latest is None:
        return since
    if not since.earliest < event <= since.latest:
        return since
    return DateInterval(event, since.latest, "day")


def _edge(dates: list[DateInterval], *, first: bool) -> DateInterval:
    """Return the days on which the first (or the last) of several events can have been."""
    pick = min if first else max
    early = [d.earliest for d in dates if d.earliest is not None]
    late = [d.latest for d in dates if d.latest is not None]
    return DateInterval(pick(early) if early else None, pick(late), "day")
