"""Read the log of a case as it stands: every line, with what is wrong with it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from osint_helpers._card import Carded
from osint_helpers.evidence import hashing, layout

LONGEST: Final = 1 << 20  # bytes of a line; a longer one is named and not parsed
_TYPES: Final = {"n": int, "at": str, "who": str, "event": str, "prev": str}


@dataclass(frozen=True, repr=False)
class Line(Carded):
    """One line of the log.

    Attributes
    ----------
    file
        POSIX path inside the case folder.
    row
        Line of that file, from 1.
    n, at, who, event
        As written; of a line that cannot be read, its place in the chain and empty text.
    facts
        Whatever else is on the line; ``after_seal`` on the first of a file.
    sha256
        Of the exact bytes without the line break.
    problem
        Empty, or one word: ``log-torn``, ``log-line``, ``log-chain``, ``log-number``.
    """

    file: str
    row: int
    n: int
    at: str
    who: str
    event: str
    facts: dict[str, Any] = field(repr=False)
    sha256: str
    problem: str


def lines(case: Path) -> list[Line]:
    """Read all lines, analyst by analyst, each analyst's in the order of the chain.

    Never raises for what is in the files: a line that cannot be read has a ``problem``.

    Raises
    ------
    OSError
        When a log file cannot be opened.
    """
    found: list[Line] = []
    for who, names in sorted(segments(case).items()):
        found += _chain(case, who, names)
    return found


def segments(case: Path) -> dict[str, list[str]]:
    """Return the log files of each analyst, oldest first; links and strangers are left out."""
    folder = case / layout.LOG
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        names = [one.name for one in entries if one.is_file(follow_symlinks=False)]
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        match = layout.SEGMENT.fullmatch(name)
        if match:
            found.setdefault(match[2], []).append(name)
    return found


@dataclass(frozen=True)
class _Raw:
    """A line as bytes; `data` is None for one that is too long to be parsed."""

    file: str
    row: int
    data: bytes | None
    sha256: str
    ended: bool


def _chain(case: Path, who: str, names: list[str]) -> list[Line]:
    raw = [one for name in names for one in _raw_lines(case, f"{layout.LOG}/{name}")]
    found: list[Line] = []
    before = hashing.ZERO
    for place, one in enumerate(raw, start=1):
        content = None if one.data is None else _content(one.data)
        if content is None:
            follower = raw[place] if place < len(raw) else None
            problem = _unreadable(one, follower)
            content = {"n": place, "at": "", "who": who, "event": ""}
        else:
            problem = _misfit(content, before, place)
        facts = {key: content[key] for key in content.keys() - _TYPES.keys()}
        head = (content["n"], content["at"], content["who"], content["event"])
        found.append(Line(one.file, one.row, *head, facts, one.sha256, problem))
        before = one.sha256
    return found


def _misfit(content: dict[str, Any], before: str, place: int) -> str:
    if content["prev"] != before:
        return "log-chain"
    return "" if content["n"] == place else "log-number"


def _unreadable(one: _Raw, follower: _Raw | None) -> str:
    """Tell a line torn by a crash (the next was chained over it) from one made unreadable."""
    if one.data is None:
        return "log-line"
    if follower is None:
        return "log-line" if one.ended else "log-torn"
    content = None if follower.data is None else _content(follower.data)
    return "log-torn" if content is not None and content["prev"] == one.sha256 else "log-line"


def _content(data: bytes) -> dict[str, Any] | None:
    """Parse a line; None unless it is a JSON object with the fields of the chain."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    fits = all(type(content.get(key)) is kind for key, kind in _TYPES.items())
    return content if fits else None


def _raw_lines(case: Path, name: str) -> Iterator[_Raw]:
    with (case / name).open("rb") as file:
        row = 0
        while data := file.readline(LONGEST + 1):
            row += 1
            if data.endswith(b"\n"):
                yield _Raw(name, row, data[:-1], hashing.of_bytes(data[:-1]), ended=True)
            elif len(data) <= LONGEST:
                yield _Raw(name, row, data, hashing.of_bytes(data), ended=False)
            else:
                yield _long(file, name, row, data)


def _long(file: BinaryIO, name: str, row: int, start: bytes) -> _Raw:
    """Hash a line that is too long to be parsed, block by block."""
    digest = hashlib.sha256(start)
    while data := file.readline(LONGEST):
        if data.endswith(b"\n"):
            digest.update(data[:-1])
            return _Raw(name, row, None, digest.hexdigest(), ended=True)
        digest.update(data)
    return _Raw(name, row, None, digest.hexdigest(), ended=False)
