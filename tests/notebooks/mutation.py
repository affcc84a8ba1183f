"""A copy of the data in which one cell of one table of a case is another."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import REPO


def mutated(folder: Path, case: str, table: str, old: str, new: str) -> Path:
    """Return a copy of the data folder in which ``old``, which must stand once, is ``new``."""
    data = folder / "data"
    shutil.copytree(REPO / "data", data)
    path = data / "cases" / case / f"{table}.csv"
    text = path.read_text("utf8")
    assert text.count(old) == 1, f"{old!r} must stand once in {table}.csv"
    path.write_text(text.replace(old, new), "utf8")
    return data
