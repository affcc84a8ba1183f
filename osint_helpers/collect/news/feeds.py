"""RSS and Atom feeds: entries with their dates as printed, read from bytes that were kept."""

from __future__ import annotations

import io
import re
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from osint_helpers.collect import strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.extras import need
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.news import _dates
from osint_helpers.errors import CollectError, SourceRefusedError
from osint_helpers.evidence.text.charset import decode
from osint_helpers.evidence.text.markup import text_of_html

MOST: Final = 4 << 20  # bytes of a feed that are read; the usual ones have less than one MiB
# feedparser spends up to 15 µs on a sign of markup and 90 µs on an entry.
MOST_MARKS: Final = 200_000
MOST_ENTRIES: Final = 10_000
_ENTRY: Final = re.compile(rb"<(?:[A-Za-z][\w.-]{0,50}:)?(?:item|entry)\b", re.IGNORECASE)
_ENTITIES: Final = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_TWO_MEANINGS: Final = re.compile(r"\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")  # day or month first?
# What feedparser also calls broken although nothing is lost.
_HARMLESS: Final = ("CharacterEncodingOverride", "NonXMLContentType")

MANIFEST: Final = Manifest(
    name="feeds",
    kind="news",
    title="Feed",
    publisher="the outlet that serves the feed",
    terms="Titles and summaries are the outlet's text: cite them, do not pass them on.",
    licence="cite-only",
    attribution="Source: feed of the outlet, by its address",
    schema="feeds/1",
    basis="documented",
    calls=("entries",),
    limits=(
        "A feed lists the latest entries only, often 10 to 50: what is not in it may exist.",
        "Dates are what the outlet's software wrote; outlets change them and the text afterwards.",
        "A date without a zone has a day and no moment: no zone is assumed.",
        "A summary is not the article.",
        (
            f"A feed of more than {MOST >> 20} MiB unpacked, {MOST_ENTRIES} entries or "
            f"{MOST_MARKS} signs of markup is refused, not read in part."
        ),
    ),
)

ENTRIES: Final = (
    Column("title", "text", about="as text"),
    Column("link", "text", about="address, made whole with that of the feed"),
    Column("guid", "text", about="the feed's own id of the entry"),
    Column("published", "text", about="as printed"),
    Column("published_on", "day", "", "day on the calendar of the feed; missing when not read"),
    Column("published_at", "instant", "UTC", "missing when no zone is printed"),
    Column("published_how", "text", about="how it was read: ISO 8601, RFC 822, feedparser"),
    Column("updated", "text", about="as printed"),
    Column("updated_on", "day", "", "as published_on"),
    Column("updated_at", "instant", "UTC", "as published_at"),
    Column("updated_how", "text", about="as published_how"),
    Column("author", "text", about="as printed"),
    Column("summary", "text", about="as text, tags taken off"),
)
COLUMNS: Final[ByCall] = {"entries": ENTRIES}


def entries(client: Client, *, url: str) -> Collected:
    """Return the entries of a feed, in its order.

    A feed that is broken XML is read as far as it goes, and the result says that it may lack
    entries.

    Raises
    ------
    SourceRefusedError
        When the answer is no feed.
    CollectError
        When it declares entities, or has more than :data:`MOST` bytes, :data:`MOST_ENTRIES` entries
        or :data:`MOST_MARKS` signs of markup.
    """
    got = Gathering(client, MANIFEST, "entries", {"url": url})
    answer = got.ask(url, part=url)
    if answer is None:
        return got.collected([], ENTRIES)
    rows = read(got, answer, url)
    got.count(answer, len(rows))
    return got.collected(rows, ENTRIES)


def read(got: Gathering, answer: Answer, url: str) -> list[dict[str, Any]]:
    """Return the entries of an answer; what is wrong with the feed goes into the result."""
    rows, broken, odd = _parsed(answer.data, url, answer.headers.get("content-type", ""))
    if broken:
        got.cut(f"the feed is broken, entries may be lacking: {broken}")
    if odd:
        got.note(f"the feed is unusual, nothing is lost: {odd}")
    return rows


