"""Sheets of a workbook as plain rows, and the workbook of them: the same rows, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from osint_helpers._cells import is_formula, neutral, plain

LONGEST: Final = 32_000  # characters; a cell of a spreadsheet takes 32,767
_CUT: Final = " … (cut)"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # what a zip can say of a file without a time
_DAY: Final = datetime(1980, 1, 1, tzinfo=UTC)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_SURROGATE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    title
        At most 31 characters.
    header, rows
        Text and numbers; a text is never a formula.
    widths
        Of columns, characters; the last counts for those after it.
    found
        Columns from here on are findings and get a ground of their own; None: no such columns.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str | int | float]]
    widths: tuple[int, ...] = (18,)
    found: int | None = None


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the bytes of an .xlsx file with these sheets."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    top = Alignment(vertical="top", wrap_text=True)
    bold, ours = Font(bold=True), PatternFill("solid", fgColor="FFF4E5")
    head = PatternFill("solid", fgColor="E3E8EE")
    for one in sheets:
        sheet = book.create_sheet(one.title[:31])
        sheet.freeze_panes = "A2"
        for at in range(len(one.header)):
            width = one.widths[min(at, len(one.widths) - 1)]
            sheet.column_dimensions[get_column_letter(at + 1)].width = width
        for number, row in enumerate((one.header, *one.rows), start=1):
            for at, value in enumerate(row, start=1):
                if value == "":
                    continue
                cell = sheet.cell(number, at)
                _put(cell, value)
                cell.alignment = top
                if number == 1:
                    cell.font, cell.fill = bold, head
                elif one.found is not None and at > one.found:
                    cell.fill = ours
    book.properties.creator = "osint-helpers"
    book.properties.created = _DAY.replace(tzinfo=None)
    stream = io.BytesIO()
    book.save(stream)
    return _fixed(stream.getvalue())


def _put(cell: Any, value: str | float) -> None:  # noqa: ANN401  (openpyxl)
    if not isinstance(value, str):
        cell.value = value
        return
    text = safe(value)
    cell.value = text
    cell.data_type = "s"
    if is_formula(text):
        cell.quotePrefix = True  # a spreadsheet program then keeps it text when it is edited


def safe(text: str) -> str:
    """Return a text a workbook can hold: no control characters, not too long."""
    shown = plain(neutral(_SURROGATE.sub("\ufffd", text.replace("\r", "\n"))))
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + _CUT


def _fixed(data: bytes) -> bytes:
    """Write the parts anew without the times of this moment, in the order of their names."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, part)
    return made.getvalue()
