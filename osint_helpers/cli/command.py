"""What a command is, and the arguments several of them share."""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import CaseError, OsintError

ANALYST_VARIABLE: Final = "OSINT_ANALYST"
Argument = tuple[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True)
class Command:
    """One command: its name, one line of help, its arguments and what it does.

    A command with ``parts`` only leads to them (``osint tracks import``): it has no arguments and
    no action of its own.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    action: Callable[[argparse.Namespace], int] | None = None
    parts: tuple[Command, ...] = ()


CASE_ARGUMENT: Final[Argument] = (
    ("case",),
    {"help": "name of a case, or the path of its folder"},
)
BUILD_OPTION: Final[Argument] = (
    ("--build",),
    {"type": Path, "default": Path("build"), "help": "folder the reports are written to"},
)
WHO_OPTION: Final[Argument] = (
    ("--who",),
    {
        "metavar": "HANDLE",
        "help": f"short handle of the analyst (else the environment variable {ANALYST_VARIABLE})",
    },
)


def proxy() -> str:
    """Return the proxy of ``OSINT_PROXY``, ``""`` for none.

    Raises
    ------
    OsintError
        When it is unusable, or the environment names one for other programs and nothing was chosen.
    """
    from osint_helpers.evidence.net import proxying

    return proxying.chosen(os.environ)


def analyst(arguments: argparse.Namespace) -> str:
    """Return the handle of who acts: evidence without a name behind it is worth little.

    Raises
    ------
    OsintError
        When neither ``--who`` nor the environment variable names one, or it cannot name a file.
    """
    from osint_helpers.evidence import layout

    handle = arguments.who or os.environ.get(ANALYST_VARIABLE, "")
    if not handle:
        raise OsintError(
            "nobody is named as the analyst",
            advice=f"say --who HANDLE or set {ANALYST_VARIABLE}; the log names who did what",
        )
    return layout.analyst(handle)


def number(least: float, most: float) -> Callable[[str], float]:
    """Return what reads an argument as a number from ``least`` to ``most``."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(
                f"{text!r} is no number from {least:g} to {most:,.10g}"
            )
        return value

    return read


def holds_evidence(path: Path) -> bool:
    """Say whether a folder holds captures, a log or seals."""
    from osint_helpers.evidence import layout

    return any((path / name).is_dir() for name in layout.EVIDENCE)


def evidence_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of a case, or one with evidence alone, such as an unpacked bundle.

    Raises
    ------
    CaseError
        When it is neither: a mistyped path must not become a case, nor be called unbroken.
    """
    found = folder(arguments)
    if not ((found / "case.toml").is_file() or holds_evidence(found)):
        raise CaseError(
            "is no case folder: it has no case.toml, and no captures, log or seals",
            file=found,
            advice="check the path; docs/case-folder.md says what a case folder holds",
        )
    return found


def folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of the case; its tables are not opened."""
    from osint_helpers.case.opening import case_folder

    return case_folder(arguments.case)
