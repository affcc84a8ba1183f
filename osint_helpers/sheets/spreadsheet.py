"""XLSX, read as values: no formula is computed or trusted, no macro runs, no bomb unpacks."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from operator import is_not
from typing import Any, Final

from osint_helpers.errors import SheetError
from osint_helpers.sheets import packed
from osint_helpers.sheets.messages import Message
from osint_helpers.sheets.raw import (
    CellKind,
    Headers,
    Line,
    Raw,
    ReadRule,
    Table,
    columns_of,
    header_of,
)

_KINDS: Final[dict[str, CellKind]] = {
    "n": "number", "b": "boolean", "f": "formula", "e": "error", "d": "date"
}  # fmt: skip
_MOST_RANGES: Final = 5_000


@dataclass(frozen=True)
class _File:
    """What every step needs."""

    data: bytes
    name: str
    sha256: str
    rule: ReadRule
    known: Headers
    epoch: int = 1900

    def note(self, sheet: str, code: str, what: str, advice: str) -> Message:
        return Message(self.name, 0, "", "note", code, what, advice, sheet)


def read(  # noqa: PLR0917  (the parts of one file)
    data: bytes, file: str, sha256: str, rule: ReadRule, known: Headers, sheet: str = ""
) -> Table:
    """Return the table of a spreadsheet: the sheet named, else the first that has a header.

    Raises
    ------
    SheetError
        For a file that is too large when unpacked, broken, or without a sheet that has a header.
    """
    packed.check(data, file, rule)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts of the format that hold no cell
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=False, keep_links=False
            )
            epoch = 1904 if book.epoch.year == 1904 else 1900
            return _table(book, _File(data, file, sha256, rule, known, epoch), sheet)
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks openpyxl in many ways
        raise SheetError(
            f"cannot be read as a spreadsheet: {type(error).__name__}", file=file,
            advice="open it in a spreadsheet program, save it again as .xlsx or as CSV in UTF-8",
        ) from error  # fmt: skip


def _table(book: Any, file: _File, wanted: str) -> Table:  # noqa: ANN401  (openpyxl)
    names = [one.title for one in book.worksheets]
    if wanted and wanted not in names:
        raise SheetError(f"has no sheet {wanted!r}", file=file.name,
                             advice=f"it has {', '.join(names)[:200]}")  # fmt: skip
    fault: SheetError | None = None
    for sheet in book.worksheets:
        if wanted not in {"", sheet.title}:
            continue
        lines, cut = _lines(sheet, file.rule)
        try:
            header = header_of(lines, file.name, file.rule, file.known)
        except SheetError as error:
            fault = fault or error
            continue
        return _sheet(sheet, file, names, header, (lines, cut))
    raise fault or SheetError("has no sheet", file=file.name, advice="save it again as .xlsx")


def _sheet(
    sheet: Any, file: _File, names: list[str], header: Line, held: tuple[list[Line], int]  # noqa: ANN401
) -> Table:  # fmt: skip
    lines, cut = held
    columns, more = columns_of(header, file.name, sheet.title, file.rule, file.known)
    notes = [*_around(sheet.title, names, file), *_hidden(sheet, file), *more]
    below = [one for one in lines if one.number > header.number]
    filled, left = tuple(below[: file.rule.rows]), len(below[file.rule.rows :]) + cut
    blank = filled[-1].number - header.number - len(filled) if filled else 0
    if left:
        notes.append(Message(file.name, 0, "", "row not read", "too-many-rows",
                             f"{left:,} rows beyond the first {file.rule.rows:,} were not read",
                             "split the file", sheet.title))  # fmt: skip
    merged, ranges = _merged(sheet, file, filled, columns)
    if ranges > _MOST_RANGES:
        notes.append(file.note(sheet.title, "merged-cells", f"holds {ranges:,} merged ranges; "
                               f"{_MOST_RANGES:,} were looked at", "undo the merging"))  # fmt: skip
    how = f"XLSX, sheet {sheet.title!r}, dates counted from {file.epoch}"
    return Table(file.name, sheet.title, file.sha256, how, header, filled, columns, tuple(notes),
                 len(filled) + blank + left, blank, left, file.epoch, merged)  # fmt: skip


def _around(name: str, names: list[str], file: _File) -> list[Message]:
    """Say what of the file was not read: other sheets, macros."""
    notes = []
    others = [one for one in names if one != name]
    if others:
        what = f"sheet {name!r} was read; {len(others)} more were not: {', '.join(others)[:200]}"
        notes.append(file.note(name, "other-sheets", what, "name a sheet to read it: --sheet NAME"))
    if packed.holds_macros(file.data):
        notes.append(file.note(name, "macros", "holds macros; none was run",
                               "hand over files without macros"))  # fmt: skip
    return notes


def _hidden(sheet: Any, file: _File) -> list[Message]:  # noqa: ANN401
    """Say what of the sheet a spreadsheet program does not show; it was read like the rest."""
    advice = "show them and look whether they are meant"
    rows, columns = packed.hidden(file.data, sheet._worksheet_path)
    notes = []
    if sheet.sheet_state != "visible":
        notes.append(file.note(sheet.title, "hidden-sheet", "the sheet is hidden; it was read",
                               "show it and look whether it is meant"))  # fmt: skip
    if rows:
        which = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
        what = f"{len(rows):,} hidden rows were read: {which}"
        notes.append(file.note(sheet.title, "hidden-rows", what, advice))
    if columns:
        what = f"{columns:,} hidden ranges of columns were read"
        notes.append(file.note(sheet.title, "hidden-columns", what, advice))
    return notes


def with_values(data: bytes, table: Table) -> Table:
    """Return the table with the values the file stores for its formulas; none is computed.

    A formula without a stored value stays as it is. A note counts the others.
    """
    import openpyxl

    wanted = {(line.number, at) for line in table.lines for at, one in enumerate(line.cells)
              if one.kind == "formula"}  # fmt: skip
    if not wanted:
        return table
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True,
                                      keep_links=False)  # fmt: skip
        sheet = book[table.sheet]
        sheet.reset_dimensions()
        stored = {
            (number, at): raw
            for number, row in enumerate(sheet.iter_rows(), start=1)
            for at, one in enumerate(row)
            if (number, at) in wanted and (raw := _cell(one)).text
        }
    lines = tuple(_exchanged(line, stored) for line in table.lines)
    told = Message(table.file, 0, "", "note", "formulas", f"{len(stored):,} cells hold formulas: "
                   "the values stored in the file were taken, none was computed",
                   "compare with the papers", table.sheet)  # fmt: skip
    messages = (*table.messages, told) if stored else table.messages
    return replace(table, lines=lines, messages=messages)


def _exchanged(line: Line, stored: dict[tuple[int, int], Raw]) -> Line:
    cells = (stored.get((line.number, at), one) for at, one in enumerate(line.cells))
    return Line(line.number, tuple(cells))


def _lines(sheet: Any, rule: ReadRule) -> tuple[list[Line], int]:  # noqa: ANN401
    """Return the rows that hold anything, and how many filled ones lie beyond the bound."""
    from openpyxl.cell.read_only import EMPTY_CELL

    sheet.reset_dimensions()
    lines: list[Line] = []
    cut = width = 0
    blank = (EMPTY_CELL,) * rule.columns
    for number, row in enumerate(sheet.iter_rows(max_col=rule.columns), start=1):
        # openpyxl fills every row up to the bound with one and the same empty cell
        if any(map(is_not, row[width:], blank)):
            width = max(at for at, one in enumerate(row, start=1) if one is not EMPTY_CELL)
        cells = tuple(_cell(one) for one in row[:width])
        while cells and not cells[-1].text:
            cells = cells[:-1]
        if not cells:
            continue
        if len(lines) > rule.rows + rule.header_within:
            cut += 1
        else:
            lines.append(Line(number, cells))
    return lines, cut


def _cell(cell: Any) -> Raw:  # noqa: ANN401
    value, kind = cell.value, _KINDS.get(cell.data_type, "text")
    if value is None:
        return Raw()
    if isinstance(value, date):  # a datetime is one, too
        return Raw(_day_text(value), "date")
    if isinstance(value, bool):
        return Raw("yes" if value else "no", "boolean")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return Raw(str(int(value)), kind)
    if kind == "formula" and not isinstance(value, str):  # of an array, or a data table
        return Raw(str(getattr(value, "text", None) or "=TABLE()"), kind)
    return Raw(str(value), kind)


def _day_text(value: date) -> str:
    """Return a day as ISO 8601, with the time of day only where there is one."""
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat(" ")
    return value.isoformat()[:10]


def _merged(
    sheet: Any, file: _File, lines: tuple[Line, ...], columns: dict[int, Any]  # noqa: ANN401
) -> tuple[dict[tuple[int, int], str], int]:  # fmt: skip
    """Return (row, position) -> range for cells that a merged range covers, its first left out."""
    from openpyxl.utils import range_boundaries

    numbers = [one.number for one in lines]
    found: dict[tuple[int, int], str] = {}
    count = 0
    # a sheet opened for reading alone tells the name of its part nowhere else
    for ref in packed.merged_ranges(file.data, sheet._worksheet_path):
        count += 1
        if count > _MOST_RANGES:
            continue
        left, top, right, bottom = (one or 0 for one in range_boundaries(ref))
        for number in (n for n in numbers if top <= n <= bottom):
            for at in (at for at in columns if left <= at + 1 <= right):
                if (number, at + 1) != (top, left):
                    found[number, at] = ref
    return found, count
