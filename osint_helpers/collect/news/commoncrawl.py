"""Common Crawl: its index by crawl, and single records out of its archive files."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall, check_fields
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.news import _cdx, _warc_record
from osint_helpers.collect.news import _cdx_question as question_of
from osint_helpers.collect.news._commoncrawl_rows import (
    CAPTURES,
    CRAWLS,
    RECORD,
    capture_row,
    record_row,
)
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

MOST_PAGES: Final = 50
LONGEST: Final = 64 << 20  # bytes of one record
_CRAWL: Final = re.compile(r"CC-MAIN-\d{4}(?:-\d{4})?(?:-\d{2})?")
_FILE: Final = re.compile(r"crawl-data/[A-Za-z0-9./_-]+\.warc\.gz")
_NONE: Final = "no captures found"

MANIFEST: Final = Manifest(
    name="commoncrawl",
    kind="news",
    title="Common Crawl",
    publisher="Common Crawl Foundation",
    servers={
        "": "https://index.commoncrawl.org",
        "data": "https://data.commoncrawl.org",
    },
    terms=(
        "Pages are the works of others; the crawl may be used under its terms of use, which were "
        "not read for this version. The index is one server: few questions, one at a time."
    ),
    terms_url="https://commoncrawl.org/terms-of-use",
    licence="cite-only",
    attribution="Source: Common Crawl (https://commoncrawl.org/)",
    rate=Rate(1, 1.0, "the pause a client of others keeps"),
    schema="commoncrawl/1",
    basis="documented",
    calls=("crawls", "captures", "record"),
    limits=(
        (
            "A crawl is a sample of the web in some weeks: a page that is not in it may well have "
            "existed. Sites that forbid robots are left out."
        ),
        "The time is the crawler's clock, UTC: when the page was received, not when published.",
        (
            "Long pages are cut off by the crawler; the column truncated says so, and the digest "
            "is then of the part."
        ),
        ("The digest is the SHA-1 of the payload; it finds damage, it does not withstand forgery."),
        (
            "That a crawl holds nothing is told by status 404 with a message; that the count of "
            "pages can be 0 is assumed, to be confirmed at the first live call."
        ),
    ),
)
COLUMNS: Final[ByCall] = {
    "crawls": CRAWLS,
    "captures": CAPTURES,
    "record": RECORD,
}


def crawls(client: Client) -> Collected:
    """Return the crawls there are, the newest first."""
    got = Gathering(client, MANIFEST, "crawls", {})
    answer = got.ask("collinfo.json", part="list of crawls")
    tolerated = client.tolerated(MANIFEST)
    rows = [] if answer is None else got.read(
        answer, lambda one: parse_crawls(one.data, tolerated), part="list of crawls"
    )  # fmt: skip
    return got.collected(rows, CRAWLS)


def captures(
    client: Client,
    *,
    url: str,
    crawls: tuple[str, ...],
    match: str = "exact",
    start: dt.date | str = "",
    end: dt.date | str = "",
    filters: tuple[str, ...] = (),
) -> Collected:
    """Return the copies of an address in some crawls; each crawl is asked by itself.

    Parameters
    ----------
    url, match, start, end
        As in `wayback.captures`.
    crawls
        ``CC-MAIN-2018-43``; a crawl that does not come is named as missing.
    filters
        ``[!][=~]field:text`` over ``url, mime, status, digest, languages …``.

    Returns
    -------
    Collected
        Columns :data:`CAPTURES`.
    """
    for one in crawls:
        if not _CRAWL.fullmatch(one):
            raise CollectError(f"{one[:40]!r} is no crawl", advice="crawls() lists them")
    question_of.check_url(url)
    question_of.check_match(match)
    question_of.check_filters(filters)
    asked = {"url": url, "matchType": match, "from": question_of.stamp(start),
             "to": question_of.stamp(end),
             "filter": list(filters)}  # fmt: skip
    got = Gathering(client, MANIFEST, "captures", {**asked, "crawls": crawls})
    question = {name: value for name, value in asked.items() if value} | {"output": "json"}
    rows: list[dict[str, Any]] = []
    for crawl in crawls:
        rows += _crawl(got, crawl, question)
    return got.collected(rows, CAPTURES)


def record(
    client: Client, *, filename: str, offset: int, length: int, digest: str = ""
) -> Collected:
    """Fetch one record of an archive file; return a row that says what it is.

    Parameters
    ----------
    filename, offset, length, digest
        Of one row of :func:`captures`.

    Returns
    -------
    Collected
        Columns :data:`RECORD`. `read_record` gives the payload of the capture's bytes.

    Raises
    ------
    CollectError
        When the bytes are not exactly one record.
    """
    if not _FILE.fullmatch(filename) or ".." in filename:
        raise CollectError(f"{filename[:80]!r} is no archive file", advice="take one of captures()")
    if offset < 0 or not 0 < length <= LONGEST:
        raise CollectError("offset and length are none of a record", advice="take them together")
    got = Gathering(client, MANIFEST, "record", {
        "filename": filename, "offset": offset, "length": length, "digest": digest,
    })  # fmt: skip
    part = f"{filename} {offset}+{length}"
    answer = got.ask(filename, part=part, server="data", span=(offset, offset + length - 1))
    if answer is None:
        return got.collected([], RECORD)
    held = _warc_record.read(answer.data)
    got.count(answer, 1)
    if held.stated != held.received:
        got.note(f"the record says {held.stated} bytes and has {held.received}")
    place = {"filename": filename, "offset": offset, "length": length}
    return got.collected([record_row(held, digest) | place], RECORD)


read_record = _warc_record.read


def parse(data: bytes, tolerated: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return the copies of one answer of an index; a message that there are none is none."""
    if _cdx.message(data).lower().startswith(_NONE):
        return []
    reply = _cdx.read(data, MANIFEST.title, tolerated)
    return [capture_row(row, other) for row, other in zip(reply.rows, reply.others, strict=True)]


