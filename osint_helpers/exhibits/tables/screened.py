"""Records of screening in tables: what was asked of which list, and what was or was not found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, Ref, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from datetime import date

    from osint_helpers.case import Case
    from osint_helpers.screening import Ledger, Screening
    from osint_helpers.screening.records import Answer, Candidate, Cited

WARNING: Final = (
    "A candidate is an entry to be looked at by a person, not an identity. \u201cNot found\u201d says "
    "what was not found in one file of one date, compared by the rule named below, and nothing more."
)
_COLUMNS: Final = {
    "party": "Party",
    "not_found": "Not found in",
    "candidates": "Candidates",
    "no_list": "No list for this date",
}
_LISTS: Final = {
    "list": "List",
    "date": "List of",
    "sha256": "File and SHA-256",
    "counts": "Read",
    "limits": "What it cannot tell",
}
_FOUND: Final = {
    "party": "Party",
    "entry": "Entry",
    "verdict": "Verdict",
    "why": "Why",
    "judged": "Judgement",
}
_NO_LIST: Final = "no list"
_SHORT: Final = 12
_NOBODY: Final = "no record of screening is kept"


def screening(
    case: Case, exhibit_id: str, *, title: str = "Screening, party by party", caption: str = ""
) -> Exhibit:
    """Return what the lists answer for every named party of a case, and who was not asked."""
    from osint_helpers import journey

    kept = journey.screenings(case)
    legs = {one.party: one.legs for one in kept}
    asked = {one.entity: one.name for one in journey.parties(case)}
    groups: dict[str, list[Screening]] = {}
    for one in kept:
        groups.setdefault(one.party, []).append(one.record)
    order = [entity for entity in asked if entity in groups]
    rows = [_party(asked[one], groups[one], legs.get(one, ())) for one in order]
    not_asked: dict[str, list[str]] = {}
    for party in journey.parties(case):
        if party.subject is None:
            not_asked.setdefault(party.why_not, []).append(party.name)
        elif party.entity not in groups:
            not_asked.setdefault(_NOBODY, []).append(party.name)
    rows += [[f"Not asked, {len(names)}: {why}", cell("; ".join(names), mark="not-published"),
              "", ""] for why, names in not_asked.items()]  # fmt: skip
    who = sorted({f"{one.by}, {one.on.isoformat()}" for one in kept})
    note = f"Asked by {'; '.join(who)}. " if who else ""
    return _table(exhibit_id, title, caption, rows, [one.record for one in kept], note,
                  [("party", one) for one in order])  # fmt: skip


def screening_table(
    records: Sequence[Screening],
    exhibit_id: str,
    *,
    title: str = "Records of screening",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return one row a question: not found in, candidates, no list for this date.

    Parameters
    ----------
    records
        What `screening.screen` gave; questions put in the same words are one row. Show a
        :func:`lists_table` beside it: there stand the files with their whole SHA-256.
    """
    groups: dict[str, list[Screening]] = {}
    for record in records:
        groups.setdefault(f"{record.asked}\n{record.subject.kind}", []).append(record)
    rows = [_party(name, held, ()) for name, held in groups.items()]
    return _table(exhibit_id, title, caption, rows, records, "", (), stamp)


def _table(  # noqa: PLR0917  (two builders, one form)
    exhibit_id: str,
    title: str,
    caption: str,
    rows: list[list[Cell | str]],
    records: Sequence[Screening],
    note: str,
    anchors: Sequence[Ref],
    stamp: str = "",
) -> Exhibit:
    rules = sorted({f"{one.matcher}, possible from {one.rule.possible:g}, strong from "
                    f"{one.rule.strong:g}" for one in records})  # fmt: skip
    row_ids = [*anchors, *[None] * (len(rows) - len(anchors))] if anchors else []
    return common.build(
        exhibit_id, title, caption, _COLUMNS, rows, row_ids=row_ids,
        provenance=f"Derived: screening.screen over dated list files. {note}Matcher: "
        f"{'; '.join(rules) or 'none was run'}.",
        widths={"party": "24%", "not_found": "34%"}, warning=WARNING, stamp=stamp,
    )  # fmt: skip


def _party(name: str, records: Sequence[Screening], legs: Sequence[str]) -> list[Cell | str]:
    answers = [answer for record in records for answer in record.answers]
    notes = dict.fromkeys(note for record in records for note in record.notes)
    text = "\n".join([name, *(f"note: {note}" for note in notes)])
    return [
        cell(text, [("leg", one) for one in legs]),
        _not_found(answers),
        _candidates(answers),
        _no_list(answers),
    ]


def _days(days: Iterable[date]) -> str:
    return ", ".join(DateInterval.of_day(day).text() for day in sorted(set(days)))


def _not_found(answers: Sequence[Answer]) -> Cell:
    """Return list, date, hash and days of every negative answer, one line a list and basis."""
    groups: dict[tuple[str, ...], list[date]] = {}
    for one in answers:
        if one.negative:
            files = " and ".join(f"{c.list} of {c.list_date} ({c.sha256[:_SHORT]}…)"
                                 for c in one.cited)  # fmt: skip
            groups.setdefault((files, one.basis), []).append(one.day)
    return cell("\n".join(f"{files}, as of {_days(days)} ({basis})"
                          for (files, basis), days in groups.items()))  # fmt: skip


