"""Lists of checksums as GNU ``sha256sum`` writes and checks them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final

_LINE: Final = re.compile(rb"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES: Final = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"))
_PLAIN: Final = {b"\\\\": b"\\", b"\\n": b"\n", b"\\r": b"\r"}
_ESCAPED: Final = re.compile(rb"\\(.?)", re.DOTALL)


def write(files: Mapping[str, str]) -> bytes:
    """Return the list for files by name, sorted by name.

    A name with a backslash or a line break is escaped, and its line begins with a backslash, as
    coreutils do (info coreutils, "cksum output modes").
    """
    return b"".join(_line(os.fsencode(name), files[name]) for name in sorted(files))


def read(data: bytes) -> tuple[dict[str, str], list[int]]:
    """Return the hashes by name, and the numbers (from 1) of lines that are not of the format."""
    found: dict[str, str] = {}
    bad = []
    for row, line in enumerate(data.removesuffix(b"\n").split(b"\n"), start=1):
        match = _LINE.fullmatch(line)
        name = None if match is None else _name(match[3], escaped=bool(match[1]))
        if match is None or name is None or name in found:
            bad.append(row)
        else:
            found[name] = match[2].decode("ascii")
    return found, bad if data else []


def _line(name: bytes, sha256: str) -> bytes:
    escaped = name
    for plain, mark in _ESCAPES:
        escaped = escaped.replace(plain, mark)
    head = b"\\" if escaped != name else b""
    return b"%s%s  %s\n" % (head, sha256.encode("ascii"), escaped)


def _name(raw: bytes, *, escaped: bool) -> str | None:
    if escaped:
        if any(match[0] not in _PLAIN for match in _ESCAPED.finditer(raw)):
            return None
        raw = _ESCAPED.sub(lambda match: _PLAIN[match[0]], raw)
    return os.fsdecode(raw)
