"""One archived copy: which moment it is of, and whether its bytes are those of the index."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import Any, Final

from osint_helpers.collect.answers import Answer
from osint_helpers.collect.columns import Column
from osint_helpers.collect.news import _payload
from osint_helpers.errors import EvidenceError, SourceRefusedError
from osint_helpers.evidence import layout, wayback
from osint_helpers.evidence.exports import surt

VERDICTS: Final = ("agrees", "differs", "not known")
_ORIGINAL: Final = re.compile(
    r'<([^<>]+)>\s*;[^<,]*\brel="?(?:[^"<,]*\s)?original\b', re.IGNORECASE
)

REPLAY: Final = (
    Column("url", "text", about="the address that was asked for"),
    Column("original", "text", about="the address of the copy, as the archive says"),
    Column("same_address", "flag", about="both have the same key in an index"),
    Column("asked_timestamp", "text", about="4 to 14 digits, as asked"),
    Column("memento_at", "instant", "UTC", "moment of the copy that came", "Memento-Datetime"),
    Column("seconds_off", "number", "s", "copy minus asked; missing when a day or less was asked"),
    Column("same_moment", "flag", about="the copy is of the time asked, to its precision"),
    Column("status", "integer", about="HTTP status of the copy"),
    Column("mimetype", "text", about="as replayed, without parameters"),
    Column("bytes", "integer", "bytes", "of the decoded body"),
    Column("sha256", "text", about="of the decoded body, as in the capture"),
    Column("sha1", "text", about="SHA-1 in base32 of the payload, as sent where that is known"),
    Column("index_digest", "text", about="as the index states it, when given"),
    Column("digest_check", "text", about="agrees, differs, not known"),
    Column("digest_of", "text", about="which bytes agree: as sent, decoded"),
)  # fmt: skip


def read_replay(answer: Answer, url: str, timestamp: str, digest: str) -> dict[str, Any]:
    """Return a row of :data:`REPLAY`.

    Raises
    ------
    SourceRefusedError
        When the answer is no copy (RFC 7089 demands ``Memento-Datetime`` of one).
    """
    at = _memento(answer)
    found = _payload.digests(answer)
    original = _original(answer.headers.get("link", ""))
    asked = wayback.moment(timestamp)
    whole = len(timestamp) == 14 and asked is not None
    verdict, which = _compare(digest, found)
    return {
        "url": url, "original": original or None, "same_address": _same(url, original),
        "asked_timestamp": timestamp, "memento_at": at,
        "seconds_off": (at - asked).total_seconds() if whole and asked else None,
        "same_moment": f"{at:%Y%m%d%H%M%S}".startswith(timestamp), "status": answer.status,
        "mimetype": layout.media_type(answer.headers.get("content-type", "")) or None,
        "bytes": len(answer.data), "sha256": answer.sha256 or None,
        "sha1": found.get("as sent", found["decoded"]), "index_digest": digest or None,
        "digest_check": verdict, "digest_of": which or None,
    }  # fmt: skip


def _memento(answer: Answer) -> dt.datetime:
    text = answer.headers.get("memento-datetime", "")
    if not text:
        raise SourceRefusedError(
            f"{answer.source}: the answer with the status {answer.status} is no copy, it has no "
            f"Memento-Datetime{answer.said()}",
            status=answer.status, advice="captures() lists the copies there are",
        )  # fmt: skip
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        at = None
    if at is None or at.tzinfo is None:
        raise SourceRefusedError(
            f"{answer.source}: the Memento-Datetime {text[:40]!r} is no time", status=answer.status,
            advice="the capture keeps the answer",
        )  # fmt: skip
    return at.astimezone(dt.UTC)


def _original(link: str) -> str:
    found = _ORIGINAL.search(link)
    return found[1] if found else ""


def _same(url: str, original: str) -> bool | None:
    if not original:
        return None
    try:
        return surt.key(url) == surt.key(original)
    except EvidenceError:
        return url == original


def _compare(digest: str, found: dict[str, str]) -> tuple[str, str]:
    """Compare with a digest of the index: ``XYZ`` or ``sha1:XYZ``."""
    plain = digest.rpartition(":")[2].upper()
    if not _payload.is_sha1(plain):
        return "not known", ""
    which = [name for name in ("as sent", "decoded") if found.get(name) == plain]
    return ("agrees", which[0]) if which else ("differs", "")
