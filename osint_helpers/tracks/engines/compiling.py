"""Kernels to SQL: compiled from unbound Ibis tables, once a (kernel, rule, columns, dialect)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from osint_helpers.tracks import steps
from osint_helpers.tracks.extras import need

Kernel = Callable[[Mapping[str, Any], Any], Any]
# Before the kernel's own name for a table, so that no view of a given session is hit.
PREFIX: Final = "osint_"
TYPES: Final = {"integer": "int64", "number": "float64", "text": "string"}


class Shape(NamedTuple):
    """What the compiler must know of one input: (column, type) pairs and how steps come about.

    ``how`` is ``table``, ``portable`` (the steps are windows of the expression) or ``ordered`` (the
    engine streams them, the view has them already).
    """

    name: str
    how: str
    columns: tuple[tuple[str, str], ...]
    carry: tuple[str, ...] = ()
    state: Kernel | None = None


@lru_cache(maxsize=256)
def sql_of(build: Kernel, rule: object, shapes: tuple[Shape, ...], dialect: str) -> str:
    """Return the SQL of a kernel.

    Parameters
    ----------
    build
        Module-level function of (tables by name, rule).
    rule
        Hashable: a frozen dataclass, or ``None``.
    shapes
        One an input.
    dialect
        ``duckdb`` or ``pyspark``.
    """
    ibis = need("ibis")
    _ = getattr(ibis, dialect)  # loads the options that its compiler reads
    tables = {shape.name: _table(ibis, shape, rule) for shape in shapes}
    return str(ibis.to_sql(build(tables, rule), dialect=dialect))


def _table(ibis: Any, shape: Shape, rule: object) -> Any:  # noqa: ANN401  (ibis is untyped)
    types = dict(shape.columns)
    if shape.how == "ordered":
        types |= {
            f"{name}_{n}": types[name] for name in (*steps.BEFORE, *shape.carry) for n in (1, 2)
        }
        types |= {"t_us_next": "integer", "n": "integer"}
        if shape.state is not None:
            types |= {"state": "integer", "state_1": "integer"}
    schema = {name: TYPES[kind] for name, kind in types.items()}
    table = ibis.table(schema, name=f"{PREFIX}{shape.name}")
    if shape.how != "portable":
        return table
    build = shape.state
    state = None if build is None else lambda found: build({"steps": found}, rule)
    return steps.portable(table, shape.carry, state)


def state_of(shape: Shape, rule: object, dialect: str) -> str:
    """Return the SQL that adds the state to steps named ``steps.INNER``; "" without a state."""
    if shape.state is None:
        return ""
    inner = steps.INNER.removeprefix(PREFIX)
    found = Shape(inner, shape.how, shape.columns, shape.carry)
    return sql_of(_stated, (shape.state, rule), (found,), dialect)


def _stated(tables: Mapping[str, Any], how: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    build, rule = how
    (table,) = tables.values()
    return build({"steps": table}, rule)
