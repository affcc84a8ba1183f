"""Engines that run a kernel: DuckDB inside this process, or Spark for what outgrows one machine.

A **kernel** is a module-level function ``build(tables, rule) -> ibis expression``: ``tables`` holds
unbound Ibis tables by name, ``rule`` is a frozen dataclass. It is compiled once a (kernel, rule,
columns, dialect) and run on the engine's own connection.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from osint_helpers.errors import TracksError
from osint_helpers.tracks.engines.embedded import DuckDB
from osint_helpers.tracks.engines.spark import Spark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from osint_helpers.tracks.engines.compiling import Kernel
    from osint_helpers.tracks.positions import Input

__all__ = ["DuckDB", "Engine", "Spark", "chosen"]


class Engine(Protocol):
    """What a search needs of an engine."""

    name: str

    def run(self, build: Kernel, tables: Mapping[str, Input], rule: object = None) -> Any:  # noqa: ANN401
        """Return the rows of the kernel as a ``pyarrow.Table``, in no particular order."""

    def close(self) -> None:
        """Give back what the engine holds."""


@contextmanager
def chosen(engine: str | Engine) -> Iterator[Engine]:
    """Yield the engine asked for; one that was made here by its name is closed afterwards.

    Raises
    ------
    TracksError
        When there is no engine of that name.
    """
    if not isinstance(engine, str) and hasattr(engine, "run"):
        yield engine
        return
    if engine not in ("duckdb", "spark"):
        raise TracksError(f"there is no engine {engine!r}", advice="duckdb or spark")
    made: Engine = DuckDB() if engine == "duckdb" else Spark()
    try:
        yield made
    finally:
        made.close()
