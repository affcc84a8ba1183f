"""Which header of a file means which column of a table."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers._near import did_you_mean, nearest
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError
from osint_helpers.sheets.raw import Headers

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEEDED: Final = 2  # headers a row must name to be the header row; a title row names fewer
_PARTS: Final = ("columns", "constants")


class Named(NamedTuple):
    """A column a header means."""

    name: str


@dataclass(frozen=True)
class ColumnMap:
    """What stands where.

    Attributes
    ----------
    columns
        Column of the table -> header of the file; a column that is not named here is looked for
        under its own name.
    constants
        Column -> text that every row gets.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def columns_of(self, column: str) -> tuple[str, ...]:
        """Return every column that a header means which is known to mean `column`.

        One header may be named for several: the topic of a claim is often its subject too.
        """
        theirs = self.columns.get(column)
        if theirs is None:
            return (column,)
        same = folded(theirs)
        return tuple(ours for ours, other in self.columns.items() if folded(other) == same)

    def check(self, table: str) -> None:
        """Refuse a column the table does not have, and one that is both mapped and constant.

        Raises
        ------
        CaseError
            With the nearest column.
        """
        known = TABLES[table].columns
        for column in (*self.columns, *self.constants):
            if column not in known:
                raise CaseError(
                    f"{column!r} is no column of {table}.csv",
                    advice=did_you_mean(column, known, "its columns: " + ", ".join(known)),
                )
        both = sorted(set(self.columns) & set(self.constants))
        if both:
            raise CaseError(f"{both[0]!r} is mapped and constant at once", advice="keep one")


def of_toml(text: str, file: str) -> ColumnMap:
    """Read a map file: ``[columns]`` with ``ours = "theirs"``, ``[constants]`` with fixed texts.

    Raises
    ------
    CaseError
        When it is not TOML, or has other parts.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"is not TOML: {error}", file=file,
                        advice='write ours = "theirs" below [columns]') from None  # fmt: skip
    for name, part in data.items():
        texts = isinstance(part, dict) and all(isinstance(one, str) for one in part.values())
        if name not in _PARTS or not texts:
            advice = "its parts are [columns] and [constants], all texts"
            raise CaseError(f"{name!r} is no part of a column map", file=file, advice=advice)
    return ColumnMap(data.get("columns", {}), data.get("constants", {}))


def folded(header: str) -> str:
    """Return the form in which headers are compared: case, spaces and marks do not matter."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def headers(table: str, given: ColumnMap) -> Headers:
    """Return the headers a file for this table may have.

    A header named in the map means its column alone; every other column is known by its own name.
    """
    given.check(table)
    meant = {folded(theirs): ours for ours, theirs in given.columns.items()}
    taken = {*given.columns, *given.constants}
    own = {folded(name): name for name in TABLES[table].columns if name not in taken}
    known = own | meant

    def named(header: str) -> Named | None:
        column = known.get(folded(header))
        return None if column is None else Named(column)

    columns = ", ".join(TABLES[table].columns)
    return Headers(
        named, min(_NEEDED, len(known)),
        start=f"the first row names the columns: {columns}; or say --map ours=theirs",
        known="map it with --map ours=theirs, or leave it",
        unused="is no column of the table and not mapped",
    )  # fmt: skip


def near(header: str, table: str, free: set[str]) -> str:
    """Return ``nearest: name`` for a header that means nothing, ``""`` when none is near.

    Parameters
    ----------
    free
        Columns nothing is mapped to yet.
    """
    found = nearest(header, [name for name in TABLES[table].columns if name in free], most=1)
    return f"nearest column: {found[0]}" if found else ""
