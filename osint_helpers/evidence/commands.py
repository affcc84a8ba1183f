"""Run a command of the system (openssl, ssh-keygen): no shell, a time limit, plain errors."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.names import shown

SECONDS: Final = 60.0


class ToolError(EvidenceError):
    """A command that is not on this machine, or gave no answer in time."""


@dataclass(frozen=True)
class Done:
    """What a command left.

    Attributes
    ----------
    code
        Exit status.
    out
        Standard output.
    problem
        The last lines of its standard error, as one line of ASCII.
    """

    code: int
    out: bytes
    problem: str


def run(
    tool: str, *words: str | Path, data: bytes = b"", seconds: float = SECONDS, folder: Path
) -> Done:
    """Run a command.

    Parameters
    ----------
    tool
        Its name; it is looked for on ``PATH``.
    words
        Its arguments.
    data
        What it reads as standard input.
    seconds
        Time limit.
    folder
        Where it runs.

    Raises
    ------
    ToolError
        When the command is missing or the time is over.
    """
    path = shutil.which(tool)
    if path is None:
        raise ToolError(f"the command {tool} is not on this machine", advice=f"install {tool}")
    try:
        done = subprocess.run(  # noqa: S603  (a list of words, never a shell)
            [path, *map(str, words)],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise ToolError(
            f"{tool} gave no answer in {seconds:g} seconds", advice="try again"
        ) from error
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return Done(done.returncode, done.stdout, shown(" / ".join(lines[-3:])))
