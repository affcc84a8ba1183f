"""One page as an article: its text, what it says of itself, and what it is instead of one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.collect.extras import need
from osint_helpers.collect.news import _article_dates
from osint_helpers.collect.news._article_dates import Found
from osint_helpers.errors import CollectError
from osint_helpers.evidence.net.smells import PREFIX, smell
from osint_helpers.evidence.text.charset import Decoded, decode
from osint_helpers.evidence.text.markup import text_of_html

# Beyond these a page is read as a stream of tags only. Measured on one core: 100,000 tags in one
# MB took trafilatura 4 s, 120,000 in lists 6.5 s; html.parser re-reads an unclosed declaration
# once for every "<", so its tree builder is not used at all.
MOST_BYTES: Final = 16 << 20
MOST_TREE: Final = 4 << 20
MOST_TAGS: Final = 40_000
# lxml compares every attribute of a tag with all before it, and each takes 500 bytes.
MOST_ATTRIBUTES: Final = 1000
_ATTRIBUTE: Final = (
    r"""(?>[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)?)"""
)
_TAG: Final = re.compile(
    rf"<[A-Za-z][^\s/>]*+{_ATTRIBUTE}{{0,{MOST_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?+"
)
_LITTLE: Final = 200  # characters: less is no article
_TEASER: Final = 2500  # characters: a page behind a wall shows no more
_WALL: Final = re.compile(
    r"subscribe (?:now )?to (?:continue|read)|subscribers? only|for subscribers|to continue reading"
    r"|already a subscriber|create a free account to|log in to (?:continue|read)|premium content",
    re.IGNORECASE,
)
STATES: Final = ("article", "paywall", "login", "challenge", "empty", "too large")


@dataclass(frozen=True)
class Article:
    """What a page says.

    Attributes
    ----------
    url
        Where it came from.
    state, state_basis
        One of :data:`STATES`, and by what it was told.
    title, title_from, author, author_from
        As printed, and where; ``""`` when the page does not say. Several authors: ``A; B``.
    text, text_from
        The running text, and what read it. For reading and quoting, not for passing on.
    dates
        Every date found.
    published, rule
        The chosen one, or None; and why.
    charset, charset_from, charset_note
        How bytes became characters.
    """

    url: str
    state: str
    state_basis: str
    title: str
    title_from: str
    author: str
    author_from: str
    text: str = field(repr=False)
    text_from: str
    dates: tuple[Found, ...] = field(repr=False)
    published: Found | None
    rule: str
    charset: str
    charset_from: str
    charset_note: str

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8; ``""`` for none."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""

    def extract(self, limit: int = 300) -> str:
        """Return the beginning of the text, at most `limit` characters, cut between words."""
        text = " ".join(self.text[: 8 * limit].split())
        if len(text) <= limit:
            return text
        return text[: limit - 1].rpartition(" ")[0][: limit - 1] + "…"


def characters(data: bytes, content_type: str = "") -> Decoded:
    """Return the characters of a page; bytes that are UTF-8 are UTF-8, whatever is declared.

    Text in another encoding is hardly ever valid UTF-8, while servers that name a wrong charset
    for UTF-8 are common; the note says when they do.
    """
    found = decode(data, content_type, markup=True)
    if found.charset == "utf-8" or found.named_by == "byte order mark" or data.isascii():
        return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return found
    if found.charset.startswith("iso-2022"):
        return found
    return Decoded(text, "utf-8", "the bytes", f"{found.charset} is declared, the bytes are UTF-8")


def read(data: bytes, *, url: str = "", content_type: str = "") -> Article:
    """Return what a page says; nothing is fetched.

    Raises
    ------
    CollectError
        For more than :data:`MOST_BYTES`, or a tag with more than :data:`MOST_ATTRIBUTES`.
    """
    if len(data) > MOST_BYTES:
        raise CollectError(
            f"the page has {len(data)} bytes, more than {MOST_BYTES} that are read as an article",
            advice="the capture keeps it: look at it in a browser without network",
        )
    decoded = characters(data, content_type)
    markup = decoded.text.replace("\0", "\ufffd")
    if any(tag["more"] for tag in _TAG.finditer(markup)):
        raise CollectError(
            f"a tag of the page has more than {MOST_ATTRIBUTES} attributes, which no article has",
            advice="the capture keeps it: look at it as text",
        )
    lines = text_of_html(markup)[0].splitlines()
    if len(markup) > MOST_TREE or markup.count("<") > MOST_TAGS:
        return _large(url, lines, decoded)
    need("lxml.etree")
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(markup, "lxml")
    text, text_from = _text(markup, lines)
    state, basis = _state(soup, data, text)
    dates = tuple(_article_dates.all_of(soup, markup, lines, url))
    chosen, rule = _article_dates.choose(dates)
    if state in {"login", "challenge", "empty"}:
        chosen, rule = None, f"the page is no article ({state})"
    title, title_from = _title(soup)
    author, author_from = _author(soup)
    return Article(
        url, state, basis, title, title_from, author, author_from, text, text_from, dates, chosen,
        rule, decoded.charset, decoded.named_by, decoded.note,
    )  # fmt: skip


def _large(url: str, lines: list[str], decoded: Decoded) -> Article:
    dates = tuple(_article_dates.of_stream(lines, url))
    return Article(
        url, "too large", f"more than {MOST_TREE} characters or {MOST_TAGS} tags: only its text is "
        "read", "", "", "", "", "\n".join(lines), "stream of tags", dates, None,
        "a page this large is not searched for statements", decoded.charset, decoded.named_by,
        decoded.note,
    )  # fmt: skip


def _text(markup: str, lines: list[str]) -> tuple[str, str]:
    trafilatura = need("trafilatura")
    try:
        text = trafilatura.extract(markup, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  (whatever it stumbles over, the stream reader has the text)
        text = None
    if text:
        return str(text), f"trafilatura {trafilatura.__version__}"
    running = [one for one in lines if not one.startswith("[")]
    return "\n".join(running), "stream of tags" if running else ""


def _state(soup: Any, data: bytes, text: str) -> tuple[str, str]:  # noqa: ANN401
    outcome, reason = smell("text/html", data[:PREFIX], 200)
    if outcome:
        return {"login-wall": "login", "challenge-page": "challenge"}[outcome], reason
    for where, one, own in _article_dates.linked_data(soup):
        free = one.get("isAccessibleForFree")
        if own and str(free).lower() == "false":
            return "paywall", f"the page says so ({where}.isAccessibleForFree)"
    wall = _WALL.search(" ".join(soup.get_text(" ").split()))
    if wall and len(text) < _TEASER:
        return "paywall", f"a short text, and the words {wall[0]!r}"
    if len(text.strip()) < _LITTLE:
        return "empty", f"{len(text.strip())} characters of text"
    return "article", f"{len(text)} characters of text"


def _title(soup: Any) -> tuple[str, str]:  # noqa: ANN401
    for where, one, own in _article_dates.linked_data(soup):
        if own and _article_dates.is_article(one) and isinstance(one.get("headline"), str):
            return _line(one["headline"]), f"{where}.headline"
    for name in ("og:title", "twitter:title"):
        for key in ("property", "name"):
            tag = soup.find("meta", attrs={key: name}, content=True)
            if tag is not None and _line(tag["content"]):
                return _line(tag["content"]), f'meta[{key}="{name}"]'
    for name in ("h1", "title"):
        tag = soup.find(name)
        if tag is not None and _line(tag.get_text(" ")):
            return _line(tag.get_text(" ")), name
    return "", ""


def _author(soup: Any) -> tuple[str, str]:  # noqa: ANN401
    for where, one, own in _article_dates.linked_data(soup):
        names = _names(one.get("author")) if own and _article_dates.is_article(one) else []
        if names:
            return "; ".join(names), f"{where}.author"
    for key, name in (("name", "author"), ("property", "article:author"), ("name", "byl")):
        names = [_line(tag["content"]) for tag in
                 soup.find_all("meta", attrs={key: name}, content=True)]  # fmt: skip
        names = [one for one in dict.fromkeys(names) if one and "://" not in one]
        if names:
            return "; ".join(names), f'meta[{key}="{name}"]'
    for key, name in (("rel", "author"), ("itemprop", "author"), ("class", "byline")):
        tag = soup.find(attrs={key: name})
        if tag is not None and _line(tag.get_text(" ")):
            return _line(tag.get_text(" ")), f'[{key}="{name}"]'
    return "", ""


def _names(author: Any) -> list[str]:  # noqa: ANN401
    held = author if isinstance(author, list) else [author]
    names = [one.get("name") if isinstance(one, dict) else one for one in held[:50]]
    return list(dict.fromkeys(_line(one) for one in names if isinstance(one, str) and _line(one)))


def _line(text: str) -> str:
    """Return text in one line; half of a pair of surrogates, as JSON can hold, is no text."""
    return " ".join(text.split())[:500].encode("utf-8", "replace").decode()
