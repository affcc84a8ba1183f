"""A reader of WARC files that shares no code with the writer."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple


class Record(NamedTuple):
    fields: dict[str, str]
    block: bytes


def read(path: Path) -> list[Record]:
    """Return every record; anything out of place is an assertion error."""
    data, found = path.read_bytes(), []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        assert first == "WARC/1.1"
        pairs = [line.split(": ", 1) for line in lines]
        assert len({name for name, _ in pairs}) == len(pairs)
        fields = dict(pairs)
        length = int(fields["Content-Length"])
        block, end = rest[:length], rest[length : length + 4]
        assert len(block) == length
        assert end == b"\r\n\r\n"
        assert fields["WARC-Block-Digest"] == "sha256:" + hashlib.sha256(block).hexdigest()
        found.append(Record(fields, block))
        data = rest[length + 4 :]
    return found


def of_type(path: Path, kind: str) -> list[Record]:
    return [one for one in read(path) if one.fields["WARC-Type"] == kind]