def parse_crawls(data: bytes, tolerated: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return the list of crawls."""
    held = strictly.json_of(data, source=MANIFEST.title)
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise SchemaChanged("is no list of objects", column="answer", advice="keep the capture")
    if not held:
        raise CollectError(f"the list of crawls of {MANIFEST.title} is empty", advice="ask again")
    rows = []
    for number, one in enumerate(held, 1):
        check_fields(one, ("id", "name", "cdx-api"), ("timegate", "from", "to"),
                     where=f"crawl {number}", tolerated=tolerated)  # fmt: skip
        rows.append({"crawl": one["id"], "name": one["name"], "first": one.get("from"),
                     "last": one.get("to"), "index": one["cdx-api"]})  # fmt: skip
    return rows


def _crawl(got: Gathering, crawl: str, question: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask one crawl page by page; a page that comes again means that pages are not heeded."""
    pages = _pages(got, crawl, question)
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for page in range(min(pages, MOST_PAGES)):
        part = f"{crawl} page {page + 1}"
        answer = got.ask(f"{crawl}-index", part=part, params={**question, "page": page},
                         also=(404,))  # fmt: skip
        if answer is None:
            continue
        found = got.read(answer, lambda one: _read(got, one), part=part)
        if found and answer.sha256 in seen:
            got.cut(f"{part} repeats an earlier page: the server does not heed the page asked for")
            break
        seen.add(answer.sha256)
        rows += [{**one, "asked_url": question["url"], "crawl": crawl} for one in found]
    if pages > MOST_PAGES:
        got.cut(f"{crawl}: only the first {MOST_PAGES} of {pages} pages were read")
    return rows


def _pages(got: Gathering, crawl: str, question: dict[str, Any]) -> int:
    """Return how many pages there are; 0 when there is nothing, or when it did not come."""
    part = f"{crawl} pages"
    answer = got.ask(f"{crawl}-index", part=part, params={**question, "showNumPages": "true"},
                     also=(404,))  # fmt: skip
    if answer is None:
        return 0
    return sum(got.read(answer, _count, part=part))


def _count(answer: Answer) -> list[int]:
    if _cdx.message(answer.data).lower().startswith(_NONE):
        return []
    _refuse(answer)
    held = answer.json()
    pages = held.get("pages") if isinstance(held, dict) else None
    if type(pages) is not int or pages < 0:
        raise SchemaChanged("is no number", column="pages", advice="keep the capture, report it")
    return [pages]


def _read(got: Gathering, answer: Answer) -> list[dict[str, Any]]:
    if _cdx.message(answer.data).lower().startswith(_NONE):
        return []
    _refuse(answer)
    reply = _cdx.read(answer.data, MANIFEST.title, got.client.tolerated(MANIFEST))
    if not reply.rows and not reply.unreadable:  # that there are none, the index says in words
        raise CollectError(
            f"a page of the index of {MANIFEST.title} holds no copy and no message",
            advice="ask again",
        )
    if reply.unreadable:
        got.cut(f"{answer.url}: {reply.unreadable} lines of the index cannot be read")
    if reply.repeated:
        got.note(f"{reply.repeated} lines of the index repeat the line before; kept once")
    return [capture_row(row, other) for row, other in zip(reply.rows, reply.others, strict=True)]


def _refuse(answer: Answer) -> None:
    """Raise what an answer says when it is not of the status of data."""
    if answer.status != 200:
        raise SourceRefusedError(
            f"{MANIFEST.title}: the status is {answer.status}{answer.said()}",
            status=answer.status, advice="the crawl may not exist: crawls() lists them",
        )  # fmt: skip
