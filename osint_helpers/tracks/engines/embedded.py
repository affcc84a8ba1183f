"""DuckDB in this process: the engine of one laptop."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import TracksError
from osint_helpers.tracks import steps
from osint_helpers.tracks.engines import buckets, streams
from osint_helpers.tracks.engines.compiling import PREFIX, Kernel, Shape, sql_of, state_of
from osint_helpers.tracks.extras import need, stoppable
from osint_helpers.tracks.positions import IMPORT, Input, Source, Steps, of_arrow, of_own_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TYPES: Final = {"integer": "bigint", "number": "double", "text": "varchar"}


class DuckDB(Carded):
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
    work
        Folder in which finished parts of a search are kept: a search that was stopped goes on
        where it was. Parts are found by a digest over query and positions, so another rule or
        another file never meets them; the folder can be removed at any time.
    progress
        Called with (parts done, parts in all, what is searched). A store of several buckets is
        searched bucket by bucket (``engines.buckets``), so memory and what a stop loses are those
        of one bucket.
    """

    name = "duckdb"

    def __init__(
        self,
        memory: str | None = None,
        threads: int | None = None,
        spill: str | Path | None = None,
        *,
        work: str | Path | None = None,
        progress: buckets.Progress | None = None,
    ) -> None:
        duckdb = need("duckdb")
        self._work = None if work is None else Path(work)
        self._spill = None if spill is None else Path(spill)
        self._parts_own: tempfile.TemporaryDirectory[str] | None = None
        self._progress = progress
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
        self._threads = threads or os.cpu_count() or 1

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and remove the engine's own folder."""
        self._connection.close()
        for held in (self._own, self._parts_own):
            if held is not None:
                held.cleanup()

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
        once, key = self._once(build, tables, rule)
        return buckets.run(
            once,
            buckets.split(build, tables),
            key=key,
            what=buckets.title(build),
            work=self._work,
            progress=self._progress,
        )

    def lay(
        self,
        build: Kernel,
        inputs: Sequence[Mapping[str, Input]],
        rule: object,
        *,
        what: str,
        by: str = "",
    ) -> dict[int, Source]:
        """Run a kernel over one part after the other and lay its rows into Parquet files.

        Parameters
        ----------
        build, rule
            As in `run`.
        inputs
            Of each part, such as from ``buckets.split``; alike in their columns.
        what
            Name for progress.
        by
            Column of integers whose values get files of their own; it is left out of them.

        Returns
        -------
        dict
            Value of ``by`` (0 without one) -> rows of all parts, in rising order of values; empty
            when there are no rows. The files lie in `folder`.

        Raises
        ------
        TracksError
            As in `run`, and when the disk is full.
        """
        if not inputs:
            return {}
        rows, key = self._once(build, inputs[0], rule)
        passes = streams.found(build, inputs[0])
        sql = f"from {PREFIX}rows" if passes else self.sql(build, inputs[0], rule)

        def once(tables: Mapping[str, Input], target: Path) -> None:
            place = target if by else target / "0.parquet"
            quoted = str(place).replace("'", "''")
            how = f", partition_by ({by})" if by else ""
            self.execute(f"copy ({sql}) to '{quoted}' (format parquet, compression zstd{how})",
                         {"rows": of_arrow(rows(tables))} if passes else tables, rule)  # fmt: skip

        return self.laid(once, inputs, key=f"{key} by {by}", what=what, by=by)

    def laid(
        self,
        once: Callable[[Mapping[str, Input], Path], object],
        inputs: Sequence[Mapping[str, Input]],
        *,
        key: str,
        what: str,
        by: str = "",
    ) -> dict[int, Source]:
        """Run a function over one part after the other that lays its rows into Parquet files.

        Parameters
        ----------
        once
            Runs one part and writes into a folder, files of each value of ``by`` into a folder
            ``<by>=<value>``.
        key
            All that decides the rows beside the inputs.
        inputs, what, by
            As in `lay`, which also says what is returned and raised.
        """
        folders = buckets.lay(
            once, inputs, key=key, what=what, work=self.folder, progress=self._progress
        )
        found: dict[int, list[Path]] = {}
        for folder in folders:
            for path in sorted(folder.rglob("*.parquet")):
                value = int(path.parent.name.partition("=")[2]) if by else 0
                found.setdefault(value, []).append(path)
        return {value: of_own_files(found[value], self.folder) for value in sorted(found)}

    @property
    def folder(self) -> Path:
        """Folder of finished parts: ``work``, else one that goes with `close`."""
        if self._work is not None:
            return self._work
        if self._parts_own is None:
            place = None if self._spill is None else str(self._spill)
            self._parts_own = tempfile.TemporaryDirectory(prefix="osint-parts-", dir=place)
        return Path(self._parts_own.name)

    def _once(self, build: Kernel, tables: Mapping[str, Input], rule: object
    ) -> tuple[buckets.Once, str]:  # fmt: skip
        """Return what searches one part, and all that decides its rows beside the inputs."""
        if streams.found(build, tables):
            return (lambda inputs: streams.run(build, inputs, rule, self._threads),
                    streams.key(build, rule))  # fmt: skip
        sql = self.sql(build, tables, rule)
        return lambda inputs: self.execute(sql, inputs, rule), self._key(sql, tables, rule)

    def sql(self, build: Kernel, tables: Mapping[str, Input], rule: object = None) -> str:
        """Return the query of a kernel; that of one bucket is that of all."""
        shapes = tuple(self._shape(name, table) for name, table in sorted(tables.items()))
        return sql_of(build, rule, shapes, "duckdb")

    def _key(self, sql: str, tables: Mapping[str, Input], rule: object) -> str:
        """Return all that decides the rows beside the inputs."""
        shapes = [self._shape(name, table) for name, table in sorted(tables.items())]
        return "\n".join([sql, *filter(None, (state_of(one, rule, "duckdb") for one in shapes))])

    def execute(self, sql: str, tables: Mapping[str, Input], rule: object = None) -> Any:  # noqa: ANN401
        """Run a query over its inputs and return its rows as a ``pyarrow.Table``.

        Raises
        ------
        TracksError
            As in `run`.
        """
        duckdb = need("duckdb")
        try:
            with stoppable():
                for name, table in sorted(tables.items()):
                    self._view(name, table, rule)
                return self._connection.execute(sql).to_arrow_table()
        except duckdb.Error as error:
            raise _told(duckdb, error) from error

    @staticmethod
    def _shape(name: str, table: Input) -> Shape:
        if isinstance(table, Steps):
            how = "ordered" if table.source.sorted else "portable"
            return Shape(name, how, table.source.columns, table.carry, table.state)
        return Shape(name, "table", table.columns)

    def _view(self, name: str, table: Input, rule: object) -> None:
        """Let the view that the compiled SQL names stand for this input."""
        source = table.source if isinstance(table, Steps) else table
        if isinstance(table, Steps) and source.sorted:
            state = state_of(self._shape(name, table), rule, "duckdb")
            parts = [
                f"({steps.ordered(f'({part})', source.names, table.carry, state)})"
                for part in self._parts(name, source)
            ]
        else:
            parts = self._parts(name, source)
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

    def _card_(self) -> Card:
        return Card("engine", self.name)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _told(duckdb: Any, error: Exception) -> TracksError:  # noqa: ANN401  (a module)
    text = str(error)
    for words in (steps.OUT_OF_ORDER, steps.NOT_A_POINT):
        if words in text:
            return TracksError(words, advice=IMPORT)
    if "No space left" in text:
        return TracksError(
            f"the disk is full: {_first_line(error)}",
            advice="free space, or give spill= a folder with room; work= keeps what is done",
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return TracksError(
            f"memory or the folder for spilling is full: {_first_line(error)}",
            advice="raise memory=, or give spill= a folder with room",
        )
    return TracksError(
        f"DuckDB could not run the search: {_first_line(error)}",
        advice="if a file is damaged, import the positions again",
    )
