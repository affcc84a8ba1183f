"""Judgements of pairs: what a person decided, why, and when it was taken back.

The table ``screening_judgements.csv`` of a case. Nothing else makes two entities one: no score,
and no number. A judgement is never erased; it is retracted by a date.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from osint_helpers._card import Carded
from osint_helpers._cells import plain, rows_csv
from osint_helpers.screening.values import ScreeningError

FILE: Final = "screening_judgements.csv"
COLUMNS: Final = ("a", "b", "verdict", "why", "by", "on", "retracted_on")
VERDICTS: Final = ("same", "different", "undecided")
_NEEDED: Final = ("a", "b", "verdict", "why", "by", "on")


@dataclass(frozen=True, slots=True, repr=False)
class Judgement(Carded):
    """One decision about a pair.

    Attributes
    ----------
    a, b
        The two entities, as the case or a list names them: ``P-003``, ``OFAC SDN 12345``. Their
        order says nothing.
    verdict
        One of :data:`VERDICTS`.
    why, by
        The reason in a sentence, and who decided.
    on, retracted_on
        Days; the judgement is open from the first to the day before the second.
    row
        Line of the file; 0 for one made in memory.
    """

    a: str
    b: str
    verdict: str
    why: str
    by: str
    on: date
    retracted_on: date | None = None
    row: int = 0

    def __post_init__(self) -> None:
        for name in ("a", "b", "why", "by"):
            if not getattr(self, name).strip():
                raise _fault("is empty", self.row, name, "a judgement without it proves nothing")
        if self.a == self.b:
            raise _fault(f"{self.a[:60]!r} is compared with itself", self.row, "b",
                         "name two entities")  # fmt: skip
        if self.verdict not in VERDICTS:
            raise _fault(f"{self.verdict[:40]!r} is no verdict", self.row, "verdict",
                         f"one of {', '.join(VERDICTS)}")  # fmt: skip
        if self.retracted_on is not None and self.retracted_on < self.on:
            raise _fault(f"{self.retracted_on} is before {self.on}, the day of the judgement",
                         self.row, "retracted_on", "compare the two days")  # fmt: skip

    @property
    def pair(self) -> tuple[str, str]:
        """Return the two entities in the order of the alphabet."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)

    def open_on(self, day: date) -> bool:
        """Say whether the judgement stood at the end of a day."""
        return self.on <= day and (self.retracted_on is None or day < self.retracted_on)


@dataclass(frozen=True, repr=False)
class Ledger(Carded):
    """All judgements of a case, those that were retracted among them.

    Raises
    ------
    ScreeningError
        When two judgements of one pair were open on one day and say different things; both rows
        are named.
    """

    judgements: tuple[Judgement, ...]

    def __post_init__(self) -> None:
        pairs: dict[tuple[str, str], list[Judgement]] = {}
        for one in self.judgements:
            for other in pairs.setdefault(one.pair, []):
                if other.verdict != one.verdict and _overlap(one, other):
                    raise _conflict(f"{' and '.join(one.pair)} are {other.verdict} "
                                    f"and {one.verdict}", (other, one))  # fmt: skip
            pairs[one.pair].append(one)

    def of(self, a: str, b: str, day: date) -> tuple[Judgement, ...]:
        """Return the judgements of a pair that were open on a day, in the order of the file."""
        pair = (a, b) if a < b else (b, a)
        return tuple(one for one in self.judgements if one.pair == pair and one.open_on(day))

    def joined(self, day: date) -> tuple[tuple[str, ...], ...]:
        """Return the groups of entities that open judgements of ``same`` make one on a day.

        Raises
        ------
        ScreeningError
            When a group holds a pair that an open judgement calls different: some chain of
            judgements must be wrong.
        """
        held = [one for one in self.judgements if one.open_on(day)]
        group: dict[str, str] = {}
        for one in held:
            if one.verdict == "same":
                low, high = sorted((_root(group, one.a), _root(group, one.b)))
                group[high] = low
        for one in held:
            root = _root(group, one.a)
            if one.verdict == "different" and root == _root(group, one.b):
                chain = [other for other in held if other.verdict == "same"
                         and _root(group, other.a) == root]  # fmt: skip
                raise _conflict(f"{' and '.join(one.pair)} are different, and other judgements "
                                "make them one", (one, *chain))  # fmt: skip
        members: dict[str, set[str]] = {}
        for one in held:
            if one.verdict == "same":
                members.setdefault(_root(group, one.a), set()).update((one.a, one.b))
        return tuple(sorted(tuple(sorted(names)) for names in members.values()))

    def csv(self) -> str:
        """Return the table as CSV text in which no cell is a formula."""
        rows = ([one.a, one.b, one.verdict, one.why, one.by, one.on.isoformat(),
                 one.retracted_on.isoformat() if one.retracted_on else ""]
                for one in self.judgements)  # fmt: skip
        return rows_csv([COLUMNS, *rows])


