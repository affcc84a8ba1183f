"""Articles: text, title, author and dates of a page, each date with how it was found.

A date is chosen only when the page itself states it in a machine-readable way and does not
contradict itself. Everything else (heuristics, the address, dates in the text) is listed.
"""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.news import _article
from osint_helpers.collect.news._article import Article
from osint_helpers.errors import CollectError, SourceRefusedError
from osint_helpers.evidence import layout
from osint_helpers.evidence.reading import kind_of
from osint_helpers.evidence.record import Capture

_HTML: Final = ("", "text/html", "application/xhtml+xml")

MANIFEST: Final = Manifest(
    name="articles",
    kind="news",
    title="Article",
    publisher="the outlet that published the page",
    terms="The text is the outlet's: a short extract, its hash and its place may be shown.",
    licence="cite-only",
    attribution="Source: the outlet, by the address of the page",
    schema="articles/1",
    basis="documented",
    calls=("read", "dates"),
    limits=(
        (
            "The page is as it was when it was captured: outlets change texts and dates without "
            "saying so. An archived copy shows an earlier state."
        ),
        (
            "A date of publication is what the page's software states; it is taken only when it is "
            "stated in a machine-readable way and nothing of that kind contradicts it."
        ),
        (
            "Dates by heuristics (htmldate) can be those of a footer or of another article: they "
            "are listed and decide nothing."
        ),
        (
            "Dates in running text are found in English, Korean, Japanese and Chinese writing and "
            "as YYYY-MM-DD only, 50 at most."
        ),
        "A wall is told by marks; a page that hides its text in another way looks short or whole.",
        "Which part of a page is the article is the judgement of a program (trafilatura).",
        (
            f"A page of more than {_article.MOST_BYTES >> 20} MiB, or with a tag of more than "
            f"{_article.MOST_ATTRIBUTES} attributes, is refused."
        ),
    ),
)

ARTICLE: Final = (
    Column("url", "text", about="address asked for"),
    Column("state", "text", about="article, paywall, login, challenge, empty, too large"),
    Column("state_basis", "text", about="by what that was told"),
    Column("title", "text", about="as printed"),
    Column("title_from", "text", about="where it stands"),
    Column("author", "text", about="as printed; several are parted by '; '"),
    Column("author_from", "text", about="where it stands"),
    Column("published_on", "day", "", "chosen day on the page's calendar; missing when none is"),
    Column("published_at", "instant", "UTC", "missing without a time or a zone"),
    Column("published_rule", "text", about="why this date, or why none"),
    Column("dates_found", "integer", about="candidates; articles.dates lists them"),
    Column("text_chars", "integer", about="length of the running text"),
    Column("text_sha256", "text", about="of the running text in UTF-8"),
    Column("text_from", "text", about="what read it"),
    Column("charset", "text", about="encoding used"),
    Column("charset_from", "text", about="who named it"),
    Column("extract", "text", about="beginning of the text"),
)
DATES: Final = (
    Column("url", "text", about="address asked for"),
    Column("role", "text", about="published, modified, other"),
    Column("printed", "text", about="as printed"),
    Column("day", "day", "", "on the page's calendar; missing when it could not be read"),
    Column("at", "instant", "UTC", "missing without a time or a zone"),
    Column("read_as", "text", about="ISO 8601, RFC 822, year/month/day, words of the text"),
    Column("method", "text", about="meta, json-ld, time, url, htmldate, text"),
    Column("locator", "text", about="where in the page"),
    Column("place", "text", about="head, article header, article, footer, aside, nav, page, url"),
    Column("stated", "flag", about="a machine-readable statement of the page's publication"),
    Column("chosen", "flag", about="taken as the date of publication"),
)
COLUMNS: Final[ByCall] = {"read": ARTICLE, "dates": DATES}


