"""What an import would do to a table: rows added, unchanged, replaced, refused; the new text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.case.importing.rows import Rows, rows_of
from osint_helpers.case.reading import RawTable, parse
from osint_helpers.case.strands import OWN
from osint_helpers.case.tables import NONE_FOUND, TABLES
from osint_helpers.sheets.messages import Message

if TYPE_CHECKING:
    from osint_helpers.case.importing.mapping import ColumnMap
    from osint_helpers.sheets.raw import Table as SheetTable

# Words that stand in a reference column and are no id.
_WORDS: Final = {("sources", "parents"): OWN, ("claims", "responses"): NONE_FOUND}


@dataclass(frozen=True)
class Existing:
    """What the case holds already.

    Attributes
    ----------
    text
        Of ``<table>.csv``; ``""`` when an optional table is absent.
    keys
        Table -> ids of its first key column.
    elsewhere
        Returns the name of another case whose table has this id, ``""`` when none has.
    """

    text: str
    keys: Mapping[str, frozenset[str]]
    elsewhere: Callable[[str, str], str]


@dataclass
class Plan:
    """What would happen.

    Attributes
    ----------
    table
        Name of the table.
    read
        Rows of the file that hold anything.
    added, unchanged, replaced
        Lines of the file that go in, stand there already, or take the place of a row.
    messages
        Severity ``row not read``: the row is refused; ``note``: something to be told.
    text
        The whole new table; None when nothing changes.
    """

    table: str
    read: int
    added: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    text: str | None = None

    @property
    def refused(self) -> dict[int, list[Message]]:
        """Line of the file -> why the row is refused, in the order of the file."""
        found: dict[int, list[Message]] = {}
        for one in sorted(self.messages, key=lambda m: (m.row, m.column, m.code, m.what)):
            if one.severity == "row not read":
                found.setdefault(one.row, []).append(one)
        return found

    @property
    def notes(self) -> list[Message]:
        """What is told of the file and of rows that were read."""
        return [one for one in self.messages if one.severity != "row not read"]


Row = dict[str, str]


def plan(
    name: str, file: SheetTable, given: ColumnMap, existing: Existing, *,
    comma: bool = False, replace: bool = False,
) -> Plan:  # fmt: skip
    """Return what an import of a file into table `name` would do.

    Parameters
    ----------
    name
        A key of `TABLES`.
    file
        As read with `mapping.headers`.
    given
        The column map.
    existing
        What the case holds.
    comma
        Whether a comma is the decimal mark.
    replace
        Whether a row whose key is there takes the place of the one that is there.

    Raises
    ------
    CaseError
        When a required column is missing.
    """
    rows = rows_of(name, file, given, comma=comma)
    made = Plan(name, len(file.lines) + file.unread, messages=list(rows.messages))
    _refuse_strangers(rows, existing, made)
    held, lines = _held(name, existing.text)
    table = TABLES[name]
    place = {tuple(row[column] for column in table.key): n for n, row in enumerate(held)}
    new: list[Row] = []
    for line, row in rows.good.items():
        key = tuple(row[column] for column in table.key)
        if key not in place:
            made.added.append(line)
            new.append(row)
            continue
        old = held[place[key]]
        other = [column for column in rows.columns if old[column] != row[column]]
        if not other:
            made.unchanged.append(line)
        elif replace:
            made.replaced.append(line)
            held[place[key]] = old | {column: row[column] for column in rows.columns}
        else:
            at = lines[place[key]]
            made.messages.append(_conflict(file, line, name, old, row, other[0], at))
    if made.added or made.replaced:
        rewritten = held if made.replaced else None
        made.text = _text(name, existing.text, rewritten, new, rows.columns)
    return made


def _conflict(  # noqa: PLR0917
    file: SheetTable, line: int, name: str, old: Row, row: Row, column: str, at: int
) -> Message:
    what = f"{name}.csv:{at} has {old[column][:60]!r}, the file {row[column][:60]!r}"
    advice = "mend one of the two; --replace takes the cells of the file"
    return Message(file.file, line, column, "row not read", "conflict", what, advice, file.sheet)


def _held(name: str, text: str) -> tuple[list[Row], list[int]]:
    """Return the rows of the table as it stands, and the line of each."""
    if not text:
        return [], []
    raw: RawTable
    raw, _ = parse(text, TABLES[name], Path(f"{name}.csv"))
    names = list(raw.columns)
    cells = zip(*raw.columns.values(), strict=True)
    return [dict(zip(names, one, strict=True)) for one in cells], raw.lines


def _refuse_strangers(rows: Rows, existing: Existing, made: Plan) -> None:
    """Refuse rows that refer to ids of no row, until no refused row carries another."""
    table = TABLES[rows.table]
    while True:
        own = {row[table.key[0]] for row in rows.good.values()}
        bad: list[Message] = []
        for column, target in table.refs.items():
            if column not in rows.columns:
                continue
            known = existing.keys[target] | {_WORDS.get((rows.table, column), "")}
            known = known | own if target == rows.table else known
            bad += [
                _stranger(rows, existing, line, column, one)
                for line, row in rows.good.items()
                for one in rows.ids(row, column)
                if one not in known
            ]
        if not bad:
            return
        made.messages.extend(bad)
        for one in bad:
            rows.good.pop(one.row, None)


def _stranger(rows: Rows, existing: Existing, line: int, column: str, one: str) -> Message:
    from osint_helpers._near import did_you_mean

    target = TABLES[rows.table].refs[column]
    noun = TABLES[target].key[0]
    other = existing.elsewhere(target, one)
    what = f"no such {noun} in this case: {one!r}"
    advice = did_you_mean(one, existing.keys[target], f"import or write {target}.csv first")
    if other:
        article = "an" if noun[0] in "aeiou" else "a"
        what = f"no such {noun} in this case; {one!r} is {article} {noun} of case {other}"
        advice = f"give this case {article} {noun} of its own: cases do not share ids"
    return Message(rows.file, line, column, "row not read", "unknown-id", what, advice, rows.sheet)


def _text(
    name: str, old: str, held: list[Row] | None, new: list[Row], used: tuple[str, ...]
) -> str:
    """Return the whole table; without a replaced row what stands there keeps its bytes."""
    table = TABLES[name]
    header = next(csv.reader(io.StringIO(old, newline=""))) if old else list(table.columns)
    grown = [*header, *(one for one in table.columns if one in used and one not in header)]
    out = io.StringIO()
    writer = csv.DictWriter(out, grown, lineterminator="\n", restval="", extrasaction="ignore")
    if held is None and old and grown == header:
        out.write(old if old.endswith("\n") else old + "\n")
    else:
        writer.writeheader()
        writer.writerows(held if held is not None else _held(name, old)[0])
    writer.writerows(new)
    return out.getvalue()
