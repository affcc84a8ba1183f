"""CSV files of shipments as rows, streamed, with the line each ends on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from osint_helpers.errors import CollectError

LONGEST_LINE: Final = 1 << 20
LARGEST: Final = 64 << 30  # unpacked bytes; read as a stream. A table of a year has some GB


@dataclass
class Lines:
    """The lines of a CSV file as text, one at a time.

    UTF-8; a line that is not is read as Windows code page 1252 and counted in `other`.
    """

    file: IO[bytes]
    name: str
    other: int = 0

    def __iter__(self) -> Iterator[str]:
        number = 1
        while line := self._line(number):
            yield self._text(line if number > 1 else line.removeprefix(b"\xef\xbb\xbf"))
            number += 1

    def _line(self, number: int) -> bytes:
        try:
            line = self.file.readline(LONGEST_LINE)
        except (OSError, CollectError) as error:
            why = error.what if isinstance(error, CollectError) else type(error).__name__
            raise CollectError(
                f"the file cannot be read to its end: {why}", file=self.name, row=number,
                advice="it may be cut off: get it again",
            ) from None  # fmt: skip
        if len(line) == LONGEST_LINE:
            raise CollectError(
                f"a line has more than {LONGEST_LINE} bytes", file=self.name, row=number,
                advice="it is no CSV file of this source",
            )  # fmt: skip
        return line

    def _text(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.other += 1
            return line.decode("cp1252", "replace")


def rows_of(lines: Lines) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of a CSV file with the line each ends on.

    Raises
    ------
    CollectError
        For a row that cannot be split; file and line are named.
    """
    reader = csv.reader(lines, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise CollectError(
            f"the row cannot be split into cells: {error}", file=lines.name, row=reader.line_num,
            advice="a quotation mark may be open: look at the line",
        ) from None  # fmt: skip
