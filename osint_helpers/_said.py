"""A value as a card says it: short, the same on every machine, never an address in memory."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

_MOST: Final = 8  # elements of a list
_LONGEST: Final = 400  # characters


def said(value: Any) -> str:  # noqa: ANN401
    """Return a value in words; ``""`` when it is not given.

    A path is its last part, a table its size, a number of floating point six digits.
    """
    text = _said(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _said(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return _object(value)


def _object(value: Any) -> str:  # noqa: ANN401
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        size = f"{shape[0]:,} rows"
        return f"{size}, {shape[1]} columns" if len(shape) == 2 else size
    text = getattr(value, "text", None)
    if callable(text):
        text = text()
    if isinstance(text, str):
        return text
    bare = vars(object)["__repr__"] is getattr(type(value), "__repr__", None)
    return type(value).__name__ if bare or callable(value) else str(value)


def _joined(parts: Iterable[str]) -> str:
    listed = list(parts)
    more = len(listed) - _MOST
    return "; ".join([*listed[:_MOST], *([f"and {more} more"] if more > 0 else [])])


# The first that fits: a flag is an integer too, a moment is a day too.
_WORDS: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (str, str),
    (bool, lambda value: "yes" if value else "no"),
    (float, lambda value: "" if math.isnan(value) else f"{value:.6g}"),
    (int, str),
    (bytes, lambda value: f"{len(value):,} bytes"),
    (Path, lambda value: str(value.name)),
    (dt.date, lambda value: str(value.isoformat())),
    (Mapping, lambda value: _joined(f"{_said(key)}: {_said(one)}" for key, one in value.items())),
    ((set, frozenset), lambda value: _joined(map(_said, sorted(value, key=str)))),
    ((tuple, list), lambda value: _joined(map(_said, value))),
)
