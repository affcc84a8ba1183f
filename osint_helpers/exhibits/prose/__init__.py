"""The prose kind: sentences of the case with figures and citations bound to its tables."""

from __future__ import annotations

from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.prose.builder import prose
from osint_helpers.exhibits.prose.render import csv, html, styles
from osint_helpers.exhibits.prose.spec import validate

__all__ = ["KIND", "prose"]

KIND = Kind("prose", validate=validate, html=html, csv=csv, styles=styles)
