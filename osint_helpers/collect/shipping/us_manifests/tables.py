"""Stream the CSV tables of a manifest file set; what is not looked for is not kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.given import File
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.shipping.files import LARGEST, Lines, rows_of
from osint_helpers.collect.shipping.us_manifests.about import NAMES, TABLES
from osint_helpers.errors import CollectError

_NAME: Final = re.compile(r"ams__([a-z]+)_(\d{4})__\w+\.csv(?:\.gz)?", re.ASCII)
MOST: Final = 50_000  # bills one call may find: what is found is held in memory


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, stripped; ``""`` for none; where it stands."""

    cells: Mapping[str, str]
    locator: str

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def identifier(self) -> str:
        """What joins the tables."""
        return self.cells["identifier"]


def table_of(held: File) -> str:
    """Return the table a file holds, by its name.

    Raises
    ------
    CollectError
        For another name.
    """
    found = _NAME.fullmatch(held.name)
    if found is None or found[1] not in NAMES:
        raise CollectError(
            f"the file {held.name!r} is not called like a table of manifests",
            advice="ams__TABLE_YEAR__STAMP.csv, TABLE one of " + ", ".join(NAMES),
        )
    return NAMES[found[1]]


class Tables:
    """The files of one question, streamed as often as needed."""

    def __init__(self, got: Reading, files: list[File]) -> None:
        self.got, self._counted = got, set[str]()
        self.files: dict[str, list[File]] = {}
        for held in files:
            self.files.setdefault(table_of(held), []).append(held)

    def matching(self, table: str, fits: Callable[[Row], bool]) -> set[str]:
        """Return the identifiers of a table whose row fits.

        Raises
        ------
        CollectError
            When there is no file of the table, or more than :data:`MOST` bills fit.
        """
        if table not in self.files:
            raise CollectError(
                f"no file of the table {table} is named, so it cannot be searched",
                column="files", advice=f"name the file ams__{table}_….csv as well",
            )  # fmt: skip
        found: set[str] = set()
        for row in self.rows(table):
            if fits(row):
                found.add(row.identifier)
                if len(found) > MOST:
                    raise CollectError(
                        f"more than {MOST} bills fit", column="files",
                        advice="narrow the question: the rest of it is held in memory",
                    )  # fmt: skip
        return found

    def held(self, table: str, wanted: set[str]) -> dict[str, list[Row]]:
        """Return the rows of a table that belong to some identifiers, in the order of the files."""
        kept: dict[str, list[Row]] = {}
        if table not in self.files:
            self.got.note(f"no file of the table {table} is named: what it would say is missing")
            return kept
        for row in self.rows(table):
            if row.identifier in wanted:
                kept.setdefault(row.identifier, []).append(row)
        return kept

    def rows(self, table: str) -> Iterator[Row]:
        """Stream the rows of a table.

        Raises
        ------
        CollectError, SchemaChanged
            When a file cannot be read, or its columns are not those known.
        """
        for held in self.files[table]:
            with held.open(most=LARGEST) as file:
                yield from self._stream(held, table, Lines(file, held.name))

    def _stream(self, held: File, table: str, lines: Lines) -> Iterator[Row]:
        required, optional = TABLES[table]
        stream = rows_of(lines)
        header = [one.strip() for one in next(stream, (0, []))[1]]
        tolerated = self.got.client.tolerated(self.got.manifest)
        if len(set(header)) != len(header):
            raise CollectError("names a column twice", file=held.name, row=1, advice="look at it")
        passed = check_fields(header, required, optional, where=held.name, tolerated=tolerated)
        rows, broken, nameless, first = 0, 0, 0, 0
        for number, cells in stream:
            if len(cells) != len(header):
                broken, first = broken + 1, first or number
                continue
            row = Row(dict(zip(header, map(str.strip, cells), strict=True)),
                      f"{held.name}:{number}")  # fmt: skip
            if not row.identifier:
                nameless += 1
                continue
            rows += 1
            yield row
        if held.name in self._counted:
            return
        self._counted.add(held.name)
        self.got.take(held, rows)
        if broken:
            self.got.cut(f"{held.name}: {broken} rows have another number of cells, the first on "
                          f"line {first}, and are not read")  # fmt: skip
        for count, what in ((nameless, "rows without an identifier are not read"),
                            (lines.other, "lines are not UTF-8 and were read as code page 1252"),
                            (len(passed), "columns were passed over")):  # fmt: skip
            if count:
                self.got.note(f"{held.name}: {count} {what}")
