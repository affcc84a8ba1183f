"""Facts from plain values: what a table or a spreadsheet can hold becomes a fact of a rule.

A field is filled by its type: text, true or false, number, list, object; a date as text
(``2018-10-01``, ``2018-10``, ``2018``) or as whatever the caller's `date` reads.
"""

from __future__ import annotations

import datetime as time
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError, OsintError
from osint_helpers.law.flags import ais, cargo, cover, identities, papers, parties, voyages
from osint_helpers.law.flags.facts import (
    Explanation,
    Fact,
    Observation,
    ReferenceEvent,
    Stated,
)

#: Name of each kind of fact a rule can test, and its class.
KINDS: Final[dict[str, type[Fact]]] = {
    one.__name__: one
    for one in (
        ais.Encounter, ais.Gap, cargo.Load, cargo.ReExport, cargo.Transit, cargo.Valued,
        cover.Lapse, identities.FlagHistory, identities.ShipIdentity, papers.ConsigneeVersions,
        papers.Papers, parties.Consignee, parties.ListAnswer, parties.Ownership, voyages.AreaVisit,
        voyages.DeclaredCall, voyages.Voyage, Observation, ReferenceEvent,
        Stated,
    )
}  # fmt: skip
_COMMON: Final = ("evidence", "explained", "responses")
# A gap between two printed dates: `ais.Gap.between`.
_BETWEEN: Final = ("off", "on")


def fact_of(
    kind: str,
    inputs: Mapping[str, Any],
    *,
    evidence: tuple[str, ...],
    explained: Explanation | None = None,
    responses: tuple[str, ...] | None = None,
    date: Callable[[str], DateInterval] = DateInterval.of_text,
) -> Fact:
    """Make the fact of a kind from plain values.

    Parameters
    ----------
    kind
        A key of :data:`KINDS`: ``"Gap"``, ``"Papers"``, ``"Observation"`` …
    inputs
        Field -> value as JSON gives it. A `Gap` may have ``off`` and ``on``, two dates, in place
        of ``when`` and ``hours``.
    evidence, explained, responses
        As `facts.Fact`.
    date
        Reads the text of a date.

    Raises
    ------
    LawError
        For an unknown kind or field, a field that is missing, a value of another type; it names
        the field.
    """
    if kind not in KINDS:
        raise LawError(f"{kind!r} is no kind of fact", advice=f"one of {', '.join(sorted(KINDS))}")
    cls = KINDS[kind]
    held = dict(inputs)
    taken = sorted(set(held) & set(_COMMON))
    if taken:
        raise LawError(f"{taken[0]} stands among the inputs", advice="it has a column of its own")
    common: dict[str, Any] = {
        "evidence": evidence, "explained": explained, "responses": responses
    }  # fmt: skip
    if cls is ais.Gap and set(_BETWEEN) <= set(held):
        off, on = (_value(DateInterval, held.pop(name), name, date) for name in _BETWEEN)
        made = _fields(cls, held, date, {"when": "", "hours": (0.0, 0.0), **common})
        between = ais.Gap.between(off, on, ship=made["ship"], evidence=evidence)
        made |= {"when": between.when, "hours": between.hours}
        return cls(**made)
    return cls(**_fields(cls, held, date, common))


def _fields(
    cls: type, held: Mapping[str, Any], date: Callable[[str], DateInterval], given: dict[str, Any]
) -> dict[str, Any]:
    """Return the fields of a dataclass; refuse those it does not have, and gaps."""
    known = {one.name: one for one in fields(cls)}
    strange = sorted(set(held) - set(known))
    if strange:
        names = ", ".join(name for name in known if name not in _COMMON)
        raise LawError(f"a {cls.__name__} has no {strange[0]!r}", advice=f"it has: {names}")
    hints = _hints(cls)
    made = {name: _value(hints[name], value, name, date) for name, value in held.items()} | given
    for name, one in known.items():
        if name not in made and one.default is MISSING and one.default_factory is MISSING:
            raise LawError(f"a {cls.__name__} needs {name!r}", advice="write it")
    return made


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _value(  # noqa: PLR0911  (one return a type)
    hint: Any,  # noqa: ANN401  (a type)
    value: Any,  # noqa: ANN401  (JSON)
    name: str,
    date: Callable[[str], DateInterval],
) -> Any:  # noqa: ANN401
    """Return a JSON value as the type of a field."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if value is None and type(None) in parts:
            return None
        return _value(next(p for p in parts if p is not type(None)), value, name, date)
    if origin is Literal:
        return _checked(value, value in parts, name, f"one of {', '.join(map(str, parts))}")
    if origin is tuple:
        return _tuple(parts, value, name, date)
    if origin is not None and issubclass(origin, Mapping):
        good = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        return _checked(value, good, name, "an object of texts")
    if hint in {DateInterval, time.date, time.datetime}:
        return _moment(hint, value, name, date)
    if is_dataclass(hint) and isinstance(hint, type):
        _checked(value, isinstance(value, dict), name, "an object")
        return hint(**_fields(hint, value, date, {}))
    if hint is float:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return float(_checked(value, good, name, "a number"))
    words = {str: "text", bool: "true or false", int: "a whole number"}[hint]
    return _checked(value, type(value) is hint, name, words)


def _tuple(
    parts: tuple[Any, ...],
    value: Any,  # noqa: ANN401  (JSON)
    name: str,
    date: Callable[[str], DateInterval],
) -> tuple[Any, ...]:
    _checked(value, isinstance(value, list), name, "a list")
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_value(parts[0], one, name, date) for one in value)
    _checked(value, len(value) == len(parts), name, f"a list of {len(parts)}")
    return tuple(_value(p, one, name, date) for p, one in zip(parts, value, strict=True))


def _moment(hint: Any, value: Any, name: str, date: Callable[[str], DateInterval]) -> Any:  # noqa: ANN401
    _checked(value, isinstance(value, str), name, "a date in quotes")
    try:
        return date(value) if hint is DateInterval else hint.fromisoformat(value)
    except (ValueError, OsintError) as error:
        told = error.what if isinstance(error, OsintError) else str(error)
        raise LawError(
            f"{name} is {value!r}: {told}", advice="YYYY-MM-DD, YYYY-MM or YYYY"
        ) from None


def _checked(value: Any, good: bool, name: str, wanted: str) -> Any:  # noqa: ANN401
    if not good:
        raise LawError(f"{name} is {value!r}", advice=f"it must be {wanted}")
    return value