def _candidates(answers: Sequence[Answer]) -> Cell:
    groups: dict[str, list[date]] = {}
    for one in answers:
        for found in one.candidates:
            said = (f"{found.verdict.replace('_', ' ')}: {found.name} ({found.ref}), {found.list} "
                    f"of {found.list_date}, {found.on_day}")  # fmt: skip
            groups.setdefault(said, []).append(one.day)
    lines = [f"{said}; as of {_days(days)}" for said, days in groups.items()]
    return cell("\n".join(lines), mark="disputed" if lines else "")


def _no_list(answers: Sequence[Answer]) -> Cell:
    groups: dict[str, list[date]] = {}
    for one in answers:
        if one.result == _NO_LIST:
            groups.setdefault(one.list, []).append(one.day)
    lines = [f"{name}: {_days(days)}" for name, days in groups.items()]
    return cell("\n".join(lines), mark="not-published" if lines else "")


def screening_lists(
    case: Case, exhibit_id: str, *, title: str = "The lists that were asked", caption: str = ""
) -> Exhibit:
    """Return the list files behind the records of a case."""
    from osint_helpers import journey

    records = [one.record for one in journey.screenings(case)]
    return lists_table(records, exhibit_id, title=title, caption=caption)


def lists_table(
    records: Sequence[Screening],
    exhibit_id: str,
    *,
    title: str = "The lists that were asked",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return every list file the answers rest on: date, hash, counts, faults and limits."""
    held: dict[str, Cited] = {}
    for record in records:
        for answer in record.answers:
            for one in answer.cited:
                held.setdefault(one.sha256, one)
    ordered = sorted(held.values(), key=lambda one: (one.list, one.list_date, one.sha256))
    return common.build(
        exhibit_id, title, caption, _LISTS, [_list(one) for one in ordered],
        provenance="Derived: screening.read_list. The SHA-256 is that of the file as it lies on "
        "the disk; whoever has that file can repeat every answer.",
        main=("limits",), stamp=stamp,
    )  # fmt: skip


def _list(one: Cited) -> list[Cell | str]:
    files = [f"{one.file} {one.sha256}", *(f"{name} {digest}" for name, digest in one.parts)]
    fault = f"\nNOT READ WHOLE: {one.fault}" if one.fault else ""
    return [
        one.list,
        f"{one.list_date} ({one.date_basis})",
        "\n".join(files),
        cell(f"{one.counts}{fault}", mark="disputed" if fault else ""),
        "\n".join(one.limits),
    ]


def screening_candidates(
    case: Case, exhibit_id: str, *, title: str = "Candidates, and why", caption: str = ""
) -> Exhibit:
    """Return every candidate of the records of a case, with the judgements recorded of it."""
    from osint_helpers import journey

    names = {one.entity: one.name for one in journey.parties(case)}
    records = [(names.get(one.party, one.party), one.party, one.record)
               for one in journey.screenings(case)]  # fmt: skip
    return _found_table(exhibit_id, title, caption, records, journey.decided(case))


def candidates_table(
    records: Sequence[Screening],
    exhibit_id: str,
    *,
    title: str = "Candidates, and why",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return every candidate with the two values of each comparison, one entry each."""
    held = [(one.asked, one.asked, one) for one in records]
    return _found_table(exhibit_id, title, caption, held, None, stamp)


def _found_table(  # noqa: PLR0917  (two builders, one form)
    exhibit_id: str,
    title: str,
    caption: str,
    records: Sequence[tuple[str, str, Screening]],
    ledger: Ledger | None,
    stamp: str = "",
) -> Exhibit:
    seen: dict[tuple[str, Candidate], list[date]] = {}
    names: dict[str, str] = {}
    for name, party, record in records:
        names[party] = name
        for answer in record.answers:
            for found in answer.candidates:
                seen.setdefault((party, found), []).append(answer.day)
    rows = [
        _found(names[party], party, one, days, ledger) for (party, one), days in seen.items()
    ] or [["None", "No list gave a candidate.", "", "", ""]]
    return common.build(
        exhibit_id, title, caption, _FOUND, rows,
        provenance="Derived: screening.screen; each comparison with the two values as printed. "
        "Judgements: screening_judgements.csv of the case.",
        main=("why",), stamp=stamp,
    )  # fmt: skip


def _found(
    name: str, party: str, one: Candidate, days: Iterable[date], ledger: Ledger | None
) -> list[Cell | str]:
    entry = f"{one.list} {one.ref}"
    told = () if ledger is None else [
        j for j in ledger.judgements if set(j.pair) == {party, entry}
    ]  # fmt: skip
    judged = [
        f"{j.verdict}: {j.why} ({j.by}, {j.on.isoformat()}"
        f"{f', retracted {j.retracted_on.isoformat()}' if j.retracted_on else ''})"
        for j in told
    ]
    return [
        name,
        f"{one.name}\n{entry}, {one.kind}\nlist of {one.list_date}, {one.locator}",
        f"{one.verdict.replace('_', ' ')}, score {one.score:.2f}\n"
        f"as of {_days(days)}: {one.on_day}",
        one.sentence,
        cell("\n".join(judged) or "nobody has judged this pair",
             mark="" if judged else "not-published"),
    ]  # fmt: skip
