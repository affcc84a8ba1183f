"""The rows of a file as rows of a table, held against its schema; every fault has its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.case.frames import to_frame
from osint_helpers.case.importing.cells import DATED_BY, Reader, precision_of
from osint_helpers.case.importing.mapping import folded, near
from osint_helpers.case.reading import RawTable
from osint_helpers.case.schema import check_frame
from osint_helpers.case.tables import LIST_SEPARATOR, TABLES
from osint_helpers.errors import CaseError
from osint_helpers.sheets.messages import Message, Severity

if TYPE_CHECKING:
    from osint_helpers.case.importing.mapping import ColumnMap
    from osint_helpers.sheets.raw import Line
    from osint_helpers.sheets.raw import Table as SheetTable

# Columns a file of refused rows has beside those of the file they come from.
REFUSED: Final = ("row of the file", "refused because")


@dataclass
class Rows:
    """Rows that keep to the schema, by their line in the file, and what was said of the others.

    Attributes
    ----------
    table, file, sheet
        Where they go, and where they come from.
    columns
        Columns the file fills, in the order of the table.
    good
        Line -> cells.
    messages
        Of rows and of the file.
    """

    table: str
    file: str
    sheet: str
    columns: tuple[str, ...]
    good: dict[int, dict[str, str]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def ids(self, row: dict[str, str], column: str) -> tuple[str, ...]:
        """Return the ids in a cell of a reference column."""
        text = row[column]
        if not text:
            return ()
        listed = column in TABLES[self.table].lists
        return tuple(text.split(LIST_SEPARATOR)) if listed else (text,)


def rows_of(name: str, file: SheetTable, given: ColumnMap, *, comma: bool) -> Rows:
    """Return the rows of a file for table `name`.

    Raises
    ------
    CaseError
        When a required column is neither in the file nor constant, or a mapped header is not there.
    """
    mapped = [(at, ours) for at, column in file.columns.items()
              for ours in given.columns_of(column.name)]  # fmt: skip
    filled = {*(column for _, column in mapped), *given.constants}
    dated = DATED_BY.get(name, "")
    derived = dated in filled and "precision" not in filled
    if derived:
        filled.add("precision")
    _complete(name, file, given, filled)
    found = Rows(name, file.file, file.sheet, tuple(c for c in TABLES[name].columns if c in filled))
    found.messages += [one for one in file.messages if one.code != "unknown-column"]
    found.messages += [*_unused(name, file, filled), *_doubtful(file, given)]
    readers = [(at, Reader(name, column, file.epoch, comma=comma)) for at, column in mapped]
    blank = dict.fromkeys(TABLES[name].columns, "") | dict(given.constants)
    rows: dict[int, dict[str, str]] = {}
    refused: dict[int, dict[str, str]] = {}
    for line in file.lines:
        row = dict(blank)
        good = _fill(row, line, readers, file, found)
        if good and derived:
            row["precision"] = precision_of(row[dated])
        (rows if good else refused)[line.number] = row
    _refuse_twins(found, rows, refused)
    _check(found, rows, file)
    return found


def _refuse_twins(
    found: Rows, rows: dict[int, dict[str, str]], refused: dict[int, dict[str, str]]
) -> None:
    """Refuse a row whose key stands in a refused row too: which of the two is meant is open."""
    key = TABLES[found.table].key
    first: dict[tuple[str, ...], int] = {}
    for line, row in refused.items():
        if all(cells := tuple(row[column] for column in key)):
            first.setdefault(cells, line)
    for line, row in list(rows.items()):
        twin = first.get(tuple(row[column] for column in key))
        if twin is not None:
            what = f"{row[key[0]]!r} stands in line {twin} too, which is refused"
            advice = f"keep one row for each {key[0]}, and mend it"
            found.messages.append(Message(found.file, line, key[0], "row not read", "E016", what,
                                          advice, found.sheet))  # fmt: skip
            del rows[line]


def _doubtful(file: SheetTable, given: ColumnMap) -> list[Message]:
    """Name every constant that is also a header of the file: probably its cells were meant."""
    heads = {folded(cell.text) for cell in file.header.cells if cell.text.strip()}
    return [
        Message(file.file, file.header.number, ours, "note", "constant-is-header",
                f"every row gets the word {text!r}, which is also a header of the file",
                f"for the cells below that header say --map {ours}={text}", file.sheet)
        for ours, text in given.constants.items() if folded(text) in heads
    ]  # fmt: skip


def _fill(
    row: dict[str, str], line: Line, readers: list[tuple[int, Reader]],
    file: SheetTable, found: Rows,
) -> bool:  # fmt: skip
    """Put the cells of a line into a row; say whether all of them could be read."""
    good = True
    for at, reader in readers:
        column = reader.column
        where = (file.file, line.number, column)
        if (line.number, at) in file.merged:
            what = f"is covered by the merged cells {file.merged[line.number, at]}"
            advice = "undo the merging and fill every row"
            found.messages.append(
                Message(*where, "row not read", "merged-cells", what, advice, file.sheet)
            )
            good = False
            continue
        if at >= len(line.cells):
            continue
        read = reader.read(line.cells[at])
        for one in read.problems:
            bad = one.severity == "cell not used"
            good = good and not bad
            severity: Severity = "row not read" if bad else "note"
            found.messages.append(
                Message(*where, severity, one.code, one.what, one.advice, file.sheet)
            )
        row[column] = read.text
    return good


def _check(found: Rows, rows: dict[int, dict[str, str]], file: SheetTable) -> None:
    """Hold the rows against the schema of the table, as opening a case does."""
    table = TABLES[found.table]
    columns = {column: [row[column] for row in rows.values()] for column in table.columns}
    raw = RawTable(columns, list(rows))
    path = Path(file.file)
    frame, faults = to_frame(raw, table, path)
    hurt = {(one.row, one.column) for one in faults}
    more = check_frame(found.table, frame, raw.lines, path)
    faults += [one for one in more if (one.row, one.column) not in hurt]
    bad: set[int] = set()
    for one in faults:
        line = one.row or 0
        if one.code == "E016" and _same_above(rows, line, table.key):
            what = "the same row stands above"
            note = Message(file.file, line, one.column or "", "note", "twice", what,
                           "take one out", file.sheet)  # fmt: skip
            found.messages.append(note)
        else:
            found.messages.append(Message(file.file, line, one.column or "", "row not read",
                                          one.code, one.what, one.advice, file.sheet))  # fmt: skip
        bad.add(line)
    found.good = {line: row for line, row in rows.items() if line not in bad}


def _same_above(rows: dict[int, dict[str, str]], line: int, key: tuple[str, ...]) -> bool:
    """Say whether the first row of the same key says the same in every cell."""
    mine = [rows[line][column] for column in key]
    first = next(row for row in rows.values() if [row[column] for column in key] == mine)
    return first == rows[line]


def _complete(name: str, file: SheetTable, given: ColumnMap, filled: set[str]) -> None:
    """Refuse a file that cannot give one whole row."""
    table, heads = TABLES[name], [cell.text.strip() for cell in file.header.cells]
    shown = ", ".join(repr(head[:40]) for head in heads if head)
    mapped = {
        ours for column in file.columns.values() for ours in given.columns_of(column.name)
    }  # fmt: skip
    for ours, theirs in given.columns.items():
        if ours not in mapped:
            raise CaseError(
                f"no header {theirs!r}, which {ours} is mapped to", file=file.file,
                row=file.header.number, advice=f"its headers are {shown}",
            )  # fmt: skip
    missing = [one for one in dict.fromkeys((*table.key, *table.required)) if one not in filled]
    missing = [one for one in missing if one in table.required or one == table.key[0]]
    if missing:
        raise CaseError(
            f"{name}.csv needs {', '.join(missing)}, and no header means "
            f"{'it' if len(missing) == 1 else 'them'}", file=file.file, row=file.header.number,
            advice=f"say --map {missing[0]}=HEADER, or --set {missing[0]}=TEXT for every row; "
            f"its headers are {shown}",
        )  # fmt: skip


def _unused(name: str, file: SheetTable, filled: set[str]) -> list[Message]:
    """Name every column of the file that goes nowhere, with the number of its filled cells."""
    width = max([len(file.header.cells), *(len(line.cells) for line in file.lines)])
    counts = dict.fromkeys((at for at in range(width) if at not in file.columns), 0)
    for line in file.lines:
        for at in counts:
            if at < len(line.cells) and line.cells[at].text.strip():
                counts[at] += 1
    free = set(TABLES[name].columns) - filled
    told = []
    for at, count in counts.items():
        text = file.header.cells[at].text.strip() if at < len(file.header.cells) else ""
        if text in REFUSED or (not text and not count):
            continue
        label = text[:60] or f"column {at + 1}, without a header"
        what = f"is no column of {name}.csv and not mapped: {count:,} filled cells are not taken"
        hint = near(text, name, free)
        advice = "map it with --map ours=theirs, or leave it" + (f"; {hint}" if hint else "")
        told.append(Message(file.file, file.header.number, label, "note", "unused-column", what,
                            advice, file.sheet))  # fmt: skip
    return told
