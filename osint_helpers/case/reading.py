"""Bytes of a case file to text and rows. Nothing is guessed, dropped or repaired."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers._cells import is_formula
from osint_helpers._near import nearest
from osint_helpers.case.faults import CaseFault

if TYPE_CHECKING:
    from pathlib import Path

    from osint_helpers.case.tables import Table

_SAVE = "save the file as UTF-8 without byte order mark"
_BOMS: Final = {
    b"\xef\xbb\xbf": "a UTF-8 byte order mark",
    b"\xff\xfe": "a UTF-16 byte order mark",
    b"\xfe\xff": "a UTF-16 byte order mark",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_MARKS: Final = {";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class RawTable:
    """The cells of one table as text, with the line of the file each row starts on.

    Attributes
    ----------
    columns : dict of str to list of str
        Column name to cells, in the order of `tables.TABLES`.
    lines : list of int
        1 is the header.
    """

    columns: dict[str, list[str]]
    lines: list[int]


def decode(data: bytes, file: Path) -> tuple[str, list[CaseFault]]:
    """Return the text of `data`, or ``""`` and the fault that names line and byte.

    Parameters
    ----------
    data
        Content of a file of the case.
    file
        Its path, for the message.
    """
    for mark, words in _BOMS.items():
        if data.startswith(mark):
            what, advice = f"starts with {words}", _SAVE + _mended(file)
            return "", [CaseFault("E007", what, advice=advice, file=file, row=1)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        old = bytes([byte]).decode("cp1252", errors="ignore")
        hint = f", which is {old!r} in the Windows code page 1252" if old else ""
        what = f"byte 0x{byte:02x} is not UTF-8{hint}"
        advice = _SAVE + (_mended(file, " --encoding cp1252") if old else "")
        return "", [CaseFault("E007", what, advice=advice, file=file, row=line)]
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        what = f"control character U+{ord(found[0]):04X}"
        return "", [CaseFault("E008", what, advice="delete it", file=file, row=line)]
    return text, []


def _mended(file: Path, options: str = "") -> str:
    """Return the command that writes a table anew which a spreadsheet program has saved.

    Some of these programs know no other way of saving than with a mark and semicolons.
    """
    if file.suffix != ".csv" or not file.parent.name:
        return ""
    command = f"osint import {file.parent.name} {file.stem}{options}"
    return f", or run {command}, which reads what a spreadsheet program saved and writes it so"


def parse(text: str, table: Table, file: Path) -> tuple[RawTable, list[CaseFault]]:
    """Split CSV text into the columns of `table`.

    Line ends may be LF or CRLF. A cell may hold line breaks when it is quoted.

    Returns
    -------
    RawTable, list of CaseFault
        With faults, the table holds only the rows without any.
    """
    raw = RawTable({column: [] for column in table.columns}, [])
    rows, faults = _rows(text, file)
    if not rows:
        advice = "the first line must be: " + ",".join(table.columns)
        return raw, faults or [CaseFault("E010", "has no header line", advice=advice, file=file)]
    header = rows[0][1]
    wrong = _header_faults(header, table, file)
    if wrong:
        return raw, [*wrong, *faults]
    for line, cells in rows[1:]:
        found = _row_faults(header, cells, file, line)
        faults.extend(found)
        if not any(fault.code == "E011" for fault in found):
            raw.lines.append(line)
            for column, cell in zip(header, cells, strict=True):
                raw.columns[column].append(cell)
            for column in set(table.may_lack) - set(header):
                raw.columns[column].append("")
    return raw, sorted(faults, key=lambda fault: fault.row or 0)


def _rows(text: str, file: Path) -> tuple[list[tuple[int, list[str]]], list[CaseFault]]:
    """Return (first line, cells) of every row; reading stops at a broken quote."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    while True:
        line = reader.line_num + 1
        try:
            rows.append((line, next(reader)))
        except StopIteration:
            return rows, []
        except csv.Error as error:
            advice = "double every quotation mark inside a quoted cell and close the cell"
            return rows, [CaseFault("E009", str(error), advice=advice, file=file, row=line)]


def _header_faults(header: list[str], table: Table, file: Path) -> list[CaseFault]:
    """Name every column that is missing, unknown or there twice."""
    wanted = table.columns
    if len(header) == 1 and (mark := next((m for m in ";\t" if m in header[0]), "")):
        # What spreadsheets write where the comma is the decimal mark.
        what = f"cells are separated by {_MARKS[mark]}, not by commas"
        advice = "save the table with commas" + _mended(file)
        return [CaseFault("E010", what, advice=advice, file=file, row=1)]
    wrong = [
        (c, "is missing", "add it" if c in table.required else "add it; it may be empty")
        for c in wanted
        if c not in header and c not in table.may_lack
    ]
    for place, column in enumerate(header):
        if column not in wanted:
            near = nearest(column, (one for one in wanted if one not in header), most=1)
            hint = f"did you mean {near[0]}? " if near else ""
            wrong.append((column, "is unknown", f"{hint}the columns are: " + ", ".join(wanted)))
        elif column in header[:place]:
            wrong.append((column, "is named twice", "keep one"))
    return [
        CaseFault("E010", f"column {column!r} {what}", advice=advice, file=file, row=1)
        for column, what, advice in wrong
    ]


def _row_faults(header: list[str], cells: list[str], file: Path, line: int) -> list[CaseFault]:
    """Check the number of cells, and every cell for a formula."""
    if len(cells) != len(header):
        what = f"has {len(cells)} cells, not {len(header)}"
        advice = "quote cells that hold a comma, and delete empty lines"
        return [CaseFault("E011", what, advice=advice, file=file, row=line)]
    advice = "put a word in front, so that no spreadsheet takes it for a formula"
    return [
        CaseFault(
            "E012",
            f"the cell starts with {cell[:1]!r}",
            advice=advice,
            file=file,
            row=line,
            column=column,
        )
        for column, cell in zip(header, cells, strict=True)
        if cell and not cell[0].isalnum() and is_formula(cell)
    ]
