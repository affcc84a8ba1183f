from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from osint_helpers.case import Case, open_case
from osint_helpers.case.tables import NONE_FOUND, TABLES
from osint_helpers.export.account import rows, text_of
from osint_helpers.export.plain import plain
from tests.case.builder import write_case


@pytest.fixture(scope="session")
def maybach() -> Case:
    return open_case("maybach-2018")


@pytest.fixture
def synthetic(tmp_path: Path) -> Callable[..., Case]:
    def make(**changes) -> Case:
        return open_case(write_case(tmp_path / "synthetic-case", **changes))

    return make


def unaccounted(case: Case, losses: pd.DataFrame, text: str) -> set[tuple[str, str]]:
    """Return the columns with a cell that is neither a loss nor to be found in the export."""
    whole = {(row.ours, row.id) for row in losses.itertuples() if not row.field}
    single = {(row.ours, row.id, row.field) for row in losses.itertuples()}
    shown = text.casefold()
    return {
        (table, column)
        for table in TABLES
        for key, row in rows(case, table)
        if (table, key) not in whole
        for column, cell in row.items()
        if column not in TABLES[table].key and (table, key, column) not in single
        and not all(word.casefold() in shown for word in _words(cell))
    }  # fmt: skip


def _words(cell: object) -> list[str]:
    parts = cell if isinstance(cell, tuple) else (cell,)
    return [plain(text_of(one)).replace(NONE_FOUND, "no reply was found") for one in parts]


def changed(case: Case, text: str, columns: tuple[str, ...]) -> Case:
    """Return the case with a text in front of every cell of some columns, past all checks."""
    tables = {name: case.table(name).copy() for name in TABLES}
    for name, frame in tables.items():
        for column in set(columns) & set(frame.columns) - set(TABLES[name].key):
            cells = [text + str(cell) for cell in frame[column]]
            frame[column] = pd.Series(cells, index=frame.index, dtype=object)
    lines = {name: range(2, len(frame) + 2) for name, frame in tables.items()}
    return Case(case.folder, case.meta, tables, lines, case.texts)
