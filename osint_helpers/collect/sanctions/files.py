"""List files: a path, a capture of a case or an answer, opened the same way and never half read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from osint_helpers.collect import strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected, Meta, Part
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.sanctions.listing import LISTINGS, Entry
from osint_helpers.errors import CollectError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.record import Capture

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Source = Path | str | Answer | Capture
LARGEST: Final = 2 << 30  # bytes a packed list may unpack to; the largest list is 0.13 GB


@dataclass(frozen=True)
class ListFile:
    """One file of a list, with what its row in the result rests on."""

    path: Path
    name: str
    url: str
    at: str
    capture: str
    sha256: str
    synthetic: bool = False
    fault: str = ""

    def open(self) -> IO[bytes]:
        """Open the bytes; a gzip file is unpacked on the way, up to :data:`LARGEST`."""
        plain = self.path.open("rb")
        if plain.read(2) != b"\x1f\x8b":
            plain.seek(0)
            return plain
        plain.seek(0)
        return io.BufferedReader(cast("Any", _Unpacked(plain)))

    @property
    def data(self) -> bytes:
        """The whole file, for lists of some megabytes."""
        with self.open() as stream:
            return stream.read()

    def part(self, rows: int) -> Part:
        """Return it as a part of a result."""
        return Part(self.name, self.url, self.at, self.capture, self.sha256, rows, self.synthetic)


class _Unpacked(io.RawIOBase):
    """The content of a gzip file; an early end and a bomb are errors with a name."""

    def __init__(self, plain: IO[bytes]) -> None:
        self._plain, self._file, self._given = plain, gzip.GzipFile(fileobj=plain), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            data = self._file.read(len(memoryview(buffer)))
        except (OSError, EOFError, zlib.error):
            raise CollectError(
                "the packed file is broken or ends early", advice="fetch it again"
            ) from None
        self._given += len(data)
        if self._given > LARGEST:
            raise CollectError(f"the packed file holds more than {LARGEST} bytes")
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._plain.close()
        super().close()


def opened(source: Source, name: str = "") -> ListFile:
    """Return a list file from where it lies.

    Parameters
    ----------
    source
        Path of a file, a capture (its bytes are compared with its record), or an answer.
    name
        What the file is called in the result; by default its own name.

    Raises
    ------
    CollectError
        When there is no such file, or the capture or answer has no body.
    """
    if isinstance(source, Answer):
        if source.path is None:
            raise strictly.empty(source.source)
        return ListFile(source.path, name or source.url, source.url, source.at, source.capture,
                        source.sha256, source.synthetic)  # fmt: skip
    if isinstance(source, Capture):
        return _of_capture(source, name)
    path = Path(source)
    if not path.is_file():
        raise CollectError("is no file", file=path, advice="name a file of the list")
    return ListFile(path, name or path.name, path.name, "", "", hashing.of_file(path))


def _of_capture(capture: Capture, name: str) -> ListFile:
    from osint_helpers.collect import shelf

    body = shelf.body_of(capture)
    if body is None:
        raise CollectError(
            f"the capture {capture.id} has no body", advice="choose a capture with outcome ok"
        )
    record = capture.record
    url = str(record.get("url_asked") or record.get("original_name") or capture.id)
    fault = "" if capture.complete else f"the capture {capture.id} is not complete"
    return ListFile(body, name or url, url, capture.at, capture.id, capture.sha256,
                    shelf.synthetic(dict(record)), fault)  # fmt: skip


@dataclass
class Parsed:
    """What a file gave.

    Attributes
    ----------
    entries
        In the order of the file.
    list_date
        ISO, as the file states it; ``""`` when it states none.
    faults
        Why it is not whole; each makes the result incomplete.
    notes
        What was noticed.
    """

    entries: list[Entry] = field(default_factory=list)
    list_date: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def counted(self, stated: str | None, what: str) -> None:
        """Compare a count the file states with the entries read."""
        if stated is None or not stated.strip():
            self.notes.append(f"the file does not state its number of {what}")
        elif not stated.strip().isdigit() or int(stated) != len(self.entries):
            self.faults.append(
                f"the file states {stated.strip()} {what}, {len(self.entries)} were read"
            )


class FileReading(Gathering):
    """A gathering that asks nobody: its parts are files."""

    def __init__(self, manifest: Manifest, call: str, parameters: Mapping[str, Any]) -> None:
        super().__init__(Client(mode="replay", environment={}), manifest, call, parameters)

    def meta(self) -> Meta:
        """Return what is known about the result; the mode is ``file``."""
        return replace(super().meta(), mode="file")


def result(got: Gathering, parsed: Parsed, held: Sequence[ListFile]) -> Collected:
    """Return the listings of a parsed list; its faults make it incomplete.

    Parameters
    ----------
    held
        The files, the one with the entries first.
    """
    known = {(part.url, part.sha256) for part in got.parts}
    for number, one in enumerate(held):
        if (one.url, one.sha256) not in known:
            got.parts.append(one.part(0 if number else len(parsed.entries)))
        if one.fault:
            got.cut(one.fault)
    for fault in parsed.faults:
        got.cut(fault)
    stated = parsed.list_date or "no date"
    got.note(f"the file states {stated} as the date of the list; {len(parsed.entries)} entries")
    for text in (*parsed.notes, *_doubles(parsed.entries)):
        got.note(text)
    sha256 = held[0].sha256 if held else ""
    return got.collected([one.row(parsed.list_date, sha256) for one in parsed.entries], LISTINGS)


def _doubles(entries: Iterable[Entry]) -> list[str]:
    seen: dict[str, int] = {}
    for one in entries:
        seen[one.ref] = seen.get(one.ref, 0) + 1
    twice = sorted(ref for ref, count in seen.items() if count > 1)
    shown = ", ".join(twice[:5]) + (" …" if len(twice) > 5 else "")
    return [f"{len(twice)} references stand on more than one entry: {shown}"] if twice else []


def decoded(data: bytes, *, source: str, encodings: Collection[str]) -> tuple[str, str]:
    """Return the text of a file and the encoding that fitted; the first that fits is taken.

    Raises
    ------
    CollectError
        When none fits.
    SourceRefusedError
        When it is empty or a page of markup.
    """
    refused(data, source=source)
    for encoding in encodings:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    raise CollectError(
        f"{source} is in none of the encodings {', '.join(encodings)}",
        advice="keep the capture; say which encoding the file has",
    )


def refused(data: bytes, *, source: str) -> None:
    """Refuse what is no CSV list.

    Raises
    ------
    SourceRefusedError
        For nothing, and for markup.
    """
    from osint_helpers.errors import SourceRefusedError

    if not data.strip():
        raise strictly.empty(source)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise SourceRefusedError(
            f"{source} answered with {strictly.told(data[:4096])}", status=200,
            advice="that is no list: read what it says, ask again later",
        )  # fmt: skip
