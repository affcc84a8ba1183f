"""DuckDB in this process: the engine of one laptop."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks import steps
from osint_helpers.tracks.engines.compiling import PREFIX, Kernel, Shape, sql_of
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import IMPORT, Input, Source, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPES: Final = {"integer": "bigint", "number": "double", "text": "varchar"}


class DuckDB:
    """DuckDB on a connection of its own; nothing is fetched from the network.

    Parameters
    ----------
    memory
        Most memory for the search, such as ``"4GB"``; DuckDB's own default is 80 % of the machine.
    threads
        Threads to use; by default one a core.
    spill
        Folder for what does not fit into memory; by default one below the system's folder for
        temporary files, which goes with `close`.
    """

    name = "duckdb"

    def __init__(
        self,
        memory: str | None = None,
        threads: int | None = None,
        spill: str | Path | None = None,
    ) -> None:
        duckdb = need("duckdb")
        self._own = None if spill else tempfile.TemporaryDirectory(prefix="osint-spill-")
        config = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": str(spill or Path(self._own.name if self._own else "") / "duckdb"),
            # the stream of a sorted source is read in its order
            "preserve_insertion_order": True,
        }
        if memory is not None:
            config["memory_limit"] = memory
        if threads is not None:
            config["threads"] = threads
        try:
            self._connection = duckdb.connect(":memory:", config=config)
        except duckdb.Error as error:
            raise TracksError(
                f"DuckDB refuses its settings: {_first_line(error)}",
                advice='memory is a text such as "4GB", threads a number from 1',
            ) from error
        self._connection.execute("set timezone = 'UTC'")

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and remove the engine's own folder."""
        self._connection.close()
        if self._own is not None:
            self._own.cleanup()

    def run(self, build: Kernel, tables: Mapping[str, Input], rule: object = None) -> Any:  # noqa: ANN401
        """Return the rows of a kernel as a ``pyarrow.Table``, in no particular order.

        Parameters
        ----------
        build
            Module-level function of (unbound Ibis tables by name, rule).
        tables
            Inputs by the names the kernel uses.
        rule
            Frozen dataclass, or ``None``.

        Raises
        ------
        TracksError
            When the positions are not in the order they promise, a file cannot be read, or memory
            and spill do not suffice.
        """
        duckdb = need("duckdb")
        shapes = tuple(self._shape(name, table) for name, table in sorted(tables.items()))
        sql = sql_of(build, rule, shapes, "duckdb")
        try:
            for name, table in sorted(tables.items()):
                self._view(name, table)
            return self._connection.execute(sql).to_arrow_table()
        except duckdb.Error as error:
            raise _told(duckdb, error) from error

    @staticmethod
    def _shape(name: str, table: Input) -> Shape:
        if isinstance(table, Steps):
            how = "ordered" if table.source.sorted else "portable"
            return Shape(name, how, table.source.columns, table.carry)
        return Shape(name, "table", table.columns)

    def _view(self, name: str, table: Input) -> None:
        """Let the view that the compiled SQL names stand for this input."""
        source, carry = (table.source, table.carry) if isinstance(table, Steps) else (table, ())
        parts = self._parts(name, source)
        if isinstance(table, Steps) and source.sorted:
            parts = [f"({steps.ordered(f'({part})', source.names, carry)})" for part in parts]
        body = " union all ".join(parts)
        self._connection.execute(f"create or replace temp view {PREFIX}{name} as {body}")

    def _parts(self, name: str, source: Source) -> list[str]:
        """Return one SELECT a file, so that each is streamed in its own order."""
        kinds = ", ".join(f'cast("{n}" as {_TYPES[kind]}) as "{n}"' for n, kind in source.columns)
        if source.table is not None:
            raw = f"{PREFIX}{name}_arrow"
            self._connection.register(raw, source.table)
            return [f"select {kinds} from {raw}"]  # noqa: S608  (our own names)
        quoted = ("'" + path.replace("'", "''") + "'" for path in source.paths)
        return [
            f"select {kinds} from read_parquet({path}, hive_partitioning = false)"  # noqa: S608
            for path in quoted
        ]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _told(duckdb: Any, error: Exception) -> TracksError:  # noqa: ANN401  (a module)
    text = str(error)
    for words in (steps.OUT_OF_ORDER, steps.NOT_A_POINT):
        if words in text:
            return TracksError(words, advice=IMPORT)
    if isinstance(error, duckdb.OutOfMemoryException):
        return TracksError(
            f"memory or the folder for spilling is full: {_first_line(error)}",
            advice="raise memory=, or give spill= a folder with room",
        )
    return TracksError(
        f"DuckDB could not run the search: {_first_line(error)}",
        advice="if a file is damaged, import the positions again",
    )
