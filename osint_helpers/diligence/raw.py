"""A file as it was read, before any cell is understood: rows of raw cells under a header."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from osint_helpers._card import Carded
from osint_helpers.diligence.columns import BY_NAME, Column, named
from osint_helpers.diligence.messages import Message
from osint_helpers.errors import DiligenceError

CellKind = Literal["text", "number", "date", "boolean", "formula", "error"]
NEEDED: Final = 3  # columns a header must name to be one; a title row names fewer


@dataclass(frozen=True, slots=True)
class ReadRule(Carded):
    """Bounds of what is read, all choices of the project.

    Attributes
    ----------
    rows, columns
        Most rows and columns of a sheet that are read (number).
    bytes
        Most bytes of a file, and of all parts of a spreadsheet when unpacked (bytes).
    ratio
        Most unpacked bytes for one packed byte, for parts of more than a megabyte.
    parts
        Most parts of a spreadsheet file (number).
    header_within
        The header is looked for in so many first rows that hold anything (number).
    record_lines
        A CSV row may spread over so many lines (lines).
    cell
        Most characters of a cell that are used (characters).
    """

    rows: int = 20_000
    columns: int = 200
    bytes: int = 128 << 20
    ratio: int = 200
    parts: int = 2_000
    header_within: int = 20
    record_lines: int = 50
    cell: int = 2_000


@dataclass(frozen=True, slots=True, repr=False)
class Raw(Carded):
    """One cell: its text, and what it was in the file."""

    text: str = ""
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Line(Carded):
    """One row: its number in the file and its cells."""

    number: int
    cells: tuple[Raw, ...]

    @property
    def blank(self) -> bool:
        """Say whether no cell holds anything."""
        return not any(one.text.strip() for one in self.cells)


@dataclass(frozen=True, slots=True, repr=False)
class Table(Carded):
    """A file as read.

    Attributes
    ----------
    file, sheet, sha256
        File name, sheet (empty for CSV), SHA-256 of the file.
    how
        Form, encoding, delimiter, date system: how it was read, in a clause.
    header
        The header row.
    lines
        Rows below it that were read; blank ones left out.
    columns
        Position -> column, for headers understood.
    messages
        What was found while reading.
    rows, blank, unread
        Rows below the header, of them blank, of them not read.
    epoch
        First day of the date system of a spreadsheet: 1900 or 1904; 0: none (CSV).
    """

    file: str
    sheet: str
    sha256: str
    how: str
    header: Line
    lines: tuple[Line, ...]
    columns: dict[int, Column]
    messages: tuple[Message, ...]
    rows: int
    blank: int
    unread: int
    epoch: int = 0
    merged: dict[tuple[int, int], str] = field(default_factory=dict)


def header_of(lines: list[Line], file: str, rule: ReadRule) -> Line:
    """Return the header: of the first rows the first that names enough columns.

    Raises
    ------
    DiligenceError
        When there is none.
    """
    filled = [one for one in lines if not one.blank][: rule.header_within]
    for line in filled:
        if len({c.name for cell in line.cells if (c := named(cell.text))}) >= NEEDED:
            return line
    if not filled:
        raise DiligenceError("holds no row", file=file, advice="start from the template: osint "
                             "diligence --template FILE.xlsx")  # fmt: skip
    raise DiligenceError(
        f"has no header: none of its first {len(filled)} rows names {NEEDED} columns this suite "
        "knows", file=file, advice="name the columns as the template does: osint diligence "
        "--template FILE.xlsx",
    )  # fmt: skip


def columns_of(
    header: Line, file: str, sheet: str, rule: ReadRule
) -> tuple[dict[int, Column], list[Message]]:
    """Return position -> column, and a note for every header that means none.

    Raises
    ------
    DiligenceError
        When two headers mean one column: which of them is right cannot be known.
    """
    found: dict[int, Column] = {}
    notes: list[Message] = []
    for at, cell in enumerate(header.cells[: rule.columns]):
        text = " ".join(cell.text.split())
        known = named(text) if text else None
        if known is None:
            if text:
                advice = f"one of {', '.join(list(BY_NAME)[:6])} … (docs/diligence.md)"
                what = "is no column this suite knows; its cells are kept and not checked"
                notes.append(
                    Message(file, header.number, text[:60], "note", "unknown-column", what, advice,
                            sheet)
                )  # fmt: skip
            continue
        twin = next((other for other, one in found.items() if one is known), None)
        if twin is not None:
            raise DiligenceError(
                f"columns {twin + 1} and {at + 1} both mean {known.name}", file=file,
                row=header.number, column=text[:60], advice="keep one, or rename the other",
            )  # fmt: skip
        found[at] = known
    return found, notes
