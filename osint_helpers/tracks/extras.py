"""Libraries a plain installation does not have: loaded when first needed, or the extra is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from osint_helpers.errors import TracksError


def need(module: str, extra: str = "tracks") -> Any:  # noqa: ANN401  (a module)
    """Return a module of the extra ``tracks`` or ``spark``.

    Raises
    ------
    TracksError
        When it is not installed, or cannot be loaded; the advice names the extra.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise TracksError(
            f"the library {module.partition('.')[0]} is needed for this and cannot be loaded",
            advice=f"pip install osint-helpers[{extra}]",
        ) from error


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C in a query of DuckDB be what it is elsewhere: a ``KeyboardInterrupt``.

    DuckDB 1.5.6 raises ``RuntimeError: Query interrupted`` instead, which a program takes for a
    fault of its own.
    """
    duckdb = need("duckdb")
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from error
