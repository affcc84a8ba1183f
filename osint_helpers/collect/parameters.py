"""Parameters of a pull: from the text of a cell to the arguments of a collector.

The text is ``name=value; name=value``. A list is separated by commas (nothing
behind the ``=`` is the empty list), a day is ``2018-10-07``, a
flag ``yes`` or ``no``. ``?`` stands for what is not known yet: such a pull cannot be asked.
"""

from __future__ import annotations

import builtins
import datetime as dt
import inspect
import re
import typing
from collections import abc
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, Final

from osint_helpers.errors import CollectError
from osint_helpers.evidence.layout import CAPTURE_ID

UNKNOWN: Final = "?"
_FILES: Final = ("file", "files")  # parameters that name files
Text = str | tuple[str, ...]
_PAIR: Final = re.compile(r"(?:^|;)\s*([a-z][a-z0-9_]*)\s*=")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FLAGS: Final = {"yes": True, "no": False}
_LISTS: Final = (tuple, list, abc.Sequence, abc.Collection, abc.Iterable)
_WORDS: Final = {
    str: "text", int: "whole number", float: "number", bool: "flag (yes, no)",
    dt.date: "day", dt.datetime: "time",
}  # fmt: skip


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
    _named(call, texts)
    kinds = types(call)
    return {name: _value(name, text, kinds[name]) for name, text in texts.items()}


def fits(
    call: Callable[..., Any], texts: Mapping[str, Text], missing: Mapping[str, Text]
) -> dict[str, Any]:
    """Return what `bind` would, but for the parameters in `missing`, which are not known yet.

    Raises
    ------
    CollectError
        As `bind`.
    """
    _named(call, {**texts, **missing})
    kinds = types(call)
    return {name: _value(name, text, kinds[name]) for name, text in texts.items()}


def _named(call: Callable[..., Any], texts: Mapping[str, Text]) -> None:
    """Refuse a parameter the collector does not have, and the lack of one it needs."""
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


def signature(call: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the keyword parameters of a collector."""
    found = inspect.signature(call).parameters.values()
    return {one.name: one for one in found if one.kind is inspect.Parameter.KEYWORD_ONLY}


def types(call: Callable[..., Any]) -> dict[str, Any]:
    """Return the types of the parameters of a collector; names for checkers only are no types."""
    return typing.get_type_hints(call, localns=_Names(call))


class _Names(dict[str, Any]):
    """Names as a function sees them; one that is imported for type checkers alone is an object."""

    def __init__(self, call: Callable[..., Any]) -> None:
        super().__init__()
        self._seen = {**vars(builtins), **getattr(inspect.unwrap(call), "__globals__", {})}

    def __missing__(self, name: str) -> Any:  # noqa: ANN401
        return self._seen.get(name, object)


def unknown(texts: Mapping[str, Text]) -> tuple[str, ...]:
    """Return the names of the parameters that are not known yet."""
    return tuple(name for name, text in texts.items() if text == UNKNOWN)


def _value(name: str, text: Text, kind: Any) -> Any:  # noqa: ANN401
    if text == UNKNOWN:
        raise CollectError(
            f"{name!r} is not known yet", advice="find it first; the column why says how",
            column="parameters",
        )  # fmt: skip
    try:
        inner = _inside(kind)
        if inner is not None:
            values = text.split(",") if isinstance(text, str) else text
            found = tuple(_one(one.strip(), inner) for one in values if one.strip())
            return _kept(name, found)
        return _kept(name, (_one(_single(text), kind),))[0]
    except (ValueError, KeyError):
        raise CollectError(
            f"{name} = {str(text)[:60]!r} is no {shown(kind)}", advice="see docs/sources.md",
            column="parameters",
        ) from None  # fmt: skip


def _kept(name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse files outside the case: whoever wrote it could have this machine read any."""
    if name in _FILES and not all(CAPTURE_ID.fullmatch(str(one)) for one in values):
        raise CollectError(
            f"{name} names what is no capture of the case",
            advice="osint capture CASE --file keeps a file: write the id of its capture",
            column="parameters",
        )
    return values


def shown(kind: Any) -> str:  # noqa: ANN401
    """Return a type in words: ``list of text``, ``day``, ``whole number``."""
    inner = _inside(kind)
    if inner is not None:
        return f"list of {shown(inner)}"
    found = dict.fromkeys(_WORDS[one] for one in _choices(kind) if one in _WORDS)
    return " or ".join(found) or "text"


def _inside(kind: Any) -> Any:  # noqa: ANN401
    """Return the type of the values of a list; None for what is no list, or may be plain text."""
    found = _choices(kind)
    if str in found:
        return None
    lists = [one for one in found if typing.get_origin(one) in _LISTS]
    return typing.get_args(lists[0])[0] if lists else None


def _choices(kind: Any) -> list[Any]:  # noqa: ANN401
    """Return the types a value may have, plain text last."""
    if typing.get_origin(kind) not in {typing.Union, UnionType}:
        return [kind]
    found = [one for one in typing.get_args(kind) if one is not type(None)]
    return sorted(found, key=lambda one: one is str)


def _single(text: Text) -> str:
    """Return the only value; a whole column fits where one value is asked for when it has one."""
    if isinstance(text, str):
        return text
    (only,) = text
    return only


def _one(text: str, kind: Any) -> Any:  # noqa: ANN401
    """Return a value of the first type it fits."""
    for choice in _choices(kind):
        try:
            return _of(text, choice)
        except (ValueError, KeyError):
            continue
    raise ValueError(text)


def _of(text: str, kind: Any) -> Any:  # noqa: ANN401
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(text)
    if kind is dt.date:
        return dt.date.fromisoformat(text)
    if kind is bool:
        return _FLAGS[text]
    if kind is int:
        return int(text)
    if kind is float and _NUMBER.fullmatch(text) is not None:
        return float(text)
    if kind is str:
        return text
    raise ValueError(text)
