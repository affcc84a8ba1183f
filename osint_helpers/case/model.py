"""A case in memory: its tables as frames, its texts, and the look-ups every room needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from osint_helpers._card import Card, Carded
from osint_helpers._near import did_you_mean
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from osint_helpers.case.meta import CaseMeta

FOREIGN: Final = 0  # the line of a row that stands in the folder of a gathered case
Made = TypeVar("Made")


class Case(Carded):
    """One investigation, opened by `osint_helpers.case.open_case`.

    Every name of `tables.TABLES` is an attribute that holds the frame of that table: text
    columns with ``""`` for nothing recorded, list columns with ``tuple[str, ...]``, number
    columns with NaN, rows in file order.

    Attributes
    ----------
    id : str
    folder : Path
    meta : CaseMeta
    texts : dict of str to str
        Content of ``text/<name>.md`` by name.
    parts : tuple of Case
        The cases it gathers (``gathers`` of ``case.toml``), in that order; else empty.
    """

    items: pd.DataFrame
    entities: pd.DataFrame
    places: pd.DataFrame
    sources: pd.DataFrame
    origins: pd.DataFrame
    legs: pd.DataFrame
    claims: pd.DataFrame
    readings: pd.DataFrame
    contradictions: pd.DataFrame
    checks: pd.DataFrame
    support: pd.DataFrame
    relations: pd.DataFrame
    resolutions: pd.DataFrame
    judgements: pd.DataFrame
    questions: pd.DataFrame
    hypotheses: pd.DataFrame
    consistency: pd.DataFrame
    replies: pd.DataFrame
    searches: pd.DataFrame
    unknowns: pd.DataFrame
    to_obtain: pd.DataFrame
    corrections: pd.DataFrame
    pulls: pd.DataFrame
    exhibits: pd.DataFrame
    screening_judgements: pd.DataFrame
    red_flags: pd.DataFrame
    versions: pd.DataFrame
    reach: pd.DataFrame
    breaks: pd.DataFrame

    def __init__(
        self,
        folder: Path,
        meta: CaseMeta,
        tables: Mapping[str, pd.DataFrame],
        lines: Mapping[str, Sequence[int]],
        texts: Mapping[str, str],
        *,
        parts: tuple[Case, ...] = (),
    ) -> None:
        self.folder = folder
        self.meta = meta
        self.id = meta.id
        self.texts = dict(texts)
        self.parts = parts
        self._lines = {name: tuple(rows) for name, rows in lines.items()}
        self._records: dict[str, list[dict[str, Any]]] = {}
        self._kept: dict[str, Any] = {}
        for name in TABLES:
            setattr(self, name, tables[name])
        self._rows = {
            name: {key: row for row, key in enumerate(tables[name][table.key[0]].tolist())}
            for name, table in TABLES.items()
            if len(table.key) == 1
        }
        self._sources_of = self._group_sources()
        self._contradicting = self._group_contradictions()

    def table(self, name: str) -> pd.DataFrame:
        """Return the frame of table `name`.

        Raises
        ------
        CaseError
            When `name` is no table.
        """
        frame: pd.DataFrame = getattr(self, self._known(name))
        return frame

    def records(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table as dicts of plain values, made once and not to be changed.

        Raises
        ------
        CaseError
            When `name` is no table.
        """
        if name not in self._records:
            frame = self.table(name)
            columns = [frame[column].tolist() for column in frame.columns]
            names = list(frame.columns)
            self._records[name] = [
                dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)
            ]
        return self._records[name]

    def kept(self, name: str, make: Callable[[Case], Made]) -> Made:
        """Return what `make` derives from the tables, made once: a case is never changed.

        Parameters
        ----------
        name
            Of what is kept; one name, one `make`.
        make
            A function of the tables alone, not of what else lies in the folder.
        """
        if name not in self._kept:
            self._kept[name] = make(self)
        found: Made = self._kept[name]
        return found

    def has(self, table: str, key: str) -> bool:
        """Say whether `key` is a row of a table with a single key column."""
        return key in self._rows[self._known(table)]

    def claim(self, claim: str) -> pd.Series:
        """Return the row of one claim.

        Raises
        ------
        CaseError
            When the case has no claim of this id; likewise for the other look-ups.
        """
        return self._row("claims", claim)

    def source(self, source: str) -> pd.Series:
        """Return the row of one source."""
        return self._row("sources", source)

    def entity(self, entity: str) -> pd.Series:
        """Return the row of one person, firm, body, vessel or aircraft."""
        return self._row("entities", entity)

    def place(self, place: str) -> pd.Series:
        """Return the row of one place."""
        return self._row("places", place)

    def leg(self, leg: str) -> pd.Series:
        """Return the row of one leg."""
        return self._row("legs", leg)

    def item(self, item: str) -> pd.Series:
        """Return the row of one item."""
        return self._row("items", item)

    def cell(self, table: str, key: str, column: str) -> Any:  # noqa: ANN401  (of any type)
        """Return one cell of a table with a single key column, without the rest of its row.

        Raises
        ------
        CaseError
            When the table has no such row or column.
        """
        rows = self.records(table)
        if column not in self.table(table).columns:
            raise CaseError(
                f"{table} has no column {column!r}",
                advice=did_you_mean(column, self.table(table).columns),
            )
        return rows[self._position(table, key)][column]

    def text(self, name: str) -> str:
        """Return the prose of ``text/<name>.md``.

        Raises
        ------
        CaseError
            When there is no such file; `name` is a plain name, never a path.
        """
        if name in self.texts:
            return self.texts[name]
        known = "texts: " + (", ".join(sorted(self.texts)) or "none")
        advice = did_you_mean(name, sorted(self.texts), known)
        raise CaseError(f"no text {name!r} in case {self.id!r}", advice=advice)

    def sources_of(self, claim: str) -> tuple[str, ...]:
        """Return the sources that support a claim, in the order of ``support.csv``."""
        self._position("claims", claim)
        return self._sources_of.get(claim, ())

    def contradicting(self, claim: str) -> tuple[str, ...]:
        """Return the claims that contradict a claim, in the order of ``contradictions.csv``."""
        self._position("claims", claim)
        return self._contradicting.get(claim, ())

    def line_of(self, table: str, index: int) -> int:
        """Return the line of ``<table>.csv`` on which row `index` of the frame starts.

        It is ``index + 2`` unless a quoted cell above holds a line break, and `FOREIGN` for a
        row of a gathered case.
        """
        return self._lines[self._known(table)][index]

    def _known(self, table: str) -> str:
        if table in TABLES:
            return table
        advice = did_you_mean(table, TABLES, "tables: " + ", ".join(TABLES))
        raise CaseError(f"{table!r} is no table", advice=advice)

    def _row(self, table: str, key: str) -> pd.Series:
        return self.table(table).iloc[self._position(table, key)]

    def _position(self, table: str, key: str) -> int:
        rows = self._rows[table]
        if isinstance(key, str) and key in rows:
            return rows[key]
        advice = did_you_mean(key, rows, f"see {table}.csv")
        noun = TABLES[table].key[0]
        raise CaseError(f"no {noun} {key!r} in case {self.id!r}", advice=advice)

    if not TYPE_CHECKING:  # a type checker shall go on to find such names itself

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            """Say which table was meant; Python asks only for names that are not there."""
            what = f"a case has no {name!r}"
            if name.startswith("_"):
                raise AttributeError(what)
            known = [one for one in dir(self) if not one.startswith("_")]
            raise UnknownNameError(what, advice=did_you_mean(name, known, "dir(case) lists them"))

    def _group_sources(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        frame = self.support
        columns = (frame[name].tolist() for name in ("claim", "source", "relation"))
        rows = zip(*columns, strict=True)
        for claim, source, relation in rows:
            if relation == "supports":
                found.setdefault(claim, []).append(source)
        return {claim: tuple(sources) for claim, sources in found.items()}

    def _group_contradictions(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}  # a dict keeps the order and each once
        frame = self.contradictions
        for one, other in zip(frame["claim"].tolist(), frame["other"].tolist(), strict=True):
            for left, right in ((one, other), (other, one)):
                found.setdefault(left, {})[right] = None
        return {claim: tuple(others) for claim, others in found.items()}

    def _card_(self) -> Card:
        from osint_helpers.case import cards

        return cards.case(self)

    def __repr__(self) -> str:
        return (
            f"<Case {self.id}: {len(self.claims)} claims, {len(self.sources)} sources, "
            f"{len(self.legs)} legs, as of {self.meta.as_of}>"
        )
