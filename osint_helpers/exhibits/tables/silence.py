"""A gap day by day: what was received, what was documented in between, and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey import silences
from osint_helpers.journey.gaps import LAST, NEXT
from osint_helpers.journey.pivot import interval_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.journey.silences import Silence

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
    held = silences.silence(case, subject, without)
    rows = [_end(case, held, LAST), *_dated(held), _end(case, held, held.gap.next.predicate),
            *[_statement(row, held) for row in held.blurred]]  # fmt: skip
    return common.build(
        exhibit_id, title, caption or f"{held.gap.text[:1].upper()}{held.gap.text[1:]}.",
        _COLUMNS, rows,
        provenance=_PROVENANCE, widths={"date": "18%", "day": "15%", "evidence": "15%"},
    )  # fmt: skip


def _end(case: Case, held: Silence, predicate: str) -> list[Cell | str]:
    side = held.gap.last if predicate == LAST else held.gap.next
    words = {LAST: "Last received", NEXT: "Received again"}.get(
        predicate, "The span is counted to this event; no later reception is published"
    )
    claims = side.sound_claims
    told = "; ".join(common.whole_statement(case.claim(one)) for one in claims)
    number = held.day(held.first if predicate == LAST else held.last)
    return [
        side.text, f"day {number}{' (about)' if number and held.soft else ''}",
        f"{words}. {told}", _certainty(case, claims), common.claims_cell(claims),
    ]  # fmt: skip


def _certainty(case: Case, claims: tuple[str, ...]) -> str:
    return "; ".join(dict.fromkeys(common.words(case.claim(one)["certainty"]) for one in claims))


def _dated(held: Silence) -> list[list[Cell | str]]:
    """Return the statements with a day, with a row for each stretch of days without any."""
    out: list[list[Cell | str]] = []
    free = held.first + _DAY
    for row in held.dated:
        when = interval_of(row)
        out += _stretch(free, (when.earliest or free) - _DAY, held)
        out.append(_statement(row, held))
        free = max(free, (when.latest or free) + _DAY)
    return [*out, *_stretch(free, held.last - _DAY, held)]


def _stretch(first: date, last: date, held: Silence) -> list[list[Cell | str]]:
    if last < first:
        return []
    days = (last - first).days + 1
    counted = "1 day" if days == 1 else f"{days} days"
    when = DateInterval.parse(first.isoformat(), last.isoformat(), "day").text()
    low, high = held.day(first), held.day(last)
    shown = f"day {low}" if low == high else f"days {low} to {high}"
    blank = cell(f"{counted} without a dated statement", mark="not-published")
    return [[when, shown, blank, "", ""]]


def _statement(row: dict[str, Any], held: Silence) -> list[Cell | str]:
    when = interval_of(row)
    first, last = when.earliest or held.first, when.latest or held.last
    if row["precision"] == "day":
        day = f"day {held.day(first)}"
        day = day if first == last else f"days {held.day(first)} to {held.day(last)}"
    elif first >= held.first and last <= held.last:
        day = "within the span, no day"
    else:
        day = "partly in the span, no day"
    return [
        when.text(), day, common.whole_statement(row), common.words(row["certainty"]),
        common.claims_cell([row["claim"]]),
    ]  # fmt: skip
