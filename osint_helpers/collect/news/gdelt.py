"""GDELT DOC 2.0: which online articles its crawler saw, searched by words, in time windows.

The source gives at most 250 articles a call and has no paging. A window that gives as many is
split in two and asked again, down to a second; the windows asked are the parts of the result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.collect import dates
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.news._gdelt_query import build
from osint_helpers.collect.news._gdelt_reading import TITLE, parse, repaired
from osint_helpers.errors import CollectError

CAP: Final = 250  # articles a call; as many count as cut off
LONGEST: Final = dt.timedelta(days=90)  # the source allows a window of three months
SHORTEST: Final = dt.timedelta(seconds=1)  # the finest its parameters can say
EARLIEST: Final = dt.datetime(2017, 1, 1, tzinfo=dt.UTC)
_STEP: Final = dt.timedelta(minutes=15)  # the crawl comes in files of this length
_PATH: Final = "api/v2/doc/doc"

MANIFEST: Final = Manifest(
    name="gdelt",
    kind="news",
    title=TITLE,
    publisher="The GDELT Project",
    servers={"": "https://api.gdeltproject.org"},
    terms="Any use is free; a use or redistribution cites the GDELT Project with a link. The terms "
    "were not read for this version. Titles are the outlets' own text.",
    terms_url="https://www.gdeltproject.org/about.html",
    licence="attribution",
    attribution="Source: The GDELT Project (https://www.gdeltproject.org/)",
    rate=Rate(1, 5.0, "the source answers more than one request in 5 seconds with a refusal"),
    schema="gdelt/1",
    basis="documented",
    calls=("articles",),
    limits=(
        (
            "crawled_at is when GDELT's crawler saw the article, not when it was published; it "
            "comes in steps of 15 minutes, and an article can be seen days later or again."
        ),
        (
            "The index reaches back to 1 January 2017 and holds what GDELT monitors: what "
            "is not in it may well exist."
        ),
        (
            "The search runs over machine translations into English; a name in another script "
            "can be missed or mistaken."
        ),
        (
            "source_country is the country of the outlet, not of the event; filters take FIPS 10-4 "
            "codes, which are not ISO codes."
        ),
        (
            "How the edges of a time window are counted is not documented: windows share their "
            "edges here, and what comes twice is dropped and counted."
        ),
        "No article text is given: an article rests on its own capture, not on this list.",
    ),
)

ARTICLES: Final = (
    Column("url", "text", about="address of the article"),
    Column("title", "text", about="as GDELT holds it; blanks may stand around punctuation"),
    Column("crawled_at", "instant", "UTC", "when GDELT saw it; NOT the publication", "seendate"),
    Column("domain", "text", about="of the outlet"),
    Column("language", "text", about="of the article, as GDELT detected it"),
    Column("source_country", "text", "", "of the outlet, as printed", "sourcecountry"),
    Column("url_mobile", "text", about="address for phones"),
    Column("image", "text", about="address of the picture shown with it", source="socialimage"),
)  # fmt: skip
COLUMNS: Final[ByCall] = {"articles": ARTICLES}
Window = tuple[dt.datetime, dt.datetime]


def articles(
    client: Client,
    *,
    query: str | tuple[str, ...],
    start: str | dt.date,
    end: str | dt.date,
    languages: tuple[str, ...] = (),
    domains: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    most_calls: int = 400,
) -> Collected:
    """Return the articles GDELT saw within a time that match a query.

    Parameters
    ----------
    query, languages, domains, countries
        As in `_gdelt_query.build`: a text in GDELT's language, or a tuple of literal words and
        phrases that must all occur.
    start, end
        Days (the last one whole) or moments in UTC (``2018-10-01T06:00:00Z``).
    most_calls
        Calls at most, at one in 5 seconds; what is left then is named as missing.

    Returns
    -------
    Collected
        Columns :data:`ARTICLES`, by ``crawled_at``; ``meta.parts`` is the tree of windows: ``1.2``
        is the second half of ``1``. The answer of a window that was split is one of its parts, too.

    Raises
    ------
    CollectError
        For a query or time the source does not take.
    """
    text = build(query, languages, domains, countries)
    first, last = dates.moment(start, "start"), dates.moment(end, "end", last=True)
    got = Gathering(
        client, MANIFEST, "articles",
        {"query": text, "start": first.isoformat(), "end": last.isoformat()},
    )  # fmt: skip
    search = _Search(got, text, most_calls)
    for number, window in enumerate(_windows(first, last), 1):
        search.take(window, str(number))
    return got.collected(search.rows(), ARTICLES)


def _windows(first: dt.datetime, last: dt.datetime) -> Iterator[Window]:
    if not EARLIEST <= first < last:
        raise CollectError(
            f"from {first:%Y-%m-%d %H:%M:%S} to {last:%Y-%m-%d %H:%M:%S} is no time that can be "
            "asked",
            advice="the index begins on 2017-01-01, and the end comes after the start",
        )
    while first < last:
        end = min(first + LONGEST, last)
        yield first, end
        first = end


def _halves(window: Window) -> list[Window]:
    first, last = window
    middle = first + dt.timedelta(seconds=(last - first) // dt.timedelta(seconds=2))
    return [(first, middle), (middle, last)] if last - first > SHORTEST else []


class _Search:
    """Asks window by window; keeps what came, and checks that splitting lost nothing."""

    def __init__(self, got: Gathering, query: str, most_calls: int) -> None:
        self._got, self._query, self._left = got, query, most_calls
        self._rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._split: dict[tuple[Any, ...], dict[str, Any]] = {}  # of windows asked again in parts
        self._twice = 0

    def take(self, window: Window, number: str) -> None:
        """Ask one window, and its halves while they are cut off."""
        todo = [(number, window)]
        while todo:
            number, window = todo.pop()
            name = f"{number} {_told(window)}"
            if self._left <= 0:
                self._got.miss(name, "the calls allowed are used up")
                continue
            self._left -= 1
            halves = self._ask(window, name)
            todo += [(f"{number}.{at}", half) for at, half in reversed(list(enumerate(halves, 1)))]

    def rows(self) -> list[dict[str, Any]]:
        """Return every article once, in the order of the crawl."""
        lost = {key: row for key, row in self._split.items() if key not in self._rows}
        if lost and not self._got.missing:
            self._got.cut(
                f"{len(lost)} articles of windows that were split did not come again in their parts"
            )
        if self._twice:
            self._got.note(f"{self._twice} articles came twice, at the edges of windows; kept once")
        held = [*self._rows.values(), *lost.values()]
        return sorted(held, key=lambda row: (row["crawled_at"], row["url"]))

    def _ask(self, window: Window, name: str) -> list[Window]:
        got, (first, last) = self._got, window
        answer = got.ask(_PATH, part=name, params={
            "query": self._query, "mode": "ArtList", "format": "json", "maxrecords": CAP,
            "sort": "DateAsc", "startdatetime": f"{first:%Y%m%d%H%M%S}",
            "enddatetime": f"{last:%Y%m%d%H%M%S}",
        })  # fmt: skip
        if answer is None:
            return []
        mended = repaired(answer.data)[1]
        if mended:
            got.note(f"{name}: {mended} control characters inside texts were read as blanks")
        tolerated = got.client.tolerated(MANIFEST)
        missing = len(got.missing)
        rows = got.read(answer, lambda one: parse(one.data, tolerated), part=name)
        if len(got.missing) > missing and answer.capture:
            got.note(f"{name}: the refusal is recorded; the mode record asks anew")
        outside = sum(not first - _STEP <= row["crawled_at"] <= last + _STEP for row in rows)
        if outside:
            got.cut(f"{name}: {outside} articles are of another time than was asked")
        halves = _halves(window) if len(rows) >= CAP and not outside else []
        self._keep(rows, split=bool(halves))
        if halves:
            got.note(f"{name}: {len(rows)} articles, the most a call gives; asked again in halves")
        elif len(rows) >= CAP and not outside:
            got.cut(f"{name}: {len(rows)} articles or more in one second, the rest cannot be asked")
        return halves

    def _keep(self, rows: list[dict[str, Any]], *, split: bool) -> None:
        into = self._split if split else self._rows
        for row in rows:
            key = tuple(row.values())
            self._twice += not split and key in into
            into[key] = row


def _told(window: Window) -> str:
    return "/".join(f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in window)
