"""Records of screening: what was asked of which list, and what was found or not found.

A record says what stands in a file. It never says that a party is free of sanctions, and a
candidate is never an identity: a person decides that (`ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers._json import canonical
from osint_helpers.screening import wording
from osint_helpers.screening.matching import VERSION
from osint_helpers.screening.preparing import prepare
from osint_helpers.screening.values import VERDICTS, Feature, MatchRule, ScreeningError, Subject
from osint_helpers.screening.views import Layer, NoList, View

if TYPE_CHECKING:
    import pandas as pd

FORM: Final = "screening/1"
_RULE: Final = MatchRule()


@dataclass(frozen=True, repr=False)
class Cited(Carded):
    """A list file an answer rests on: enough to fetch it again and to see that it is the same."""

    list: str
    list_date: str
    date_basis: str
    sha256: str
    file: str
    parts: tuple[tuple[str, str], ...]
    counts: str
    fault: str
    limits: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Candidate(Carded):
    """An entry that may be the subject, and why.

    Attributes
    ----------
    verdict, score, features
        As `Match`.
    name, ref, kind, locator
        Of the entry; `locator` says where in the file it stands.
    list, list_date, sha256
        Of the file.
    on_day
        What the list says of the entry on the day asked.
    sentence
        The features in words.
    """

    verdict: str
    score: float
    name: str
    ref: str
    kind: str
    locator: str
    list: str
    list_date: str
    sha256: str
    on_day: str
    sentence: str
    features: tuple[Feature, ...]

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.candidate(self)


@dataclass(frozen=True, repr=False)
class Answer(Carded):
    """What one list answers for one day.

    Attributes
    ----------
    result
        ``candidates``, ``not found``, ``no list``.
    basis, text, open
        As `views.View`; of a list that is lacking, why.
    entries
        Entries that were compared.
    negative
        The negative record; empty where there are candidates or there is no list.
    """

    list: str
    day: date
    result: str
    basis: str
    text: str
    open: str = ""
    cited: tuple[Cited, ...] = ()
    entries: int = 0
    candidates: tuple[Candidate, ...] = ()
    negative: str = ""

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.answer(self)


@dataclass(frozen=True, repr=False)
class Screening(Carded):
    """A question and what every list answers.

    Attributes
    ----------
    asked
        The question as it was typed.
    subject
        As it was read.
    rule, matcher
        The thresholds, and the version of the matcher.
    answers
        One a list and day, in that order.
    notes
        What in the question could not be compared, or only in part.
    """

    asked: str
    subject: Subject
    rule: MatchRule
    matcher: str
    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()

    def frame(self) -> pd.DataFrame:
        """Return one row a candidate, a negative record or a list that is lacking."""
        import pandas as pd

        rows = [dict(zip(wording.COLUMNS, row, strict=True)) for row in wording.rows(self)]
        return pd.DataFrame(rows, columns=list(wording.COLUMNS)).astype(
            {name: "str" for name in wording.COLUMNS if name not in {"score", "possible", "strong"}}
        )

    def json(self) -> str:
        """Return canonical JSON: the same bytes for the same question, lists and rule."""
        return canonical(self.plain())

    def plain(self) -> dict[str, Any]:
        """Return the record as plain values."""
        return {"form": FORM, **wording.plain(self)}

    def text(self) -> str:
        """Return the record for a reader."""
        return wording.text(self)

    def csv(self) -> str:
        """Return `frame` as CSV text in which no cell is a formula."""
        from osint_helpers._cells import rows_csv

        held = ([wording.cell(one) for one in row] for row in wording.rows(self))
        return rows_csv([wording.COLUMNS, *held])

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.screening(self)


def screen(
    subject: Subject, views: Iterable[View | NoList], rule: MatchRule = _RULE, *, asked: str = ""
) -> Screening:
    """Ask lists about a subject.

    Parameters
    ----------
    views
        What `as_of` gave, also where it gave `NoList`. A snapshot keeps its index, so that many
        subjects are asked at the price of one.
    asked
        The question as it was typed; by default the names and numbers of the subject.

    Raises
    ------
    ScreeningError
        When there is no view, or nothing in the subject that could be compared: "not found"
        would then say nothing.
    """
    notes = _comparable(subject, rule)
    answers = [_answer(subject, view, rule) for view in views]
    if not answers:
        raise ScreeningError("no list was asked", advice="name at least one list")
    answers.sort(key=lambda one: (one.list, one.day, [cited.sha256 for cited in one.cited]))
    return Screening(asked or wording.question(subject), subject, rule, VERSION, tuple(answers),
                     notes)  # fmt: skip


def _comparable(subject: Subject, rule: MatchRule) -> tuple[str, ...]:
    """Return what cannot be compared; refuse a subject of which nothing can."""
    made = prepare(subject, rule)
    usable = any(number.usable for held in made.numbers.values() for number in held.values())
    if not usable and not any(name.tokens for name in made.names):
        raise ScreeningError(
            f"nothing in {wording.question(subject)[:80]!r} can be compared",
            advice="give a name with letters or digits, or a number of the right form",
        )
    notes = [f"name {name.text!r}: {note}" for name in made.names for note in name.notes]
    notes += [f"name {name.text!r} has nothing that can be compared" for name in made.names
              if not name.tokens]  # fmt: skip
    notes += [f"{kind} {number.printed}: {number.reason}" for kind, held in
              sorted(made.numbers.items()) for _, number in sorted(held.items())
              if number.reason]  # fmt: skip
    return tuple(dict.fromkeys(notes))


def _answer(subject: Subject, view: View | NoList, rule: MatchRule) -> Answer:
    if isinstance(view, NoList):
        return Answer(view.list, view.day, "no list", view.basis, view.text)
    found = [one for layer in view.layers for one in _candidates(subject, layer, rule)]
    found.sort(key=_order)
    cited = tuple(_cited(layer) for layer in view.layers)
    negative = "" if found else wording.negative(view)
    return Answer(
        view.list, view.day, "candidates" if found else "not found", view.basis, view.text,
        view.open, cited, view.counts()["entries"], tuple(found), negative,
    )  # fmt: skip


def _order(one: Candidate) -> tuple[int, float, str, str, str, str, str]:
    return (VERDICTS.index(one.verdict), -one.score, one.list_date, one.ref, one.name, one.locator,
            one.sha256)  # fmt: skip


def _candidates(subject: Subject, layer: Layer, rule: MatchRule) -> Iterable[Candidate]:
    held = layer.snapshot
    for hit in held.index(rule).query(subject, None):
        if not layer.holds(hit.number):
            continue
        row = held.listings.iloc[hit.number]
        match = hit.match
        yield Candidate(
            match.verdict, match.score, str(row["name"]), str(row["authority_ref"]),
            str(row["kind"]), str(row["source_locator"]), held.list, held.list_date, held.sha256,
            layer.said(hit.number), wording.sentence(match), match.features,
        )  # fmt: skip


def _cited(layer: Layer) -> Cited:
    one = layer.snapshot
    return Cited(one.list, one.list_date, one.date_basis, one.sha256, one.file, one.parts,
                 one.counts.text(), one.fault, one.limits)  # fmt: skip
