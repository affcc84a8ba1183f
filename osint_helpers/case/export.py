r"""Tables out of the package, as CSV that no spreadsheet runs.

The text follows RFC 4180 (quotes doubled, cells quoted where needed) with ``\n`` as line end. A
list is joined with ``"; "``, NaN and None are empty cells, and a whole number is written without
a point.

A cell that a spreadsheet could take for a formula gets a leading apostrophe, as OWASP advises
("CSV Injection"); `osint_helpers._cells.is_formula` says which cells. A plain negative
number stays. A control character that may not stand in a text becomes its picture (``U+2400``
block), so that it is seen and does nothing.

Round trip: a table of an open case holds none of these, so `export_tables` writes files
that `osint_helpers.case.open_case` reads back to equal frames. For any other frame `from_csv` takes
the apostrophes off again; only the pictures stay.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from osint_helpers._cells import neutral, plain, rows_csv
from osint_helpers.case.asked import only_open
from osint_helpers.case.tables import LIST_SEPARATOR, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from osint_helpers.case.model import Case

__all__ = ["export_tables", "from_csv", "neutral", "plain", "rows_csv", "to_csv"]


def to_csv(frame: pd.DataFrame) -> str:
    r"""Return a frame as CSV text.

    Parameters
    ----------
    frame
        Any frame; its index is left out. Cells may be text, numbers, tuples or lists of text,
        None or NaN.

    Returns
    -------
    str
        Header and rows, each ended by ``\n``.
    """
    columns = [[_text(value) for value in frame[column]] for column in frame.columns]
    rows = [[str(column) for column in frame.columns], *zip(*columns, strict=True)]
    return rows_csv(rows)


def from_csv(text: str) -> list[dict[str, str]]:
    """Read CSV text of `to_csv` back to rows of text, with the apostrophes taken off."""
    header, *body = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = [plain(name) for name in header]
    return [dict(zip(names, map(plain, cells), strict=True)) for cells in body]


def export_tables(case: Case, folder: Path) -> list[Path]:
    """Write every table of a case as ``<table>.csv``.

    Parameters
    ----------
    case
        An open case.
    folder
        Made when it is missing. Files of the same name are replaced.

    Returns
    -------
    list of Path
        The files, in the order of `tables.TABLES`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in TABLES:
        path = folder / f"{name}.csv"
        path.write_text(to_csv(case.table(name)), encoding="utf-8", newline="")
        paths.append(path)
    return paths


def _text(value: Any) -> str:  # noqa: ANN401  (a cell can be anything)
    """Return the text of one cell."""
    if isinstance(value, (tuple, list)):
        return LIST_SEPARATOR.join(str(one) for one in value)
    if value is None or value != value:  # noqa: PLR0124  (NaN is the value unequal to itself)
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


only_open(globals())
