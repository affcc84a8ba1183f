"""A gap day by day: what was received, what was documented in between, and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from osint_helpers import journey
from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.gaps import LAST, NEXT
from osint_helpers.journey.pivot import interval_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.journey import Gap

_DAY = timedelta(days=1)
_COLUMNS = {
    "date": "Date",
    "day": "Day of the span",
    "what": "What is given",
    "certainty": "Certainty",
    "evidence": "Evidence",
}
_PROVENANCE = (
    "Cited fact: the dated claims whose dates touch the span; known wrong statements are left "
    "out. Derived: the number of each day, counted from the last day of reception as day 0. A "
    "statement of a month has no day. A stretch without a dated statement is one that no claim "
    "of this case gives a day of; it says nothing of why, nor of where the ship was."
)


class _Span(NamedTuple):
    first: date
    last: date
    soft: bool


def silence(
    case: Case,
    exhibit_id: str,
    *,
    subject: str = "",
    without: Sequence[str] = (),
    title: str = "What was received and what was documented, day by day",
    caption: str = "",
) -> Exhibit:
    """Return a row for each dated statement inside a gap, and one for each stretch without any.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    subject
        The vessel, where the case has several gaps with two dated ends.
    without
        Topics of ``case.toml`` that are no events of the vessel, such as proceedings.

    Raises
    ------
    ExhibitError
        When not exactly one gap with two dated ends fits.
    """
    gap = _gap(case, exhibit_id, subject)
    span = _span(gap)
    held = [row for row in common.rows_of(case.claims) if _touches(row, gap, span)]
    held = [row for row in held if row["topic"] not in without]
    held.sort(key=lambda row: (interval_of(row).sort_key(), row["claim"]))
    exact = [row for row in held if row["precision"] == "day"]
    blurred = [row for row in held if row["precision"] != "day"]
    rows = [_end(case, gap, LAST, span.first, span), *_dated(exact, span),
            _end(case, gap, gap.next.predicate, span.last, span),
            *[_statement(row, span) for row in blurred]]  # fmt: skip
    return common.build(
        exhibit_id, title, caption or f"{gap.text[:1].upper()}{gap.text[1:]}.", _COLUMNS, rows,
        provenance=_PROVENANCE, widths={"date": "18%", "day": "15%", "evidence": "15%"},
    )  # fmt: skip


def _gap(case: Case, exhibit_id: str, subject: str) -> Gap:
    found = [
        gap
        for gap in journey.gaps(case)
        if gap.days is not None and subject in {"", gap.subject} and _ends(gap)
    ]
    if len(found) != 1:
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: {len(found)} gaps with two dated ends fit",
            advice="name the subject of one gap, or give the readings of both of its ends",
        )
    return found[0]


def _ends(gap: Gap) -> bool:
    sides = (gap.last.intervals(), gap.next.intervals())
    return all(one.earliest and one.latest for side in sides for one in side)


def _span(gap: Gap) -> _Span:
    first = min(one.earliest for one in gap.last.intervals() if one.earliest)
    last = max(one.latest for one in gap.next.intervals() if one.latest)
    soft = any(one.precision == "approx" for one in gap.next.intervals())
    return _Span(first, last, soft)


def _touches(row: dict[str, Any], gap: Gap, span: _Span) -> bool:
    when = interval_of(row)
    if row["claim"].startswith("d_") or row["claim"] in gap.claims or row["precision"] == "none":
        return False
    if when.earliest is None or when.latest is None:
        return False
    return when.earliest <= span.last and when.latest >= span.first


def _end(case: Case, gap: Gap, predicate: str, day: date, span: _Span) -> list[Cell | str]:
    side = gap.last if predicate == LAST else gap.next
    words = {LAST: "Last received", NEXT: "Received again"}.get(
        predicate, "The span is counted to this event; no later reception is published"
    )
    claims = side.sound_claims
    told = "; ".join(common.whole_statement(case.claim(one)) for one in claims)
    number = (day - span.first).days
    return [
        side.text, f"day {number}{' (about)' if number and span.soft else ''}",
        f"{words}. {told}", _certainty(case, claims), common.claims_cell(claims),
    ]  # fmt: skip


def _certainty(case: Case, claims: tuple[str, ...]) -> str:
    return "; ".join(dict.fromkeys(common.words(case.claim(one)["certainty"]) for one in claims))


def _dated(rows: list[dict[str, Any]], span: _Span) -> list[list[Cell | str]]:
    """Return the statements with a day, with a row for each stretch of days without any."""
    out: list[list[Cell | str]] = []
    free = span.first + _DAY
    for row in rows:
        when = interval_of(row)
        out += _stretch(free, (when.earliest or free) - _DAY, span)
        out.append(_statement(row, span))
        free = max(free, (when.latest or free) + _DAY)
    return [*out, *_stretch(free, span.last - _DAY, span)]


def _stretch(first: date, last: date, span: _Span) -> list[list[Cell | str]]:
    if last < first:
        return []
    days = (last - first).days + 1
    counted = "1 day" if days == 1 else f"{days} days"
    words = f"{counted} without a dated statement"
    when = DateInterval.parse(first.isoformat(), last.isoformat(), "day").text()
    low, high = (first - span.first).days, (last - span.first).days
    shown = f"day {low}" if low == high else f"days {low} to {high}"
    blank = cell(words, mark="not-published")
    return [[when, shown, blank, "", ""]]


def _statement(row: dict[str, Any], span: _Span) -> list[Cell | str]:
    when = interval_of(row)
    if row["precision"] == "day" and when.earliest == when.latest and when.earliest:
        day = f"day {(when.earliest - span.first).days}"
    elif when.earliest and when.latest and when.earliest >= span.first and when.latest <= span.last:
        day = "within the span, no day"
    else:
        day = "partly in the span, no day"
    return [
        when.text(), day, common.whole_statement(row), common.words(row["certainty"]),
        common.claims_cell([row["claim"]]),
    ]  # fmt: skip
