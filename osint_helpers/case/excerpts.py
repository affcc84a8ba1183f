"""The line or cell a finding is about, with a mark below the words it names."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WIDTH: Final = 88  # characters of a cell that are shown
_NAMED: Final = re.compile(r"'([^']+)'|(\[[^\]]+\])")


class Excerpt(NamedTuple):
    """What is shown of a finding.

    Attributes
    ----------
    row
        Line of the file; found for a key of ``case.toml``, which findings do not know.
    text
        The cell or line, cut to `WIDTH` around the words meant; ``""`` for nothing to show.
    start, length
        Where the words meant stand in `text`; a length of 0 means the whole.
    """

    row: int | None
    text: str = ""
    start: int = 0
    length: int = 0

    def lines(self) -> list[str]:
        """Return the excerpt as a compiler prints it: the text, and a caret line below."""
        if not self.text:
            return []
        number = "" if self.row is None else str(self.row)
        marks = "^" * (self.length or max(len(self.text), 1))
        return [f"{number:>6} | {self.text}", f"{'':>6} | {' ' * self.start}{marks}"]


class Sources:
    """The files of a case folder, split once each, so that every finding can show its cell.

    Parameters
    ----------
    texts
        Path inside the folder -> text; a file that is not there shows nothing.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._tables: dict[str, tuple[list[str], dict[int, list[str]]]] = {}

    def excerpt(self, file: str, row: int | None, column: str, message: str) -> Excerpt:
        """Return what a finding is about.

        Parameters
        ----------
        file, row, column, message
            Of the finding; words between single quotation marks in the message are marked.
        """
        if file not in self._texts:
            return Excerpt(row)
        if file == "case.toml" and row is None and column:
            row = _key_line(self._texts[file], column, message)
        if row is None:
            return Excerpt(None)
        text = self._cell(file, row, column) if file.endswith(".csv") and column else ""
        text = text or self._line(file, row)
        return _cut(row, " ".join(text.split()), message)

    def _line(self, file: str, row: int) -> str:
        lines = self._texts[file].splitlines()
        return lines[row - 1] if 0 < row <= len(lines) else ""

    def _cell(self, file: str, row: int, column: str) -> str:
        if file not in self._tables:
            self._tables[file] = _split(self._texts[file])
        header, rows = self._tables[file]
        cells = rows.get(row, [])
        at = header.index(column) if column in header else len(cells)
        return cells[at] if at < len(cells) else ""


def _split(text: str) -> tuple[list[str], dict[int, list[str]]]:
    """Return the header, and line -> cells; a broken table shows what came before the break."""
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: dict[int, list[str]] = {}
    line = 1
    try:
        for cells in reader:
            rows[line] = cells
            line = reader.line_num + 1
    except csv.Error:
        pass
    return rows.get(1, []), rows


def _key_line(text: str, key: str, message: str) -> int | None:
    """Return the line of a key of ``case.toml``, else that of the first value the message names."""
    found = re.compile(rf"^\s*{re.escape(key)}\s*=", re.MULTILINE).search(text)
    if found is not None:
        return text.count("\n", 0, found.end()) + 1
    quoted = next((one for one, _ in _NAMED.findall(message) if one and one in text), "")
    return text.count("\n", 0, text.index(quoted)) + 1 if quoted else None


def _cut(row: int, text: str, message: str) -> Excerpt:
    """Return the text around the first words the message names."""
    found = (quoted or cited for quoted, cited in _NAMED.findall(message))
    named: Iterable[str] = (one for one in found if one in text)
    word = next(iter(named), "")
    at = text.index(word) if word else 0
    left = max(0, at - WIDTH // 3) if len(text) > WIDTH else 0
    shown = text[left : left + WIDTH]
    head, tail = "…" if left else "", "…" if left + WIDTH < len(text) else ""
    length = min(len(word), WIDTH - (at - left))
    return Excerpt(row, f"{head}{shown}{tail}", at - left + len(head) if word else 0, length)
