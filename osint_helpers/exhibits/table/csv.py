"""A table as CSV for a spreadsheet: formula cells neutralised, references in a last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers._cells import rows_csv

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit


def csv(exhibit: Exhibit) -> str:
    """Return the table of an exhibit; the column ``evidence`` lists its references.

    A table with a stamp or a warning has them in last columns, on every row.
    """
    spec = exhibit.spec
    named = [name for name in ("stamp", "warning") if name in spec]
    stamp = [spec[name] for name in named]
    rows = [[column["key"] for column in spec["columns"]] + ["evidence", *named]]
    for row in spec["rows"]:
        refs = dict.fromkeys(f"{kind} {key}" for one in row for kind, key in one.get("refs", []))
        rows.append([one["text"] for one in row] + ["; ".join(refs), *stamp])
    return rows_csv(rows)