def parse(data: bytes, *, url: str = "", content_type: str = "") -> list[dict[str, Any]]:
    """Return the entries of the bytes of a feed; nothing is fetched, no file is opened.

    Parameters
    ----------
    url
        Where it came from, for relative links.
    content_type
        As served; its charset counts.

    Raises
    ------
    CollectError
        As :func:`entries`.
    """
    return _parsed(data, url, content_type)[0]


def _parsed(data: bytes, url: str, content_type: str) -> tuple[list[dict[str, Any]], str, str]:
    if len(data) > MOST:
        raise _too_much(len(data), "bytes", MOST)
    bare = data.replace(b"\0", b"")  # UTF-16
    marks = bare.count(b"<") + bare.count(b"&")
    if marks > MOST_MARKS:
        raise _too_much(marks, "signs of markup", MOST_MARKS)
    found = sum(1 for _ in _ENTRY.finditer(bare))
    if found > MOST_ENTRIES:
        raise _too_much(found, "entries", MOST_ENTRIES)
    if _declares_entities(data, content_type):
        raise CollectError(
            "the feed declares entities, which feeds have no need of and attacks have",
            advice="look at the capture as text",
        )
    headers = {name: text for name, text in
               (("content-type", content_type), ("content-location", url)) if text}  # fmt: skip
    # As a stream: given bytes, feedparser would try them as the name of a file.
    held = need("feedparser").parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False,
        resolve_relative_uris=False,
    )  # fmt: skip
    if not held.get("version") and not held["entries"]:
        raise SourceRefusedError(
            f"the answer is no feed, it is {strictly.told(data)}",
            advice="open the address: it may be a page that links to the feed",
        )
    problem = held.get("bozo_exception") if held.get("bozo") else None
    kind = type(problem).__name__ if problem is not None else ""
    said = " ".join(str(problem).split())[:160] if problem is not None else ""
    rows = [_row(one, url) for one in held["entries"]]
    return rows, "" if kind in _HARMLESS else said, said if kind in _HARMLESS else ""


def _too_much(found: int, what: str, most: int) -> CollectError:
    return CollectError(
        f"the feed has {found} {what}, more than {most}",
        advice="the capture keeps it: look at it as text",
    )


def _declares_entities(data: bytes, content_type: str) -> bool:
    texts = [
        decode(data, content_type, markup=True).text,
        data.replace(b"\0", b"").decode("latin-1"),  # also when another charset is claimed
    ]
    return any(_ENTITIES.search(one) for one in texts)


def _row(entry: Any, url: str) -> dict[str, Any]:  # noqa: ANN401
    link = _text(entry, "link")
    row: dict[str, Any] = {
        "title": _words(entry, "title", " "), "link": _absolute(url, link),
        "guid": _text(entry, "id"),
        "author": _text(entry, "author"), "summary": _words(entry, "summary", "\n"),
    }  # fmt: skip
    for name in ("published", "updated"):
        printed = _date(entry, name)
        row |= {name: printed.text or None, f"{name}_on": printed.day or None,
                f"{name}_at": printed.at, f"{name}_how": printed.how or None}  # fmt: skip
    return row


def _get(entry: Any, name: str) -> Any:  # noqa: ANN401
    """Read a field past feedparser's own reading, which takes one date for another."""
    return dict.get(entry, name)


def _text(entry: Any, name: str) -> str | None:  # noqa: ANN401
    value = _get(entry, name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _words(entry: Any, name: str, between: str) -> str | None:  # noqa: ANN401
    detail = _get(entry, f"{name}_detail") or {}
    value = str(detail.get("value") or "")
    if str(detail.get("type", "")) != "text/plain":
        value = text_of_html(value)[0]
    return between.join(line.strip() for line in value.splitlines() if line.strip()) or None


def _absolute(url: str, link: str | None) -> str | None:
    if not link:
        return None
    try:
        whole = urljoin(url, link)
        return whole if urlsplit(whole).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _date(entry: Any, name: str) -> _dates.Printed:  # noqa: ANN401
    printed = _dates.read(str(_get(entry, name) or ""))
    parsed = _get(entry, f"{name}_parsed")
    if (
        printed.how
        or _TWO_MEANINGS.match(printed.text)
        or parsed is None
        or not 1900 <= parsed[0] <= 9999
    ):
        return printed
    day = f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}"
    return _dates.Printed(printed.text, day, None, "feedparser")
