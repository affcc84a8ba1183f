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
    """Return the folder of the case folders that come with the package, or of ``OSINT_DATA``."""
    return data_folder() / "cases"


def case_folders(start: Path | None = None) -> tuple[Path, ...]:
    """Return every folder in which a case is looked for by its name, the nearest first.

    ``OSINT_DATA`` wins and is then the only one. Else the own project comes first: the nearest
    ``data/cases`` in the working folder or above it (a notebook runs in ``notebooks/``); then the
    cases that come with the package.

    Parameters
    ----------
    start
        Folder to start from, by default the working folder.
    """
    with_package = cases_folder()
    if os.environ.get("OSINT_DATA"):
        return (with_package,)
    here = (start or Path.cwd()).resolve()
    own = next(
        (p for p in (f / "data" / "cases" for f in (here, *here.parents)) if p.is_dir()), None
    )
    if own is None or own == with_package.resolve():
        return (with_package,)
    return (own, with_package)
