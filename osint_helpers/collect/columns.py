"""Columns of a result: names, types, units; and the check that a source still sends the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.collect.values import typed
from osint_helpers.errors import SchemaChanged

if TYPE_CHECKING:
    import pandas as pd

# kind -> dtype of the frame. What a source does not give is missing (NaN, NaT, <NA>), never zero.
DTYPES: Final[dict[str, str]] = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "instant": "datetime64[us, UTC]",
    "flag": "boolean",
    "day": "str",  # ISO 8601, as precise as the source: 2018, 2018-08, 2018-08-26
    "list": "object",  # tuple of str, () for none
    "json": "object",  # plain Python value
}


@dataclass(frozen=True)
class Column(Carded):
    """One column.

    Attributes
    ----------
    name
        In the frame.
    kind
        A key of :data:`DTYPES`.
    unit
        ``kg``, ``USD``, ``kn``, ``degrees`` …; empty for none.
    about
        What it holds, in a clause; goes into docs/sources.md.
    source
        The name of the field in the answer, when it is another one.
    """

    name: str
    kind: str
    unit: str = ""
    about: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in DTYPES:
            raise ValueError(self.kind)


ByCall = Mapping[str, tuple[Column, ...]]  # call of a source -> columns of its result


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> pd.DataFrame:
    """Return typed columns in their order; a value a row does not have is missing.

    Parameters
    ----------
    rows
        One mapping a row, keyed by column *name*. Further keys are not read.
    columns
        Dtypes as in :data:`DTYPES`, also for no rows at all.

    Raises
    ------
    SchemaChanged
        When a value does not fit its column; the column is named.
    """
    import pandas as pd

    held = list(rows)
    made = {one.name: _series([row.get(one.name) for row in held], one) for one in columns}
    return pd.DataFrame(made, columns=[one.name for one in columns])


def _series(values: list[Any], column: Column) -> Any:  # noqa: ANN401
    import pandas as pd

    dtype: Any = DTYPES[column.kind]
    if column.kind == "text":  # most cells of most frames, and nearly all are fine as they are
        held = [one if one is None or (type(one) is str and one.isascii()) else _typed(one, column)
                for one in values]  # fmt: skip
    else:
        held = [_typed(value, column) for value in values]
    if dtype == "object":
        series = pd.Series([None] * len(held), dtype="object")
        series[:] = [() if one is None and column.kind == "list" else one for one in held]
        return series
    if column.kind != "instant":
        return pd.Series(held, dtype=dtype)
    try:
        return _instants(held).astype(dtype)
    except (TypeError, ValueError, OverflowError):
        bad = next((one for one in held if not _readable(one)), None)
        raise _unfit(bad, column) from None


def _typed(value: Any, column: Column) -> Any:  # noqa: ANN401
    try:
        return typed(value, column.kind)
    except (TypeError, ValueError, OverflowError):
        raise _unfit(value, column) from None


def _instants(values: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    made = pd.Series(pd.to_datetime(values, utc=True, format="ISO8601"))
    if not made.dt.year.dropna().between(1, 9999).all():  # an offset may lead beyond
        raise ValueError
    return made


def _readable(value: object) -> bool:
    try:
        _instants([value])
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _unfit(value: object, column: Column) -> SchemaChanged:
    return SchemaChanged(
        f"holds {value!r:.60}, which is no {column.kind}", column=column.name,
        advice="the source changed, or the reading of it is wrong: keep the capture, report it",
    )  # fmt: skip


def check_fields(
    found: Collection[str],
    required: Collection[str],
    optional: Collection[str] = (),
    *,
    where: str,
    tolerated: Collection[str] = (),
) -> tuple[str, ...]:
    """Compare the fields of an answer with those its source documents.

    Parameters
    ----------
    found
        Fields of one record, or of the header of a file.
    required, optional
        Fields that must, and that may be there.
    where
        What was read, as in ``record 3 of UN Comtrade``.
    tolerated
        New fields the analyst has looked at and lets pass unread.

    Returns
    -------
    tuple of str
        The tolerated fields that were found and not read.

    Raises
    ------
    SchemaChanged
        For the first missing field, else for the first new one.
    """
    missing = [name for name in required if name not in set(found)]
    if missing:
        raise SchemaChanged(
            f"is missing in {where}", column=missing[0],
            advice="the source changed its answers: keep the capture, and report it",
        )  # fmt: skip
    known = {*required, *optional}
    new = [name for name in found if name not in known]
    strange = [name for name in new if name not in set(tolerated)]
    if strange:
        raise SchemaChanged(
            f"is new in {where}", column=strange[0],
            advice="read what it means, then name it in Client(tolerate=…) to go on without it",
        )  # fmt: skip
    return tuple(new)
