"""A gathering of two SYNTHETIC cases for the tests of exhibits that compare cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from osint_helpers.case import Case, open_case
from tests.case.builder import write_case

HOSTILE = "<img src=x onerror=alert(1)>"
TOML = """
id = "both"
title = "SYNTHETIC gathering"
question = "What do they share?"
as_of = "2002-01-31"
gathers = ["one-case", "two-case"]
"""


@cache
def gathered() -> Case:
    """Return the gathering; the names of the second case are hostile."""
    folder = Path(mkdtemp(prefix="osint-gathered-"))
    write_case(folder / "one-case")
    write_case(
        folder / "two-case",
        places=lambda rows: [{**row, "name": f"{row['name']} {HOSTILE}"} for row in rows],
        legs=lambda rows: [{**row, "label": f"{row['label']} {HOSTILE}"} for row in rows],
    )
    (folder / "both").mkdir()
    (folder / "both" / "case.toml").write_text(TOML, encoding="utf-8")
    return open_case(folder / "both")
