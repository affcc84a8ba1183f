"""One page of a STAC search: its items, its counts, and where the next page is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.errors import CollectError, SchemaChanged

Json = dict[str, Any]

_NEEDED: Final = ("type", "features", "links")
_MAY: Final = (
    "numberMatched", "numberReturned", "context", "stac_version", "stac_extensions", "bbox",
    "timeStamp", "id",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One answer of a search.

    Attributes
    ----------
    items
        As they came.
    matched, returned
        Counts the server gives, None where it gives none.
    link
        The link to the next page, None on the last.
    notes
        What was noticed.
    """

    items: list[Any]
    matched: int | None
    returned: int | None
    link: Json | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A request for a page: a POST with a body, a GET without."""

    url: str
    body: Json | None = field(default=None)


def read(data: bytes, *, source: str, tolerated: Collection[str] = ()) -> Page:
    """Return the page of an answer.

    Raises
    ------
    SchemaChanged
        For a field of the page that is new or missing, or of another type.
    CollectError
        When it is no JSON.
    """
    found = strictly.json_of(data, source=source)
    where = f"a page of {source}"
    if not isinstance(found, dict):
        raise SchemaChanged(f"is a list in {where}, no FeatureCollection", column="type")
    check_fields(found, _NEEDED, _MAY, where=where, tolerated=tolerated)
    if found["type"] != "FeatureCollection":
        raise SchemaChanged(f"is {found['type']!r:.40} in {where}", column="type")
    for name in ("features", "links"):
        if not isinstance(found[name], list):
            raise SchemaChanged(f"is no list in {where}", column=name)
    context = found.get("context") or {}
    if not isinstance(context, dict):
        raise SchemaChanged(f"is no object in {where}", column="context")
    matched, said = _count(found, context, "numberMatched", "matched", where)
    returned, also = _count(found, context, "numberReturned", "returned", where)
    return Page(found["features"], matched, returned, _next(found["links"]), (*said, *also))


def _count(
    page: Json, context: Json, name: str, old: str, where: str
) -> tuple[int | None, tuple[str, ...]]:
    values = [page.get(name), context.get(old)]  # `context` is the older place of the same count
    for value in values:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise SchemaChanged(f"holds {value!r:.40} in {where}, no count", column=name)
    first, second = values
    if first is not None and second is not None and first != second:
        return first, (f"{where} gives {first} as {name} and {second} in its context",)
    return (second if first is None else first), ()


def _next(links: list[Any]) -> Json | None:
    found = [one for one in links if isinstance(one, dict) and one.get("rel") == "next"]
    return found[0] if found else None


def following(link: Mapping[str, Any], asked: Ask, base: str) -> Ask:
    """Return the request a ``next`` link asks for (STAC API 1.0.0, item search, paging).

    Parameters
    ----------
    link
        ``href``, and for POST ``method``, ``body`` and ``merge``.
    asked
        The request that brought the link.
    base
        Address of the server: the next page must lie below it.

    Raises
    ------
    CollectError
        When it leads to another server, or wants something else than these.
    """
    href, method = link.get("href"), str(link.get("method") or "GET").upper()
    if not isinstance(href, str) or not href:
        raise CollectError("the next link has no address")
    url = _joined(asked.url, href)
    if not below(url, base):
        raise CollectError(
            f"the next link leads to another server, {urlsplit(url).netloc!r:.80}",
            advice="the rest was not asked for: look at the answer in the capture",
        )
    if link.get("headers"):
        raise CollectError("the next link wants headers of its own, which are not sent")
    if method == "GET":
        return Ask(url)
    body = link.get("body") or {}
    if method != "POST" or not isinstance(body, dict):
        raise CollectError(f"the next link wants a {method:.10} that is not known")
    return Ask(url, {**(asked.body or {}), **body} if link.get("merge") is True else dict(body))


def _joined(asked: str, href: str) -> str:
    try:
        url = urljoin(asked, href)
        urlsplit(url)
    except ValueError:
        raise CollectError(f"the next link is no address: {href!r:.80}") from None
    return url


def below(url: str, base: str) -> bool:
    """Say whether an address lies below another: same scheme, host and port, path within."""
    one, own = urlsplit(url), urlsplit(base)
    same = (one.scheme, one.netloc) == (own.scheme, own.netloc)
    parts = one.path.split("/")
    return same and ".." not in parts and f"{one.path}/".startswith(f"{own.path}/")
