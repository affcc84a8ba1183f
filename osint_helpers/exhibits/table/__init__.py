"""The table kind: rows of cells with references, marks and anchors."""

from __future__ import annotations

from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.table.csv import csv
from osint_helpers.exhibits.table.html import html, notebook_html
from osint_helpers.exhibits.table.spec import MARKS, cell, table, validate
from osint_helpers.exhibits.table.styles import notebook_styles, styles

__all__ = ["KIND", "MARKS", "cell", "table"]

KIND = Kind(
    "table", validate=validate, html=html, csv=csv, notebook_html=notebook_html, styles=styles,
    notebook_styles=notebook_styles,
)  # fmt: skip
