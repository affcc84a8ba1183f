"""Spreadsheets and CSV files from outside, read as rows of raw cells; workbooks written.

Nothing is guessed, computed or run: `read` says of every row and cell that it could not take where
it stands and why. What a cell means is the business of the room that asks: it hands over the
headers it knows (`Headers`).
"""

from __future__ import annotations

from osint_helpers.sheets.messages import Message
from osint_helpers.sheets.raw import Headers, Line, Raw, ReadRule, Table
from osint_helpers.sheets.reading import read

__all__ = ["Headers", "Line", "Message", "Raw", "ReadRule", "Table", "read"]
