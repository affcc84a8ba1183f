"""What a cell holds, by the form of its column. Nothing is guessed: a doubt is a problem."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from osint_helpers import identifiers
from osint_helpers._cells import is_formula
from osint_helpers.diligence.spots import spot
from osint_helpers.errors import GoodsError, ReferenceDataError
from osint_helpers.sheets.days import read_date
from osint_helpers.sheets.problems import Problem, note, unused
from osint_helpers.sheets.raw import Raw

# Words that stand where a party should, and name none.
_NOBODY: Final = frozenset(
    {"to order", "to the order", "order", "n/a", "na", "none", "nil", "unknown", "tba", "tbc",
     "tbd", "to be advised", "to be confirmed", "not published", "not known", "-", "--", "?", "x",
     "xx", "xxx"}
)  # fmt: skip
_SAME: Final = frozenset({"same as consignee", "as consignee", "same as above", "same"})
_YES: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_NUMBER: Final = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_SEPARATOR: Final = re.compile(r"[;\n]")
_INVISIBLE: Final = ("Cc", "Cf", "Co", "Cs")
_MIXING: Final = ("LATIN", "CYRILLIC", "GREEK")


_ANY_GOODS: Final = "the law is asked for goods of any kind"


class Held(NamedTuple):
    """What a cell holds (None: nothing usable), and what is to be said of it."""

    value: Any
    problems: tuple[Problem, ...] = ()


def _nothing(code: str, what: str, advice: str) -> Held:
    return Held(None, (unused(code, what, advice),))


def read(form: str, cell: Raw, epoch: int) -> Held:
    """Return what a filled cell holds, by the form of its column."""
    if form == "date":
        return Held(*read_date(cell, epoch))
    made = _FORMS[form](" ".join(cell.text.split()))
    if is_formula(cell.text) and cell.kind == "text" and form in {"text", "name"}:
        told = note("formula-text", "begins like a formula; it is text here and was read as text",
                    "take the sign away where it does not belong")  # fmt: skip
        return Held(made.value, (*made.problems, told))
    return made


def _text(text: str) -> Held:
    return Held(text)


def _name(text: str) -> Held:
    bare = text.casefold().strip(" .")
    if bare in _SAME:
        return Held(None, (note("same-party", f"{text!r} names no party of its own",
                                "the consignee of the row is screened"),))  # fmt: skip
    if bare in _NOBODY or not any(c.isalnum() for c in text):
        what = f"{text[:40]!r} names nobody: nothing is screened"
        return _nothing("no-name", what, "name the party, or leave the cell empty")
    return Held(text, tuple(_oddities(text)))


def _oddities(text: str) -> list[Problem]:
    found = []
    hidden = sorted({f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in _INVISIBLE})
    if hidden:
        found.append(note("invisible-letters", f"holds signs that are not shown: "
                          f"{', '.join(hidden[:6])}", "compare with the papers"))  # fmt: skip
    for word in text.split():
        scripts = _scripts(word)
        if len(scripts) > 1:
            found.append(note("mixed-scripts", f"the word {word[:40]!r} mixes letters that look "
                              f"alike: {', '.join(w.title() for w in scripts)}",
                              "compare with the papers"))  # fmt: skip
            break
    return found


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _scripts(word: str) -> list[str]:
    return sorted({_script(c) for c in word if c.isalpha()} & set(_MIXING))


def _country(text: str) -> Held:
    from osint_helpers.reference import country

    try:
        return Held(country(text).alpha2)
    except ReferenceDataError as error:
        return Held(None, (unused("country", error.what, "give the two-letter code"),))


def _mission(text: str) -> Held:
    return Held("") if text.casefold() in {"no", "none"} else _country(text)


def _place(text: str) -> Held:
    found, problems = spot(text)
    return Held(found, problems)


def _places(text: str) -> Held:
    held = [spot(one) for one in _parts(text)]
    problems = tuple(problem for _, some in held for problem in some)
    if any(found is None for found, _ in held):
        what = "one of the ports in between is not known: the others are used for the law alone"
        problems += (note("transit-open", what, "the length of the way is then not tested"),)
    return Held(tuple(found for found, _ in held), problems)


def _parts(text: str) -> list[str]:
    return [one.strip() for one in _SEPARATOR.split(text) if one.strip()]


def _goods(text: str) -> Held:
    from osint_helpers.law import goods_of

    digits = re.sub(r"\D", "", text)
    code = re.fullmatch(r"(?:HS\s*)?[\d. ]+", text, re.IGNORECASE | re.ASCII)
    if code and len(digits) % 2:
        what = f"HS code {digits[:20]} has an odd number of digits: a spreadsheet may drop a 0"
        return _nothing("goods", what, f"write the code as text; {_ANY_GOODS}")
    try:
        return Held(goods_of(text))
    except GoodsError as error:
        return _nothing("goods", error.what, f"{error.advice}; {_ANY_GOODS}")


def _number(text: str) -> Held:
    found = _NUMBER.fullmatch(text)
    value = float(text.replace(",", "")) if found else math.nan
    if not math.isfinite(value):
        return _nothing("number", f"{text[:40]!r} is no number from 0 up",
                        "digits with a point before the fraction: 12500.50")  # fmt: skip
    return Held(value)


def _numbers(text: str) -> Held:
    held = [_number(one) for one in _parts(text)]
    bad = tuple(problem for one in held for problem in one.problems)
    return Held(None if bad else tuple(one.value for one in held), bad)


def _currency(text: str) -> Held:
    code = text.upper()
    if code not in _currencies():
        what = f"{text[:20]!r} is no currency of ISO 4217"
        return _nothing("currency", what, "three letters, such as EUR")
    return Held(code)


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def _yes_no(text: str) -> Held:
    value = _YES.get(text.casefold())
    if value is None:
        return Held(None, (unused("yes-no", f"{text[:40]!r} is neither yes nor no", "yes or no"),))
    return Held(value)


def _checked(check: Callable[[str], identifiers.IdentifierCheck]) -> Callable[[str], Held]:
    def read(text: str) -> Held:
        found = check(text)
        if found.valid is False:
            what = f"{text[:30]!r} is no good {found.kind} number: {found.reason}"
            return Held(text, (note("identifier", what, "compare with the papers"),))
        return Held(found.normal)

    return read


def _containers(text: str) -> Held:
    read = _checked(identifiers.check_container)
    held = [read(one) for one in re.split(r"[;,\n]", text) if one.strip()]
    return Held(tuple(one.value for one in held), tuple(p for one in held for p in one.problems))


_FORMS: Final[Mapping[str, Callable[[str], Held]]] = {
    "text": _text, "name": _name, "country": _country, "mission": _mission, "place": _place,
    "places": _places, "goods": _goods, "number": _number, "numbers": _numbers,
    "currency": _currency, "yes or no": _yes_no,
    "IMO number": _checked(identifiers.check_imo), "MMSI": _checked(identifiers.check_mmsi),
    "VIN": _checked(identifiers.check_vin), "containers": _containers,
}  # fmt: skip
