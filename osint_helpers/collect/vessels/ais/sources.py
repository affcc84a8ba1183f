"""Where a file comes from: a path, a capture of the case, or an answer of a client."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from osint_helpers.collect.answers import Answer
from osint_helpers.collect.collected import Part
from osint_helpers.collect.shelf import body_of, synthetic
from osint_helpers.collect.vessels.ais.archives import MOST, Archive
from osint_helpers.collect.vessels.ais.lines import blocks
from osint_helpers.errors import CollectError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.record import Capture

Given = Path | str | Capture | Answer


@dataclass(frozen=True)
class Source:
    """A file to read, and what is known of it.

    Attributes
    ----------
    path
        Where its bytes lie.
    name
        Shown for it: of a capture or an answer the last part of its address.
    part
        Address, time, capture and hash, for ``Meta.parts``.
    whole
        Why the bytes are known not to be whole, or ``""``.
    """

    path: Path
    name: str
    part: Part
    whole: str = ""


def source_of(given: Given, *, hashed: bool = True) -> Source:
    """Return the file behind a path, a capture or an answer.

    Parameters
    ----------
    hashed
        Compute the SHA-256 of a path; that of a capture is known, and compared in any case.

    Raises
    ------
    CollectError
        When there is none.
    """
    if isinstance(given, Answer):
        return _held(given.path, given.url, Part(
            _last(given.url), given.url, given.at, given.capture, given.sha256, 0, given.synthetic
        ), "" if given.complete else given.reason)  # fmt: skip
    if isinstance(given, Capture):
        url = str(given.record.get("url_asked") or given.record.get("body") or given.id)
        made_up = synthetic(given.record)
        part = Part(_last(url), url, given.at, given.id, given.sha256, 0, made_up)
        return _held(body_of(given), url, part, "" if given.complete else
                     str(given.record.get("reason") or "the capture is not complete"))  # fmt: skip
    path = Path(given)
    if not path.is_file():
        raise CollectError("is no file", file=path, advice="name a file that is there")
    digest = hashing.of_file(path) if hashed else ""
    return Source(path, path.name, Part(path.name, "", "", "", digest))


def _held(path: Path | None, url: str, part: Part, whole: str) -> Source:
    if path is None:
        raise CollectError("the capture has no body", advice="nothing arrived: ask again")
    return Source(path, _last(url), part, whole)


def _last(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rpartition("/")[2] or url


def line_at(given: Given, member: str, line: int, *, most: int = MOST) -> bytes:
    """Return the bytes of one line, so that a position leads back to what was published.

    Parameters
    ----------
    given
        As given to ``read``.
    member, line
        As in the frame.

    Raises
    ------
    CollectError
        When there is no such member or line.
    """
    source = source_of(given, hashed=False)
    with Archive(source.path, name=source.name, most=most) as archive:
        for one in archive.members():
            if one.name != member:
                continue
            for block in blocks(one.stream):
                if block.first <= line < block.first + block.count:
                    return block.lines()[line - block.first].removesuffix(b"\r")
    raise CollectError(f"has no line {line} in a member {member!r}", file=source.name)
