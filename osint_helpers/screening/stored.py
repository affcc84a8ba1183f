"""Records of screening kept with a case: ``screenings.jsonl``, one question a line.

A line holds the whole record, its SHA-256, and who asked it when about which party. The list
files themselves are not kept here: whoever has a file of that SHA-256 gets the same record again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers._json import canonical
from osint_helpers.screening.records import FORM, Answer, Candidate, Cited, Screening
from osint_helpers.screening.values import (
    Feature,
    Identifier,
    MatchRule,
    Name,
    ScreeningError,
    Subject,
)

FILE: Final = "screenings.jsonl"
_KEYS: Final = ("by", "day_of", "legs", "on", "party", "record", "sha256")


@dataclass(frozen=True, repr=False)
class Stored(Carded):
    """One kept question.

    Attributes
    ----------
    party
        Id of the entity in the case.
    legs
        Legs the party appears in; empty where the day is not that of a leg.
    day_of
        What the day is: ``"first day of its legs"``, ``"day of the report"`` …
    by, on
        Who asked, and on which day.
    record
        Question, lists and answers.
    """

    party: str
    legs: tuple[str, ...]
    day_of: str
    by: str
    on: date
    record: Screening

    @property
    def day(self) -> date:
        """Return the day the lists were asked for."""
        return self.record.answers[0].day

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the canonical record."""
        return _digest(self.record.json())

    def line(self) -> str:
        """Return the line of the file, without its line end."""
        held = {
            "party": self.party, "legs": list(self.legs), "day_of": self.day_of, "by": self.by,
            "on": self.on.isoformat(), "sha256": self.sha256, "record": self.record.plain(),
        }  # fmt: skip
        return canonical(held)

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.stored(self)


def text(stored: Iterable[Stored]) -> str:
    """Return the content of the file: by party, day, and what the day is."""
    ordered = sorted(stored, key=lambda one: (one.party, one.day, one.day_of, one.line()))
    return "".join(f"{one.line()}\n" for one in ordered)


def read(path: Path | str) -> tuple[Stored, ...]:
    """Read the file of a case; a file that is not there holds no record.

    Raises
    ------
    ScreeningError
        Naming file and line: for what is no record, and for a record that does not have its
        SHA-256 (it was changed after it was made).
    """
    file = Path(path)
    if not file.exists():
        return ()
    made = []
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                made.append(_stored(json.loads(line.decode("utf-8"))))
            except (ValueError, TypeError, KeyError, IndexError) as error:
                what = f"is no record of screening ({type(error).__name__}: {error})"
                raise _fault(what, file, number, "osint screen --case writes this file") from None
            except ScreeningError as error:
                raise _fault(error.what, file, number, error.advice) from None
    return tuple(made)


def _fault(what: str, file: Path, number: int, advice: str) -> ScreeningError:
    return ScreeningError(what[:300], file=file, row=number, advice=advice)


def _stored(held: Any) -> Stored:  # noqa: ANN401  (JSON)
    if not isinstance(held, dict) or tuple(sorted(held)) != _KEYS:
        raise ValueError(f"it must have the keys {', '.join(_KEYS)}")
    if _digest(canonical(held["record"])) != held["sha256"]:
        raise ScreeningError(
            "the record does not have its SHA-256: it was changed after it was made",
            advice="ask again with the list of the SHA-256 it names",
        )
    for name in ("party", "by"):
        if not isinstance(held[name], str) or not held[name].strip():
            raise ValueError(f"{name} is empty")
    return Stored(
        held["party"], tuple(held["legs"]), held["day_of"], held["by"],
        date.fromisoformat(held["on"]), of_plain(held["record"]),
    )  # fmt: skip


def of_plain(held: Mapping[str, Any]) -> Screening:
    """Return the record that `Screening.plain` gave as plain values.

    Raises
    ------
    ScreeningError
        For another form, and for a rule with a rarity: only its hash is in the record.
    """
    if held["form"] != FORM:
        raise ScreeningError(f"{held['form']!r} is another form", advice=f"{FORM} is read")
    if held["rule"]["rarity"] is not None:
        raise ScreeningError("the rarity of the rule is not in the record", advice="ask again")
    answers = tuple(_answer(one) for one in held["answers"])
    if not answers:
        raise ScreeningError("a record without an answer", advice="ask again")
    made = Screening(
        held["asked"], _subject(held["subject"]), MatchRule(**held["rule"]), held["matcher"],
        answers, tuple(held["notes"]),
    )  # fmt: skip
    if canonical(made.plain()) != canonical(dict(held)):
        raise ScreeningError("the record holds what this version does not know",
                             advice="ask again")  # fmt: skip
    return made


def _subject(held: Mapping[str, Any]) -> Subject:
    names = tuple(
        Name(one["text"], one["quality"], _day(one["since"]), _day(one["until"]))
        for one in held["names"]
    )
    numbers = tuple(Identifier(**one) for one in held["identifiers"])
    return Subject(held["kind"], names, numbers, tuple(held["countries"]), tuple(held["born"]),
                   held["source"])  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _answer(held: Mapping[str, Any]) -> Answer:
    cited = tuple(
        Cited(**{**one, "parts": tuple(tuple(p) for p in one["parts"]),
                 "limits": tuple(one["limits"])})
        for one in held["cited"]
    )  # fmt: skip
    found = tuple(
        Candidate(**{**one, "features": tuple(Feature(**f) for f in one["features"])})
        for one in held["candidates"]
    )
    rest = {one.name for one in fields(Answer)} - {"day", "cited", "candidates"}
    return Answer(day=date.fromisoformat(held["day"]), cited=cited, candidates=found,
                  **{name: held[name] for name in rest})  # fmt: skip


def _digest(text: str) -> str:
    return sha256(text.encode("ascii")).hexdigest()
