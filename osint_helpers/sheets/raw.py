"""A file as it was read, before any cell is understood: rows of raw cells under a header."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from osint_helpers._card import Carded
from osint_helpers.errors import SheetError
from osint_helpers.sheets.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

CellKind = Literal["text", "number", "date", "boolean", "formula", "error"]


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


@dataclass(frozen=True)
class Headers(Carded):
    """The headers a reader knows.

    Attributes
    ----------
    named
        Returns the column a header means, something with a ``name``, or None.
    needed
        So many columns a row must name to be the header; a title row names fewer (number).
    start
        Advice for a file without rows: what to start from.
    known
        Advice for a header that means nothing: which ones do.
    unused
        What becomes of the cells below such a header, a clause.
    """

    named: Callable[[str], Any]
    needed: int
    start: str
    known: str
    unused: str = "is no column this suite knows; its cells are kept and not checked"


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
    columns: dict[int, Any]
    messages: tuple[Message, ...]
    rows: int
    blank: int
    unread: int
    epoch: int = 0
    merged: dict[tuple[int, int], str] = field(default_factory=dict)


def header_of(lines: list[Line], file: str, rule: ReadRule, known: Headers) -> Line:
    """Return the header: of the first rows the first that names enough columns.

    Raises
    ------
    SheetError
        When there is none.
    """
    filled = [one for one in lines if not one.blank][: rule.header_within]
    for line in filled:
        if len({c.name for cell in line.cells if (c := known.named(cell.text))}) >= known.needed:
            return line
    if not filled:
        raise SheetError("holds no row", file=file, advice=known.start)
    raise SheetError(
        f"has no header: none of its first {len(filled)} rows names {known.needed} columns this "
        "suite knows", file=file, advice=known.start,
    )  # fmt: skip


def columns_of(
    header: Line, file: str, sheet: str, rule: ReadRule, known: Headers
) -> tuple[dict[int, Any], list[Message]]:
    """Return position -> column, and a note for every header that means none.

    Raises
    ------
    SheetError
        When two headers mean one column: which of them is right cannot be known.
    """
    found: dict[int, Any] = {}
    notes: list[Message] = []
    for at, cell in enumerate(header.cells[: rule.columns]):
        text = " ".join(cell.text.split())
        column = known.named(text) if text else None
        if column is None:
            if text:
                notes.append(
                    Message(file, header.number, text[:60], "note", "unknown-column", known.unused,
                            known.known, sheet)
                )  # fmt: skip
            continue
        twin = next((other for other, one in found.items() if one.name == column.name), None)
        if twin is not None:
            raise SheetError(
                f"columns {twin + 1} and {at + 1} both mean {column.name}", file=file,
                row=header.number, column=text[:60], advice="keep one, or rename the other",
            )  # fmt: skip
        found[at] = column
    return found, notes
