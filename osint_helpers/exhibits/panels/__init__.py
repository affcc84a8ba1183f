"""The panels kind: one small route map a case, in the styles of the large maps."""

from __future__ import annotations

from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.panels.build import route_panels
from osint_helpers.exhibits.panels.spec import validate
from osint_helpers.exhibits.panels.text import STYLES, csv, html, svg

__all__ = ["KIND", "route_panels"]

KIND = Kind(
    "panels", validate=validate, html=html, csv=csv, svg=svg, print_html=html,
    styles=lambda: STYLES,
)  # fmt: skip
