"""A file to read: a path, a capture of the case, or an answer of a client, opened the same way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.collect import gzips, shelf, strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.collected import Part
from osint_helpers.errors import CollectError
from osint_helpers.evidence import hashing, layout, record
from osint_helpers.evidence.record import Capture

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client

Given = Path | str | Capture | Answer
_SEEN: Final = ("file", "fetched")


@dataclass(frozen=True, repr=False)
class File(Carded):
    """A file to read, and what is known of it.

    Attributes
    ----------
    name
        As the publisher or the analyst called it: the original name, else the last part of the
        address.
    path
        Where its bytes lie.
    part
        Address, time, capture and SHA-256, for ``Meta.parts``.
    fault
        Why the bytes are known not to be whole, or ``""``.
    """

    name: str
    path: Path
    part: Part
    fault: str = ""

    def open(self, *, most: int = 0) -> IO[bytes]:
        """Open it for streaming; gzip is unpacked on the way, up to `most` bytes (0: `gzips.MOST`).

        Reading raises CollectError when the packed bytes are broken, cut off, or too many.
        """
        return gzips.opened(self.path, most=most)

    def data(self, *, most: int) -> bytes:
        """Return its bytes as they lie.

        Raises
        ------
        CollectError
            When there are more than `most`.
        """
        size = self.path.stat().st_size
        if size > most:
            raise CollectError(
                f"has {size} bytes; at most {most} are read", file=self.path,
                advice="is it the right file?",
            )  # fmt: skip
        return self.path.read_bytes()

    def unpacked(self) -> bytes:
        """Return its bytes, unpacked when they are gzip, for files of some megabytes."""
        with self.open() as stream:
            return stream.read()


def file_of(given: Given, *, hashed: bool = True) -> File:
    """Return the file behind a path, a capture or an answer.

    Parameters
    ----------
    given
        The bytes of a capture are compared with its record before anything reads them.
    hashed
        Compute the SHA-256 of a path, for ``Meta.parts``.

    Raises
    ------
    CollectError
        When there is no such file, or a capture without a body.
    SourceRefusedError
        When an answer is empty.
    EvidenceError
        When the body of a capture is not what its record says.
    """
    if isinstance(given, Answer):
        return _of_answer(given)
    if isinstance(given, Capture):
        return _of_capture(given)
    path = Path(given)
    if not path.is_file():
        raise CollectError("is no file", file=path, advice="name a file that is there")
    digest = hashing.of_file(path) if hashed else ""
    return File(path.name, path, Part(path.name, "", "", "", digest))


def _of_answer(answer: Answer) -> File:
    if answer.path is None:
        raise strictly.empty(answer.source)
    name = _last(answer.url) or answer.path.name
    part = Part(
        name, answer.url, answer.at, answer.capture, answer.sha256, synthetic=answer.synthetic
    )
    fault = "" if answer.complete else answer.reason or "the answer is not complete"
    return File(name, answer.path, part, fault)


def _of_capture(capture: Capture) -> File:
    body = shelf.body_of(capture)
    if body is None:
        raise CollectError(
            f"the capture {capture.id} has no body", advice="choose a capture with outcome ok"
        )
    told = capture.record
    url = str(told.get("url_asked") or told.get("url_stated") or "")
    name = str(told.get("original_name") or _last(url) or body.name)
    part = Part(
        name, url, capture.at, capture.id, capture.sha256, synthetic=shelf.synthetic(told)
    )  # fmt: skip
    why = f": {told['reason']}" if told.get("reason") else ""
    fault = "" if capture.complete else f"the capture {capture.id} is not complete{why}"
    return File(name, body, part, fault)


def _last(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rpartition("/")[2] or url


def named(client: Client, text: str) -> File:
    """Return the file behind a path or the id of a capture of the client's case.

    Raises
    ------
    CollectError
        As `file_of` and `capture_of`.
    EvidenceError
        When the body of a capture is not what its record says.
    """
    if layout.CAPTURE_ID.fullmatch(text):
        return file_of(capture_of(client, text))
    if not Path(text).is_file():
        raise CollectError(
            f"there is no file {Path(text).name!r}", file=text,
            advice="name a file, or the id of a capture of the case",
        )  # fmt: skip
    return file_of(text)


def capture_of(client: Client, text: str) -> Capture:
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
            advice="osint capture CASE --file keeps a file; osint log lists the captures",
        )  # fmt: skip
    found = record.load(folder)
    if found.kind not in _SEEN or not found.sound:
        raise CollectError(
            f"the capture {text} is {found.kind} with the outcome {found.outcome}",
            column="capture", advice="name a whole capture of kind file or fetched",
        )  # fmt: skip
    return found
