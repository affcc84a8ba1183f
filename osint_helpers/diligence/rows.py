"""From raw rows to consignments: every cell read by its form, every doubt a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.dates import DateInterval
from osint_helpers.diligence import cells
from osint_helpers.diligence.columns import BY_NAME, EXPECTED, PARTIES, Column
from osint_helpers.diligence.messages import Message
from osint_helpers.diligence.problems import Problem, note, unused
from osint_helpers.diligence.raw import Line, Raw, ReadRule, Table
from osint_helpers.diligence.spots import Spot
from osint_helpers.errors import IdentifierError, ReferenceDataError
from osint_helpers.law.families import ANY, Goods

NO_DATE: Final = DateInterval.none()
_ANY: Final = Goods("", ANY)


@dataclass(frozen=True, slots=True, repr=False)
class Consignment(Carded):
    """One row.

    Attributes
    ----------
    file, row, id
        File, line, and the company's own number, or ``row 5``.
    cells
        Column -> text as in the file, spaces joined, filled cells only.
    values
        Column -> what the cell holds, for cells that could be used: text, number, `Spot`,
        `Goods`, `DateInterval`, tuple, bool.
    """

    file: str
    row: int
    id: str
    cells: Mapping[str, str]
    values: Mapping[str, Any]

    @property
    def ref(self) -> str:
        """Return the row as evidence, ``row 5``; results name the file once."""
        return f"row {self.row}"

    @property
    def synthetic(self) -> bool:
        """Say whether a name in the row is stamped SYNTHETIC."""
        named = ("consignment", *PARTIES, "vessel")
        return any("SYNTHETIC" in self.cells.get(name, "") for name in named)

    def text(self, name: str) -> str:
        """Return a usable text, or ``""``."""
        return str(self.values.get(name, ""))

    def date(self, name: str) -> DateInterval:
        """Return a date, or one without days."""
        found: DateInterval = self.values.get(name, NO_DATE)
        return found

    def spot(self, name: str) -> Spot | None:
        """Return a place, or None."""
        found: Spot | None = self.values.get(name)
        return found

    @property
    def goods(self) -> Goods:
        """Return the goods as the law is asked for them; "any" where they are not placed."""
        found: Goods = self.values.get("hs", _ANY)
        return found

    @property
    def transit(self) -> tuple[Spot | None, ...]:
        """Return the ports in between in order; None for one that is not known."""
        found: tuple[Spot | None, ...] = self.values.get("transit", ())
        return found

    def _card_(self) -> Card:
        from osint_helpers.diligence import cards

        return cards.consignment(self)


def consignments(
    table: Table, rule: ReadRule
) -> tuple[tuple[Consignment, ...], tuple[Message, ...]]:
    """Return the consignments of a table, in its order, and every message."""
    found: list[Message] = [*_absent(table)]
    rows = [_row(line, table, rule, found) for line in table.lines]
    found += _twins(rows, table)
    return tuple(rows), tuple(found)


def _row(line: Line, table: Table, rule: ReadRule, found: list[Message]) -> Consignment:
    texts: dict[str, str] = {}
    values: dict[str, Any] = {}
    for at, column in table.columns.items():
        cell = line.cells[at] if at < len(line.cells) else Raw()
        held = _cell(cell, column, table.merged.get((line.number, at), ""), table.epoch, rule)
        if cell.text.strip():
            texts[column.name] = " ".join(cell.text.split())
        if held.value is not None:
            values[column.name] = held.value
        found += (_message(one, column.name, line.number, table) for one in held.problems)
    found += (_message(one, name, line.number, table) for name, one in _across(values))
    name = texts.get("consignment", "")
    return Consignment(table.file, line.number, name or f"row {line.number}",
                       MappingProxyType(texts), MappingProxyType(values))  # fmt: skip


def _cell(cell: Raw, column: Column, merged: str, epoch: int, rule: ReadRule) -> cells.Held:
    text = cell.text.strip()
    if not text:
        if merged:
            what = (f"lies in the merged cells {merged}, whose first cell alone holds the value; "
                    "it is not copied here")  # fmt: skip
            told = unused("merged-cell", what, "undo the merging and fill every row")
            return cells.Held(None, (told,))
        why = EXPECTED.get(column.name)
        problem = why and unused("empty", f"is empty: {why}", "fill it where the papers say it")
        return cells.Held(None, (problem,) if problem else ())
    if cell.kind == "formula":
        return cells.Held(None, (unused("formula", f"holds the formula {text[:40]!r}, which is "
                                        "not computed", "paste its value as text"),))  # fmt: skip
    if cell.kind == "error":
        return cells.Held(None, (unused("error-value", f"holds the error {text[:20]!r}",
                                        "mend it in the spreadsheet"),))  # fmt: skip
    if len(text) > rule.cell:
        return cells.Held(None, (unused("too-long", f"holds {len(text):,} characters, more than "
                                        f"{rule.cell:,}", "shorten it"),))  # fmt: skip
    return cells.read(column.form, cell, epoch)


def _across(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    """Say what two cells of a row say against each other."""
    departed, arrived = (values.get(name) for name in ("departed_on", "arrived_on"))
    if departed and arrived and arrived.is_before(departed) is True:
        yield "arrived_on", note("arrival-first", f"{arrived.text()} lies before the departure "
                                 f"{departed.text()}", "compare both with the papers")  # fmt: skip
    sent, said = values.get("mmsi"), values.get("vessel_flag")
    if sent and said:
        from osint_helpers.reference import flag_of

        try:
            claimed = flag_of(sent).country
        except (IdentifierError, ReferenceDataError) as error:
            yield "mmsi", note("mmsi-flag", f"no flag can be told from it: {error.what}",
                               "compare with the papers")  # fmt: skip
            return
        if claimed != said:
            yield "mmsi", note("mmsi-flag", f"begins with the digits of {claimed}, the flag of the "
                               f"row is {said}", "compare both with the register")  # fmt: skip


def _absent(table: Table) -> Iterator[Message]:
    """Say once of a column that the file lacks what follows from it for every row."""
    held = {one.name for one in table.columns.values()}
    for name, why in EXPECTED.items():
        if name not in held:
            problem = unused("column-absent", f"is no column of the file: {why}",
                             f"add a column {BY_NAME[name].label!r}")  # fmt: skip
            yield _message(problem, name, table.header.number, table)


def _twins(rows: list[Consignment], table: Table) -> Iterator[Message]:
    """Say where one number stands on two rows: results are told apart by line."""
    first: dict[str, int] = {}
    for one in rows:
        at = first.setdefault(one.id, one.row)
        if at != one.row:
            what = f"{one.id[:40]!r} stands on row {at} as well"
            yield _message(note("same-number", what, "rows are told apart by their line"),
                           "consignment", one.row, table)  # fmt: skip


def _message(problem: Problem, column: str, row: int, table: Table) -> Message:
    return Message(table.file, row, column, problem.severity, problem.code, problem.what,
                   problem.advice, table.sheet)  # fmt: skip
