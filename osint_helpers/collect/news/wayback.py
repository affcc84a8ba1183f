"""Archived copies of web pages: the index of an archive (CDX), and copies as they were archived.

Any server of the same kind may be asked, such as pywb:
``Client(servers={"wayback": ".../coll", "wayback:replay": ".../coll"})``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.news import _cdx
from osint_helpers.collect.news import _cdx_question as question
from osint_helpers.collect.news._payload import is_sha1
from osint_helpers.collect.news._replay import REPLAY, read_replay
from osint_helpers.errors import CollectError, SourceRefusedError
from osint_helpers.evidence import wayback as index

PAGE: Final = 5000  # rows a page
MOST_PAGES: Final = 100
_COLLAPSE: Final = re.compile(rf"(?:{'|'.join(_cdx.FIELDS)})(?::\d+)?")
_KEY_SAFE: Final = "%+!'()*-._~"  # a resume key comes percent-encoded and goes back as it came
_REFUSALS: Final = (400, 403, 404)  # a blocked site is said in the body
# A copy of an error page has its status; these are said by the archive itself far more often.
_ANY: Final = tuple(one for one in range(200, 600) if one not in {429, 502, 503, 504})

MANIFEST: Final = Manifest(
    name="wayback",
    kind="news",
    title="Wayback Machine",
    publisher="Internet Archive",
    servers={
        "": "https://web.archive.org/cdx/search",
        "replay": "https://web.archive.org/web",
    },
    terms=(
        "Copies are the works of others, for research and scholarship; the archive asks for few "
        "requests at a time. The terms were not read for this version."
    ),
    terms_url="https://archive.org/about/terms.php",
    licence="cite-only",
    attribution="Source: Internet Archive, Wayback Machine (https://web.archive.org/)",
    rate=Rate(
        24, 60.0, "four fifths of the 30 index calls a minute another client keeps to", pause=60.0
    ),
    schema="wayback/1",
    basis="recorded",
    calls=("captures", "captures_of", "replay"),
    limits=(
        (
            "A copy shows what the archive received at a moment; not that the page was published "
            "then, nor what other readers saw."
        ),
        (
            "No copy in the index is no proof that there was no page: sites are left out on "
            "request, by rules for robots, or were never visited."
        ),
        (
            "The time is the archive's clock, UTC. A page's pictures and scripts are copies of "
            "their own, of other times."
        ),
        (
            "Captures whose timestamp is shorter than 14 digits have no moment, only a day, month "
            "or year; a revisit says that the bytes are those of an earlier copy with its digest."
        ),
        (
            "The digest is the SHA-1 of what the archive received; SHA-1 finds damage, it does not "
            "withstand forgery. The SHA-256 here is of what the archive sent now."
        ),
    ),
)

CAPTURES: Final = (
    Column("asked_url", "text", about="the address that was asked for"),
    Column("original", "text", about="the address that was copied"),
    Column("captured_at", "instant", "UTC", "archive's clock; missing when less is known"),
    Column("captured_on", "day", "UTC", "as precise as the timestamp, to the day"),
    Column("timestamp", "text", about="4 to 14 digits, as printed"),
    Column("precision", "text", about="of the timestamp: year to second; none when it is none"),
    Column("mimetype", "text", about="as recorded"),
    Column("status", "integer", about="HTTP status; missing for revisits", source="statuscode"),
    Column("revisit", "flag", about="the bytes are those of an earlier copy"),
    Column("digest", "text", about="SHA-1 of the payload in base32"),
    Column("digest_is_sha1", "flag", about="the digest has the form of one"),
    Column("length", "integer", "bytes", "in the archive's file, packed"),
    Column("urlkey", "text", about="the address in the archive's sorting form"),
    Column("copy", "text", about="address of the bytes as archived"),
)
COLUMNS: Final[ByCall] = {
    "captures": CAPTURES,
    "captures_of": CAPTURES,
    "replay": REPLAY,
}


def captures(
    client: Client,
    *,
    url: str,
    match: str = "exact",
    start: dt.date | str = "",
    end: dt.date | str = "",
    filters: tuple[str, ...] = (),
    collapse: str = "",
    limit: int = 0,
) -> Collected:
    """Return the archived copies of an address.

    Parameters
    ----------
    url
        An address; with `match` ``prefix``, ``host`` or ``domain`` also what it begins.
    start, end
        ``2018``, ``2018-10``, ``2018-10-01`` or 14 digits, both included; ``""`` for no bound.
    filters
        ``[!]field:regex`` over :data:`._cdx.FIELDS`, as in ``!statuscode:[45]..``.
    collapse
        ``timestamp:8`` shows one copy a day, ``digest`` one of neighbours with equal bytes.
    limit
        Rows at most, the earliest first; 0 for all. A list that ends there is not complete.

    Returns
    -------
    Collected
        Columns :data:`CAPTURES`, in the order of the index.
    """
    question.check_url(url)
    how = _question(match, start, end, filters, collapse)
    got = Gathering(client, MANIFEST, "captures", {"url": url, **how, "limit": limit})
    return got.collected(_pages(got, url, how, limit), CAPTURES)


def captures_of(
    client: Client,
    *,
    urls: tuple[str, ...],
    start: dt.date | str = "",
    end: dt.date | str = "",
    filters: tuple[str, ...] = (),
    collapse: str = "",
) -> Collected:
    """Return the archived copies of each of several addresses: a row a copy, a part an address.

    An address whose index did not come is named in ``meta.missing``; one that has no copies is
    named in ``meta.notes``. Parameters as in :func:`captures`.
    """
    for one in urls:
        question.check_url(one)
    how = _question("exact", start, end, filters, collapse)
    got = Gathering(client, MANIFEST, "captures_of", {"urls": urls, **how})
    rows: list[dict[str, Any]] = []
    for url in dict.fromkeys(urls):
        missing = len(got.missing)
        found = _pages(got, url, how, 0)
        if not found and len(got.missing) == missing:
            got.note(f"the index lists no copy of {url}")
        rows += found
    return got.collected(rows, CAPTURES)


def replay(client: Client, *, url: str, timestamp: str, digest: str = "") -> Collected:
    """Fetch one copy, its bytes as archived (``id_``); return a row that says what came.

    Parameters
    ----------
    timestamp
        4 to 14 digits; the archive answers with the copy nearest to it, which may be another.
    digest
        Of the index, to compare with; ``""`` when not known.

    Returns
    -------
    Collected
        Columns :data:`._replay.REPLAY`. The bytes are those of the capture in ``meta.capture``.

    Raises
    ------
    SourceRefusedError
        When the answer is no copy: it has no ``Memento-Datetime``. Also for a copy of a login page.
    CaptureRefusedError
        When the address holds a parameter that looks like a key.
    """
    if index.moment(timestamp) is None:
        raise CollectError(f"{timestamp[:20]!r} is no timestamp", advice="take one of captures()")
    got = Gathering(
        client, MANIFEST, "replay", {"url": url, "timestamp": timestamp, "digest": digest}
    )
    answer = got.ask(f"{timestamp}id_/{url}", part=timestamp, server="replay", also=_ANY)
    rows = [] if answer is None else [read_replay(answer, url, timestamp, digest)]
    if answer is not None:
        got.count(answer, 1)
    return got.collected(rows, REPLAY)


def parse(data: bytes) -> list[dict[str, Any]]:
    """Return the copies of one reply in any dialect, as rows of :data:`CAPTURES`."""
    return [_row(one, "", "") for one in _cdx.read(data, MANIFEST.title).rows]


def _question(
    match: str, start: dt.date | str, end: dt.date | str, filters: tuple[str, ...], collapse: str
) -> dict[str, Any]:
    question.check_match(match)
    question.check_filters(filters)
    if collapse and not _COLLAPSE.fullmatch(collapse):
        raise CollectError(f"{collapse[:60]!r} cannot be collapsed", advice="write timestamp:8")
    return {"matchType": match, "from": question.stamp(start), "to": question.stamp(end),
            "filter": tuple(filters), "collapse": collapse}  # fmt: skip


def _pages(got: Gathering, url: str, how: Mapping[str, Any], limit: int) -> list[dict[str, Any]]:
    """Ask page by page; a repeated resume key, a full last page and a limit are said to be cuts."""
    base = got.client.address(MANIFEST, "", server="replay")
    rows: list[dict[str, Any]] = []
    key, seen = "", {""}
    for number in range(1, MOST_PAGES + 1):
        size = min(PAGE, limit - len(rows)) if limit else PAGE
        part = url if number == 1 else f"{url} page {number}"
        reply = _page(got, part, _target(url, how, size, key))
        if reply is None:
            return rows
        new = [_row(one, url, base) for one in reply.rows]
        if rows and new and new[0] == rows[-1]:
            new, again = new[1:], 1
        else:
            again = 0
        rows += new
        _say(got, part, reply, again)
        key = reply.resume_key
        if limit and len(rows) >= limit and (key or len(reply.rows) + reply.repeated >= size):
            got.cut(f"{url}: only the first {limit} rows were asked for")
            return rows
        if not key:
            if len(reply.rows) + reply.repeated >= size:
                got.cut(f"{part}: {size} rows, as many as were asked for, and no key to go on with")
            return rows
        if key in seen:
            got.cut(f"{part}: the index gives the same resume key again")
            return rows
        seen.add(key)
    got.cut(f"{url}: only the first {MOST_PAGES} pages of the index were read")
    return rows


def _page(got: Gathering, part: str, target: str) -> _cdx.Reply | None:
    answer = got.ask(target, part=part, also=_REFUSALS)
    if answer is None:
        return None
    kept: list[_cdx.Reply] = []

    def parsed(one: Answer) -> tuple[index.Row, ...]:
        kept.append(_cdx.read(one.data, MANIFEST.title, got.client.tolerated(MANIFEST)))
        if one.status != 200:
            raise SourceRefusedError(
                f"{MANIFEST.title}: the status is {one.status}{one.said()}", status=one.status
            )
        return kept[0].rows

    before = len(got.missing)
    got.read(answer, parsed, part=part)
    return kept[0] if len(got.missing) == before else None


def _say(got: Gathering, part: str, reply: _cdx.Reply, again: int) -> None:
    if reply.unreadable:
        got.cut(f"{part}: {reply.unreadable} lines of the index cannot be read")
    if reply.repeated + again:
        got.note(f"{part}: {reply.repeated + again} lines repeat the line before; kept once")


def _target(url: str, how: Mapping[str, Any], size: int, key: str) -> str:
    """Return path and query: the resume key must not be encoded a second time."""
    asked = [("url", url), ("output", "json"), ("limit", str(size)), ("showResumeKey", "true")]
    asked += [(name, str(how[name])) for name in ("matchType", "from", "to", "collapse")
              if how[name]]  # fmt: skip
    asked += [("filter", one) for one in how["filter"]]
    text = f"cdx?{urlencode(asked)}"
    return f"{text}&resumeKey={quote(key, safe=_KEY_SAFE)}" if key else text


def _row(row: index.Row, asked: str, base: str) -> dict[str, Any]:
    full = _cdx.precision(row.timestamp) == "second"
    server = index.Server(replay=base or index.INTERNET_ARCHIVE.replay)
    return {
        "asked_url": asked or None, "original": row.original,
        "captured_at": row.moment if full else None, "captured_on": _cdx.day_of(row),
        "timestamp": row.timestamp, "precision": _cdx.precision(row.timestamp),
        "mimetype": row.mimetype or None, "status": row.status,
        "revisit": row.mimetype == "warc/revisit", "digest": row.digest or None,
        "digest_is_sha1": is_sha1(row.digest) if row.digest else None,
        "length": row.length, "urlkey": row.urlkey, "copy": index.address(row, server=server),
    }  # fmt: skip
