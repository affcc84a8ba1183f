"""CSV: encoding and delimiter are told, a faulty row costs itself only."""

from __future__ import annotations

import codecs
import csv
from itertools import islice
from typing import Final, NamedTuple

from osint_helpers.errors import SheetError
from osint_helpers.sheets.messages import Message
from osint_helpers.sheets.raw import Headers, Line, Raw, ReadRule, Table, columns_of, header_of

DELIMITERS: Final = ",;\t|"
_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
)  # fmt: skip


class _Read(NamedTuple):
    lines: list[Line]
    faults: dict[int, str]


def read(  # noqa: PLR0917  (the parts of one file)
    data: bytes, file: str, sha256: str, rule: ReadRule, known: Headers, encoding: str = ""
) -> Table:
    """Return the table of a CSV file.

    Raises
    ------
    SheetError
        When it is no text of the encoding, or has no header.
    """
    text, used = _decoded(data, file, encoding)
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sample = [one for one in physical[:200] if one.strip()][: rule.header_within]
    delimiter = max(
        DELIMITERS, key=lambda sign: max((one.count(sign) for one in sample), default=0)
    )
    found = _records(physical, delimiter, rule)
    header = header_of(found.lines, file, rule, known)
    columns, messages = columns_of(header, file, "", rule, known)
    below = [one for one in found.lines if one.number > header.number]
    faults = {n: what for n, what in found.faults.items() if n > header.number}
    filled = [one for one in below if not one.blank]
    width = len(header.cells)
    good: list[Line] = []
    for line in filled:
        if fault := _width(line, width):
            faults[line.number] = fault
        elif len(good) >= rule.rows:
            faults[line.number] = f"is beyond the {rule.rows:,} rows that are read"
        else:
            good.append(line)
    messages += [
        Message(file, n, "", "row not read", "row-unreadable", faults[n],
                "mend the row and check the file again") for n in sorted(faults)
    ]  # fmt: skip
    # faults holds the rows of a wrong width too, which `below` counts already
    torn = sum(n not in {one.number for one in below} for n in faults)
    how = f"CSV, {used}, {_NAMES[delimiter]} between the cells"
    return Table(file, "", sha256, how, header, tuple(good), columns, tuple(messages),
                 len(below) + torn, len(below) - len(filled), len(faults))  # fmt: skip


def _width(line: Line, width: int) -> str:
    cells = len(line.cells)
    if cells < width or any(one.text.strip() for one in line.cells[width:]):
        return f"has {cells} cells where the header has {width}: they may stand in wrong columns"
    return ""


def _decoded(data: bytes, file: str, encoding: str) -> tuple[str, str]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    used = encoding or marked or "utf-8"
    try:
        text = data.decode(used).removeprefix("\ufeff")
    except LookupError:
        advice = "such as utf-8, cp1252, cp949, shift_jis"
        raise SheetError(f"{encoding!r} is no encoding", file=file, advice=advice) from None
    except UnicodeError:
        raise SheetError(
            f"is not {used}", file=file,
            advice="save it as UTF-8, or say which encoding it has: --encoding cp1252, cp949, "
            "shift_jis, gb18030",
        ) from None  # fmt: skip
    if "\0" in text:
        raise SheetError("holds NUL bytes, as UTF-16 without a mark and packed files do",
                             file=file, advice="save it as UTF-8, or as .xlsx")  # fmt: skip
    return text, {"utf-8-sig": "UTF-8 with a byte order mark", "utf-8": "UTF-8"}.get(used, used)


def _records(physical: list[str], delimiter: str, rule: ReadRule) -> _Read:
    """Read row by row, so that a quotation mark that does not close spoils one row."""
    lines: list[Line] = []
    faults: dict[int, str] = {}
    at, end = 0, len(physical) - (physical[-1] == "")
    while at < end:
        some = (f"{one}\n" for one in islice(physical, at, min(at + rule.record_lines, end)))
        reader = csv.reader(some, delimiter=delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            faults[at + 1] = f"cannot be read as CSV: {error}"
            at += 1
            continue
        made = tuple(Raw(cell) for cell in cells[: rule.columns * 2]) or (Raw(),)
        lines.append(Line(at + 1, made))
        at += reader.line_num
    return _Read(lines, faults)
