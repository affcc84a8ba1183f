"""The style sheets of tables, for the report and for Jupyter."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

_BY_CELL: Final = "tr > [data-label]::before { content: attr(data-label); "
_BY_COLUMN: Final = "tr > *::before { "
_PRINT: Final = re.compile(r"^@media print \{\n.*?^\}\n", re.MULTILINE | re.DOTALL)


def styles() -> str:
    """Return the CSS of both layouts, grid and entries, with their rules for print."""
    return _sheet("table.css") + _sheet("entries.css")


def notebook_styles(exhibit: Exhibit) -> str:
    """Return the CSS of the layout of one exhibit, without print: every cell carries its own."""
    from osint_helpers.exhibits.table.html import column_rules

    name = "entries.css" if exhibit.spec.get("layout") == "entries" else "table.css"
    sheet = _PRINT.sub("", _sheet(name)).replace(_BY_CELL, _BY_COLUMN)
    return sheet + column_rules(exhibit)


def _sheet(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
