"""Common Crawl as its announcement and its server (pywb) describe it. SYNTHETIC pages.

``collinfo.json``; ``{crawl}-index?url=&output=json&page=&showNumPages=``: an object a line, status
404 with a message for none; below ``data/`` the archive files, of which parts are asked for.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import uuid

from tests.collect.fakes.server import Reply, Request, as_json

CRAWLS = ("CC-MAIN-2018-43", "CC-MAIN-2018-39")
FILE = "crawl-data/CC-MAIN-2018-43/segments/1/warc/CC-MAIN-20181016-SYNTHETIC-00000.warc.gz"
PAGE = "http://www.example.org/synthetic"


def sha1(data: bytes) -> str:
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def member(
    url: str, payload: bytes, head: bytes = b"", *, digest: str = "", off: int = 0, kind: str = ""
) -> bytes:
    """One record in one gzip member; `off` makes its stated length wrong."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + b"\r\n"
    block = http + payload
    lines = (
        f"WARC/1.0\r\nWARC-Type: {kind or 'response'}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
        f"WARC-Date: 2018-10-16T07:00:00Z\r\n"
        f"WARC-Payload-Digest: sha1:{digest or sha1(payload)}\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) + off}\r\n\r\n"
    )
    return gzip.compress(lines.encode() + block + b"\r\n\r\n", mtime=0)


PAYLOADS = [f"<html><p>SYNTHETIC crawl page {n}</p></html>".encode() for n in range(12)]
MEMBERS = [member(f"{PAGE}/{n}", payload) for n, payload in enumerate(PAYLOADS)]
ARCHIVE = b"".join(MEMBERS)


def lines() -> list[dict[str, str]]:
    held, offset = [], 0
    for n, one in enumerate(MEMBERS):
        held.append({
            "urlkey": f"org,example)/synthetic/{n}", "timestamp": "20181016070000",
            "url": f"{PAGE}/{n}", "mime": "text/html", "mime-detected": "text/html",
            "status": "200", "digest": sha1(PAYLOADS[n]), "length": str(len(one)),
            "offset": str(offset), "filename": FILE, "languages": "eng", "encoding": "UTF-8",
        })  # fmt: skip
        offset += len(one)
    return held


class Source:
    """The index and the files; a server that does not heed pages gives all at each."""

    def __init__(self, *, size: int = 5, heeds_pages: bool = True) -> None:
        self.size, self.heeds = size, heeds_pages

    def __call__(self, request: Request) -> Reply:
        if request.path == "collinfo.json":
            return as_json([self._crawl(one, request.base) for one in CRAWLS])
        if request.path.startswith("data/"):
            return self._part(request)
        return self._index(request)

    def _index(self, request: Request) -> Reply:
        crawl = request.path.removesuffix("-index")
        if crawl not in CRAWLS:
            return Reply(b"<html>SYNTHETIC not found", "text/html", 404)
        found = [one for one in lines() if crawl == CRAWLS[0] and self._is_asked(one, request)]
        if not found:
            said = f"No Captures found for: {request.one('url')}"
            return as_json({"message": said}, 404)
        pages = -(-len(found) // self.size)
        if request.one("showNumPages") == "true":
            return as_json({"pages": pages, "pageSize": self.size, "blocks": pages})
        page = int(request.one("page", "0"))
        if page >= pages:
            return as_json({"message": f"Page {page} invalid: SYNTHETIC"}, 400)
        if self.heeds:
            found = found[page * self.size : (page + 1) * self.size]
        return Reply("".join(json.dumps(one) + "\n" for one in found).encode(), "text/x-ndjson")

    @staticmethod
    def _crawl(name: str, base: str) -> dict[str, str]:
        return {"id": name, "name": f"{name} SYNTHETIC Index", "timegate": f"{base}/{name}/",
                "cdx-api": f"{base}/{name}-index", "from": "2018-10-15T00:00:00",
                "to": "2018-10-24T00:00:00"}  # fmt: skip

    @staticmethod
    def _is_asked(one: dict[str, str], request: Request) -> bool:
        url = request.one("url")
        return one["url"].startswith(url) if request.one("matchType") == "prefix" else (
            one["url"] == url
        )  # fmt: skip

    @staticmethod
    def _part(request: Request) -> Reply:
        if request.path != f"data/{FILE}":
            return Reply(b"<Error>SYNTHETIC NoSuchKey</Error>", "application/xml", 404)
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("Range", ""))
        if asked is None:
            return Reply(ARCHIVE, "application/octet-stream")
        first, last = int(asked[1]), min(int(asked[2]), len(ARCHIVE) - 1)
        if first >= len(ARCHIVE):
            return Reply(b"", "application/xml", 416)
        return Reply(ARCHIVE[first : last + 1], "application/octet-stream", 206,
                     {"Content-Range": f"bytes {first}-{last}/{len(ARCHIVE)}"})  # fmt: skip


answer = Source()
