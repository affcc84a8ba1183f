"""Pages of an outlet with every habit of dating. SYNTHETIC articles.

Meta tags follow the Open Graph protocol, linked data schema.org, ``time`` the HTML standard.
"""

from __future__ import annotations

import json

from tests.collect.fakes.server import Reply, Request

TEXT = "".join(
    f"<p>SYNTHETIC paragraph {n}: a TEST VESSEL left a port that is made up, said nobody, and "
    f"the synthetic trader had no comment on the matter at all, in many more words than these.</p>"
    for n in range(6)
)
FOOTER = "<footer><p>Copyright SYNTHETIC outlet, last change 2 Jan 2025</p></footer>"


def page(head: str = "", top: str = "", body: str = TEXT, foot: str = FOOTER) -> bytes:
    return (
        f"<!doctype html><html><head><title>SYNTHETIC headline | outlet</title>{head}</head><body>"
        f"<article><header><h1>SYNTHETIC headline</h1>{top}</header>{body}</article>{foot}"
        "</body></html>"
    ).encode()


def linked(**other: object) -> str:
    held = {"@context": "https://schema.org", "@type": "NewsArticle",
            "headline": "SYNTHETIC headline", "author": {"@type": "Person", "name": "S. WRITER"},
            **other}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(held)}</script>'


META = '<meta property="article:published_time" content="2018-10-01T07:00:00+09:00">'
PAGES = {
    "meta": page(META),
    "linked": page(linked(datePublished="2018-10-01T07:00:00+09:00", dateModified="2018-10-05")),
    "time": page(top='<time datetime="2018-10-01">1 October</time>'),
    "footer": page(),
    "footer-time": page(foot='<footer><time datetime="2025-01-02" pubdate>now</time></footer>'),
    "conflict": page(META + linked(datePublished="2019-03-03")),
    "wall": page(META, body="<p>SYNTHETIC teaser. Subscribe now to read the rest.</p>"),
    "locked": page(linked(datePublished="2018-10-01", isAccessibleForFree=False)),
    "empty": page(META, body=""),
    "login": b"<html><title>SYNTHETIC</title><form><input name=u><input type='password'></form>"
    b"</html>",
    "2018/10/01/slug": page(),
}


def answer(request: Request) -> Reply:
    if request.path == "file.pdf":
        return Reply(b"%PDF-1.4 SYNTHETIC", "application/pdf")
    if request.path not in PAGES:
        return Reply(b"<html>SYNTHETIC not found</html>", "text/html", 404)
    return Reply(PAGES[request.path], "text/html; charset=utf-8")
