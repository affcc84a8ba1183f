"""A question to Comext: its key, and how it is cut into smaller ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from osint_helpers.collect.shipping.comext.about import MANIFEST
from osint_helpers.errors import CollectError

Codes = tuple[str, ...]

_CODE: Final = re.compile(r"[A-Z0-9_]{1,40}", re.ASCII)
_SPLIT: Final = ("reporters", "products", "partners", "flows", "indicators")
_FORM: Final = {"A": re.compile(r"\d{4}"), "M": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")}
_ARGUMENT: Final = {"reporter": "reporters", "partner": "partners", "product": "products",
                    "flow": "flows", "indicators": "indicators"}  # fmt: skip
COLUMN: Final = {"reporter": "reporters", "partner": "partners", "product": "products",
                  "flow": "flows", "indicator": "indicators"}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked; an empty tuple asks for everything."""

    reporters: Codes
    partners: Codes
    products: Codes
    flows: Codes
    indicators: Codes
    frequency: str
    start: str
    end: str

    def key(self, order: list[str]) -> str:
        """Return the key of the question, in the order of the structure."""
        held = {name: "+".join(getattr(self, own)) for name, own in _ARGUMENT.items()}
        held["freq"] = self.frequency
        return ".".join(held[name] for name in order)

    def split(self) -> tuple[Question, Question] | None:
        """Return two halves of the question; None when nothing is left to split."""
        for name in _SPLIT:
            held = getattr(self, name)
            if len(held) > 1:
                half = len(held) // 2
                return replace(self, **{name: held[:half]}), replace(self, **{name: held[half:]})
        return None

    def name(self, whole: Question) -> str:
        """Return how a part of `whole` is called: its time, and what else was split."""
        parts = [self.start if self.start == self.end else f"{self.start} to {self.end}"]
        parts += [f"{name} {', '.join(getattr(self, name))}" for name in _SPLIT
                  if getattr(self, name) != getattr(whole, name)]  # fmt: skip
        return "; ".join(parts)

    def check(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the rows; one that was not asked for means the key was not understood."""
        for column, own in COLUMN.items():
            strange = {row[column] for row in rows} - set(getattr(self, own))
            if getattr(self, own) and strange:
                raise _not_asked(column, min(strange))
        for row in rows:
            if row["frequency"] != self.frequency:
                raise _not_asked("frequency", row["frequency"])
            if not self.start <= row["period"] <= self.end:
                raise _not_asked("period", row["period"])
        return rows


def _not_asked(column: str, value: str) -> CollectError:
    return CollectError(
        f"{MANIFEST.title} answered with {column} {value}, which was not asked for",
        advice="the order of the key may have changed: record comext.structure anew",
    )


def question(*, frequency: str, start: str, end: str, **codes: Codes) -> Question:
    """Return a checked question.

    Raises
    ------
    CollectError
        For what the source cannot be asked for; the column is named.
    """
    held = {name: _codes(name, texts) for name, texts in codes.items()}
    one = Question(frequency=frequency, start=start, end=end, **held)
    _check_time(one)
    return one


def _codes(name: str, texts: Codes) -> Codes:
    held: object = texts
    if isinstance(held, str):
        raise wrong(name, held, "a tuple of codes, as in ('DE',)")
    for text in texts:
        if _CODE.fullmatch(text) is None:
            raise wrong(name, text, "codes in capitals and digits, as in DE or 870323")
    return tuple(dict.fromkeys(texts))


def _check_time(one: Question) -> None:
    if one.frequency not in _FORM:
        raise wrong("frequency", one.frequency, "A (years) or M (months)")
    for name in ("start", "end"):
        text = getattr(one, name)
        if _FORM[one.frequency].fullmatch(text) is None:
            raise wrong(name, text, "2018" if one.frequency == "A" else "2018-08")
    if one.start > one.end:
        raise wrong("end", one.end, "a period that is not before the start")


def wrong(name: str, text: str, example: str) -> CollectError:
    """Return the error for a word the source cannot be asked for."""
    return CollectError(
        f"{text!r} is nothing {MANIFEST.title} can be asked for", column=name,
        advice=f"write {example}; comext.codes lists the codes",
    )  # fmt: skip
