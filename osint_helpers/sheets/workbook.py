"""Sheets of a workbook as plain rows, and the workbook of them: the same rows, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from osint_helpers._cells import is_formula, neutral, plain

LONGEST: Final = 32_000  # characters; a cell of a spreadsheet takes 32,767
_HEAD: Final = "E3E8EE"
_OURS: Final = "FFF4E5"
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
    from openpyxl.utils import get_column_letter

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for one in sheets:
        sheet = book.create_sheet(one.title[:31])
        sheet.freeze_panes = "A2"
        for at in range(len(one.header)):
            width = one.widths[min(at, len(one.widths) - 1)]
            sheet.column_dimensions[get_column_letter(at + 1)].width = width
        _fill(sheet, one, _styles(sheet))
    book.properties.creator = "osint-helpers"
    book.properties.created = _DAY.replace(tzinfo=None)
    stream = io.BytesIO()
    book.save(stream)
    return _fixed(stream.getvalue())


def _fill(sheet: Any, one: Sheet, styles: _Styles) -> None:  # noqa: ANN401  (openpyxl)
    for number, row in enumerate((one.header, *one.rows), start=1):
        for at, value in enumerate(row, start=1):
            if value == "":
                continue
            cell = sheet.cell(number, at)
            ours = one.found is not None and at > one.found
            style = styles.head if number == 1 else styles.ours if ours else styles.own
            # the style of a cell is an index: setting fonts and fills anew takes most of the time
            cell._style = style
            _put(cell, value)


def _put(cell: Any, value: str | float) -> None:  # noqa: ANN401
    if not isinstance(value, str):
        cell.value = value
        return
    text = safe(value)
    cell.value = text
    cell.data_type = "s"
    if is_formula(text):
        cell._style = copy(cell._style)
        cell.quotePrefix = True  # a spreadsheet program then keeps it text when it is edited


class _Styles(NamedTuple):
    """Styles of a head cell, of a finding, of a cell of the company."""

    head: Any
    ours: Any
    own: Any


def _styles(sheet: Any) -> _Styles:  # noqa: ANN401
    from openpyxl.styles import Alignment, Font, PatternFill

    top = Alignment(vertical="top", wrap_text=True)
    made = []
    for colour, bold in ((_HEAD, True), (_OURS, False), ("", False)):
        cell = sheet.cell(1, 1)
        cell.style = "Normal"
        cell.alignment, cell.font = top, Font(bold=bold)
        if colour:
            cell.fill = PatternFill("solid", fgColor=colour)
        made.append(copy(cell._style))
    return _Styles(*made)


def safe(text: str) -> str:
    """Return a text a workbook can hold: no control characters, not too long."""
    if text.isprintable() and len(text) <= LONGEST:
        return text
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
