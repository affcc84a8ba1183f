"""Rows of text to typed pandas frames: lists as tuples, numbers as floats, text as it stands."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from osint_helpers.case.faults import CaseFault
from osint_helpers.case.tables import LIST_SEPARATOR

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from osint_helpers.case.reading import RawTable
    from osint_helpers.case.tables import Table

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def to_frame(raw: RawTable, table: Table, file: Path) -> tuple[pd.DataFrame, list[CaseFault]]:
    """Type the cells of one table.

    Returns
    -------
    DataFrame, list of CaseFault
        One column per name in `table.columns`: `str` with ``""`` for nothing recorded,
        `object` holding ``tuple[str, ...]`` for lists, `float64` with NaN for numbers.
    """
    import pandas as pd

    data: dict[str, pd.Series] = {}
    faults: list[CaseFault] = []
    for column in table.columns:
        cells = raw.columns[column]
        placed = zip(raw.lines, cells, strict=True)
        if column in table.numbers:
            numbers = [_number(cell, (line, column, file), faults) for line, cell in placed]
            data[column] = pd.Series(numbers, dtype="float64")
        elif column in table.lists:
            lists = [_list(cell, (line, column, file), faults) for line, cell in placed]
            data[column] = pd.Series(lists, dtype="object")
        else:
            data[column] = pd.Series(cells, dtype="str")
    frame = pd.DataFrame(data, columns=list(table.columns))
    return frame, sorted(faults, key=lambda fault: fault.row or 0)


_At = tuple[int, str, "Path"]


def _number(cell: str, at: _At, faults: list[CaseFault]) -> float:
    if cell == "":
        return math.nan
    value = float(cell) if _NUMBER.fullmatch(cell) else math.inf
    if math.isfinite(value):
        return value
    line, column, file = at
    advice = "write digits with a point, such as 1250.5, or leave the cell empty"
    what = f"{cell!r} is not a number"
    faults.append(CaseFault("E013", what, advice=advice, file=file, row=line, column=column))
    return math.nan


def _list(cell: str, at: _At, faults: list[CaseFault]) -> tuple[str, ...]:
    if cell == "":
        return ()
    parts = tuple(cell.split(LIST_SEPARATOR))
    bad = any(not part or part != part.strip() or ";" in part for part in parts)
    if not bad and len(set(parts)) == len(parts):
        return parts
    line, column, file = at
    what = f"{cell!r} is not a list" if bad else f"{cell!r} names an element twice"
    advice = f"separate the elements by {LIST_SEPARATOR!r} and name each once"
    faults.append(CaseFault("E018", what, advice=advice, file=file, row=line, column=column))
    return ()
