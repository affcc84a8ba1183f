"""The daybars kind: spans of days on one scale, ranges as soft ends, what is unknown left open."""

from __future__ import annotations

from osint_helpers.exhibits.daybars.spec import validate
from osint_helpers.exhibits.daybars.text import STYLES, csv, html, notebook_html, print_html, svg
from osint_helpers.exhibits.kinds import Kind

__all__ = ["KIND"]

KIND = Kind(
    "daybars", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    notebook_html=notebook_html, styles=lambda: STYLES,
)  # fmt: skip
