"""How records of screening are worded: sentences, rows, plain values, text."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._json import canonical
from osint_helpers.evidence.plain import plain as plain_line

if TYPE_CHECKING:
    from osint_helpers.screening.records import Answer, Candidate, Cited, Screening
    from osint_helpers.screening.values import Match, MatchRule, Subject
    from osint_helpers.screening.views import View

VERDICT_WORDS: Final = {
    "same_by_id": "a number that identifies agrees and none contradicts it",
    "id_conflict": "numbers contradict each other, whatever the names say",
    "strong": "the names agree well; no number decides",
    "possible": "the names or a number agree in part",
}
COLUMNS: Final = (
    "asked", "kind", "as_of", "list", "list_date", "date_basis", "list_sha256", "basis", "open",
    "result",
    "verdict", "score", "name", "ref", "entry_kind", "on_day", "sentence", "locator", "matcher",
    "possible", "strong", "rule",
)  # fmt: skip
CAVEAT: Final = (
    "A candidate is an entry to be looked at by a person, not an identity. A negative record says "
    "what was not found in one file of one date, and nothing more."
)


def question(subject: Subject) -> str:
    """Return names and numbers of a subject in one line."""
    names = " / ".join(name.text for name in subject.names)
    numbers = ", ".join(f"{one.type} {one.value}" for one in subject.identifiers)
    return "; ".join(part for part in (names, numbers) if part)


def sentence(match: Match) -> str:
    """Return why there is a candidate, the two values of each comparison beside each other."""
    parts = []
    for one in match.features:
        pair = f" [{one.a} | {one.b}]" if one.a or one.b else ""
        parts.append(f"{one.kind}: {one.text}{pair}")
    return f"{VERDICT_WORDS.get(match.verdict, match.verdict)}. {'; '.join(parts)}"


def negative(view: View) -> str:
    """Return the negative record of a view: not found, in which files, and what that leaves."""
    cited = " and in ".join(layer.snapshot.cite() for layer in view.layers)
    faults = [layer.snapshot for layer in view.layers if layer.snapshot.fault]
    part = "what was read of " if faults else ""
    told = "".join(f"; {one.list} of {one.list_date} was NOT READ WHOLE: {one.fault}"
                   for one in faults)  # fmt: skip
    left = f"; {view.open}" if view.open else ""
    return f"not found in {part}{cited}, as of {view.day} ({view.basis}{left}){told}"


def rows(record: Screening) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of :data:`COLUMNS`: one row a candidate, a negative, a list that lacks."""
    rule = record.rule
    tail = (record.matcher, rule.possible, rule.strong, canonical(plain_rule(rule)))
    for answer in record.answers:
        head = (record.asked, record.subject.kind, answer.day.isoformat(), answer.list)
        for one in answer.candidates:
            basis = next(c.date_basis for c in answer.cited if c.sha256 == one.sha256)
            yield (
                *head, one.list_date, basis, one.sha256, answer.basis, answer.open, "candidate",
                one.verdict, one.score, one.name, one.ref, one.kind, one.on_day, one.sentence,
                one.locator, *tail,
            )  # fmt: skip
        if not answer.candidates:
            first = answer.cited[0] if answer.cited else None
            dated = (first.list_date, first.date_basis, first.sha256) if first else ("", "", "")
            yield (
                *head, *dated, answer.basis, answer.open, answer.result, "", float("nan"), "", "",
                "", "", answer.negative or answer.text, "", *tail,
            )  # fmt: skip


def cell(value: object) -> str:
    """Return a value of a row as text; a score that is none is empty."""
    return "" if isinstance(value, float) and math.isnan(value) else str(value)


def plain_rule(rule: MatchRule) -> dict[str, Any]:
    """Return the parameters of a rule; of its rarity the size and a hash."""
    from hashlib import sha256

    held = {one.name: getattr(rule, one.name) for one in fields(rule) if one.name != "rarity"}
    if rule.rarity is None:
        return {**held, "rarity": None}
    digest = sha256(canonical(dict(rule.rarity.counts)).encode()).hexdigest()
    return {**held, "rarity": {"names": rule.rarity.total, "words": len(rule.rarity.counts),
                               "sha256": digest}}  # fmt: skip


def plain(record: Screening) -> dict[str, Any]:
    """Return a record as plain values."""
    subject = record.subject
    return {
        "asked": record.asked,
        "subject": {
            "kind": subject.kind, "countries": list(subject.countries), "born": list(subject.born),
            "names": [{"text": one.text, "quality": one.quality,
                       "since": one.since.isoformat() if one.since else None,
                       "until": one.until.isoformat() if one.until else None}
                      for one in subject.names],
            "identifiers": [asdict(one) for one in subject.identifiers], "source": subject.source,
        },
        "matcher": record.matcher, "rule": plain_rule(record.rule), "notes": list(record.notes),
        "answers": [{**asdict(one), "day": one.day.isoformat()} for one in record.answers],
        "caveat": CAVEAT,
    }  # fmt: skip


def text(record: Screening) -> str:
    """Return a record for a reader, one fact a line."""
    lines = [f"asked      {record.asked} ({record.subject.kind})"]
    lines += [f"note       {note}" for note in record.notes]
    rule = record.rule
    lines.append(f"matcher    {record.matcher}, possible from {rule.possible:g}, strong from "
                 f"{rule.strong:g}")  # fmt: skip
    for answer in record.answers:
        lines += ["", f"list       {answer.list}, as of {answer.day}", *_answer(answer)]
    # a line break in what a list or a question says must not make up a line of the record
    return "\n".join(plain_line(line, sys.maxsize) for line in [*lines, "", CAVEAT])


def _answer(answer: Answer) -> Iterator[str]:
    yield f"basis      {answer.text}"
    if answer.open:
        yield f"open       {answer.open}"
    for cited in answer.cited:
        yield from _cited(cited)
    if answer.cited:
        yield f"compared   {answer.entries:,} entries"
    if answer.result == "no list":
        yield "result     no list for this date: nothing was compared"
    elif answer.negative:
        yield f"result     {answer.negative}"
    else:
        count = len(answer.candidates)
        yield f"result     {count:,} candidate{'' if count == 1 else 's'}"
    for n, one in enumerate(answer.candidates, 1):
        yield from _candidate(n, one)
    for limit in dict.fromkeys(limit for cited in answer.cited for limit in cited.limits):
        yield f"limit      {limit}"


def _cited(cited: Cited) -> Iterator[str]:
    yield f"file       {cited.file}, list date {cited.list_date} ({cited.date_basis})"
    yield f"sha256     {cited.sha256}"
    for name, digest in cited.parts:
        yield f"with       {name}, SHA-256 {digest}"
    yield f"counts     {cited.counts}"
    if cited.fault:
        yield f"NOT WHOLE  {cited.fault}"


def _candidate(number: int, one: Candidate) -> Iterator[str]:
    yield f"{number:>4}. {one.verdict} {one.score:.2f}  {one.name}  ({one.kind}, {one.ref})"
    yield f"      entry  {one.list}, list of {one.list_date}: {one.locator}"
    yield f"      day    {one.on_day}"
    yield f"      why    {one.sentence}"
