"""The tables of Common Crawl: columns and rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from osint_helpers.collect.columns import Column
from osint_helpers.collect.news import _cdx
from osint_helpers.collect.news._payload import is_sha1
from osint_helpers.collect.news._warc_record import Record
from osint_helpers.evidence import layout, wayback

CRAWLS: Final = (
    Column("crawl", "text", about="CC-MAIN-YYYY-WW", source="id"),
    Column("name", "text", about="as printed"),
    Column("first", "text", about="begin of the crawl as printed, where told", source="from"),
    Column("last", "text", about="end of the crawl as printed, where told", source="to"),
    Column("index", "text", about="address of its index", source="cdx-api"),
)
CAPTURES: Final = (
    Column("asked_url", "text", about="the address that was asked for"),
    Column("crawl", "text", about="CC-MAIN-YYYY-WW"),
    Column("original", "text", about="the address that was fetched", source="url"),
    Column("captured_at", "instant", "UTC", "crawler's clock; missing when less is known"),
    Column("timestamp", "text", about="as printed"),
    Column("mimetype", "text", about="as the server said", source="mime"),
    Column("mime_detected", "text", about="by the bytes", source="mime-detected"),
    Column("status", "integer", about="HTTP status"),
    Column("digest", "text", about="SHA-1 of the payload in base32"),
    Column("digest_is_sha1", "flag", about="the digest has the form of one"),
    Column("length", "integer", "bytes", "of the packed record"),
    Column("offset", "integer", "bytes", "where it begins in the file"),
    Column("filename", "text", about="the archive file"),
    Column("languages", "text", about="as detected"),
    Column("encoding", "text", about="character encoding, as detected"),
    Column("truncated", "text", about="why the payload was cut off, when it was"),
    Column("redirect", "text", about="where a redirect leads"),
    Column("urlkey", "text", about="the address in the sorting form of the index"),
)
RECORD: Final = (
    Column("original", "text", about="WARC-Target-URI"),
    Column("captured_at", "instant", "UTC", "WARC-Date"),
    Column("kind", "text", about="WARC-Type"),
    Column("status", "integer", about="HTTP status"),
    Column("mimetype", "text", about="as the server said, without parameters"),
    Column("bytes", "integer", "bytes", "of the payload"),
    Column("sha1", "text", about="SHA-1 of the payload in base32"),
    Column("record_digest", "text", about="WARC-Payload-Digest"),
    Column("record_check", "text", about="payload against that: agrees, differs, not known"),
    Column("index_digest", "text", about="as the index states it, when given"),
    Column("index_check", "text", about="payload against that: agrees, differs, not known"),
    Column("truncated", "text", about="WARC-Truncated: why the payload was cut off"),
    Column("filename", "text", about="the archive file"),
    Column("offset", "integer", "bytes", "where it begins in the file"),
    Column("length", "integer", "bytes", "of the packed record"),
)


def capture_row(row: wayback.Row, other: Mapping[str, str]) -> dict[str, Any]:
    """Return a row of :data:`CAPTURES`, but for the question."""
    offset = other.get("offset", "")
    return {
        "original": row.original,
        "captured_at": row.moment if _cdx.precision(row.timestamp) == "second" else None,
        "timestamp": row.timestamp, "mimetype": row.mimetype or None,
        "mime_detected": other.get("mime-detected"), "status": row.status,
        "digest": row.digest or None,
        "digest_is_sha1": is_sha1(row.digest) if row.digest else None, "length": row.length,
        "offset": int(offset) if re.fullmatch(r"\d{1,15}", offset) else None,
        "filename": other.get("filename"), "languages": other.get("languages"),
        "encoding": other.get("encoding"), "truncated": other.get("truncated"),
        "redirect": other.get("redirect"), "urlkey": row.urlkey,
    }  # fmt: skip


def record_row(held: Record, digest: str) -> dict[str, Any]:
    """Return a row of :data:`RECORD`, but for its place."""
    stated = held.headers.get("warc-payload-digest", "")
    return {
        "original": held.headers.get("warc-target-uri", "").strip("<>") or None,
        "captured_at": held.at, "kind": held.headers.get("warc-type"), "status": held.status,
        "mimetype": layout.media_type(held.http.get("content-type", "")) or None,
        "bytes": len(held.payload), "sha1": held.sha1s()[0], "record_digest": stated or None,
        "record_check": held.check(stated), "index_digest": digest or None,
        "index_check": held.check(digest), "truncated": held.headers.get("warc-truncated"),
    }  # fmt: skip
