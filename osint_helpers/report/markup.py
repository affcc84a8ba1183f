"""Markdown to a small, safe part of HTML: an allowlist of elements, no picture, no script."""

from __future__ import annotations

import re
from typing import Final

from osint_helpers.errors import ReportError

TAGS: Final = frozenset(
    {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre"}
    | {"strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
ATTRIBUTES: Final[dict[str, set[str]]] = {"a": {"href"}, "th": {"scope"}, "ol": {"start"}}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
_PICTURE: Final = re.compile(r"<(?:img|picture|svg|video|object|embed|iframe)\b", re.IGNORECASE)
_EMPTY_LINK: Final = re.compile(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)


def render(source: str, where: str) -> str:
    """Return sanitised HTML of a markdown source.

    Parameters
    ----------
    source
        Text of a markdown cell. Raw HTML in it is held to the same allowlist.
    where
        Name of the cell, for the message of an error.

    Raises
    ------
    ReportError
        If the text holds a picture: it could carry anything, and has no digest.
    """
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    raw = re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", markdown2html_mistune(source))
    if _PICTURE.search(raw):
        raise ReportError(f"{where} holds a picture", advice="show pictures as exhibits")
    return sanitise(raw)


def sanitise(html: str) -> str:
    """Return the part of an HTML fragment the allowlist lets through.

    Links keep http, https and mailto addresses and places in the page (``#…``); a link to
    anything else becomes plain text.
    """
    import nh3

    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        attribute_filter=_attribute,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return _EMPTY_LINK.sub(r"\1", clean)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Drop addresses without a scheme, except places in the page: nothing else lies beside it."""
    if (tag, name) != ("a", "href"):
        return value
    scheme, colon, _ = value.partition(":")
    absolute = bool(colon) and scheme.lower() in SCHEMES
    return value if value.startswith("#") or absolute else None


def slug(text: str) -> str:
    """Return a name for an anchor: small letters, digits, hyphens; ``"part"`` if none is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"
