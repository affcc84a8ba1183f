"""Spark: the engine for what outgrows one machine. The same kernels, the same events."""

from __future__ import annotations

import logging
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import TracksError
from osint_helpers.tracks.engines.compiling import PREFIX, Kernel, Shape, sql_of
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import Input, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPES: Final = {"integer": "bigint", "number": "double", "text": "string"}
_SIZE: Final = re.compile(r"[1-9]\d*[mg]", re.IGNORECASE)
# What a session of our own is made with: this machine only, no web pages, no progress bars.
_SETTINGS: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.shuffle.partitions": "8",
}


class Spark(Carded):
    """Spark on a session given, or on ``local[2]``.

    Parameters
    ----------
    session
        A ``SparkSession``; it is left running, its settings untouched. Without one, a session is
        made here and stopped by `close`.
    cores, memory
        Of the session made here: how many cores, how much memory for the driver.
    """

    name = "spark"

    def __init__(self, session: Any = None, *, cores: int = 2, memory: str = "2g") -> None:  # noqa: ANN401
        if session is None and not _SIZE.fullmatch(memory):
            raise TracksError(
                f"memory is {memory!r}",
                advice="whole gigabytes or megabytes: 4g, 512m; as a command --memory 4GB",
            )
        self._folder = tempfile.TemporaryDirectory(prefix="osint-spark-")
        self._own = session is None
        self._written = 0
        self._session = session if session is not None else self._make(cores, memory)

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the session if it was made here; remove the engine's own folder."""
        try:
            if self._own:
                self._session.stop()
        except need("py4j.protocol", "spark").Py4JError:
            pass  # after Ctrl-C Java is gone, and the session with it
        finally:
            self._folder.cleanup()

    def run(self, build: Kernel, tables: Mapping[str, Input], rule: object = None) -> Any:  # noqa: ANN401
        """Return the rows of a kernel as a ``pyarrow.Table``, in no particular order.

        Parameters
        ----------
        build, tables, rule
            As in ``DuckDB.run``. What is in memory goes through Parquet, since values that Spark
            takes from frames turn NULL text into "NaN".

        Raises
        ------
        TracksError
            When Spark cannot run the search; the message is Spark's first line.
        """
        errors = need("pyspark.errors", "spark")
        java = need("py4j.protocol", "spark")
        shapes = tuple(self._shape(name, table) for name, table in sorted(tables.items()))
        sql = sql_of(build, rule, shapes, "pyspark")
        views = [f"{PREFIX}{name}" for name in sorted(tables)]
        try:
            for name, table in sorted(tables.items()):
                self._view(name, table)
            return self._session.sql(sql).toArrow()
        except (errors.PySparkException, java.Py4JError) as error:
            raise TracksError(
                f"Spark could not run the search: {str(error).splitlines()[0]}",
                advice="if a file is damaged, import the positions again",
            ) from error
        finally:
            # after Ctrl-C Java is gone, and the views with it; the stop itself is to be told
            with suppress(java.Py4JError):
                for view in views:
                    self._session.catalog.dropTempView(view)

    @staticmethod
    def _shape(name: str, table: Input) -> Shape:
        if isinstance(table, Steps):
            return Shape(name, "portable", table.source.columns, table.carry, table.state)
        return Shape(name, "table", table.columns)

    def _view(self, name: str, table: Input) -> None:
        source = table.source if isinstance(table, Steps) else table
        paths = list(source.paths)
        if source.table is not None:
            self._written += 1
            path = Path(self._folder.name) / f"{name}-{self._written}.parquet"
            need("pyarrow.parquet").write_table(source.table, path)
            paths = [str(path)]
        frame = self._session.read.parquet(*paths)
        kinds = [f"cast(`{n}` as {_TYPES[kind]}) as `{n}`" for n, kind in source.columns]
        frame.selectExpr(*kinds).createOrReplaceTempView(f"{PREFIX}{name}")

    def _make(self, cores: int, memory: str) -> Any:  # noqa: ANN401  (pyspark is untyped)
        sql = need("pyspark.sql", "spark")
        errors = need("pyspark.errors", "spark")
        # what it has to say of a stop by Ctrl-C is a traceback of its own
        logging.getLogger("py4j").addHandler(logging.NullHandler())
        running = sql.SparkSession.getActiveSession()
        if running is not None:
            self._own = False
            return running
        builder = sql.SparkSession.builder.master(f"local[{cores}]").appName("osint-helpers")
        settings = _SETTINGS | {
            "spark.driver.memory": memory,
            "spark.sql.warehouse.dir": str(Path(self._folder.name) / "warehouse"),
        }
        for key, value in settings.items():
            builder = builder.config(key, value)
        try:
            self._start_java(settings)
            session = builder.getOrCreate()
        except (errors.PySparkException, OSError) as error:
            self._folder.cleanup()
            raise TracksError(
                "Spark does not start", advice="it needs Java 17 or 21: java -version says which"
            ) from error
        session.sparkContext.setLogLevel("ERROR")
        return session

    def _start_java(self, settings: Mapping[str, str]) -> None:
        """Start Java with what it and Spark say at the start in a file of this engine.

        Before a log level can be set they write warnings that are none of ours onto the terminal
        or into the notebook.
        """
        spark = need("pyspark", "spark")
        if spark.SparkContext._gateway is not None:  # one Java a process
            return
        conf = spark.SparkConf(loadDefaults=False).setAll(list(settings.items()))
        with (Path(self._folder.name) / "java.log").open("wb") as log:
            launched = need("pyspark.java_gateway", "spark").launch_gateway(
                conf, {"stdout": log, "stderr": log}
            )
        spark.SparkContext._ensure_initialized(gateway=launched, conf=conf)

    def _card_(self) -> Card:
        return Card("engine", self.name)
