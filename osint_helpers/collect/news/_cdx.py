"""Replies of a CDX server (an index of archived copies) in every dialect there is.

* ``text``: seven fields parted by blanks (`osint_helpers.evidence.wayback` reads it);
* ``json``: an array of arrays with a header row (Internet Archive, ``output=json``);
* ``ndjson``: an object a line, with ``url``, ``mime``, ``status`` (pywb, Common Crawl);
* ``cdxj``: key, timestamp and an object a line (pywb's default, index files).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.errors import SchemaChanged, SourceRefusedError
from osint_helpers.evidence import wayback

FIELDS: Final = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_OTHER_NAMES: Final = {"url": "original", "mime": "mimetype", "status": "statuscode"}
_MUST: Final = ("urlkey", "timestamp", "url")
_MAY: Final = (
    "mime", "status", "digest", "length", "offset", "filename", "redirect", "mime-detected",
    "languages", "encoding", "charset", "truncated", "robotflags", "source", "source-coll",
    "access", "load_url", "is_fuzzy", "is_live", "orig.length", "orig.offset", "orig.filename",
    "recordDigest", "dupecount", "memento-uri", "statuscode", "method", "requestBody",
)  # fmt: skip
_CDXJ: Final = re.compile(r"(\S+) (\d{4,14}) (\{.*\})")


@dataclass(frozen=True)
class Reply:
    """One reply.

    Attributes
    ----------
    rows
        Its copies in order, neighbours that are equal once.
    others
        What a dialect says beyond the seven fields (``filename``, ``offset`` …), one a row.
    resume_key
        What the next page is asked with; ``""`` for none.
    unreadable
        Lines that are none of the dialect: also a last line that is cut off.
    repeated
        Lines left out because the line before is the same.
    dialect
        ``text``, ``json``, ``ndjson``, ``cdxj``; ``""`` for an empty reply.
    """

    rows: tuple[wayback.Row, ...] = ()
    others: tuple[Mapping[str, str], ...] = field(default=(), repr=False)
    resume_key: str = ""
    unreadable: int = 0
    repeated: int = 0
    dialect: str = ""


def read(data: bytes, source: str, tolerated: Collection[str] = ()) -> Reply:
    """Read a reply in any dialect.

    Raises
    ------
    SourceRefusedError
        When it is a refusal: an exception of the archive's software, a page, a message.
    SchemaChanged
        When a field is new or missing.
    CollectError
        When it is broken JSON or not UTF-8.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return Reply()
    if start.startswith(b"["):
        return _array(strictly.json_of(data, source=source), source, tolerated)
    text = strictly.text_of(data, source=source)
    if start.startswith(b"{"):
        return _objects(((one, "", "") for one in _lines(text)), "ndjson", source, tolerated)
    if _CDXJ.fullmatch(next(iter(_lines(text)), "")):
        return _objects(_keyed(text), "cdxj", source, tolerated)
    page = wayback.parse(text)
    if page.problem:
        raise SourceRefusedError(
            f"{source}: {page.problem}, it answered with {strictly.told(data)}",
            advice="this says nothing about whether there are copies",
        )
    others: tuple[Mapping[str, str], ...] = tuple({} for _ in page.rows)
    return Reply(page.rows, others, page.resume_key, page.unreadable, page.repeated, "text")


def message(data: bytes) -> str:
    """Return what a reply of the form ``{"message": …}`` or ``{"error": …}`` says, else ``""``."""
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(held, dict) or "timestamp" in held:
        return ""
    said = held.get("message") or held.get("error")
    return said if isinstance(said, str) else ""


def day_of(row: wayback.Row) -> str | None:
    """Return the day of a copy, no finer than its timestamp says; None when it is none."""
    return wayback.day_of(row) if row.moment is not None else None


def precision(timestamp: str) -> str:
    """Return how precise a timestamp is: ``year`` to ``second``; ``none`` when it is none."""
    if wayback.moment(timestamp) is None:
        return "none"
    return ("year", "month", "day", "hour", "minute", "second")[len(timestamp) // 2 - 2]


def _lines(text: str) -> list[str]:
    return [one for one in text.replace("\r\n", "\n").split("\n") if one.strip()]


def _keyed(text: str) -> Iterator[tuple[str, str, str]]:
    for line in _lines(text):
        found = _CDXJ.fullmatch(line)
        yield (found[3], found[1], found[2]) if found else (line, "", "")


def _array(held: Any, source: str, tolerated: Collection[str]) -> Reply:  # noqa: ANN401
    if not all(isinstance(one, list) and all(isinstance(two, str) for two in one) for one in held):
        raise SchemaChanged("is no table of texts", column="answer", advice="keep the capture")
    if not held:
        return Reply(dialect="json")
    header, *rows = held
    check_fields(header, FIELDS, _MAY, where=f"the header row of {source}", tolerated=tolerated)
    key = ""
    if len(rows) > 1 and not rows[-2] and len(rows[-1]) == 1:
        key = rows.pop()[0]
        rows.pop()
    places = [header.index(name) for name in FIELDS]
    further = [(name, at) for at, name in enumerate(header) if name not in FIELDS]
    whole = [one for one in rows if len(one) == len(header)]
    found: list[tuple[wayback.Row | None, Mapping[str, str]]] = [
        (wayback.row_of([one[at] or "-" for at in places]), {name: one[at] for name, at in further})
        for one in whole
    ]
    return _reply(found, len(rows) - len(whole), key, "json")


def _objects(
    lines: Iterator[tuple[str, str, str]], dialect: str, source: str, tolerated: Collection[str]
) -> Reply:
    found: list[tuple[wayback.Row | None, Mapping[str, str]]] = []
    broken = 0
    for number, (line, urlkey, timestamp) in enumerate(lines, 1):
        try:
            held = json.loads(line)
        except (ValueError, RecursionError):
            broken += 1
            continue
        if not isinstance(held, dict):
            broken += 1
            continue
        if urlkey:
            held = {"urlkey": urlkey, "timestamp": timestamp, **held}
        elif message(line.encode("utf-8", "replace")):
            raise SourceRefusedError(f"{source}: it answered with {strictly.told(line.encode())}")
        check_fields(held, _MUST, _MAY, where=f"line {number} of {source}", tolerated=tolerated)
        found.append(_object(held))
    return _reply(found, broken, "", dialect)


def _object(held: Mapping[str, Any]) -> tuple[wayback.Row | None, Mapping[str, str]]:
    named = {_OTHER_NAMES.get(name, name): str(value) for name, value in held.items()}
    row = wayback.row_of([named.get(name) or "-" for name in FIELDS])
    return row, {name: value for name, value in named.items() if name not in FIELDS}


def _reply(
    found: list[tuple[wayback.Row | None, Mapping[str, str]]], broken: int, key: str, dialect: str
) -> Reply:
    rows: list[wayback.Row] = []
    others: list[Mapping[str, str]] = []
    repeated = 0
    for row, other in found:
        if row is None:
            broken += 1
        elif rows and (row, other) == (rows[-1], others[-1]):
            repeated += 1
        else:
            rows.append(row)
            others.append(other)
    return Reply(tuple(rows), tuple(others), key, broken, repeated, dialect)
