from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from osint_helpers.case import Case, open_case
from osint_helpers.case.tables import TABLES
from tests.case.builder import write_case


@pytest.fixture(scope="session")
def maybach() -> Case:
    return open_case("maybach-2018")


@pytest.fixture
def synthetic(tmp_path: Path) -> Callable[..., Case]:
    def make(**changes) -> Case:
        return open_case(write_case(tmp_path / "synthetic-case", **changes))

    return make


def changed(case: Case, text: str, columns: tuple[str, ...]) -> Case:
    """Return the case with a text in front of every cell of some columns, past all checks."""
    tables = {name: case.table(name).copy() for name in TABLES}
    for name, frame in tables.items():
        for column in set(columns) & set(frame.columns) - set(TABLES[name].key):
            cells = [text + str(cell) for cell in frame[column]]
            frame[column] = pd.Series(cells, index=frame.index, dtype=object)
    lines = {name: range(2, len(frame) + 2) for name, frame in tables.items()}
    return Case(case.folder, case.meta, tables, lines, case.texts)
