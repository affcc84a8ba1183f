"""CDXJ: one line for every response in a WARC file, so that replay tools find it by its URL.

``org,example)/page 20261121172745 {"url": …, "mime": …, "status": …, "digest": …, "length": …,
"offset": …, "filename": …}``, all values text, as pywb writes them. Requests are left out, and so
are responses without an HTTP status, and those that begin with an interim one (100, 103), as
when the real answer never came: no tool could replay them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers.evidence.exports import surt, warc

_MIME: Final = re.compile(r"[^; ]*")
_SECOND: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z")


@dataclass(frozen=True)
class Entry:
    """One line of an index.

    Attributes
    ----------
    key, second
        SURT key, and the moment as 14 digits UTC: what the index is sorted by.
    fields
        ``url, mime, status, digest, length, offset, filename``; without ``digest`` when the
        record states none (of a chunked body, tools disagree what is to be hashed).
    """

    key: str
    second: str
    fields: dict[str, str]

    def line(self) -> str:
        """Return the line, with its line break."""
        return f"{self.key} {self.second} {json.dumps(self.fields)}\n"


def entries(path: Path, filename: str) -> list[Entry]:
    """Return the index entries of a WARC file, in the order of its records.

    Parameters
    ----------
    path
        A plain WARC file.
    filename
        The name the file bears where the index is used.

    Raises
    ------
    EvidenceError
        When the file is no whole WARC file, or an address or date in it cannot be read.
    """
    found = (one for one in warc.records(path) if one.kind == "response")
    return [_entry(one, path, filename) for one in found if one.status and one.status >= "200"]


def index(found: list[Entry]) -> str:
    """Return the lines of an index, sorted as look-up demands."""
    return "".join(sorted(entry.line() for entry in found))


def _entry(record: warc.Record, path: Path, filename: str) -> Entry:
    when = _SECOND.fullmatch(record.headers.get("warc-date", ""))
    if when is None:
        raise warc.broken("a record has no date in UTC", path)
    digest = record.headers.get("warc-payload-digest", "")
    mime = _MIME.match(record.http.get("content-type", ""))
    fields = {
        "url": record.url,
        "mime": (mime[0] if mime else "") or "unk",
        "status": record.status,
        "digest": digest.removeprefix("sha1:"),
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": filename,
    }
    return Entry(
        surt.key(record.url), "".join(when.groups()), {k: v for k, v in fields.items() if v}
    )
