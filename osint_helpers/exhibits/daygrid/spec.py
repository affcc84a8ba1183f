"""The specification of a grid of days: first and last day, marked days, words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.journey.pivot import interval_of
from osint_helpers.journey.silences import silence

if TYPE_CHECKING:
    from osint_helpers.case import Case

Json = dict[str, Any]

STATES: Final = {
    "received": "last day on which AIS was received, or the day it was received again",
    "documented": "not received, and documented otherwise on this day",
    "counted": "event to which the days are counted; no reception",
}
PLAIN: Final = "not received, and no dated statement"
OUTSIDE: Final = "outside the span"
_SPEC: Final[Form] = {"from": str, "to": str, "soft": bool, "marks": list, "words": list}
_MARK: Final[Form] = {
    "from": str, "to": str, "day": int, "state": str, "text": str, "claims": list,
}  # fmt: skip
_MOST_DAYS: Final = 800  # about two years: more months than a page can show


def build(case: Case, subject: str, without: Sequence[str]) -> Json:
    """Return the specification of the one gap that fits; see `silent_days`."""
    held = silence(case, subject, without)
    end = "received" if held.received_again else "counted"
    marks = [_mark(case, held.first, 0, "received", held.gap.last.sound_claims)]
    for row in held.dated:
        when = interval_of(row)
        first, last = when.earliest or held.first, when.latest or held.last
        one = _mark(case, first, held.day(first), "documented", (row["claim"],))
        marks.append({**one, "to": last.isoformat()})
    marks.append(_mark(case, held.last, held.day(held.last), end, held.gap.next.sound_claims))
    words = [f"{held.gap.text[:1].upper()}{held.gap.text[1:]}."]
    if held.blurred:
        count = len(held.blurred)
        words.append(
            f"{count} statement{'s' if count > 1 else ''} of months or years, or about a day, "
            f"touch the span and have no square: {', '.join(r['claim'] for r in held.blurred)}."
        )
    words.append(
        "A square says nothing of where the ship was on that day, nor why nothing was received."
    )
    return {
        "from": held.first.isoformat(), "to": held.last.isoformat(), "soft": held.soft,
        "marks": marks, "words": words,
    }  # fmt: skip


def _mark(case: Case, day: date, number: int, state: str, claims: Sequence[str]) -> Json:
    told = "; ".join(str(case.claim(one)["statement"]) for one in claims)
    return {
        "from": day.isoformat(), "to": day.isoformat(), "day": number, "state": state,
        "text": told, "claims": list(claims),
    }  # fmt: skip


def validate(spec: Json) -> None:
    """Refuse a specification that does not keep to the form.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    texts(spec["words"], "spec.words")
    first, last = _day(spec["from"], "spec.from"), _day(spec["to"], "spec.to")
    if not 0 < (last - first).days <= _MOST_DAYS:
        raise ExhibitError(f"spec.to: must lie 1 to {_MOST_DAYS} days after spec.from")
    for n, mark in enumerate(spec["marks"]):
        path = f"spec.marks[{n}]"
        need(mark, _MARK, path)
        texts(mark["claims"], f"{path}.claims")
        if mark["state"] not in STATES:
            raise ExhibitError(f"{path}.state: must be one of {', '.join(STATES)}")
        begin, end = _day(mark["from"], f"{path}.from"), _day(mark["to"], f"{path}.to")
        if begin > end:
            raise ExhibitError(f"{path}.to: lies before its from")


def _day(text: str, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ExhibitError(f"{path}: must be a day, YYYY-MM-DD") from None
