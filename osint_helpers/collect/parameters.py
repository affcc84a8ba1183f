"""Parameters of a pull: from the text of a cell to the arguments of a collector.

The text is ``name=value; name=value``. A list is separated by commas, a day is ``2018-10-07``, a
flag ``yes`` or ``no``. ``?`` stands for what is not known yet: such a pull cannot be asked.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from osint_helpers.errors import CollectError

UNKNOWN: Final = "?"
Text = str | tuple[str, ...]
_PAIR: Final = re.compile(r"(?:^|;)\s*([a-z][a-z0-9_]*)\s*=")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FLAGS: Final = {"yes": True, "no": False}


def parse(text: str) -> dict[str, str]:
    """Return the parameters of a cell as text, in their order.

    A ``;`` belongs to a value unless a name and ``=`` follow it.

    Raises
    ------
    CollectError
        When the text does not begin with a name and ``=``, or names a parameter twice.
    """
    if not text.strip():
        return {}
    starts = list(_PAIR.finditer(text))
    if not starts or text[: starts[0].start()].strip():
        raise CollectError(
            f"{text[:60]!r} is no list of parameters", advice="write name=value; name=value",
            column="parameters",
        )  # fmt: skip
    ends = [one.start() for one in starts[1:]] + [len(text)]
    found: dict[str, str] = {}
    for start, end in zip(starts, ends, strict=True):
        name = start[1]
        if name in found:
            raise CollectError(
                f"{name!r} is given twice", advice="separate the values of a list by commas",
                column="parameters",
            )  # fmt: skip
        found[name] = text[start.end() : end].strip().removesuffix(";").rstrip()
    return found


def bind(call: Callable[..., Any], texts: Mapping[str, Text]) -> dict[str, Any]:
    """Return the arguments of a collector for parameters given as text.

    Raises
    ------
    CollectError
        For a parameter the collector does not have, one it needs, one that is still unknown, or a
        value that is not of its type.
    """
    known = _named(call, texts)
    return {name: _value(name, text, str(known[name].annotation)) for name, text in texts.items()}


def fits(
    call: Callable[..., Any], texts: Mapping[str, Text], missing: Mapping[str, Text]
) -> dict[str, Any]:
    """Return what `bind` would, but for the parameters in `missing`, which are not known yet.

    Raises
    ------
    CollectError
        As `bind`.
    """
    known = _named(call, {**texts, **missing})
    return {name: _value(name, text, str(known[name].annotation)) for name, text in texts.items()}


def _named(call: Callable[..., Any], texts: Mapping[str, Text]) -> dict[str, inspect.Parameter]:
    known = signature(call)
    for name in texts:
        if name not in known:
            raise CollectError(
                f"there is no parameter {name!r}", advice=f"use {', '.join(known)}",
                column="parameters",
            )  # fmt: skip
    for name, parameter in known.items():
        if parameter.default is inspect.Parameter.empty and name not in texts:
            raise CollectError(
                f"the parameter {name!r} is missing", advice="every such call needs it",
                column="parameters",
            )  # fmt: skip
    return known


def signature(call: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the keyword parameters of a collector."""
    found = inspect.signature(call).parameters.values()
    return {one.name: one for one in found if one.kind is inspect.Parameter.KEYWORD_ONLY}


def unknown(texts: Mapping[str, Text]) -> tuple[str, ...]:
    """Return the names of the parameters that are not known yet."""
    return tuple(name for name, text in texts.items() if text == UNKNOWN)


def _value(name: str, text: Text, annotation: str) -> Any:  # noqa: ANN401
    if text == UNKNOWN:
        raise CollectError(
            f"{name!r} is not known yet", advice="find it first; the column why says how",
            column="parameters",
        )  # fmt: skip
    try:
        if re.match(r"(?:tuple|Sequence|Collection|Iterable)\[", annotation):
            return _several(text, annotation)
        return _one(_single(text), annotation)
    except (ValueError, KeyError):
        raise CollectError(
            f"{name} = {str(text)[:60]!r} is no {annotation}", advice="see docs/sources.md",
            column="parameters",
        ) from None  # fmt: skip


def _single(text: Text) -> str:
    """Return the only value; a whole column fits where one value is asked for when it has one."""
    if isinstance(text, str):
        return text
    (only,) = text
    return only


def _several(text: Text, annotation: str) -> tuple[Any, ...]:
    inner = annotation.partition("[")[2]
    values = [one.strip() for one in text.split(",")] if isinstance(text, str) else text
    return tuple(_one(one, inner) for one in values if one)


def _one(text: str, annotation: str) -> Any:  # noqa: ANN401
    if "date" in annotation:
        return dt.date.fromisoformat(text)
    if annotation.startswith("bool"):
        return _FLAGS[text]
    if annotation.startswith("int"):
        return int(text)
    if annotation.startswith("float"):
        if _NUMBER.fullmatch(text) is None:
            raise ValueError(text)
        return float(text)
    return text
