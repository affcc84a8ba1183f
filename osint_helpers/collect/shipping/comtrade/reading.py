"""Read the answers of UN Comtrade: the envelope, the count, and every field of a record."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.shipping.comtrade.about import CORE, FIELDS, MANIFEST
from osint_helpers.collect.shipping.comtrade.totals import total_over
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

_ENVELOPE: Final = ("elapsedTime", "count", "data", "error")
_ALL: Final = tuple(one[0] for one in FIELDS)
# Tariff lines write two fields otherwise (a user of the API notes it; not confirmed).
_ALIASES: Final = {"isnetWgtEstimated": "isNetWgtEstimated",
                   "isgrossWgtEstimated": "isGrossWgtEstimated"}  # fmt: skip
_YEAR: Final = 52  # refMonth of a whole year
_PERIOD: Final = re.compile(r"(\d{4})(\d{2})?", re.ASCII)
_NO_UNIT: Final = "-1"


def count_of(data: bytes) -> int:
    """Return the number of records the source says a question has (``countOnly``).

    Raises
    ------
    SourceRefusedError, CollectError, SchemaChanged
        As :func:`parse`.
    """
    return _count(envelope(data))


def envelope(data: bytes) -> dict[str, Any]:
    """Return the envelope of an answer; what the source refuses with is an error in its words.

    Raises
    ------
    SourceRefusedError
        For ``errorObject``, ``error``, ``{statusCode, message}``, a page or text.
    CollectError, SchemaChanged
        For broken JSON, or an envelope that is not the recorded one.
    """
    value = strictly.json_of(data, source=MANIFEST.title)
    if not isinstance(value, dict):
        raise CollectError(f"the answer of {MANIFEST.title} is no object", advice="look at it")
    said = _refusal(value)
    if said is not None:
        raise SourceRefusedError(
            f"{MANIFEST.title} answered: {said}", status=200,
            advice="correct the question, or wait: the source limits calls and rows",
        )  # fmt: skip
    check_fields(list(value), _ENVELOPE, where=f"an answer of {MANIFEST.title}")
    return value


def _refusal(value: Mapping[str, Any]) -> str | None:
    held = value.get("errorObject")
    text: Any = held.get("errorMessage", held) if isinstance(held, dict) else held
    if not text and "data" not in value:
        text = value.get("message")
    text = text or value.get("error")
    return None if not text else strictly.told(str(text).encode("utf-8", "replace"))


def _count(value: Mapping[str, Any]) -> int:
    count = value["count"]
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise SchemaChanged(
            f"is {count!r:.40}, no number of records", column="count", advice="look at the answer"
        )
    return count


def parse(
    data: bytes, *, whole: bool = True, tolerated: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return the records of an answer, keyed by the columns of ``TRADE``.

    Parameters
    ----------
    data
        The answer.
    whole
        True: every field of the recorded answer must be there; False (tariff lines, whose record
        is not recorded): those of ``CORE`` must, the others may lack.
    tolerated
        New fields to pass over.

    Raises
    ------
    SchemaChanged
        For a new or missing field, or a value of another type.
    SourceRefusedError, CollectError
        As :func:`envelope`; and when the count is not the number of records.
    """
    value = envelope(data)
    records = value["data"] if value["data"] is not None else []
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise SchemaChanged("is no list of records", column="data", advice="look at the answer")
    if len(records) != _count(value):
        raise CollectError(
            f"the answer of {MANIFEST.title} says {value['count']} records and holds "
            f"{len(records)}", advice="ask again",
        )  # fmt: skip
    return [_row(one, at, whole, tolerated) for at, one in enumerate(records, 1)]


def _row(
    record: dict[str, Any], at: int, whole: bool, tolerated: Collection[str]
) -> dict[str, Any]:
    named = {_ALIASES.get(name, name): value for name, value in record.items()}
    where = f"record {at} of {MANIFEST.title}"
    if len(named) != len(record):
        raise SchemaChanged("is given twice", column="isNetWgtEstimated", advice=f"see {where}")
    required = _ALL if whole else CORE
    check_fields(list(named), required, _ALL, where=where, tolerated=tolerated)
    row = {name: _READ[kind](named.get(field), field, where)
           for field, name, kind, _, _ in FIELDS}  # fmt: skip
    for field, name, *_ in FIELDS:
        if field in CORE and field != "primaryValue" and row[name] in {None, ""}:
            raise SchemaChanged("is empty", column=field, advice=f"see {where}")
    _check_period(row, where)
    for name in ("quantity", "alt_quantity"):
        if row[f"{name}_unit_code"] == _NO_UNIT:  # some answers put 0 there, others nothing
            row[name] = None
    row["period_precision"] = "year" if len(row["period"]) == 4 else "month"
    row["basis"] = basis(row)
    row["total_over"] = total_over(row)
    return row


def basis(row: Mapping[str, Any]) -> str | None:
    """Return whether the primary value of a row is its cif or its fob value; None: neither."""
    value = row["primary_usd"]
    if value is None:
        return None
    found = [name for name in ("cif", "fob") if row[f"{name}_usd"] == value]
    return " and ".join(found) or None


def _check_period(row: dict[str, Any], where: str) -> None:
    """Hold the four ways a record says its period against each other."""
    year, month, yearly = row["ref_year"], row["ref_month"], len(row["period"]) == 4
    fits = (
        yearly == (row["frequency"] == "A")
        and int(row["period"][:4]) == year
        and (_YEAR if yearly else int(row["period"][5:])) == month
        and row["ref_period_id"] in {None, year * 10000 + (1 if yearly else month) * 100 + 1}
    )
    if not fits:
        raise SchemaChanged(
            f"{row['period']} does not fit year {year}, month {month} and frequency "
            f"{row['frequency']}", column="period", advice=f"see {where}",
        )  # fmt: skip


def _wrong(value: Any, field: str, kind: str, where: str) -> SchemaChanged:  # noqa: ANN401
    return SchemaChanged(
        f"holds {value!r:.40} in {where}, which is no {kind}", column=field,
        advice="the source changed its answers: keep the capture, and report it",
    )  # fmt: skip


def _code(value: Any, field: str, where: str) -> str | None:  # noqa: ANN401
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _wrong(value, field, "code", where)


def _text(value: Any, field: str, where: str) -> str | None:  # noqa: ANN401
    if value is None or isinstance(value, str):
        return value
    raise _wrong(value, field, "text", where)


def _number(value: Any, field: str, where: str) -> float | None:  # noqa: ANN401
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise _wrong(value, field, "number", where)


def _integer(value: Any, field: str, where: str) -> int | None:  # noqa: ANN401
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 53:
        return value
    raise _wrong(value, field, "whole number", where)


def _flag(value: Any, field: str, where: str) -> bool | None:  # noqa: ANN401
    if value is None or isinstance(value, bool):
        return value
    raise _wrong(value, field, "true or false", where)


def _period(value: Any, field: str, where: str) -> str:  # noqa: ANN401
    found = _PERIOD.fullmatch(value) if isinstance(value, str) else None
    if found is None or (found[2] and not 1 <= int(found[2]) <= len(calendar.month_name) - 1):
        raise _wrong(value, field, "year or month", where)
    return found[1] if not found[2] else f"{found[1]}-{found[2]}"


_READ: Final[dict[str, Callable[[Any, str, str], Any]]] = {
    "code": _code, "text": _text, "number": _number, "integer": _integer, "flag": _flag,
    "period": _period,
}  # fmt: skip
