"""Numbers that follow a thing: they agree, contradict each other, or say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from osint_helpers import identifiers
from osint_helpers.collect.sanctions.days import missing
from osint_helpers.screening.values import Feature, Identifier

# Kept for life (the order is that of the features).
LASTING: Final = ("imo", "imo_company", "lei", "vin", "container")
# May change with flag or owner, or be given again; an MMSI decides all the same.
DECIDING: Final = (*LASTING, "mmsi")
CHANGING: Final = ("call_sign",)
_ORDER: Final = (*LASTING, "mmsi", "call_sign", "registration")
_CHECKS: Final = {
    "imo": identifiers.check_imo,
    "mmsi": identifiers.check_mmsi,
    "lei": identifiers.check_lei,
    "vin": identifiers.check_vin,
    "container": identifiers.check_container,
}
_LENGTH: Final = {"imo": 7, "mmsi": 9}
_SEPARATORS: Final = str.maketrans("", "", " \t\n\r.-/_\u00a0")
_WORDS: Final = {"call sign": "call_sign", "callsign": "call_sign", "imo number": "imo"}


class Number(NamedTuple):
    """One identifier read.

    `usable` says that the form is right, so that it can agree or contradict; `sound` that no
    check digit is wrong either, so that it can decide.
    """

    printed: str
    usable: bool
    sound: bool
    reason: str


Numbers = dict[str, dict[str, Number]]


class Verdict(NamedTuple):
    """What the identifiers say together."""

    same: bool
    conflict: bool
    support: bool
    doubt: bool
    features: tuple[Feature, ...]


SILENT: Final = Verdict(False, False, False, False, ())


@lru_cache(maxsize=256)  # of a text, not of a subject
def type_of(text: str) -> str:
    """Return the name of a kind of number: ``Call Sign`` is ``call_sign``."""
    plain = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    return _WORDS.get(plain, plain.replace(" ", "_"))


def numbers_of(found: Iterable[Identifier]) -> Numbers:
    """Return type -> normal form -> number, types and forms each once."""
    held: Numbers = {}
    for one in found:
        kind = type_of(one.type)
        if missing(one.value):
            continue
        normal, number = _read(kind, one.value)
        kept = held.setdefault(kind, {})
        # two ways of printing one number: the first in the order of the alphabet is shown
        if normal not in kept or number.printed < kept[normal].printed:
            kept[normal] = number
    return held


@lru_cache(maxsize=1024)  # of a text: two sides often print one number
def _read(kind: str, value: str) -> tuple[str, Number]:
    shown = value if len(value) <= 120 else value[:119] + "\u2026"
    check = _CHECKS.get(kind)
    if check is None:
        normal = value.upper().translate(_SEPARATORS)
        return normal, Number(shown, bool(normal), bool(normal), "")
    found = check(value)
    normal, size = found.normal, _LENGTH.get(kind)
    digits = size is not None and len(normal) == size and normal.isascii() and normal.isdigit()
    placeholder = digits and len(set(normal)) == 1
    if found.valid is not False:
        return normal, Number(shown, not placeholder, not placeholder, "")
    # a wrong check digit is a typing error or another number: it can contradict, not decide
    whole = kind in {"lei", "vin", "container"} and "check digit" in found.reason
    usable = (digits or whole) and not placeholder
    return normal, Number(shown, usable, False, found.reason)


def compare_numbers(a: Numbers, b: Numbers) -> Verdict:
    """Return what two sets of identifiers say; a kind only one side has says nothing."""
    if not a or not b:
        return SILENT
    shared = sorted(a.keys() & b.keys(), key=_place)
    lasting = any(_agree(a[kind], b[kind], sound=True) for kind in shared if kind in LASTING)
    same = conflict = support = doubt = False
    features: list[Feature] = []
    for kind in shared:
        feature = _feature(kind, a[kind], b[kind], lasting=lasting)
        features.append(feature)
        if feature.result == "agree":
            decides = kind in DECIDING and _agree(a[kind], b[kind], sound=True)
            same, support = same or decides, support or not decides
        elif feature.result == "conflict":
            conflict = True
        elif feature.result == "differ":
            doubt = doubt or (kind == "registration")
    return Verdict(same and not conflict, conflict, same or support, doubt, tuple(features))


def _place(kind: str) -> tuple[int, str]:
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind)


def _agree(a: dict[str, Number], b: dict[str, Number], *, sound: bool) -> bool:
    return any(
        a[one].usable and b[one].usable and (not sound or (a[one].sound and b[one].sound))
        for one in a.keys() & b.keys()
    )


def _feature(
    kind: str, a: dict[str, Number], b: dict[str, Number], *, lasting: bool
) -> Feature:  # fmt: skip
    word = kind.upper() if kind in {"imo", "mmsi", "lei", "vin"} else kind.replace("_", " ")
    shown_a, shown_b = (
        ", ".join(one.printed for _, one in sorted(side.items())) for side in (a, b)
    )
    wrong = sorted({one.reason for side in (a, b) for one in side.values() if one.reason})
    remark = f" ({'; '.join(wrong)})" if wrong else ""
    usable = [{one for one, number in side.items() if number.usable} for side in (a, b)]
    if not usable[0] or not usable[1]:
        result, text = "silent", f"{word}: no number on one side that can be compared{remark}"
    elif usable[0] & usable[1]:
        both = ", ".join(sorted(usable[0] & usable[1]))
        result, text = "agree", f"{word} agrees: {both}{remark}"
    elif kind in DECIDING:
        result, text = "conflict", f"{word} differs: {shown_a} and {shown_b}{remark}"
        if kind == "mmsi" and lasting:
            text += "; an MMSI changes with the flag, and may be copied"
    elif kind in CHANGING and not lasting:
        result, text = "conflict", f"{word} differs: {shown_a} and {shown_b}"
    else:
        why = "changes with the flag" if kind in CHANGING else "one thing may have several"
        result, text = "differ", f"{word} differs, which does not decide: {why}"
    return Feature(f"identifier:{kind}", result, shown_a, shown_b, 0.0, text)
