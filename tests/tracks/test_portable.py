"""What the kernels may not use: Ibis operations that differ between DuckDB and Spark."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from tests.conftest import REPO

ROOM = REPO / "osint_helpers/tracks"
# Reason by name of the method; docs/tracks.md has what was measured.
BANNED = {
    "memtable": "NULL text becomes NaN on Spark",
    "delta": "counts boundaries on one, whole units on the other",
    "hash": "64 bits on one, 32 on the other",
    "asof_join": "not on Spark",
    "bucket": "not on Spark",
    "strftime": "formats differ",
    "group_concat": "no order on Spark",
    "sample": "no seed on Spark",
    "levenshtein": "bytes on one, characters on the other",
    "udf": "python functions",
    "as_geo": "geospatial",
    "st_dwithin": "geospatial",
    "geo_distance": "geospatial",
}
NAMED = ("steps.py", "cells.py", "sphere.py", "moments.py", "loitering.py")
# No fractions: booleans, and integers that only become wider (sums are DECIMAL on one engine).
INTEGERS = {
    "far", "rows[one].sum()", "found[one].sum()", "hours[one].sum()", "still", "moving",
    "hours.fixes.fill_null(0).sum()",
}  # fmt: skip
KERNELS = [*sorted(ROOM.glob("*kernels*.py")), *(ROOM / name for name in NAMED)]


def faults(source: str) -> list[str]:
    """Calls in a kernel that are banned, with the reason."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, words = node.func.attr, {keyword.arg for keyword in node.keywords}
        if name in BANNED or name.startswith("st_"):
            found.append(f"{node.lineno}: {name}: {BANNED.get(name, 'geospatial')}")
        if name in ("first", "last") and "include_null" in words:
            found.append(f"{node.lineno}: {name}(include_null=): silently ignored on DuckDB")
        if name == "collect" and "order_by" in words:
            found.append(f"{node.lineno}: collect(order_by=): not on Spark")
        if name == "cast" and _to_integer(node) and not _whole(node.func.value):
            found.append(f"{node.lineno}: cast to an integer rounds on one and cuts on the other")
        if name in ("argmin", "argmax") and "fill_null" not in ast.unparse(node):
            found.append(f"{node.lineno}: {name}: with NULL keys only, one engine takes a row")
    return found


def _to_integer(node: ast.Call) -> bool:
    return (
        bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        and "int" in str(node.args[0].value)
    )


def _whole(value: ast.expr) -> bool:
    """Whether a value is whole already: floor(), round(), ceil(), or a comparison."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in ("floor", "round", "ceil") or ast.unparse(value) in INTEGERS
    return isinstance(value, ast.Compare) or ast.unparse(value) in INTEGERS


@pytest.mark.parametrize("path", KERNELS, ids=lambda path: path.name)
def test_a_kernel_uses_nothing_that_differs_between_engines(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "t.x.last(include_null=False).over(w)", "ibis.memtable(f)", "(t.x / 3).cast('int64')",
        "a.delta(b, unit='second')", "t.x.hash()", "a.asof_join(b)", "t.t.bucket(minutes=10)",
        "t.t.strftime('%Y')", "t.x.collect(order_by=t.y)", "t.sample(0.1)", "a.levenshtein(b)",
        "a.st_distance(b)", "t.x.argmax(t.y)", "ibis.udf(f)",
    ],
)  # fmt: skip
def test_the_lint_finds_each_trap(line: str) -> None:
    assert len(faults(line)) == 1


def test_every_kernel_is_looked_at() -> None:
    used = {
        path for path in ROOM.glob("*.py") if 'need("ibis")' in path.read_text(encoding="utf-8")
    }
    assert used <= set(KERNELS)


def test_division_stands_only_where_the_divisor_cannot_be_nothing() -> None:
    allowed = {"step", "size", "180", "180.0", "2", "1000", "took * took", "US_PER_H", "_DEGREE_M",
               "fast * fast - slow * slow", "microseconds(rule.bin_h)", "RADIUS_M", "side", "2.0",
               "3600.0", "KN_M_S", "DEGREE", "math.pi", "number(2.0)", "number(1000000.0)",
               "every(rule)", "every_us", "sliced.slice_us", "every", "round(US_PER_H / every)",
               "self.every_min", "100",
               "held.dt",  # of steps that enclose a moment: more than nothing
               "seconds",  # one at least
               "found.size", "rows['moments']",  # pandas and numpy at the edge
               }  # fmt: skip
    for path in KERNELS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv):
                divisor = ast.unparse(node.right)
                known = divisor in allowed or divisor.startswith("max(") or "nullif" in divisor
                assert known, f"{path.name}:{node.lineno}: / {divisor}"


def test_the_versions_measured_are_pinned() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in ("tracks", "spark"):
        pins = project["optional-dependencies"][extra]
        assert "ibis-framework==12.0.0" in pins
        assert any(pin.startswith("duckdb") and pin.endswith(",<2") for pin in pins)
