r"""Cells of CSV text that no spreadsheet runs: what is a formula, and how it is made harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

APOSTROPHE: Final = "'"
# OWASP, "CSV Injection": signs with which spreadsheets start a formula, also in their full-width
# forms (U+FF1D and so on), after blanks, and behind the apostrophe of an earlier export.
_FORMULA: Final = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])")
_PLAIN_NUMBER: Final = re.compile(r"-\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_QUOTE: Final = re.compile(r'[,"\r\n]')
_PICTURES: Final = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet could run `cell`; a plain negative number is no formula."""
    return _FORMULA.match(cell) is not None and _PLAIN_NUMBER.fullmatch(cell) is None


def neutral(text: str) -> str:
    """Return a cell that no spreadsheet runs.

    A formula gets a leading apostrophe, a control character becomes its picture (``U+2400``
    block). A formula that has its apostrophe already gets one more, so that `plain` can tell it
    apart.
    """
    text = text.translate(_PICTURES)
    return APOSTROPHE + text if is_formula(text) else text


def plain(text: str) -> str:
    """Take the apostrophe of `neutral` off again."""
    guarded = text.startswith(APOSTROPHE) and is_formula(text[1:])
    return text[1:] if guarded else text


def rows_csv(rows: Iterable[Sequence[str]]) -> str:
    r"""Return rows of text as CSV text, each ended by ``\n``; the first is the header."""
    return "".join(_line(cells) for cells in rows)


def _line(cells: Sequence[str]) -> str:
    """Return one row. Written out, since `csv` before 3.13 leaves a lone ``CR`` unquoted."""
    safe = [neutral(cell) for cell in cells]
    if safe == [""]:
        return '""\n'  # an empty line would be no row
    doubled = ((cell, cell.replace('"', '""')) for cell in safe)
    return ",".join(f'"{q}"' if _QUOTE.search(c) else q for c, q in doubled) + "\n"
