"""One file, CSV or XLSX by its content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.errors import SheetError
from osint_helpers.sheets import packed, spreadsheet, textfile
from osint_helpers.sheets.raw import ReadRule

if TYPE_CHECKING:
    from osint_helpers.sheets.raw import Headers, Table

_RULE: Final = ReadRule()


def read(
    path: Path | str,
    known: Headers,
    *,
    rule: ReadRule = _RULE,
    encoding: str = "",
    sheet: str = "",
    values: bool = False,
) -> Table:
    """Read a file.

    Parameters
    ----------
    path
        CSV or XLSX, told by its content.
    known
        The headers that mean something.
    rule
        Bounds.
    encoding
        Of a CSV that is not UTF-8 and has no mark; nothing is guessed.
    sheet
        Of a spreadsheet; by default the first with a header.
    values
        Take the value the file stores for a formula instead of the formula.

    Raises
    ------
    SheetError
        When nothing of the file can be used. A fault of a row is a message.
    """
    file = Path(path)
    data = _bytes(file, rule, known)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(packed.OLE):
        raise SheetError("is an old .xls or protected by a password", file=file,
                         advice="save it as .xlsx without a password, or as CSV")  # fmt: skip
    if data.startswith(packed.ZIP):
        table = spreadsheet.read(data, file.name, sha256, rule, known, sheet)
        return spreadsheet.with_values(data, table) if values else table
    return textfile.read(data, file.name, sha256, rule, known, encoding)


def _bytes(file: Path, rule: ReadRule, known: Headers) -> bytes:
    try:
        size = file.stat().st_size
        if size > rule.bytes:
            raise SheetError(f"has {size:,} bytes, more than {rule.bytes:,}", file=file,
                             advice="split the file")  # fmt: skip
        data = file.read_bytes()
    except OSError as error:
        raise SheetError(f"cannot be read: {error.strerror or type(error).__name__}",
                         file=file, advice="check the path") from error  # fmt: skip
    if not data.strip():
        raise SheetError("is empty", file=file, advice=known.start)
    return data
