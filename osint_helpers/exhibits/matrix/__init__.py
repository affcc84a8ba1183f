"""The matrix kind: rows against cases, one sign a cell, with its words and references."""

from __future__ import annotations

from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.matrix.spec import SIGNS, validate
from osint_helpers.exhibits.matrix.text import STYLES, csv, html, notebook_html, print_html, svg

__all__ = ["KIND", "SIGNS"]

KIND = Kind(
    "matrix", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    notebook_html=notebook_html, styles=lambda: STYLES,
)  # fmt: skip
