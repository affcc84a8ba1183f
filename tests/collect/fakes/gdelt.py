"""GDELT DOC 2.0 as its announcements and field notes describe it. SYNTHETIC articles.

``api/v2/doc/doc?query=&mode=ArtList&format=json&maxrecords=&startdatetime=&enddatetime=&sort=``:
at most 250 articles, no paging, window edges inclusive; ``{}`` for none; plain text with status
200 for a query it does not take; raw control characters stand in titles as they were crawled.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from tests.collect.fakes.server import Reply, Request

MOST = 250
LONGEST = dt.timedelta(days=93)
TOO_SHORT = b"The specified phrase is too short.\n"
LIMIT = b"Please limit requests to one every 5 seconds or contact SYNTHETIC for larger queries.\n"


def article(number: int, seen: dt.datetime, **other: str) -> dict[str, str]:
    return {
        "url": f"https://news.example.org/synthetic/{number}",
        "url_mobile": "",
        "title": f"SYNTHETIC article {number} about a TEST VESSEL",
        "seendate": f"{seen:%Y%m%dT%H%M%SZ}",
        "socialimage": f"https://news.example.org/synthetic/{number}.png",
        "domain": "news.example.org",
        "language": "English",
        "sourcecountry": "United States",
        **other,
    }


START = dt.datetime(2018, 10, 1, tzinfo=dt.UTC)
ARTICLES: list[dict[str, str]] = [
    article(number, START + dt.timedelta(hours=7 * number)) for number in range(1, 21)
] + [
    article(21, START + dt.timedelta(days=30), language="Korean", sourcecountry="South Korea",
            domain="news.example.net", url="https://news.example.net/synthetic/21"),
    article(22, START + dt.timedelta(days=31), title="SYNTHETIC title with a raw\x0btab"),
]  # fmt: skip


class Source:
    """One instance of the source, so that a test can give it other articles and habits."""

    def __init__(self, articles: list[dict[str, str]] | None = None, *, last: bool = True) -> None:
        self.articles = ARTICLES if articles is None else articles
        self.inclusive = last  # whether the end of a window belongs to it

    def __call__(self, request: Request) -> Reply:
        if request.path != "api/v2/doc/doc" or request.one("mode").lower() != "artlist":
            return Reply(b"Invalid mode.\n", "text/html")
        query = request.one("query")
        if any(len(one) < 5 for one in re.findall(r'"([^"]*)"', query)):
            return Reply(TOO_SHORT, "text/html")
        first, last = _time(request.one("startdatetime")), _time(request.one("enddatetime"))
        if last - first > LONGEST:
            return Reply(b"The date range is too long. SYNTHETIC\n", "text/html")
        found = [one for one in self.articles if self._within(one, first, last)]
        found = [one for one in found if _matches(query, one)]
        found.sort(key=lambda one: one["seendate"])
        shown = found[: min(int(request.one("maxrecords", "75")), MOST)]
        return Reply(_body(shown), "application/json; charset=utf-8")

    def _within(self, one: dict[str, str], first: dt.datetime, last: dt.datetime) -> bool:
        seen = dt.datetime.strptime(one["seendate"], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
        return first <= seen < last or (self.inclusive and seen == last)


answer = Source()


def _time(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)


def _matches(query: str, one: dict[str, str]) -> bool:
    language = re.findall(r"sourcelang:(\w+)", query)
    domain = re.findall(r"domain:([\w.-]+)", query)
    words = re.sub(r"\(?(?:sourcelang|domain|sourcecountry):\S+(?: OR )?\)?", "", query)
    return (
        (not language or one["language"].lower() in language)
        and (not domain or one["domain"] in domain)
        and all(word.lower() in one["title"].lower() for word in re.findall(r"\w+", words))
    )


def _body(found: list[dict[str, str]]) -> bytes:
    if not found:
        return b"{}"
    held: Any = {"articles": found}
    return json.dumps(held, ensure_ascii=False).replace("\\u000b", "\x0b").encode()
