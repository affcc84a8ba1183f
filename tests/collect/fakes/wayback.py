"""A Wayback server as the CDX server documentation and RFC 7089 describe it. SYNTHETIC copies.

Index below ``search/cdx`` with ``url, matchType, from, to, filter, collapse, limit, output,
showResumeKey, resumeKey``; copies below ``web/{timestamp}id_/{url}``: the nearest one, by a
redirect when it is of another second, with ``Memento-Datetime`` and ``Link``.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from email.utils import format_datetime
from urllib.parse import quote, unquote_plus, urlsplit

from tests.collect.fakes.server import Reply, Request

NAMES = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
BLOCKED = (b"org.archive.util.io.RuntimeIOException: org.archive.wayback.exception."
           b"AdministrativeAccessControlException: Blocked Site Error\n")  # fmt: skip
ROBOTS = b"org.archive.wayback.exception.RobotAccessControlException: SYNTHETIC robots rules\n"


def sha1(data: bytes) -> str:
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


@dataclass
class Copy:
    """One archived answer; `payload` as the original server sent it."""

    url: str
    timestamp: str
    payload: bytes = b"<html><p>SYNTHETIC page</p></html>"
    status: int = 200
    mime: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    revisit: bool = False

    @property
    def fields(self) -> list[str]:
        status = "-" if self.revisit else str(self.status)
        mime = "warc/revisit" if self.revisit else self.mime
        return [key(self.url), self.timestamp, self.url, mime, status, sha1(self.payload),
                str(300 + len(self.payload))]  # fmt: skip


def key(url: str) -> str:
    """The sorting form, as far as these addresses need it."""
    split = urlsplit(url)
    host = (split.hostname or "").removeprefix("www.")
    query = f"?{split.query}" if split.query else ""
    return f"{','.join(reversed(host.split('.')))}){split.path or '/'}{query}".lower()


PAGE = "http://www.example.org/synthetic"
COPIES = [
    Copy(PAGE, "20180614120000", b"<html><p>SYNTHETIC first version</p></html>"),
    Copy(PAGE, "20180614120000", b"<html><p>SYNTHETIC first version</p></html>"),
    Copy(PAGE, "20181001070000", b"<html><p>SYNTHETIC first version</p></html>", revisit=True),
    Copy(PAGE, "20190115093012", b"<html><p>SYNTHETIC second version</p></html>"),
    Copy(PAGE, "20200301000000", b"<html><p>SYNTHETIC gone</p></html>", 404),
    Copy(PAGE + "/packed", "20180701000000", gzip.compress(b"<p>SYNTHETIC packed</p>", mtime=0),
         headers={"Content-Encoding": "gzip"}),
    Copy("http://example.org/old", "2018", b"SYNTHETIC", mime="text/plain"),
]  # fmt: skip


class Source:
    """One archive; `heeds` names what of a question it heeds beyond url and limit."""

    def __init__(self, copies: list[Copy] | None = None, *, keys: bool = True) -> None:
        self.copies = COPIES if copies is None else copies
        self.keys = keys

    def __call__(self, request: Request) -> Reply:
        if request.path == "search/cdx":
            return self._index(request)
        found = re.fullmatch(r"web/(\d{4,14})id_/(.+)", request.path)
        if found is None:
            return Reply(b"<html>SYNTHETIC not found", "text/html", 404)
        return self._copy(request, found[1], found[2])

    def _index(self, request: Request) -> Reply:
        url = request.one("url")
        if "blocked.example.org" in url:
            return Reply(BLOCKED, "text/plain", 403)
        if "robots.example.org" in url:
            return Reply(ROBOTS, "text/plain", 403)
        rows = [one.fields for one in self.copies if self._is_asked(one, request)]
        rows.sort(key=lambda one: (one[0], one[1]))
        after = unquote_plus(request.one("resumeKey"))
        if after and self.keys:
            rows = [one for one in rows if f"{one[0]} {one[1]}" >= after]
        limit = int(request.one("limit", "150000"))
        shown, rest = rows[:limit], rows[limit:]
        resume = quote(f"{rest[0][0]} {rest[0][1]}", safe=" ").replace(" ", "+") if rest else ""
        resume = resume if self.keys and request.one("showResumeKey") == "true" else ""
        if request.one("output") == "json":
            table = [list(NAMES), *shown] if shown else []
            return Reply(json.dumps(table + ([[], [resume]] if resume else [])).encode())
        text = "".join(" ".join(one) + "\n" for one in shown)
        return Reply((text + (f"\n{resume}\n" if resume else "")).encode(), "text/plain")

    def _is_asked(self, one: Copy, request: Request) -> bool:
        asked, own = key(request.one("url")), key(one.url)
        match = request.one("matchType", "exact")
        host = asked.partition(")")[0]
        fits = {"exact": own == asked, "prefix": own.startswith(asked),
                "host": own.partition(")")[0] == host,
                "domain": own.startswith((host + ")", host + ","))}[match]  # fmt: skip
        first, last = request.one("from"), request.one("to")
        fits = fits and one.timestamp >= first and one.timestamp[: len(last)] <= last.ljust(1, "9")
        for text in request.query.get("filter", []):
            name, _, rule = text.removeprefix("!").partition(":")
            hit = re.fullmatch(rule, one.fields[NAMES.index(name)]) is not None
            fits = fits and hit != text.startswith("!")
        return fits

    def _copy(self, request: Request, stamp: str, rest: str) -> Reply:
        query = "&".join(f"{k}={v}" for k, values in request.query.items() for v in values)
        url = rest + (f"?{query}" if query else "")
        held = [one for one in self.copies if key(one.url) == key(url) and not one.revisit]
        if not held:
            return Reply(b"<html>SYNTHETIC: not archived</html>", "text/html", 404)
        best = min(held, key=lambda one: abs(_seconds(one.timestamp) - _seconds(stamp)))
        if best.timestamp != stamp:
            place = f"{request.base}/web/{best.timestamp}id_/{best.url}"
            return Reply(b"", "text/html", 302, {"Location": place})
        moment = dt.datetime.fromtimestamp(_seconds(best.timestamp), dt.UTC)
        headers = {
            "Memento-Datetime": format_datetime(moment, usegmt=True),
            "Link": f'<{best.url}>; rel="original", <{request.base}/web/timemap/link/{best.url}>; '
            'rel="timemap"; type="application/link-format"',
            **best.headers,
        }
        return Reply(best.payload, best.mime, best.status, headers)


answer = Source()


def _seconds(stamp: str) -> float:
    full = stamp + "00000101000000"[len(stamp) :]
    return dt.datetime.strptime(full, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC).timestamp()
