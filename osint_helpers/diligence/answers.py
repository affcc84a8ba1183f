"""Records of screening as facts of RF19: listed on the day of the row, not today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from osint_helpers.dates import DateInterval
from osint_helpers.diligence.rows import Consignment
from osint_helpers.diligence.screened import Asked
from osint_helpers.errors import DateError
from osint_helpers.law import flags
from osint_helpers.law.flags.facts import Fact
from osint_helpers.screening import Answer, Candidate, Snapshot

# What agreed, as RF19 knows it. A name alone decides nothing there.
_BY: Final[Mapping[str, Literal["identifier", "name"]]] = {
    "same_by_id": "identifier", "strong": "name", "possible": "name", "id_conflict": "name"
}  # fmt: skip
Listings = Mapping[tuple[str, str, str], tuple[str, str]]


def listings(snapshots: Sequence[Snapshot]) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return (SHA-256, locator, reference) -> (listed on, removed on) of every entry."""
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for one in snapshots:
        held = one.listings
        columns = ("source_locator", "authority_ref", "listed_on", "delisted_on")
        for locator, ref, since, until in zip(*(held[name] for name in columns), strict=True):
            found[one.sha256, str(locator), str(ref)] = (_text(since), _text(until))
    return found


def facts(one: Consignment, asked: Sequence[Asked], known: Listings) -> tuple[Fact, ...]:
    """Return the answers of every list to every question of a row."""
    return tuple(
        fact for question in asked if question.record is not None
        for answer in question.record.answers
        for fact in _facts(one, question, answer, known)
    )  # fmt: skip


def _facts(one: Consignment, asked: Asked, answer: Answer, known: Listings) -> Iterator[Fact]:
    day = DateInterval.of_day(answer.day)
    subject = f"{asked.role} {asked.text}"
    if answer.result == "no list":
        yield flags.ListAnswer(evidence=(one.ref,), subject=subject, day=day, list=answer.list,
                               answer="no list for this date")  # fmt: skip
        return
    if answer.result == "not found":
        first = answer.cited[0]
        yield flags.ListAnswer(
            evidence=(one.ref,), subject=subject, day=day, list=answer.list, answer="not found",
            list_date=DateInterval.of_text(first.list_date), sha256=first.sha256)  # fmt: skip
        return
    for candidate in answer.candidates:
        yield _candidate(one, subject, day, candidate, known)


def _candidate(
    one: Consignment, subject: str, day: DateInterval, found: Candidate, known: Listings
) -> flags.ListAnswer:
    if found.verdict == "id_conflict":
        subject += f" (its number is not that of the entry {found.name}, {found.ref})"
    since, until = known.get((found.sha256, found.locator, found.ref), ("", ""))
    return flags.ListAnswer(
        evidence=(one.ref, found.ref or found.locator), subject=subject, day=day, list=found.list,
        list_date=DateInterval.of_text(found.list_date), sha256=found.sha256, answer="listed",
        matched_by=_BY[found.verdict], listed_on=_date(since), delisted_on=_date(until),
    )  # fmt: skip


def _date(text: str) -> DateInterval | None:
    try:
        return DateInterval.of_text(text) if text else None
    except DateError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
