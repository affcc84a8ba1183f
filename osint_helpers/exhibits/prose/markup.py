"""The small markup of ``text/<name>.md``: what a sentence of the report may hold.

Blocks: ``### heading``, ``- item``, ``> quotation``, and paragraphs parted by an empty line. In
a line: ``**strong**``, ``{{name}}`` for a figure computed from the case, and citations
``[claim_id]``, ``[source:ID]``, ``[leg:L3]``, ``[place:CNDAL]``, ``[exhibit:C-2]``; several
stand in one pair of brackets parted by ``;``. A backslash takes the meaning from ``[ ] * { }``.
Nothing else is markup: no HTML, no links, no images.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.errors import ExhibitError

Run = dict[str, Any]
_TOKEN: Final = re.compile(
    r"\\(?P<plain>[\[\]*{}\\])|\{\{(?P<figure>[^{}]*)\}\}|\[(?P<cites>[^\[\]]*)\]|(?P<strong>\*\*)"
)
_STRAY: Final = re.compile(r"\{\{|\}\}|\[|\]")


@dataclass(frozen=True)
class Lookup:
    """What a text may refer to.

    Attributes
    ----------
    figure
        Name -> printed text of a figure; raises :class:`ExhibitError` for an unknown one.
    cites
        Whether the case has the thing of a citation (kind, id).
    """

    figure: Callable[[str], str]
    cites: Callable[[str, str], bool]


def parse(text: str, file: str, lookup: Lookup) -> dict[str, Any]:
    """Return the prose specification of a text.

    Parameters
    ----------
    text
        Content of the file.
    file
        Its name, for messages.
    lookup
        Figures and citations of the case.

    Raises
    ------
    ExhibitError
        With file and line: unknown figure or citation, a heading that is not ``###``, a bracket
        or ``**`` that is not closed, or a text without a block.
    """
    blocks = []
    for kind, line, content in _blocks(text, file):
        runs = _Runs(file, line, lookup).of(content)
        if runs:  # a bare ">" or "****" holds nothing
            blocks.append({"kind": kind, "runs": runs})
    if not blocks:
        raise ExhibitError("the text is empty", file=file)
    return {"blocks": blocks}


def _blocks(text: str, file: str) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
    """Yield kind, first line and (line, text) pairs of every block."""
    kind, lines = "", list[tuple[int, str]]()
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        found, rest = _kind(line, number, file)
        starts = found in {"h3", "li"} or (found == "quote") != (kind == "quote") or kind == "h3"
        if kind == "li" and found == "p" and line and raw[:1].isspace():
            starts = False  # an indented line goes on with its item
        if lines and (not line or starts):
            yield kind, lines[0][0], lines
            lines = []
        if line:
            kind = kind if lines else found
            lines.append((number, rest))
        else:
            kind = ""
    if lines:
        yield kind, lines[0][0], lines


def _kind(line: str, number: int, file: str) -> tuple[str, str]:
    """Return the block kind a line begins or goes on with, and its text without the sign."""
    if line.startswith("### "):
        return "h3", line[4:]
    if line.startswith("#"):
        raise ExhibitError(
            "only headings with ### are taken",
            advice="the report numbers its own sections",
            file=file,
            row=number,
        )
    if line.startswith("- "):
        return "li", line[2:].lstrip()
    if line.startswith(">"):
        return "quote", line[1:].lstrip()
    return "p", line


class _Runs:
    """The runs of one block: text, citations after it, strong or not."""

    def __init__(self, file: str, line: int, lookup: Lookup) -> None:
        self.file, self.line, self.lookup = file, line, lookup
        self.runs: list[Run] = []
        self.strong = False

    def of(self, content: list[tuple[int, str]]) -> list[Run]:
        """Return the runs of the lines of a block."""
        for number, (line, text) in enumerate(content):
            self.line = line
            self._line(text if number == 0 else f" {text}")
        if self.strong:
            raise self._error("** is not closed")
        for run in self.runs:
            if "refs" in run:
                run["text"] = run["text"].rstrip()
        return self.runs

    def _line(self, text: str) -> None:
        at = 0
        for found in _TOKEN.finditer(text):
            self._text(self._checked(text[at : found.start()]))
            at = found.end()
            if found["plain"]:
                self._text(found["plain"])
            elif found["figure"] is not None:
                self._text(self._figure(found["figure"].strip()))
            elif found["cites"] is not None:
                self._cite(found["cites"])
            else:
                self.strong = not self.strong
        self._text(self._checked(text[at:]))

    def _checked(self, text: str) -> str:
        stray = _STRAY.search(text)
        if stray:
            raise self._error(f"{stray[0]!r} stands alone", "put a backslash before it")
        return text

    def _text(self, text: str) -> None:
        if not text:
            return
        last = self.runs[-1] if self.runs else None
        if last is not None and "refs" not in last and last.get("strong", False) == self.strong:
            last["text"] += text
            return
        self.runs.append({"text": text, **({"strong": True} if self.strong else {})})

    def _figure(self, name: str) -> str:
        try:
            return self.lookup.figure(name)
        except ExhibitError as error:
            raise self._error(error.what, error.advice) from error

    def _cite(self, text: str) -> None:
        if len(self.runs) > 1 and not self.runs[-1]["text"].strip() and "refs" in self.runs[-2]:
            self.runs.pop()  # only blanks between two citations: one run has both
        if not self.runs:
            self.runs.append({"text": ""})
        refs = self.runs[-1].setdefault("refs", [])
        for part in text.split(";"):
            kind, _, key = part.strip().rpartition(":")
            kind = kind.strip() or "claim"
            if not self.lookup.cites(kind, key.strip()):
                raise self._error(
                    f"[{part.strip()}] cites nothing of this case",
                    "cite [claim_id] or [exhibit:C-2]; likewise [source:…], [leg:…], [place:…] and "
                    "[capture:…] with an id",
                )
            if [kind, key.strip()] not in refs:
                refs.append([kind, key.strip()])

    def _error(self, what: str, advice: str = "") -> ExhibitError:
        return ExhibitError(what, advice=advice, file=self.file, row=self.line)
