"""Bytes of a csv file to columns, a line a row, so that every row keeps the number of its line.

A newline within quotation marks is no part of any AIS field; where one stands all the same, its
lines are malformed rows. So a line is always a row, and rows can be counted as lines.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.collect.extras import need
from osint_helpers.collect.vessels.ais.archives import Readable
from osint_helpers.collect.vessels.ais.memory import keep_freed_blocks
from osint_helpers.collect.vessels.ais.tally import EMPTY, MALFORMED
from osint_helpers.errors import CollectError

BLOCK: Final = 8 << 20
_LONGEST: Final = 1 << 20
LATIN: Final = "text that is not UTF-8, read as Latin-1"
NULLS: Final = ("", "NULL", "null", "None", "NaN", "nan", "NA", "Unknown", "Undefined")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True)
class Block:
    """Whole lines: their bytes, the number of the first, how many."""

    data: bytes
    first: int
    count: int

    @classmethod
    def of(cls, data: bytes, first: int) -> Block:
        """Return a block of bytes that end with a newline."""
        return cls(data, first, _count(data, 10))

    def lines(self) -> list[bytes]:
        """Return the lines without their newlines."""
        return self.data.split(b"\n")[: self.count]


@dataclass
class Raw:
    """Columns of a block as they stand.

    Attributes
    ----------
    texts
        Name to Arrow array without nulls: a dictionary of strings, or the strings themselves.
    numbers
        Name to float64 NumPy array, NaN where there is no number.
    unreadable
        Name to the mask of cells that hold something that is no number.
    lines
        Line of each row.
    bad, noticed
        Lines that are no row, or that were mended, by reason.
    """

    texts: dict[str, Any]
    numbers: dict[str, Any]
    lines: Any
    unreadable: dict[str, Any] = field(default_factory=dict)
    bad: dict[str, list[int]] = field(default_factory=dict)
    noticed: dict[str, list[int]] = field(default_factory=dict)


def blocks(stream: Readable, *, size: int = BLOCK) -> Iterator[Block]:
    """Yield a stream in whole lines; a last line without its end gets one.

    Raises
    ------
    CollectError
        For a line longer than 1 MiB: the file is no table.
    """
    carry, first = b"", 1
    keep_freed_blocks()
    while data := stream.read(size):
        cut = data.rfind(b"\n") + 1
        whole = carry + memoryview(data)[:cut] if cut else b""
        carry = data[cut:] if cut else carry + data
        if len(carry) > _LONGEST:
            raise CollectError("holds a line longer than 1 MiB", row=first,
                               advice="this is no table of positions")  # fmt: skip
        if whole:
            block = Block.of(whole, first)
            first += block.count
            yield block
    if carry:
        yield Block(carry + b"\n", first, 1)


def _count(data: bytes, byte: int) -> int:
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(data, dtype=np.uint8) == byte))


def columns_of(
    block: Block,
    width: int,
    texts: Mapping[str, int],
    numbers: Mapping[str, int],
    plain: Collection[str] = (),
) -> Raw:
    """Return columns of a block.

    Parameters
    ----------
    width
        Cells a row must have.
    texts, numbers
        Name to place of the wanted columns, counted from 0.
    plain
        Names of texts that may come as strings: finding the distinct ones costs four times as much.
    """
    noticed: dict[str, list[int]] = {}
    if not block.data.isascii():
        block, mended = _as_utf8(block)
        if mended:
            noticed[LATIN] = mended
    raw = _fast(block, width, texts, numbers, plain) or _careful(block, width, texts, numbers)
    raw.noticed = noticed
    return raw


def _as_utf8(block: Block) -> tuple[Block, list[int]]:
    """Return the block with the lines that are not UTF-8 read as Latin-1, and their numbers."""
    try:
        block.data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return block, []
    mended, lines = [], block.lines()
    for at, line in enumerate(lines):
        try:
            line.decode()
        except UnicodeDecodeError:
            lines[at] = line.decode("latin-1").encode()
            mended.append(block.first + at)
    return Block(b"\n".join([*lines, b""]), block.first, block.count), mended


def _fast(
    block: Block,
    width: int,
    texts: Mapping[str, int],
    numbers: Mapping[str, int],
    plain: Collection[str],
) -> Raw | None:
    """Read with Arrow; None when a row is not a line, or a number is none."""
    import numpy as np

    pa, arrow_csv = need("pyarrow"), need("pyarrow.csv")
    if not _plain_ends(block):
        return None
    bad: list[tuple[int, str]] = []

    def noted(row: Any) -> str:  # noqa: ANN401
        bad.append((row.number, row.text))
        return "skip"

    distinct = pa.dictionary(pa.int32(), pa.string())
    kinds = {f"f{at}": pa.string() if one in plain else distinct for one, at in texts.items()}
    kinds |= {f"f{at}": pa.float64() for at in numbers.values()}
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(block.data)),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=len(block.data) + 1,
                column_names=[f"f{at}" for at in range(width)],
            ),
            parse_options=arrow_csv.ParseOptions(
                ignore_empty_lines=False, invalid_row_handler=noted,
                quote_char='"' if b'"' in block.data else False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=kinds, include_columns=list(kinds), null_values=list(NULLS),
                strings_can_be_null=False, check_utf8=False,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:
        return None
    if table.num_rows + len(bad) != block.count:
        return None
    lines = np.arange(block.first, block.first + block.count, dtype=np.int64)
    if bad:
        lines = np.delete(lines, [number - 1 for number, _ in bad])
    raw = Raw({}, {}, lines)
    for number, text in bad:
        reason = MALFORMED if text.strip() else EMPTY
        raw.bad.setdefault(reason, []).append(block.first + number - 1)
    for name, at in texts.items():
        raw.texts[name] = table.column(f"f{at}").combine_chunks()
    for name, at in numbers.items():
        raw.numbers[name] = table.column(f"f{at}").to_numpy()
    return raw


def _plain_ends(block: Block) -> bool:
    """Say whether no carriage return stands but before a newline; Arrow would end a line there."""
    if b"\r" not in block.data:
        return True
    import numpy as np

    bytes_of = np.frombuffer(block.data, dtype=np.uint8)
    return not ((bytes_of[:-1] == 13) & (bytes_of[1:] != 10)).any()


def _careful(block: Block, width: int, texts: Mapping[str, int], numbers: Mapping[str, int]) -> Raw:
    """Read line by line; slower, and sure of each."""
    import numpy as np

    pa = need("pyarrow")
    lines: list[int] = []
    rows: list[Sequence[str]] = []
    bad: dict[str, list[int]] = {}
    for at, line in enumerate(block.lines()):
        cells = cells_of(line.decode())
        if cells is None or len(cells) != width:
            reason = MALFORMED if line.strip() else EMPTY
            bad.setdefault(reason, []).append(block.first + at)
        else:
            lines.append(block.first + at)
            rows.append(cells)
    raw = Raw({}, {}, np.array(lines, dtype=np.int64), bad=bad)
    for name, place in texts.items():
        array = pa.array([row[place] for row in rows], type=pa.string())
        raw.texts[name] = array.dictionary_encode()
    for name, place in numbers.items():
        read = [_number(row[place]) for row in rows]
        raw.numbers[name] = np.array([np.nan if one is None else one for one in read], dtype=float)
        raw.unreadable[name] = np.array([one is None for one in read], dtype=bool)
    return raw


def cells_of(line: str) -> list[str] | None:
    """Return the cells of one line, None when its quotation marks do not close."""
    try:
        return next(csv.reader([line.removesuffix("\r")], strict=True), [])
    except csv.Error:
        return None


def _number(text: str) -> float | None:
    """Return a number, NaN for none given, None for something else."""
    plain = text.strip()
    if plain in NULLS:
        return float("nan")
    return float(plain) if _NUMBER.fullmatch(plain) else None
