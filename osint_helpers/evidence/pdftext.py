"""The text layer of a PDF, page by page, read by another process with limits.

A PDF is a program from outside: it can be broken, endless or huge. So it is opened in a separate
Python process that has 60 seconds and, where the system can say so, 1 GB of memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from osint_helpers.evidence.plain import plain

NAME: Final = "pypdf"
SECONDS: Final = 60.0
MEMORY: Final = 1 << 30  # bytes of address space of the other process
MAX_PAGES: Final = 5_000
MAX_CHARACTERS: Final = 20_000_000

PROBLEMS: Final[dict[str, str]] = {
    "encrypted": "the PDF is encrypted and asks for a password",
    "broken": "the PDF is broken",
    "limit": "the PDF goes beyond a limit of the reader",
    "timeout": "the PDF was not read within the time limit",
    "memory": "the PDF needs more memory than it is given",
    "too-many-pages": f"the PDF has more than {MAX_PAGES} pages",
    "too-much-text": f"the PDF has more than {MAX_CHARACTERS} characters of text",
    "no-text": "no page of the PDF has text; it may hold pictures of pages",
    "crashed": "the process that read the PDF ended without an answer",
}
_START: Final = (
    "import json,sys;sys.path[:]=json.loads(sys.argv[1]);"
    "from osint_helpers.evidence.text.pdfworker import main;main(sys.argv[2:])"
)


@dataclass(frozen=True)
class Layer:
    """What the text layer of a PDF holds.

    Attributes
    ----------
    pages
        Text of every page in order, ``""`` for a page without text; empty when `code` is set.
    method
        ``name``, ``version`` and, when the pages could be counted, ``pages`` and ``empty_pages``
        (numbers from 1); ``encryption`` when an empty password opened it.
    code
        A key of `PROBLEMS`, or ``""``.
    detail
        What the reader said.
    """

    pages: tuple[str, ...]
    method: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    detail: str = ""

    @property
    def problem(self) -> str:
        """The problem in words, with pages that have no text; ``""`` for none."""
        if self.code:
            detail = f" ({plain(self.detail, 160)})" if self.detail else ""
            return PROBLEMS[self.code] + detail
        empty = self.method.get("empty_pages") or []
        if not empty:
            return ""
        shown = ", ".join(str(number) for number in empty[:10])
        return f"no text on page {shown}" + (f" and {len(empty) - 10} more" if empty[10:] else "")


def method() -> dict[str, Any]:
    """Return name and version of the method, as they stand in the record of a text layer."""
    return {"name": NAME, "version": version(NAME)}


def text_layer(path: Path, *, seconds: float = SECONDS, memory: int = MEMORY) -> Layer:
    """Read the text layer of a PDF.

    Parameters
    ----------
    path
        The file.
    seconds, memory
        Limits of the other process: wall-clock time, bytes of address space.

    Returns
    -------
    Layer
        Never an error of the PDF: what fails is a `Layer` with a code.
    """
    made = method()
    limits = [str(seconds), str(memory), str(MAX_PAGES), str(MAX_CHARACTERS)]
    command = [sys.executable, "-P", "-B", "-c", _START, json.dumps(sys.path), str(path), *limits]
    try:
        done = subprocess.run(  # noqa: S603  (this interpreter, no shell)
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Layer((), made, "timeout", f"{seconds:g} s")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return Layer((), made, "crashed", f"exit status {done.returncode}")
    made |= answer["method"]
    return Layer(tuple(answer["pages"]), made, answer["code"], answer["detail"])
