"""Archived copies: read replies of a Wayback CDX server and choose the copy nearest to a day.

Format and parameters are those of the CDX server documentation of the Internet Archive
(wayback-cdx-server/README.md): lines of seven fields parted by one blank, ``-`` for a missing
value, and, when there is more, an empty line and a resume key. Nothing here asks the network.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from osint_helpers._card import Carded

PAGE_ROWS: Final = 1000
MAX_PAGES: Final = 10  # of at most one row a day: 27 years
_FIELDS: Final = 7
_TIMESTAMP: Final = re.compile(r"\d{4,14}", re.ASCII)
_STATUS: Final = re.compile(r"[1-5]\d\d", re.ASCII)
_LENGTH: Final = re.compile(r"\d{1,15}", re.ASCII)
_ORIGINAL: Final = re.compile(r"https?://[!-~\u00a1-\U0010ffff]+", re.IGNORECASE)
_BLOCKED: Final = ("AdministrativeAccessControlException", "Blocked Site Error")
_ROBOTS: Final = "RobotAccessControlException"
_ASKED: Final = (  # no redirects, no errors; the first copy of a day
    "matchType=exact&filter=!statuscode:%5B345%5D..&collapse=timestamp:8"
    f"&limit={PAGE_ROWS}&showResumeKey=true"
)
_KEY_SAFE: Final = "%+!'()*-._~"  # the key comes percent-encoded and is sent back as it came


@dataclass(frozen=True)
class Server(Carded):
    """Where to ask: the index, and the replay of the copies it names.

    Attributes
    ----------
    cdx
        Address of a CDX server that answers in the plain format.
    replay
        What the addresses of copies begin with, up to and including ``/web/``.
    """

    cdx: str = "https://web.archive.org/cdx/search/cdx"
    replay: str = "https://web.archive.org/web/"


INTERNET_ARCHIVE: Final = Server()


@dataclass(frozen=True, repr=False)
class Row(Carded):
    """One copy in the index.

    Attributes
    ----------
    urlkey
        The address in the archive's sorting form.
    timestamp
        4 to 14 digits, UTC.
    original
        The address that was copied.
    mimetype
        As recorded; ``warc/revisit`` says that the bytes are those of an earlier copy.
    status
        HTTP status; None when the index has none, as for revisits.
    digest
        SHA-1 in base32, ``""`` when missing.
    length
        Bytes in the archive's file, None when missing.
    """

    urlkey: str
    timestamp: str
    original: str
    mimetype: str
    status: int | None
    digest: str
    length: int | None

    @property
    def moment(self) -> dt.datetime | None:
        """First moment the timestamp can mean; None when there is no such day or time."""
        return moment(self.timestamp)


@dataclass(frozen=True, repr=False)
class Page(Carded):
    """One reply of the index.

    Attributes
    ----------
    rows
        Its copies in the order of the reply, neighbours that are equal once.
    resume_key
        What the next page is asked with; ``""`` when this is the last.
    unreadable
        Number of lines that are none of the format.
    problem
        Why the reply as a whole is no list; ``""`` when it is one.
    repeated
        Lines left out because the line before is the same.
    """

    rows: tuple[Row, ...] = ()
    resume_key: str = ""
    unreadable: int = 0
    problem: str = ""
    repeated: int = 0


def query(url: str, *, server: Server = INTERNET_ARCHIVE, resume_key: str = "") -> str:
    """Return the address that asks the index for the copies of `url`.

    Copies of redirects and errors are left out and at most one a day is asked for, so that a
    page of the index reaches over years.
    """
    text = f"{server.cdx}?url={quote(url, safe='')}&{_ASKED}"
    return f"{text}&resumeKey={quote(resume_key, safe=_KEY_SAFE)}" if resume_key else text


def parse(text: str) -> Page:
    """Read a reply in the plain format; never raises, whatever the text is."""
    problem = _problem(text)
    if problem:
        return Page(problem=problem)
    body, resume_key = _without_key(text.replace("\r\n", "\n"))
    found = [_row(line) for line in body.split("\n") if line.strip()]
    unreadable = found.count(None)
    rows: list[Row] = []
    for one in found:
        if one is not None and (not rows or one != rows[-1]):
            rows.append(one)
    if unreadable and not rows:
        return Page(unreadable=unreadable, problem="the reply is not in the plain CDX format")
    return Page(tuple(rows), resume_key, unreadable, "", len(found) - unreadable - len(rows))


def nearest(rows: Iterable[Row], day: dt.date | None) -> Row | None:
    """Return the copy nearest in time to a day.

    A copy with status 200, or a revisit of the bytes of one, goes before a revisit of unknown
    status, and that before a redirect. Copies of error pages, rows whose time is none and rows
    whose address is not http(s) are no copies.

    Parameters
    ----------
    day
        Day of publication, UTC; None takes the latest copy. Of two at the same distance the
        earlier one is taken: it is less likely to have been changed.
    """
    listed = list(rows)
    good = {row.digest for row in listed if row.status == 200 and row.digest}
    best: tuple[int, float, dt.datetime] | None = None
    chosen = None
    for row in listed:
        at, rank = row.moment, _rank(row, good)
        if at is None or rank is None or _ORIGINAL.fullmatch(row.original) is None:
            continue
        merit = (rank, _distance(at, day), at)
        if best is None or merit < best:
            best, chosen = merit, row
    return chosen


def settled(rows: Iterable[Row], day: dt.date | None) -> bool:
    """Say whether later pages cannot hold a nearer copy: one with status 200 is past the day."""
    return day is not None and any(
        row.status == 200 and row.moment is not None and row.moment.date() > day for row in rows
    )


def address(row: Row, *, raw: bool = True, server: Server = INTERNET_ARCHIVE) -> str:
    """Return the address of a copy: its bytes as archived (`raw`), or the page for people."""
    return f"{server.replay}{row.timestamp}{'id_' if raw else ''}/{row.original}"


def day_of(row: Row) -> str:
    """Return the day of a copy, ``YYYY-MM-DD``, no finer than its timestamp says."""
    text = row.timestamp
    return "-".join(part for part in (text[:4], text[4:6], text[6:8]) if part)


@lru_cache(maxsize=1024)  # each row asks several times
def moment(timestamp: str) -> dt.datetime | None:
    """Return the first moment a timestamp of 4 to 14 digits can mean, UTC; None when it is none.

    ``2018`` is the first moment of that year. A last digit without its pair (``20180``) makes
    it none.
    """
    if _TIMESTAMP.fullmatch(timestamp) is None or len(timestamp) % 2:
        return None
    full = timestamp + "00000101000000"[len(timestamp) :]
    try:
        day = dt.datetime(int(full[:4]), int(full[4:6]), int(full[6:8]), tzinfo=dt.UTC)
        return day.replace(hour=int(full[8:10]), minute=int(full[10:12]), second=int(full[12:14]))
    except ValueError:  # month 13, 30 February, hour 25, year 0
        return None


def _problem(text: str) -> str:
    """Say why a reply is no list, from its first line: an address in a row may hold any word."""
    first = text.lstrip("\ufeff \t\r\n").partition("\n")[0]
    if _row(first.rstrip("\r")) is not None:
        return ""
    if any(word in first for word in _BLOCKED):
        return "the archive does not show copies of this address (blocked site)"
    if _ROBOTS in first:
        return "the archive does not show copies of this address (robots rules)"
    if first.startswith("<"):
        return "the reply is a page, not a list"
    return "the reply is JSON, not the plain CDX format" if first[:1] in {"[", "{"} else ""


def _without_key(text: str) -> tuple[str, str]:
    """Part the rows from the key after the empty line; a key holds no blank and is one line."""
    *rows, gap, last = ["", "", *text.rstrip().split("\n")]
    if gap.strip() or not last or re.search(r"\s", last):
        return text, ""
    return "\n".join(rows), last


def _row(line: str) -> Row | None:
    return row_of(line.split(" "))


def row_of(fields: Sequence[str]) -> Row | None:
    """Return one copy from its seven fields in the order of :class:`Row`; None when it is none.

    ``-`` stands for a missing value; an empty field makes it no row.
    """
    if len(fields) != _FIELDS or not all(fields):
        return None
    urlkey, timestamp, original, mimetype, status, digest, length = fields
    known = (status == "-" or _STATUS.fullmatch(status)) and (
        length == "-" or _LENGTH.fullmatch(length)
    )
    if not known or _TIMESTAMP.fullmatch(timestamp) is None:
        return None
    return Row(
        urlkey,
        timestamp,
        original,
        "" if mimetype == "-" else mimetype,
        None if status == "-" else int(status),
        "" if digest == "-" else digest,
        None if length == "-" else int(length),
    )


def _rank(row: Row, good: set[str]) -> int | None:
    if row.status is None:
        return 0 if row.digest in good else 1
    if row.status == 200:
        return 0
    return 2 if 300 <= row.status < 400 else None


def _distance(at: dt.datetime, day: dt.date | None) -> float:
    """Return seconds between a copy and the noon of a day; the later, the less, without a day."""
    if day is None:
        return -at.timestamp()
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return abs((at - noon).total_seconds())
