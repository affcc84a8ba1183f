"""Facts for RF19 from the records of screening: one for all parties a list answers alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers.dates import DateInterval
from osint_helpers.journey.days import hull
from osint_helpers.journey.screened import REPORT, screenings
from osint_helpers.law import flags

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.screening.records import Answer, Candidate
    from osint_helpers.screening.stored import Stored

_NO_LIST: Final = "no list for this date"
# What agreed: only a number makes a candidate more than a name.
_BY: Final = {"same_by_id": "identifier"}


class _Same(NamedTuple):
    """What answers must share to be one fact."""

    list: str
    list_date: str
    sha256: str
    answer: str
    by: str
    entry: str


def listed_facts(case: Case) -> Iterator[flags.Fact]:
    """Yield a fact a list and answer, for the days of the legs.

    Parties of one answer are named in one fact. A candidate by name alone, or with numbers that
    contradict each other, is a fact of its own. Of what was asked for the day of the report only
    candidates count, against the days of the legs: that list may be the later one.
    """
    groups: dict[_Same, list[tuple[Stored, DateInterval]]] = {}
    kept = screenings(case)
    days: dict[str, list[DateInterval]] = {}
    for one in kept:
        if one.day_of != REPORT:
            days.setdefault(one.party, []).append(DateInterval.of_day(one.day))
    for one in kept:
        late = one.day_of == REPORT
        for answer in one.record.answers:
            for same in _same(answer):
                if not late:
                    groups.setdefault(same, []).append((one, DateInterval.of_day(answer.day)))
                elif same.entry and one.party in days:
                    groups.setdefault(same, []).append((one, hull(days[one.party])))
    for same in sorted(groups):
        yield _fact(same, groups[same])


def _same(answer: Answer) -> Iterator[_Same]:
    if answer.result == "no list":
        yield _Same(answer.list, "", "", _NO_LIST, "", "")
        return
    if not answer.candidates:
        # the newest list stands first; its date decides what "not found" can mean
        cited = answer.cited[0]
        yield _Same(answer.list, cited.list_date, cited.sha256, "not found", "", "")
    for found in answer.candidates:
        yield _Same(answer.list, found.list_date, found.sha256, "listed",
                    _BY.get(found.verdict, "name"), _entry(found))  # fmt: skip


def _entry(found: Candidate) -> str:
    return f"{found.name} ({found.ref}; {found.on_day})"


def _fact(same: _Same, held: list[tuple[Stored, DateInterval]]) -> flags.Fact:
    parties = list(dict.fromkeys(one.record.asked for one, _ in held))
    many = f"{len(parties)} parties: " if len(parties) > 1 else ""
    subject = f"{many}{'; '.join(parties)}"
    evidence = tuple(dict.fromkeys(f"screening {one.sha256[:12]}" for one, _ in held))
    return flags.ListAnswer(
        subject=f"{subject}, entry {same.entry}" if same.entry else subject,
        day=hull([day for _, day in held]), list=same.list, answer=same.answer,
        list_date=DateInterval.of_text(same.list_date) if same.list_date else None,
        sha256=same.sha256, matched_by=same.by, evidence=evidence,
    )  # fmt: skip
