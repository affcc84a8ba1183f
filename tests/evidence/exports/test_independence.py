"""The product stands without the tools that read its exports."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import REPO

OTHERS = {"warcio", "pywb", "wacz", "cdxj_indexer", "surt", "prov", "rocrate", "frictionless"}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


def test_no_module_imports_an_archive_tool() -> None:
    modules = sorted((REPO / "osint_helpers").rglob("*.py"))
    assert len(modules) > 100
    assert {str(path): both for path in modules if (both := imported(path) & OTHERS)} == {}


def test_no_archive_tool_is_locked_for_the_product() -> None:
    lock = (REPO / "requirements.lock").read_text("utf-8")
    names = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    assert names & {"warcio", "pywb", "wacz", "prov", "rocrate"} == set()