def read(client: Client, *, url: str, limit: int = 300) -> Collected:
    """Return what a page says, as one row.

    Parameters
    ----------
    limit
        Characters of the text that are shown; the whole is in the capture, and in
        `article` (``Article.text``).

    Returns
    -------
    Collected
        Columns :data:`ARTICLE`. A page behind a paywall, and an empty one, make it incomplete.

    Raises
    ------
    SourceRefusedError
        When the answer is no page of HTML, or a login or challenge instead of one.
    CollectError
        When it is too long to be read.
    """
    got, held = _asked(client, "read", url)
    return got.collected([] if held is None else [_row(held, limit)], ARTICLE)


def dates(client: Client, *, url: str) -> Collected:
    """Return every date of a page, each with how it was found, as :data:`DATES`.

    The question is that of :func:`read`: one capture answers both.
    """
    got, held = _asked(client, "dates", url)
    rows = [] if held is None else _date_rows(held)
    return got.collected(rows, DATES)


def article(client: Client, *, url: str) -> Article:
    """Return a page as an object with its whole text, for searching and quoting."""
    answer = client.ask(MANIFEST, url, collector="articles.read")
    return _of(answer, url)


def of_capture(capture: Capture) -> Article:
    """Return the article in a capture, whatever took it.

    Raises
    ------
    CollectError
        When the capture holds no whole page of HTML, or its bytes were changed.
    """
    from osint_helpers.collect.shelf import body_of

    path = body_of(capture)
    if path is None or not capture.complete or kind_of(capture) != "html":
        raise CollectError(
            f"the capture {capture.id} holds no whole page of HTML", advice="take another one"
        )
    url = str(capture.record.get("url_final") or capture.record.get("url_asked") or "")
    kind = str(capture.record.get("content_type") or "")
    return _article.read(path.read_bytes(), url=url, content_type=kind)


def parse(data: bytes, *, url: str = "", content_type: str = "") -> Article:
    """Return what the bytes of a page say; nothing is fetched."""
    return _article.read(data, url=url, content_type=content_type)


def _asked(client: Client, call: str, url: str) -> tuple[Gathering, Article | None]:
    got = Gathering(client, MANIFEST, call, {"url": url})
    answer = got.ask(url, part=url)
    if answer is None:
        return got, None
    held = _of(answer, url)
    if held.charset_note:
        got.note(held.charset_note)
    if held.state != "article":
        got.cut(f"{url}: {held.state} ({held.state_basis})")
    got.count(answer, 1 if call == "read" else len(held.dates))
    return got, held


def _of(answer: Answer, url: str) -> Article:
    kind = answer.headers.get("content-type", "")
    if layout.media_type(kind) not in _HTML:
        raise SourceRefusedError(
            f"{url} is {layout.media_type(kind)}, no page of HTML", status=answer.status,
            advice="capture it and read its text (osint text)",
        )  # fmt: skip
    return _article.read(answer.data, url=url, content_type=kind)


def _row(one: Article, limit: int) -> dict[str, Any]:
    date = None if one.published is None else one.published.date
    return {
        "url": one.url, "state": one.state, "state_basis": one.state_basis,
        "title": one.title or None, "title_from": one.title_from or None,
        "author": one.author or None, "author_from": one.author_from or None,
        "published_on": None if date is None else date.day,
        "published_at": None if date is None else date.at, "published_rule": one.rule,
        "dates_found": len(one.dates), "text_chars": len(one.text),
        "text_sha256": one.text_sha256 or None, "text_from": one.text_from or None,
        "charset": one.charset, "charset_from": one.charset_from,
        "extract": one.extract(limit) or None,
    }  # fmt: skip


def _date_rows(one: Article) -> list[dict[str, Any]]:
    return [
        {
            "url": one.url, "role": found.role, "printed": found.date.text or None,
            "day": found.date.day or None, "at": found.date.at,
            "read_as": found.date.how or None, "method": found.method, "locator": found.locator,
            "place": found.place, "stated": found.stated, "chosen": found is one.published,
        }
        for found in one.dates
    ]  # fmt: skip
