"""One value of an answer, checked against the kind of its column before pandas may guess."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, Final

_WHOLE: Final = re.compile(r"[+-]?\d{1,19}")
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_INSTANT: Final = re.compile(r"(?!0000)\d{4}-?\d{2}-?\d{2}(?!\d)")
_DEEPEST: Final = 64  # lists and objects within one another; documented answers have under ten
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1


def is_missing(value: object) -> bool:
    """Say whether a source gave no value: None, NaN, NaT or NA."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return type(value).__name__ in {"NAType", "NaTType"}


def typed(value: object, kind: str) -> Any:  # noqa: ANN401
    """Return a value as its kind holds it; None for a missing one.

    Raises
    ------
    ValueError
        When it does not fit. What pandas would turn into something else in silence does not:
        ``"NaN"`` as a number, a float as text, a year as an instant.
    """
    if value is None or (type(value) is not str and is_missing(value)):
        return None
    return _TYPED[kind](value)


def _text(value: object) -> str:
    if isinstance(value, str):
        if not value.isascii():
            value.encode()  # half of a pair of surrogates is no text
        return value
    if _is_whole(value):
        return str(value)
    raise ValueError


def _day(value: object) -> str:
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if value == "":
        return ""
    if found is None:
        raise ValueError
    dt.date(*(int(part or 1) for part in found.groups()))
    return found[0]


def _integer(value: Any) -> int:  # noqa: ANN401
    fits = _is_whole(value) or (isinstance(value, str) and _WHOLE.fullmatch(value) is not None)
    # a float holds every whole number up to here, and not every one beyond
    fits = fits or (isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53)
    if not fits or not _LEAST <= int(value) <= _MOST:
        raise ValueError
    return int(value)


def _number(value: object) -> float:
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise ValueError
    if not isinstance(value, str | Real | Decimal) or _is_flag(value):
        raise ValueError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _instant(value: object) -> object:
    if isinstance(value, dt.date):  # also a datetime, also that of pandas
        return value
    if isinstance(value, str) and (not value or _INSTANT.match(value)):
        return value or None
    raise ValueError


def _flag(value: object) -> bool:
    if _is_flag(value) or (_is_whole(value) and value in {0, 1}):
        return bool(value)
    raise ValueError


def _list(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ValueError
    return tuple(value)


def _json(value: Any) -> Any:  # noqa: ANN401
    """Return a value as it came, when it can be written as JSON in UTF-8 again."""
    left = [(value, 0)]
    while left:
        one, depth = left.pop()
        if isinstance(one, str):
            _text(one)
        elif isinstance(one, float) and math.isinf(one):
            raise ValueError
        elif isinstance(one, dict | list | tuple):
            if depth == _DEEPEST:
                raise ValueError
            inner = [*one, *one.values()] if isinstance(one, dict) else one
            left += [(each, depth + 1) for each in inner]
    return value


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not _is_flag(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}


_TYPED: Final[dict[str, Callable[[Any], Any]]] = {
    "text": _text,
    "day": _day,
    "integer": _integer,
    "number": _number,
    "instant": _instant,
    "flag": _flag,
    "list": _list,
    "json": _json,
}
