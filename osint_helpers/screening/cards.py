"""Screening as cards in a notebook. No card says that a party is free of sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, table

if TYPE_CHECKING:
    from osint_helpers.screening.records import Answer, Candidate, Screening
    from osint_helpers.screening.snapshots import Snapshot
    from osint_helpers.screening.stored import Stored
    from osint_helpers.screening.values import Match, Subject
    from osint_helpers.screening.views import NoList, View

LIMIT: Final = (
    "A candidate is no identity, and “not found” says what stands in this file and no more."
)
_SHOWN: Final = 20


def subject(one: Subject) -> Card:
    """Return the card of a description that is compared."""
    first, *others = [name.text for name in one.names] or ["without a name"]
    return Card(
        one.kind, first,
        (("other names", "; ".join(others) or "none"),
         ("identifiers", "; ".join(f"{i.type} {i.value}" for i in one.identifiers) or "none"),
         ("countries", ", ".join(one.countries)), ("born or built", ", ".join(one.born)),
         ("source", one.source)),
    )  # fmt: skip


def match(one: Match) -> Card:
    """Return the card of a comparison, a row a feature."""
    rows = [(f.kind, f.result, f.a, f.b, f.text) for f in one.features]
    heads = [(name, "left") for name in ("feature", "result", "one", "other", "why")]
    return Card(
        "match", one.verdict.replace("_", " "), (("score of the names", f"{one.score:.3f}"),),
        notes=(LIMIT,), body=table(heads, rows, "features") if rows else "",
    )  # fmt: skip


def snapshot(one: Snapshot) -> Card:
    """Return the card of a list file as read."""
    return Card(
        "list", one.list,
        (("list date", f"{one.list_date} ({one.date_basis})"),
         ("entries", f"{one.counts.listings:,} of {one.counts.in_file:,} {one.counts.unit}"),
         ("SHA-256", one.sha256), ("file", one.file)),
        "complete" if one.complete else "NOT COMPLETE", "" if one.complete else "NOT COMPLETE",
        (one.fault, *one.notes, *one.limits),
    )  # fmt: skip


def view(one: View) -> Card:
    """Return the card of a list as of a day."""
    return Card(
        "list as of", f"{one.list}, {one.day.isoformat()}",
        (("answered by", one.text), ("basis", one.basis), ("left open", one.open or "nothing")),
    )  # fmt: skip


def no_list(one: NoList) -> Card:
    """Return the card of a day no list answers for."""
    return Card(
        "no list as of", f"{one.list}, {one.day.isoformat()}", (("why", one.text),), "no list",
        notes=("This is no negative record: nothing was compared.",),
    )  # fmt: skip


def screening(one: Screening) -> Card:
    """Return the card of a question to lists: a row a list and day."""
    asked = one.asked or next((name.text for name in one.subject.names), "")
    rows = [_answer(answer) for answer in one.answers[:_SHOWN]]
    heads = [(name, "left") for name in ("list", "day", "result", "what was found or not found")]
    results = [answer.result for answer in one.answers]
    told = ", ".join(f"{results.count(name)} {name}" for name in dict.fromkeys(results))
    more = len(one.answers) - _SHOWN
    return Card(
        "screening of", asked, (("answers", told or "no list was asked"),),
        notes=(f"and {more} more answers" if more > 0 else "", *one.notes, LIMIT),
        body=table(heads, rows, "answers") if rows else "",
    )  # fmt: skip


def answer(one: Answer) -> Card:
    """Return the card of what one list answers for a day."""
    listed = [(c.verdict.replace("_", " "), f"{c.score:.3f}", c.name, c.ref, c.sentence)
              for c in one.candidates[:_SHOWN]]  # fmt: skip
    heads = [("verdict", "left"), ("score", "right"), ("name", "left"), ("ref", "left"),
             ("why", "left")]  # fmt: skip
    return Card(
        "answer of", f"{one.list}, {one.day.isoformat()}",
        (("basis", one.text), ("entries compared", f"{one.entries:,}"),
         ("record", one.negative or one.result), ("left open", one.open or "nothing")),
        one.result, notes=(LIMIT,), body=table(heads, listed, "candidates") if listed else "",
    )  # fmt: skip


def candidate(one: Candidate) -> Card:
    """Return the card of an entry that may be the subject."""
    return Card(
        "candidate", f"{one.name} ({one.list} {one.ref})",
        (("why", one.sentence), ("score of the names", f"{one.score:.3f}"), ("kind", one.kind),
         ("on the day", one.on_day), ("list date", one.list_date), ("SHA-256", one.sha256),
         ("where in the file", one.locator)),
        one.verdict.replace("_", " "), notes=(LIMIT,),
    )  # fmt: skip


def stored(one: Stored) -> Card:
    """Return the card of a question kept with a case."""
    inner = screening(one.record)
    return Card(
        "screening of", f"{one.party} on {one.day.isoformat()} ({one.day_of})",
        (("asked by", f"{one.by}, {one.on.isoformat()}"), ("legs", ", ".join(one.legs) or "none"),
         *inner.facts),
        notes=inner.notes, body=inner.body,
    )  # fmt: skip


def _answer(one: Answer) -> tuple[str, str, str, str]:
    found = "; ".join(f"{c.name} ({c.verdict.replace('_', ' ')})" for c in one.candidates[:5])
    more = f"; and {len(one.candidates) - 5} more" if len(one.candidates) > 5 else ""
    said = found + more if found else one.negative or one.text
    return one.list, one.day.isoformat(), one.result, said
