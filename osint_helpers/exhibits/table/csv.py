"""A table as CSV for a spreadsheet: formula cells neutralised, references in a last column."""

from __future__ import annotations

import csv as writer
import io
from typing import TYPE_CHECKING

from osint_helpers.case.export import neutral

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit


def safe_cell(text: str) -> str:
    """Return one cell as :func:`osint_helpers.case.export.neutral` makes it: never a formula."""
    return neutral(text)


def rows_csv(rows: list[list[str]]) -> str:
    """Return rows of text as CSV (RFC 4180 quoting, line feed at the end of a line).

    Formula cells are neutralised by the rule of :func:`osint_helpers.case.export.neutral`.
    """
    out = io.StringIO()
    made = writer.writer(out, lineterminator="\n")
    made.writerows([safe_cell(text) for text in row] for row in rows)
    return out.getvalue()


def csv(exhibit: Exhibit) -> str:
    """Return the table of an exhibit; the last column ``evidence`` lists its references."""
    spec = exhibit.spec
    rows = [[column["key"] for column in spec["columns"]] + ["evidence"]]
    for row in spec["rows"]:
        refs = dict.fromkeys(f"{kind} {key}" for one in row for kind, key in one.get("refs", []))
        rows.append([one["text"] for one in row] + ["; ".join(refs)])
    return rows_csv(rows)
