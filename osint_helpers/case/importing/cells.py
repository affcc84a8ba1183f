"""A cell of a spreadsheet as the text a case table holds; a doubt is refused, never guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers._cells import is_formula
from osint_helpers.case.tables import LIST_SEPARATOR, TABLES
from osint_helpers.sheets.days import read_date
from osint_helpers.sheets.problems import Problem, unused

if TYPE_CHECKING:
    from osint_helpers.dates import DateInterval
    from osint_helpers.sheets.raw import Raw

DATES: Final[dict[str, tuple[str, ...]]] = {
    "claims": ("date_from", "date_to", "known_since"),
    "readings": ("date_from", "date_to"),
    "sources": ("published",),
    "resolutions": ("on",),
    "searches": ("on",),
    "corrections": ("on",),
    "red_flags": ("on",),
    "screening_judgements": ("on", "retracted_on"),
}
# The date whose form says the precision of a row.
DATED_BY: Final = {"claims": "date_from", "readings": "date_from", "sources": "published"}
_POINT: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_COMMA: Final = re.compile(r"-?(\d+|\d{1,3}(?:\.\d{3})+)(,\d+)?", re.ASCII)
_SPLIT: Final = re.compile(r"[;\n]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMS: Final = {"day": 10, "month": 7, "year": 4}  # characters of YYYY-MM-DD, YYYY-MM, YYYY


class Read(NamedTuple):
    """The text of a cell, and what is to be said of it."""

    text: str
    problems: tuple[Problem, ...] = ()


def _refused(code: str, what: str, advice: str) -> Read:
    return Read("", (unused(code, what, advice),))


class Reader:
    """Reads the cells of one column.

    Parameters
    ----------
    table, column
        Where they go.
    epoch
        Date system of the file: 1900, 1904, or 0 for CSV.
    comma
        Whether the decimal mark of numbers written as text is a comma.
    """

    def __init__(self, table: str, column: str, epoch: int, *, comma: bool) -> None:
        held, self.column = TABLES[table], column
        self.epoch, self.comma = epoch, comma
        self.number = column in held.numbers
        self.listed = column in held.lists
        self.date = column in DATES.get(table, ())

    def read(self, cell: Raw) -> Read:
        """Return what a cell says in the form of the table."""
        text = cell.text.strip()
        if not text:
            return Read("")
        return _unreadable(cell, text) or self._form(cell, text)

    def _form(self, cell: Raw, text: str) -> Read:
        if self.date:
            return self._date(cell)
        if self.number:
            return self._number(text)
        if is_formula(text):
            return _refused("formula-text", f"starts with {text[:1]!r}, as a formula does",
                            "put a word in front, so that no spreadsheet runs it")  # fmt: skip
        return Read(_listed(text) if self.listed else text.replace("\r\n", "\n"))

    def _date(self, cell: Raw) -> Read:
        interval, problems = read_date(cell, self.epoch)
        if interval is None:
            return Read("", problems)
        text = iso(interval)
        if not text:
            return _refused("date", f"{cell.text!r} is no single day, month or year",
                            "write YYYY-MM-DD, YYYY-MM or YYYY")  # fmt: skip
        return Read(text, problems)

    def _number(self, text: str) -> Read:
        if self.comma and _COMMA.fullmatch(text):
            return Read(text.replace(".", "").replace(",", "."))
        if _POINT.fullmatch(text) and not self.comma:
            return Read(text)
        hint = "write digits with a point, such as 1250.5"
        if not self.comma and "," in text and _COMMA.fullmatch(text):
            what = f"{text!r} has a comma: a decimal mark, or one of thousands?"
            return _refused("decimal-comma", what, f"{hint}; or say --decimal comma for the file")
        if self.comma:
            hint = "write digits with a comma before the fraction, such as 1250,5"
        return _refused("number", f"{text[:40]!r} is no number", hint)


def _unreadable(cell: Raw, text: str) -> Read | None:
    """Return the refusal of a cell that says nothing in any form, else None."""
    if cell.kind == "formula":
        what = f"holds the formula {text[:40]!r} and no stored value"
        return _refused("formula", what, "compute it in the spreadsheet program and save")
    if cell.kind == "error":
        return _refused("error-value", f"holds the error {text[:20]!r}", "mend the formula")
    if found := _CONTROL.search(text):
        return _refused("control-character", f"holds U+{ord(found[0]):04X}", "delete it")
    return None


def _listed(text: str) -> str:
    """Return a list with the separator of the case tables, each element once."""
    parts = [" ".join(one.split()) for one in _SPLIT.split(text)]
    return LIST_SEPARATOR.join(dict.fromkeys(one for one in parts if one))


def iso(interval: DateInterval) -> str:
    """Return a day, month or year as ISO 8601; ``""`` for anything wider."""
    length = _FORMS.get(str(interval.precision), 0)
    if interval.earliest is None or not length:
        return ""
    return interval.earliest.isoformat()[:length]


def precision_of(text: str) -> str:
    """Return the precision the form of a date says: that of the tables."""
    return {10: "day", 7: "month", 4: "year"}.get(len(text), "none")
