"""Records of screening in tables: what was asked of which list, and what was or was not found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    "A candidate is an entry to be looked at by a person, not an identity. A negative answer says "
    "what was not found in one file of one date, compared by the rule named below, and no more."
)
# How the answer of a list rests on its date, in the words of `screening.views`, shortened.
_BASIS: Final = {
    "list of that day": "list of that day",
    "newest list not later than the day": "older list",
    "later list read by its listing dates": "later list, by its dates of listing",
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
_UNASKED: Final = "not asked"
_SHORT: Final = 12
_NOBODY: Final = "no record of screening is kept"


def screening(
    case: Case, exhibit_id: str, *, title: str = "Screening, party by party", caption: str = ""
) -> Exhibit:
    """Return what each list answers for every named party of a case, and who was not asked."""
    from osint_helpers import journey

    kept = journey.screenings(case)
    legs = {one.party: one.legs for one in kept}
    parties = journey.parties(case)
    groups: dict[str, list[Screening]] = {}
    for one in kept:
        groups.setdefault(one.party, []).append(one.record)
    asked = [one for one in parties if one.entity in groups]
    not_asked: dict[str, list[str]] = {}
    for party in parties:
        if party.entity not in groups:
            why = party.why_not or "no record of screening is kept"
            not_asked.setdefault(why, []).append(party.name)
    who = sorted({f"{one.by}, {one.on.isoformat()}" for one in kept})
    return _table(
        exhibit_id, title, caption,
        [(one.name if legs[one.entity] else f"{one.name}\nin no leg of the journey",
          legs[one.entity], groups[one.entity]) for one in asked], not_asked,
        f"Asked by {'; '.join(who)}. " if who else "", [("party", one.entity) for one in asked],
    )  # fmt: skip


def screening_table(
    records: Sequence[Screening],
    exhibit_id: str,
    *,
    title: str = "Records of screening",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return one row a question and one column a list: not found, candidates, no list.

    Parameters
    ----------
    records
        What `screening.screen` gave; questions put in the same words are one row. Show a
        :func:`lists_table` beside it: there stand the files with their whole SHA-256.
    """
    groups: dict[tuple[str, str], list[Screening]] = {}
    for record in records:
        groups.setdefault((record.asked, record.subject.kind), []).append(record)
    rows = [(name if kind == "unknown" else f"{name}\n{kind}", (), held)
            for (name, kind), held in groups.items()]  # fmt: skip
    return _table(exhibit_id, title, caption, rows, {}, "", (), stamp)


def _table(  # noqa: PLR0917  (two builders, one form)
    exhibit_id: str,
    title: str,
    caption: str,
    rows: Sequence[tuple[str, Sequence[str], Sequence[Screening]]],
    not_asked: Mapping[str, Sequence[str]],
    note: str,
    anchors: Sequence[Ref],
    stamp: str = "",
) -> Exhibit:
    answers = [answer for _, _, held in rows for one in held for answer in one.answers]
    lists = sorted({one.list for one in answers})
    columns = {"party": "Party"} | {
        f"list_{n}": _label(name, answers) for n, name in enumerate(lists)
    }
    body: list[list[Cell | str]] = [_party(*row, lists) for row in rows]
    for why, names in not_asked.items():
        head = f"{_UNASKED.capitalize()} ({len(names)}): {why}"
        named = cell("; ".join(names), mark="not-published")
        row: list[Cell | str] = [head, named, *[""] * len(lists)]
        body.append(row[: len(lists) + 1])
    if not lists:
        columns |= {"answer": "Answer"}
        body = [[*row, "no list was asked"] for row in body]
    rules = sorted({f"{one.matcher}, possible from {one.rule.possible:g}, strong from "
                    f"{one.rule.strong:g}" for _, _, held in rows for one in held})  # fmt: skip
    return common.build(
        exhibit_id, title, caption, columns, body,
        row_ids=[*anchors, *[None] * (len(body) - len(anchors))] if anchors else [],
        provenance=f"Derived: screening.screen over dated list files. {note}Matcher: "
        f"{'; '.join(rules) or 'none was run'}.",
        widths={"party": "18%", **{key: f"{82 // len(lists)}%" for key in columns if
                                   key.startswith("list_")}}, warning=WARNING, stamp=stamp,
    )  # fmt: skip


def _label(name: str, answers: Sequence[Answer]) -> str:
    """Return the name of a list with the dates and hashes of its files."""
    files = {c.sha256: c.list_date for one in answers if one.list == name for c in one.cited}
    told = [f"of {day}, SHA-256 {digest[:_SHORT]}…" for digest, day in
            sorted(files.items(), key=lambda item: (item[1], item[0]))]  # fmt: skip
    return ", ".join([name, *told]) if told else f"{name}, no file for these days"


def _party(
    name: str, legs: Sequence[str], records: Sequence[Screening], lists: Sequence[str]
) -> list[Cell | str]:
    notes = dict.fromkeys(note for record in records for note in record.notes)
    text = "\n".join([name, *(f"note: {note}" for note in notes)])
    answers = [answer for record in records for answer in record.answers]
    return [
        cell(text, [("leg", one) for one in legs]),
        *(_answer([one for one in answers if one.list == wanted]) for wanted in lists),
    ]


def _answer(answers: Sequence[Answer]) -> Cell:
    """Return what one list says of a party: a line an answer, with the days it is given for."""
    if not answers:
        return cell(_UNASKED, mark="not-published")
    lines: dict[str, list[date]] = {}
    for one in answers:
        basis = _BASIS.get(one.basis, one.basis)
        if one.result == _NO_LIST:
            lines.setdefault("no list for", []).append(one.day)
        for found in one.candidates:
            said = (f"candidate ({found.verdict.replace('_', ' ')}): {found.name} ({found.ref}), "
                    f"{found.on_day}; {basis}, for")  # fmt: skip
            lines.setdefault(said, []).append(one.day)
        if one.negative:
            whole = "" if not any(c.fault for c in one.cited) else " in what was read"
            lines.setdefault(f"not found{whole}; {basis}, for", []).append(one.day)
    mark = "disputed" if any(one.candidates for one in answers) else ""
    if all(one.result == _NO_LIST for one in answers):
        mark = "not-published"
    return cell("\n".join(f"{said} {_days(days)}" for said, days in lines.items()), mark=mark)


def _days(days: Iterable[date]) -> str:
    return ", ".join(DateInterval.of_day(day).text() for day in sorted(set(days)))


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
        exhibit_id, title, caption, _LISTS,
        [_list(one) for one in ordered] or [["None", "", "", "", "No list was asked."]],
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
    asked = any(answer.cited for _, _, record in records for answer in record.answers)
    none = "No list gave a candidate." if asked else "No list was asked."
    names: dict[str, str] = {}
    for name, party, record in records:
        names[party] = name
        for answer in record.answers:
            for found in answer.candidates:
                seen.setdefault((party, found), []).append(answer.day)
    rows = [
        _found(names[party], party, one, days, ledger) for (party, one), days in seen.items()
    ] or [["None", "", "", none, ""]]
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
        (f"{one.verdict.replace('_', ' ')}, score {one.score:.2f}\n"
         f"as of {_days(days)}: {one.on_day}"),
        one.sentence,
        cell("\n".join(judged) or "nobody has judged this pair",
             mark="" if judged else "not-published"),
    ]  # fmt: skip
