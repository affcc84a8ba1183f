"""The text a reader of a page sees: tags of HTML and XML to lines.

A stream of tags, never a tree, so that memory and time grow with the length of the page only,
however deep or broken it is. Nothing is loaded, no entity a page declares is expanded.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_VOID: Final = _words("area base br col embed hr img input link meta param source track wbr")
_DROPPED: Final = _words("script style template noscript iframe object")
_INLINE: Final = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter "
    "output picture progress q rb rbc rt rp rtc ruby s samp small span strike strong sub sup time "
    "tt u var wbr tspan tref textpath nobr"
)
_SIDE: Final = {"rt": "ruby"}  # a reading beside a word would part the words
_PLAIN_DROP: Final = frozenset({"rp"})
# HTML, "optional tags": which open elements a start tag ends, and what it does not look beyond.
_ENDS: Final = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",),
    "tr": ("tr", "td", "th"), "td": ("td", "th"), "th": ("td", "th"),
    **dict.fromkeys(_words(
        "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 "
        "h5 h6 header hr main nav ol p pre section table ul"), ("p",)),
}  # fmt: skip
_SCOPE: Final = frozenset({"ul", "ol", "dl", "table", "div", "section", "article", "select"})
_REACH: Final = 32  # open elements looked at for an optional end tag
_UNSEEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HTML_INSIDE: Final = re.compile(r"<[A-Za-z/][^<>]*>")
_META: Final = {"description": "description", "og:title": "title", "og:description": "description",
                "twitter:title": "title", "twitter:description": "description"}  # fmt: skip
_PROLOG: Final = 4096  # characters in which a document type is declared
_SUBSET_END: Final = re.compile(r"\]\s{0,50}>")
_BLANK: Final = re.compile(r"[ \t\r\n\f\v]+")


def text_of_html(markup: str) -> tuple[str, str]:
    """Return the text of a page and what is wrong with the page ("" if nothing).

    Lines of the form ``[title] …``, ``[description] …`` come first, ``[image] …`` (alternative
    text) and ``[ruby] …`` last: said by the page, but not within its running text. The marks keep
    a quote from running from a title into the first sentence.
    """
    return _run(_Html(), markup)


def text_of_xml(markup: str, *, drawing: bool = False) -> tuple[str, str]:
    """Return the text of XML, one line an element; HTML inside an element is read as HTML.

    Parameters
    ----------
    drawing
        Whether it is SVG, whose ``script`` and ``style`` are no text.
    """
    return _run(_Xml(drawing=drawing), _without_subset(markup))


def text_inside(value: str) -> str:
    """Return `value`, read as HTML when it holds tags (feeds and interfaces embed pages)."""
    return text_of_html(value)[0] if _HTML_INSIDE.search(value) else value


def _run(reader: _Html | _Xml, markup: str) -> tuple[str, str]:
    problem = ""
    try:
        reader.feed(markup)  # never close(): it re-reads a broken end once for every "<"
    except AssertionError:  # html.parser: a declaration of a kind it does not know
        problem = "a declaration could not be read; the text after it is missing"
    rest = reader.rawdata
    if not problem and rest:
        if rest.startswith("<") and rest[1:2].isalpha() | (rest[1:2] in ("/", "!", "?")):
            problem = f"the page ends inside a tag; its last {len(rest)} characters are not read"
        else:
            reader.handle_data(html.unescape(rest))
    return reader.text(), problem


def _without_subset(markup: str) -> str:
    """Cut the declarations of a document type: html.parser ends them at the first ``>``."""
    start = markup.find("<!DOCTYPE", 0, _PROLOG)
    inner = markup.find("[", start, start + _PROLOG)
    if start < 0 or inner < 0 or ">" in markup[start:inner]:
        return markup
    end = _SUBSET_END.search(markup, inner)
    return markup[:start] + markup[end.end() :] if end else markup


class _Lines:
    """Text in the making: words join, lines break, runs of blanks become one."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []

    def add(self, data: str) -> None:
        self._line.append(data)

    def end(self) -> None:
        if self._line:
            line = _BLANK.sub(" ", "".join(self._line)).strip(" ")
            self._line = []
            if line:
                self._lines.append(line)

    def all(self) -> list[str]:
        self.end()
        return self._lines


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._body = _Lines()
        self._head: dict[str, None] = {}
        self._side: dict[str, None] = {}
        self._open: list[str] = []
        self._counts: dict[str, int] = {}
        self._hidden_from: int | None = None  # depth of the element that hides
        self._aside: tuple[int, str, list[str]] | None = None  # depth, mark, words

    def text(self) -> str:
        """Return the whole as lines."""
        self._close_to(0)
        return "\n".join([*self._head, *self._body.all(), *self._side])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and end those it ends."""
        self._end_optional(tag)
        if tag not in _INLINE:
            self._body.end()
        given = {name: value or "" for name, value in attrs}
        if self._hidden_from is None and not _is_hidden(tag, given):
            self._note_attributes(tag, given)
        if tag in _VOID:
            return
        self._open.append(tag)
        self._counts[tag] = self._counts.get(tag, 0) + 1
        if self._hidden_from is None and _is_hidden(tag, given):
            self._hidden_from = len(self._open)
        mark = "title" if tag == "title" and "svg" not in self._counts else _SIDE.get(tag)
        if mark and self._aside is None and self._hidden_from is None:
            self._aside = (len(self._open), mark, [])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; in HTML ``/>`` closes nothing, in drawings inside it does."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._counts.get("svg"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element and what is still open inside; a stray end tag closes nothing."""
        if tag not in _INLINE:
            self._body.end()
        if not self._counts.get(tag):
            return
        depth = len(self._open)
        while self._open[depth - 1] != tag:
            depth -= 1
        self._close_to(depth - 1)

    def handle_data(self, data: str) -> None:
        """Take the words unless they are hidden."""
        if self._hidden_from is not None:
            return
        if self._aside is not None:
            self._aside[2].append(data)
        else:
            self._body.add(data)

    def _note_attributes(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta":
            name = (given.get("name") or given.get("property") or "").lower()
            if name in _META:
                _mark(self._head, _META[name], given.get("content", ""))
        elif tag in ("img", "area") or (tag == "input" and given.get("type") == "image"):
            _mark(self._side, "image", given.get("alt", ""))

    def _end_optional(self, tag: str) -> None:
        ended = _ENDS.get(tag)
        if ended is None:
            return
        floor = max(0, len(self._open) - _REACH)
        outermost = None
        for depth in range(len(self._open) - 1, floor - 1, -1):
            if self._open[depth] in ended:
                outermost = depth
                if tag != "tr" or self._open[depth] == "tr":
                    break
            elif self._open[depth] in _SCOPE:
                break
        if outermost is not None:
            self._close_to(outermost)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            if self._hidden_from == len(self._open):
                self._hidden_from = None
            if self._aside is not None and self._aside[0] == len(self._open):
                _, mark, words = self._aside
                _mark(self._head if mark == "title" else self._side, mark, "".join(words))
                self._aside = None
            self._counts[self._open.pop()] -= 1


class _Xml(HTMLParser):
    """Lines break between two tags, not between a tag and words beside it."""

    def __init__(self, *, drawing: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._drawing = drawing
        self._lines = _Lines()
        self._skipping = ""
        self._after_tag = True

    def text(self) -> str:
        """Return the whole as lines."""
        return "\n".join(self._lines.all())

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Keep to the rules of XML, where no element holds raw text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Break the line after another tag."""
        self._between()
        if self._drawing and not self._skipping and tag in ("script", "style"):
            self._skipping = tag

    def handle_endtag(self, tag: str) -> None:
        """Break the line after another tag."""
        self._between()
        if tag == self._skipping:
            self._skipping = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Break the line after another tag; an empty element holds nothing."""
        self._between()

    def handle_data(self, data: str) -> None:
        """Take the words; a page inside an element is read as a page."""
        if self._skipping:
            return
        inner = text_inside(data)
        if inner is not data:
            self._lines.end()
        for number, line in enumerate(inner.split("\n") if inner is not data else [data]):
            if number:
                self._lines.end()
            self._lines.add(line)
        self._after_tag = self._after_tag and not data.strip()

    def unknown_decl(self, data: str) -> None:
        """Take ``<![CDATA[…]]>``."""
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))

    def _between(self) -> None:
        if self._after_tag:
            self._lines.end()
        self._after_tag = True


def _is_hidden(tag: str, given: dict[str, str]) -> bool:
    if tag in _DROPPED or tag in _PLAIN_DROP or "hidden" in given:
        return True
    return _UNSEEN.search(given.get("style", "")) is not None


def _mark(found: dict[str, None], mark: str, words: str) -> None:
    line = _BLANK.sub(" ", words).strip(" ")
    if line:
        found[f"[{mark}] {line}"] = None
