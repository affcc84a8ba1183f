"""Help on every table and column, out of the one schema: ``TABLES.md`` of a new case."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.case.tables import LIST_SEPARATOR, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osint_helpers.case.tables import Table

_MEANINGS: Final = Path(__file__).with_name("meanings.csv")
_HEAD: Final = f"""\
# The tables of this case

Written by `osint new` out of the schema that `osint check` holds the tables against. This page is
for reading: nothing reads it, and it may be deleted.

- One row is one fact. The first line of a table is its header and stays as it is; comments have no
  place in a table, most tables have a column `note`.
- An empty cell means "nothing recorded". What was looked for and is not public is `not published`.
- A list is separated by `{LIST_SEPARATOR}` (semicolon and space). A number has digits and a point.
- A date is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as the source prints it; `precision` says which.
- A cell may not begin like a formula (`=`, `+`, `-`, `@`).
- Save as CSV, UTF-8, with commas. Or keep a spreadsheet of your own and bring it in:
  `osint import CASE TABLE FILE`. After Excel has saved a table here: `osint import CASE TABLE`.
- A good order: `origins`, `sources`, `items`, `places`, `claims`, `support`, `readings`, `legs`,
  `contradictions`; then what the report still lacks.
"""


@cache
def meanings() -> dict[tuple[str, str], str]:
    """Return (table, column) -> what it holds; the column ``""`` is the table itself."""
    with _MEANINGS.open(encoding="utf-8", newline="") as stream:
        return {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(stream)}


def column_help(name: str, column: str) -> str:
    """Return one column in a line: key, required, kind, where it leads, what is allowed, meaning.

    Parameters
    ----------
    name, column
        A table of `TABLES` and one of its columns.
    """
    table = TABLES[name]
    return "; ".join([*_marks(table, column), meanings()[name, column]])


def _marks(table: Table, column: str) -> Iterator[str]:
    if column in table.key:
        yield "**key**" if len(table.key) == 1 else "**part of the key**"
    if column in table.required:
        yield "*required*"
    if column in table.may_lack:
        yield "this column may be left out"
    if column in table.numbers:
        yield "number"
    what = "list of ids" if column in table.lists else "id"
    if column in table.refs:
        yield f"{what} of `{table.refs[column]}`"
    elif column in table.lists:
        yield "list"
    if column in table.vocab:
        yield "one of " + ", ".join(f"`{word}`" for word in table.vocab[column] if word)


def tables_page() -> str:
    """Return the page: every table in the order of the schema, every column in the order of it."""
    parts = [_HEAD]
    for name, table in TABLES.items():
        optional = " The file may be absent." if table.optional else ""
        parts.append(f"\n## {name}.csv\n\n{meanings()[name, '']}{optional}\n\n")
        parts.append("| column | what it holds |\n|---|---|\n")
        for column in table.columns:
            text = column_help(name, column).replace("|", "\\|")
            parts.append(f"| `{column}` | {text} |\n")
    return "".join(parts)
