"""The style sheet of tables, for the report and for Jupyter."""

from __future__ import annotations

from importlib.resources import files


def styles() -> str:
    """Return the CSS of the table kind, read from ``table.css`` beside this module."""
    return files(__package__).joinpath("table.css").read_text(encoding="utf-8")
