"""Where the cited tables and the cases lie, in a checkout and in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return the folder with ``reference/`` and ``cases/``.

    ``OSINT_DATA`` wins; then the checkout's ``data/``; then the copy inside the wheel.
    """
    named = os.environ.get("OSINT_DATA")
    if named:
        return Path(named)
    checkout = _PACKAGE.parent / "data"
    return checkout if (checkout / "reference").is_dir() else _PACKAGE / "_data"


def reference_folder() -> Path:
    """Return the folder of cited reference tables."""
    return data_folder() / "reference"


def examples_folder() -> Path:
    """Return the folder of example files."""
    return data_folder() / "examples"


def cases_folder() -> Path:
    """Return the folder of case folders."""
    return data_folder() / "cases"
