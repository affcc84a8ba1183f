"""Values of Global Fishing Watch as they come: numbers as text, "false" as text, ends that lack."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from osint_helpers.collect.columns import check_fields
from osint_helpers.errors import SchemaChanged

_ADVICE = "the source changed, or the reading of it is wrong: keep the capture, report it"


class Reading:
    """Reads records of one answer and remembers which new fields were let pass.

    Parameters
    ----------
    tolerated
        New fields the analyst lets pass unread.
    """

    def __init__(self, tolerated: Collection[str] = ()) -> None:
        self._tolerated = tuple(tolerated)
        self.unread: set[str] = set()

    def record(
        self, value: Any, required: Collection[str], optional: Collection[str], where: str  # noqa: ANN401
    ) -> dict[str, Any]:  # fmt: skip
        """Return `value` as a record whose fields are known.

        Raises
        ------
        SchemaChanged
            When it is no record, or its fields are others.
        """
        if not isinstance(value, dict):
            raise wrong(value, "record", where)
        self.unread |= set(
            check_fields(list(value), required, optional, where=where, tolerated=self._tolerated)
        )
        return value

    def part(
        self, holder: dict[str, Any], name: str, fields: Collection[str], where: str
    ) -> dict[str, Any]:
        """Return a record inside a record; empty when it is not given."""
        value = holder.get(name)
        return {} if value is None else self.record(value, (), fields, f"{name} of {where}")


def wrong(value: object, kind: str, column: str) -> SchemaChanged:
    """Return the error for a value of another kind."""
    return SchemaChanged(f"holds {value!r:.60}, which is no {kind}", column=column, advice=_ADVICE)


def text(value: object, column: str) -> str | None:
    """Return a text; None for null and the empty text."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise wrong(value, "text", column)
    return value


def number(value: object, column: str) -> float | None:
    """Return a finite number, also when it came as text; None for null and the empty text."""
    if value is None or value == "":
        return None
    plain = isinstance(value, (int, float, str)) and not isinstance(value, bool)
    if not plain or "_" in str(value):  # Python would read 1_0 as ten
        raise wrong(value, "number", column)
    try:
        found = float(value)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        raise wrong(value, "number", column) from None
    if not math.isfinite(found):
        raise wrong(value, "number", column)
    return found


def whole(value: object, column: str) -> int | None:
    """Return a whole number, also when it came as text."""
    found = number(value, column)
    if found is None:
        return None
    if found != int(found) or abs(found) >= 2**53:
        raise wrong(value, "whole number", column)
    return int(found)


def degrees(value: object, column: str, most: float) -> float | None:
    """Return a latitude (`most` 90) or longitude (180)."""
    found = number(value, column)
    if found is not None and abs(found) > most:
        raise wrong(value, f"angle within {most:g} degrees", column)
    return found


def flag(value: object, column: str) -> bool | None:
    """Return true or false, also when it came as text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise wrong(value, "truth value", column)


def instant(value: object, column: str) -> str | None:
    """Return a time with its zone as it came; None for null and the empty text."""
    found = text(value, column)
    if found is None:
        return None
    try:
        told = datetime.fromisoformat(found)
    except ValueError:
        raise wrong(value, "time", column) from None
    if told.tzinfo is None:
        raise wrong(value, "time with a zone", column)
    return found


def texts(value: object, column: str) -> tuple[str, ...]:
    """Return a list of texts; a single one counts as a list of one."""
    if value is None or value == "":
        return ()
    held: Iterable[object] = [value] if isinstance(value, str) else records(value, column)
    return tuple(found for one in held if (found := text(one, column)) is not None)


def records(value: object, column: str) -> list[Any]:
    """Return a list; empty when it is not given."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise wrong(value, "list", column)
    return value


def days(value: object, column: str) -> str | None:
    """Return a day or time as precise as it came."""
    found = text(value, column)
    if found is None:
        return None
    try:
        datetime.fromisoformat(found)
    except ValueError:
        raise wrong(value, "date", column) from None
    return found
