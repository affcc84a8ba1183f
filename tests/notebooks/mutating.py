"""What the tests of case notebooks share: a changed copy of the data, and a build of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from osint_helpers.report import check
from tests.conftest import REPO


def mutated(folder: Path, case: str, table: str, old: str, new: str) -> Path:
    """Return a copy of the data folder in which one cell of one table of a case is another."""
    data = folder / "data"
    shutil.copytree(REPO / "data", data)
    path = data / "cases" / case / f"{table}.csv"
    text = path.read_text("utf8")
    assert text.count(old) == 1, f"{old!r} must stand once in {table}.csv"
    path.write_text(text.replace(old, new), "utf8")
    return data


def named(notebook: Path) -> set[str]:
    """Return the exhibits that differ from those stored in a notebook."""
    return {line.split()[1] for line in check(notebook)}


def built(notebook: Path, case: str, folder: Path, seed: str) -> str:
    """Build a notebook anew in a folder under a hash seed; return the digest of its bytes."""
    notebooks = folder / "some where" / "notebooks"
    notebooks.mkdir(parents=True)
    shutil.copy(notebook.with_suffix(".py"), notebooks)
    command = [sys.executable, "-m", "osint_helpers", "notebook", case]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)}
    done = subprocess.run(
        [*command, "--notebooks", str(notebooks)], cwd=folder, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return hashlib.sha256((notebooks / notebook.name).read_bytes()).hexdigest()