def read(path: Path | str) -> Ledger:
    """Read the table of a case.

    Raises
    ------
    ScreeningError
        For a file that is not there or not UTF-8, another header, a row of another width, a cell
        that is empty or no day, and for judgements that contradict each other.
    """
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError:
        raise ScreeningError("cannot be read", file=file, advice="name the table") from None
    except UnicodeDecodeError:
        raise ScreeningError("is not UTF-8", file=file, advice="save it as UTF-8") from None
    try:
        return Ledger(tuple(_rows(text)))
    except ScreeningError as error:
        raise ScreeningError(error.what, advice=error.advice, file=file, row=error.row,
                             column=error.column) from None  # fmt: skip


def _rows(text: str) -> Iterable[Judgement]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if line == 1:
                _header(cells)
            elif any(cell.strip() for cell in cells):
                yield _judgement([plain(cell).strip() for cell in cells], line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _fault(f"is broken CSV: {error}", line, "", "mend the row") from None
    if line == 1:
        _header([])


def _header(cells: Sequence[str]) -> None:
    if tuple(cell.strip() for cell in cells) != COLUMNS:
        raise _fault("the header is not that of the table", 1, "", ",".join(COLUMNS))


def _judgement(cells: list[str], line: int) -> Judgement:
    if len(cells) != len(COLUMNS):
        raise _fault(f"has {len(cells)} cells, not {len(COLUMNS)}", line, "",
                     "a comma inside a cell needs quotes around the cell")  # fmt: skip
    row = dict(zip(COLUMNS, cells, strict=True))
    for name in _NEEDED:
        if not row[name]:
            raise _fault("is empty", line, name, "a judgement without it proves nothing")
    retracted = _day(row["retracted_on"], line, "retracted_on") if row["retracted_on"] else None
    return Judgement(row["a"], row["b"], row["verdict"], row["why"], row["by"],
                     _day(row["on"], line, "on"), retracted, line)  # fmt: skip


def _day(text: str, line: int, column: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise _fault(f"{text[:40]!r} is no day", line, column, "YYYY-MM-DD")
    return found


def _overlap(one: Judgement, other: Judgement) -> bool:
    """Say whether some day saw both open; one retracted on its own day never was."""
    first = max(one.on, other.on)
    return one.open_on(first) and other.open_on(first)


def _root(group: dict[str, str], name: str) -> str:
    while name in group and group[name] != name:
        name = group[name]
    return name


def _conflict(what: str, those: Sequence[Judgement]) -> ScreeningError:
    rows = sorted(one.row for one in those if one.row)
    told = f" (rows {', '.join(map(str, rows))})" if rows else ""
    return ScreeningError(
        f"{what}{told}", row=rows[-1] if rows else None,
        advice="give the one that no longer holds a day in retracted_on",
    )  # fmt: skip


def _fault(what: str, line: int, column: str, advice: str) -> ScreeningError:
    return ScreeningError(what, row=line or None, column=column or None, advice=advice)
