"""Where the cursor is: inside which string, which argument, which call. Nothing is executed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*\s*\Z")
_KEYWORD: Final = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)")
_STRING: Final = re.compile(r"([A-Za-z]{0,2})('''|\"\"\"|'|\")")
_PLAIN: Final = ("", "r", "R", "u", "U")
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Spot:
    """The string under the cursor, as an argument of a call.

    Attributes
    ----------
    callee
        Dotted name of what is called: ``case.claim``.
    position
        How many arguments stand before it.
    keyword
        Its name when it is given by name, else ``""``.
    given
        Text of the arguments before it.
    typed
        What stands between the quote and the cursor.
    subscript
        True for ``case.claims["…``: then `callee` is what is looked into.
    """

    callee: str
    position: int
    keyword: str
    given: tuple[str, ...]
    typed: str
    subscript: bool = False


@dataclass
class _Open:
    """A bracket not yet closed: its sign, where it stands, where its arguments begin."""

    sign: str
    at: int
    starts: list[int] = field(default_factory=list)


def spot(text: str) -> Spot | None:
    """Return where the cursor at the end of `text` is; ``None`` outside a string in a call.

    A string in a tuple, list or set counts as part of the argument it stands in:
    ``without=("shipping", "ves…``.
    """
    brackets, string = _scan(text)
    if string is None:
        return None
    before = text[: string[0]]
    for n, bracket in enumerate(reversed(brackets)):
        called = None if bracket.sign == "{" else _NAME.search(text[: bracket.at])
        if called is None or _is_word(called[0]):
            continue
        argument = before[bracket.starts[-1] :]
        keyword = _KEYWORD.match(argument)
        rest = argument[keyword.end() :] if keyword else argument
        if not n and rest.strip():
            return None  # part of an expression
        given = [
            text[a : b - 1].strip()
            for a, b in zip(bracket.starts, bracket.starts[1:], strict=False)
        ]
        name = re.sub(r"\s", "", called[0])
        by_name, typed = keyword[1] if keyword else "", text[string[1] :]
        return Spot(name, len(given), by_name, tuple(given), typed, bracket.sign == "[")
    return None


def _is_word(name: str) -> bool:
    """Say whether what stands before a bracket is a keyword of Python, such as ``in (``."""
    from keyword import iskeyword

    return iskeyword(name.strip())


def _scan(text: str) -> tuple[list[_Open], tuple[int, int] | None]:
    """Return the open brackets, and start and first character of the string that is open."""
    brackets: list[_Open] = []
    at = 0
    while at < len(text):
        string = _STRING.match(text, at)
        if string is not None and not (at and (text[at - 1].isalnum() or text[at - 1] == "_")):
            end = _end(text, string.end(), string[2])
            if end is None:
                return brackets, (at, string.end()) if string[1] in _PLAIN else None
            at = end
            continue
        sign = text[at]
        if sign == "#":
            line = text.find("\n", at)
            if line < 0:
                return brackets, None
            at = line
        elif sign in "([{":
            brackets.append(_Open(sign, at, [at + 1]))
        elif sign in _PAIRS and brackets and brackets[-1].sign == _PAIRS[sign]:
            brackets.pop()
        elif sign == "," and brackets:
            brackets[-1].starts.append(at + 1)
        at += 1
    return brackets, None


def _end(text: str, at: int, quote: str) -> int | None:
    """Return where a string ends, its quote included; ``None`` when it is open at the end."""
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text.startswith(quote, at):
            return at + len(quote)
        elif text[at] == "\n" and len(quote) == 1:
            return at  # Python would not read on; the next line begins anew
        else:
            at += 1
    return None
