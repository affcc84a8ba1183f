"""Plain CSV as Arrow batches of text with the line of each row; a bad row costs itself only."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks.extras import need

_BLOCK: Final = 1 << 23
_SHOWN: Final = 500  # characters of a malformed row that are kept


@dataclass(frozen=True)
class Header:
    """First line of a CSV."""

    names: tuple[str, ...]
    delimiter: str


@dataclass
class Counts:
    """What was found while reading: filled when the last batch is out."""

    latin_1: int = 0
    fault: TracksError | None = None


def header(path: Path) -> Header:
    """Return the columns and the delimiter: of comma, semicolon, tab and bar the most frequent.

    Raises
    ------
    TracksError
        When there is no header.
    """
    with _Text(path) as text:
        first = text.first_line()
    if not first.strip():
        raise TracksError("is empty: it has no header line", file=path,
                          advice="the first line must name the columns")  # fmt: skip
    delimiter = max(",;\t|", key=first.count)
    try:
        names = next(csv.reader([first], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _unreadable(path, str(error)) from error
    if "\0" in first:
        raise _unreadable(path, "it holds NUL bytes, as UTF-16 and packed files do")
    return Header(tuple(name.strip() for name in names), delimiter)


def _unreadable(path: Path, why: str) -> TracksError:
    return TracksError(
        f"has a first line that is no header of a CSV: {why}",
        file=path,
        advice="needed is plain text in UTF-8 or Latin-1 whose lines end in LF or CR LF",
    )


def lines(path: Path) -> int:
    """Return the number of lines below the header."""
    count, last = 0, b"\n"
    with _Text(path) as text:
        while chunk := text.raw():
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return max(count + (last != b"\n") - 1, 0)


def batches(path: Path, head: Header, names: list[str], counts: Counts) -> Any:  # noqa: ANN401
    """Return a reader of the named columns as text, with ``osint_row`` and ``osint_malformed``.

    ``osint_row`` is the line of the file, from 1; ``osint_malformed`` the text of a row with
    another number of cells than the header, NULL for good ones.
    """
    pa = need("pyarrow")
    fields = [(f"c{head.names.index(name)}", pa.string()) for name in names]
    extra = [("osint_row", pa.int64()), ("osint_malformed", pa.string())]
    schema = pa.schema([*fields, *extra])
    made = _rows(path, head, [name for name, _ in fields], counts)
    return pa.RecordBatchReader.from_batches(schema, (one.cast(schema) for one in made))


def _rows(path: Path, head: Header, wanted: list[str], counts: Counts) -> Iterator[Any]:
    pa = need("pyarrow")
    import numpy as np

    bad: dict[int, str] = {}
    at, seen = 2, 0
    with _Text(path) as text:
        text.first_line()
        while block := text.block():
            table = _table(block, head, wanted, at, bad)
            for batch in table.to_batches():
                numbers = pa.array(_numbers(at, len(batch), bad))
                at = int(numbers[-1].as_py()) + 1 if len(batch) else at
                none = pa.nulls(len(batch), pa.string())
                yield pa.record_batch(
                    [*batch.columns, numbers, none],
                    names=[*wanted, "osint_row", "osint_malformed"],
                )
            seen += len(table)
            at = text.lines + 2
        physical = text.lines
    if seen + len(bad) != physical:
        counts.fault = TracksError(
            f"has {physical} lines below its header, which read as {seen + len(bad)} rows",
            file=path,
            advice="a cell holds a line break or a quotation mark does not close: write it anew",
        )
        raise counts.fault
    shown = {line: row for line, row in sorted(bad.items()) if row.strip()}
    counts.latin_1 = text.latin_1
    if shown:
        none = pa.nulls(len(shown), pa.string())
        yield pa.record_batch(
            [*(none for _ in wanted), pa.array(np.array(list(shown), dtype=np.int64)),
             pa.array(list(shown.values()), pa.string())],
            names=[*wanted, "osint_row", "osint_malformed"],
        )  # fmt: skip


def _table(block: bytes, head: Header, wanted: list[str], at: int, bad: dict[int, str]) -> Any:  # noqa: ANN401
    """Return the rows of whole lines, the first of them line `at`; note the malformed ones.

    A block at a time and from memory: the streaming reader of Arrow reads ahead in a thread of
    its own, and one that asks Python for bytes when Ctrl-C ends the program aborts it.
    """
    pa, pc = need("pyarrow"), need("pyarrow.csv")
    names = [f"c{n}" for n in range(len(head.names))]

    def keep(row: Any) -> str:  # noqa: ANN401
        bad[at + row.number - 1] = row.text[:_SHOWN]
        return "skip"

    return pc.read_csv(
        pa.BufferReader(block),
        read_options=pc.ReadOptions(
            column_names=names, block_size=max(len(block), 1), use_threads=False
        ),
        parse_options=pc.ParseOptions(
            delimiter=head.delimiter, invalid_row_handler=keep, ignore_empty_lines=False
        ),
        convert_options=pc.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), include_columns=wanted,
            strings_can_be_null=False,
        ),
    )  # fmt: skip


def _numbers(at: int, count: int, bad: dict[int, str]) -> Any:  # noqa: ANN401
    """Return the lines of the next `count` good rows."""
    import numpy as np

    found = np.arange(at, at + count, dtype=np.int64)
    for line in sorted(one for one in bad if one >= at):
        found[found >= line] += 1
    return found


class _Text:
    """Bytes of a CSV, unpacked, as UTF-8; counts its lines."""

    def __init__(self, path: Path) -> None:
        self.path, self.lines, self.latin_1 = path, 0, 0
        self._left = b""

    def __enter__(self) -> _Text:
        pa = need("pyarrow")
        try:
            self._stream = pa.input_stream(str(self.path), compression="detect")
        except (OSError, pa.ArrowException) as error:
            raise TracksError("cannot be opened", file=self.path, advice="check it") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def raw(self) -> bytes:
        """Return the next bytes as they stand."""
        try:
            return bytes(self._stream.read(_BLOCK))
        except (OSError, need("pyarrow").ArrowException) as error:
            raise TracksError("breaks off or is damaged", file=self.path,
                              advice="copy or download it again") from error  # fmt: skip

    def first_line(self) -> str:
        """Return the first line, without its mark of byte order."""
        self._left = self.raw()
        while b"\n" not in self._left and (more := self.raw()):
            self._left += more
        first, _, self._left = self._left.partition(b"\n")
        first = first.removeprefix(codecs.BOM_UTF8)
        try:
            return first.decode().rstrip("\r")
        except UnicodeDecodeError:
            return first.decode("latin-1").rstrip("\r")

    def block(self) -> bytes:
        """Return the next whole lines as UTF-8, ``b""`` at the end."""
        block, self._left = self._left or self.raw(), b""
        if block and not block.endswith(b"\n"):
            while (more := self.raw()) and b"\n" not in more:
                block += more
            end, newline, self._left = more.partition(b"\n")
            block += end + newline
        self.lines += block.count(b"\n") + (block[-1:] not in {b"", b"\n"})
        return self._utf_8(block)

    def _utf_8(self, block: bytes) -> bytes:
        try:
            block.decode()
        except UnicodeDecodeError:
            return b"".join(map(self._line, block.splitlines(keepends=True)))
        return block

    def _line(self, line: bytes) -> bytes:
        try:
            line.decode()
        except UnicodeDecodeError:
            self.latin_1 += 1
            return line.decode("latin-1").encode()
        return line
