"""What an export carried of a case, and what it did not: every cell is one or the other.

An exporter says of each cell it writes that it is carried, and of each it must leave that it is
lost, with the reason. :meth:`Account.losses` then goes through every table of the case: a cell of
which nothing was said is lost too. So no exporter can drop anything in silence, not even one with
a fault.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import LIST_SEPARATOR, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from osint_helpers.case.model import Case

COLUMNS: Final = ("ours", "id", "field", "value", "reason", "target")
NO_PLACE: Final = "the target has no place for it"
Row = dict[str, Any]


def rows(case: Case, table: str) -> list[tuple[str, Row]]:
    """Return key and cells of every row of a table; the key joins its key columns with ``/``."""
    frame = case.table(table)
    names = [str(name) for name in frame.columns]
    cells = zip(*(frame[name].tolist() for name in names), strict=True)
    found = [dict(zip(names, row, strict=True)) for row in cells]
    return [(key_of(table, row), row) for row in found]


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """Return the key of a row as one text."""
    return "/".join(str(row[column]) for column in TABLES[table].key)


def text_of(cell: Any) -> str:  # noqa: ANN401  (a cell can be text, a tuple, a number or NaN)
    """Return a cell as text; ``""`` when nothing is recorded."""
    if isinstance(cell, tuple | list):
        return LIST_SEPARATOR.join(str(one) for one in cell)
    if cell is None or cell != cell:  # noqa: PLR0124  (NaN is the value unequal to itself)
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell)


class Account:
    """The account of one export of one case.

    Parameters
    ----------
    case
        The open case.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._carried: dict[tuple[str, str], set[str]] = {}
        self._lost: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        self._beside: list[tuple[str, str, str, str, str, str]] = []

    def carry(self, table: str, key: str, *columns: str) -> None:
        """Say that cells of a row stand in the export; the key always does then."""
        self._carried.setdefault((table, key), set(TABLES[table].key)).update(columns)

    def lose(self, table: str, key: str, column: str, reason: str, target: str = "") -> None:
        """Say that a cell does not stand in the export, or not as what it is, and why."""
        said = self._lost.setdefault((table, key), [])
        if (column, reason, target) not in said:
            said.append((column, reason, target))

    def beside(self, ours: str, key: str, field: str, value: str, reason: str) -> None:
        """Say that something that stands in no table is not in the export."""
        self._beside.append((ours, key, field, value, reason, ""))

    def holds(self, table: str, key: str, column: str) -> bool:
        """Say whether a cell is carried."""
        return column in self._carried.get((table, key), ())

    def touched(self, table: str, key: str) -> bool:
        """Say whether any cell of a row is carried."""
        return (table, key) in self._carried

    def losses(
        self, whole: Mapping[str, str], cells: Mapping[tuple[str, str], tuple[str, str]]
    ) -> pd.DataFrame:
        """Return every loss, in the order of tables, rows and columns.

        Parameters
        ----------
        whole
            Table -> reason for a row of which no cell is carried; it is one loss.
        cells
            (table, column) -> reason and target for a cell of which nothing was said.
        """
        import pandas as pd

        found = [loss for table in TABLES for key, row in rows(self._case, table)
                 for loss in self._of_row(table, key, row, whole, cells)]  # fmt: skip
        found += self._records()
        return pd.DataFrame([*found, *self._beside], columns=list(COLUMNS), dtype=object)

    def _records(self) -> list[tuple[str, str, str, str, str, str]]:
        """Return a loss a record of screening: no form has a place for a negative answer."""
        from osint_helpers.screening import stored

        kept = stored.read(self._case.folder / stored.FILE)
        return [(stored.FILE, f"{one.party}/{one.day_of}", "", one.record.asked, NO_PLACE, "")
                for one in kept]  # fmt: skip

    def _of_row(
        self,
        table: str,
        key: str,
        row: Row,
        whole: Mapping[str, str],
        cells: Mapping[tuple[str, str], tuple[str, str]],
    ) -> list[tuple[str, str, str, str, str, str]]:
        said = self._lost.get((table, key), [])
        if not self.touched(table, key):
            _, reason, target = said[0] if said else ("", whole.get(table, NO_PLACE), "")
            return [(table, key, "", _label(row), reason, target)]
        spoken = {column for column, _, _ in said}
        kept = self._carried[table, key]
        order = {column: n for n, column in enumerate(row)}
        silent = [
            (column, *cells.get((table, column), (NO_PLACE, "")))
            for column in row
            if column not in kept and column not in spoken and text_of(row[column])
        ]
        both = sorted([*said, *silent], key=lambda one: order.get(one[0], -1))
        return [(table, key, column, text_of(row.get(column, "")), reason, target)
                for column, reason, target in both]  # fmt: skip


def _label(row: Row) -> str:
    """Return a row in words: its cells that hold something."""
    return " | ".join(text for text in map(text_of, row.values()) if text)


def by_reason(losses: pd.DataFrame) -> dict[str, int]:
    """Return reason -> number of losses, most first, then by the alphabet."""
    counted = Counter(losses["reason"].tolist())
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
