"""Files a collector of this kind reads: a path, or a capture of the case."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from osint_helpers.collect.collected import Meta, Part
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.shelf import body_of, synthetic
from osint_helpers.errors import CollectError, EvidenceError
from osint_helpers.evidence import hashing, layout, record

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client

LONGEST_LINE: Final = 1 << 20
_KINDS: Final = ("file", "fetched")


@dataclass(frozen=True)
class Held:
    """A file to read.

    Attributes
    ----------
    name
        As the publisher or the analyst called it.
    path
        Where it lies.
    part
        What a result says of it.
    """

    name: str
    path: Path
    part: Part

    def open(self) -> IO[bytes]:
        """Open it for streaming, unpacked when its name ends with ``.gz``."""
        if self.name.endswith(".gz"):
            return cast("IO[bytes]", gzip.open(self.path, "rb"))
        return self.path.open("rb")


class Files(Gathering):
    """A result put together from files."""

    def read_file(self, held: Held, rows: int) -> None:
        """Say that a file was read, and how many rows it gave."""
        self.parts.append(replace(held.part, rows=rows))

    def meta(self) -> Meta:
        """Return what is known about the result; the mode is ``file``."""
        return replace(super().meta(), mode="file")


def held_of(client: Client, text: str) -> Held:
    """Return the file behind a path or the id of a capture of the case.

    Raises
    ------
    CollectError
        When there is none, or the capture is no file and nothing fetched.
    EvidenceError
        When a capture is not what its record says.
    """
    if layout.CAPTURE_ID.fullmatch(text):
        return _captured(client, text)
    path = Path(text)
    if not path.is_file():
        raise CollectError(
            f"there is no file {path.name!r}", file=path,
            advice="name a file, or the id of a capture of the case",
        )  # fmt: skip
    return Held(path.name, path, Part(path.name, "", "", "", hashing.of_file(path)))


def capture_of(client: Client, text: str) -> record.Capture:
    """Return a capture of the case that holds what somebody saw or got: a file, or a fetched page.

    Raises
    ------
    CollectError
        When there is none of this id, or it is of another kind, or not whole.
    """
    if client.case is None:
        raise CollectError("no case is named, so that no capture can be looked up",
                           column="capture", advice="say Client(case)")  # fmt: skip
    folder = client.case / layout.CAPTURES / text
    if not layout.CAPTURE_ID.fullmatch(text) or not folder.is_dir():
        raise CollectError(
            f"the case {client.case.name} has no capture {text[:60]!r}", column="capture",
            advice="osint add keeps a file; osint log lists the captures",
        )  # fmt: skip
    found = record.load(folder)
    if found.kind not in _KINDS or not found.sound:
        raise CollectError(
            f"the capture {text} is {found.kind} with the outcome {found.outcome}",
            column="capture", advice="name a whole capture of kind file or fetched",
        )  # fmt: skip
    return found


def _captured(client: Client, text: str) -> Held:
    found = capture_of(client, text)
    path = body_of(found)
    if path is None:
        raise EvidenceError(f"the capture {text} has no body", advice="osint verify says more")
    url = str(found.record.get("url_asked") or found.record.get("url_stated") or "")
    name = str(found.record.get("original_name") or url.rpartition("/")[2] or path.name)
    made_up = synthetic(found.record)
    return Held(name, path, Part(name, url, found.at, found.id, found.sha256, 0, made_up))


@dataclass
class Lines:
    """The lines of a CSV file as text, one at a time.

    UTF-8; a line that is not is read as Windows code page 1252 and counted in `other`.
    """

    file: IO[bytes]
    name: str
    other: int = 0

    def __iter__(self) -> Iterator[str]:
        number = 0
        try:
            while line := self.file.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE:
                    raise CollectError(
                        f"a line has more than {LONGEST_LINE} bytes", file=self.name, row=number,
                        advice="it is no CSV file of this source",
                    )  # fmt: skip
                yield self._text(line if number > 1 else line.removeprefix(b"\xef\xbb\xbf"))
        except (OSError, EOFError) as error:
            raise CollectError(
                f"the file cannot be read to its end: {type(error).__name__}", file=self.name,
                row=number + 1, advice="it may be cut off: get it again",
            ) from None  # fmt: skip

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
