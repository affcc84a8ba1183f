"""Every date a page states or shows, with where it stands and how it was found."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.collect.extras import need
from osint_helpers.collect.news import _dates
from osint_helpers.collect.news._dates import Printed

_DEEPEST: Final = 256  # elements around a date; tags that are never closed nest without end
ARTICLE_TYPES: Final = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
     "backgroundnewsarticle", "blogposting", "liveblogposting", "report", "scholarlyarticle"}
)  # fmt: skip
_PUBLISHED: Final = frozenset(
    {"article:published_time", "article:published", "og:article:published_time",
     "og:published_time", "datepublished", "date.published", "publishdate", "publish_date",
     "publish-date", "published_time", "publication_date", "parsely-pub-date", "sailthru.date",
     "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created",
     "citation_publication_date", "article_date_original", "originalpublicationdate", "pubdate"}
)  # fmt: skip
_MODIFIED: Final = frozenset(
    {"article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
     "dcterms.modified", "dc.date.modified", "article:modified", "revised"}
)  # fmt: skip
_OTHER: Final = frozenset({"date", "dc.date", "dcterms.date", "datecreated", "uploaddate"})
_LD: Final = {"datePublished": "published", "dateModified": "modified", "dateCreated": "other"}
_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH: Final = rf"({'|'.join(f'{one[:3]}(?:{one[3:]})?' for one in _MONTHS)})\.?"
_IN_TEXT: Final = (
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"), "ymd"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? ((?:19|20)\d\d)\b", re.I), "dmy"),
    (re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b", re.I), "mdy"),
    (re.compile(r"((?:19|20)\d\d) ?[년年] ?(\d{1,2}) ?[월月] ?(\d{1,2}) ?[일日]"), "ymd"),
)
_URL: Final = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)"
)
_MOST_TEXT: Final = 50  # dates of the running text that are listed
_MOST_LD: Final = 2000  # values of the linked data that are looked at
_HERE: Final = ("footer", "aside", "nav")


@dataclass(frozen=True)
class Found:
    """One date of a page.

    Attributes
    ----------
    date
        As printed, and read.
    role
        ``published``, ``modified`` or ``other``.
    method
        ``meta``, ``json-ld``, ``time``, ``url``, ``htmldate`` (its heuristics), ``text``.
    locator
        Where in the page.
    place
        ``head``, ``article header``, ``article``, ``footer``, ``aside``, ``nav``, ``page`` or
        ``url``.
    stated
        Whether the page itself states in a machine-readable way that it was published then.
    """

    date: Printed
    role: str
    method: str
    locator: str
    place: str
    stated: bool = False


def all_of(soup: Any, markup: str, lines: list[str], url: str) -> list[Found]:  # noqa: ANN401
    """Return every date of a page, statements first, in the order of the page.

    Parameters
    ----------
    soup, markup, lines
        The page as a tree, as characters, and as lines of text.
    """
    found = [
        *_meta(soup),
        *_linked_data(soup),
        *_times(soup),
        *_of_url(url),
        *_guessed(markup, url),
    ]
    return [*found, *_of_text(lines, _footer(soup))]


def of_stream(lines: list[str], url: str) -> list[Found]:
    """Return the dates of a page that is too large to be searched for statements."""
    return [*_of_url(url), *_of_text(lines, "")]


def choose(found: Iterable[Found]) -> tuple[Found | None, str]:
    """Return the day of publication the page states, and by which rule; None when there is none.

    Only machine-readable statements of the page count: a meta tag, linked data of the article, a
    ``time`` element of the article's header. Where two of them contradict each other none is taken.
    """
    stated = [one for one in found if one.stated and one.date.day]
    if not stated:
        return None, "the page states no date of publication in a machine-readable way"
    for one in stated:
        for other in stated:
            if not _dates.agree(one.date, other.date):
                days = ", ".join(dict.fromkeys(each.date.day for each in stated))
                return None, f"the page contradicts itself: {days}"
    best = max(stated, key=lambda one: (one.date.at is not None, len(one.date.day)))
    return best, f"stated by the page ({best.locator}); {len(stated)} statements, no contradiction"


def _meta(soup: Any) -> Iterator[Found]:  # noqa: ANN401
    for tag in soup.find_all("meta", content=True):
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = str(tag.get(key) or "").lower()
            role = ("published" if name in _PUBLISHED else "modified" if name in _MODIFIED
                    else "other" if name in _OTHER else "")  # fmt: skip
            if role:
                printed = _dates.read(str(tag["content"]))
                stated = role == "published" and bool(printed.day)
                yield Found(printed, role, "meta", f'meta[{key}="{name}"]', "head", stated)
                break


def linked_data(soup: Any) -> Iterator[tuple[str, dict[str, Any], bool]]:  # noqa: ANN401
    """Yield the objects of a page's linked data: locator, object, whether it is the page's own.

    Own is what stands at the top or in ``@graph``; what is nested may be another article.
    """
    left = _MOST_LD
    for number, tag in enumerate(soup.find_all("script", type="application/ld+json")):
        try:
            held = json.loads(tag.string or tag.get_text())
        except (ValueError, RecursionError):
            continue
        todo: list[tuple[str, Any, bool]] = [(f"json-ld[{number}]", held, True)]
        while todo and left:
            left -= 1
            where, one, own = todo.pop()
            if isinstance(one, list):
                todo += [(f"{where}[{at}]", each, own) for at, each in enumerate(one)][::-1]
            elif isinstance(one, dict):
                yield where, one, own
                todo += [(f"{where}.{name}", each, own and name == "@graph")
                         for name, each in one.items()
                         if isinstance(each, dict | list)]  # fmt: skip


def is_article(one: dict[str, Any]) -> bool:
    """Say whether an object of linked data is an article."""
    kind = one.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and each.lower() in ARTICLE_TYPES for each in kinds)


def _linked_data(soup: Any) -> Iterator[Found]:  # noqa: ANN401
    for where, one, own in linked_data(soup):
        for name, role in _LD.items():
            if isinstance(one.get(name), str):
                printed = _dates.read(one[name])
                stated = own and role == "published" and is_article(one) and bool(printed.day)
                yield Found(printed, role, "json-ld", f"{where}.{name}", "head", stated)


def _times(soup: Any) -> Iterator[Found]:  # noqa: ANN401
    for number, tag in enumerate(soup.find_all("time")):
        around = [parent.name for parent in itertools.islice(tag.parents, _DEEPEST)]
        place = next((one for one in _HERE if one in around), "")
        if not place:
            place = ("article header" if "article" in around and "header" in around
                     else "article" if "article" in around else "page")  # fmt: skip
        said = str(tag.get("itemprop") or "").lower()
        printed = _dates.read(str(tag.get("datetime") or tag.get_text(" ")))
        marked = said == "datepublished" or tag.has_attr("pubdate") or place == "article header"
        role = "published" if marked else "other"
        role = "modified" if said == "datemodified" else role
        stated = marked and role == "published" and place not in _HERE and bool(printed.day)
        yield Found(printed, role, "time", f"time[{number}]", place, stated)


def _of_url(url: str) -> Iterator[Found]:
    found = _URL.search(url.partition("?")[0])
    if found:
        printed = _dates.read(f"{found[1]}/{found[2]}/{found[3]}")
        yield Found(printed, "published", "url", found[0], "url")


def _guessed(markup: str, url: str) -> Iterator[Found]:
    """Yield what htmldate takes for the date: it may be the footer's, so it decides nothing."""
    find = need("htmldate").find_date
    for original, role in ((True, "published"), (False, "modified")):
        try:
            day = find(markup, original_date=original, url=url or None)
        except Exception:  # noqa: BLE001  (a heuristic that fails on a page has found nothing)
            day = None
        if day:
            yield Found(_dates.read(str(day)), role, "htmldate", f"original={original}", "page")


def _of_text(lines: list[str], footer: str) -> Iterator[Found]:
    left = _MOST_TEXT
    for number, line in enumerate(lines, 1):
        for pattern, order in _IN_TEXT:
            for hit in pattern.finditer(line[:5000]):
                printed = _printed(hit, order)
                if printed is None:
                    continue
                place = "footer" if line in footer else "page"
                yield Found(printed, "other", "text", f"line {number}", place)
                left -= 1
                if not left:
                    return


def _printed(hit: re.Match[str], order: str) -> Printed | None:
    part = dict(zip(order, hit.groups(), strict=True))
    month = part["m"].lower()
    number = int(month) if month.isdigit() else 1 + [one[:3] for one in _MONTHS].index(month[:3])
    read = _dates.read(f"{part['y']}/{number}/{part['d']}")
    return Printed(hit[0], read.day, None, "words of the text") if read.day else None


def _footer(soup: Any) -> str:  # noqa: ANN401
    return "\n".join(" ".join(one.get_text(" ").split()) for one in soup.find_all("footer"))
